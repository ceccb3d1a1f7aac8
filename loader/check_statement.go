package loader

import (
	"policygraph/graph"
)

// contradicted names a value that two documents state differently of what is
// otherwise one claim; "" where they agree.
func contradicted(a, b graph.Statement) string {
	x, ok := a.(*graph.Claim)
	y, ok2 := b.(*graph.Claim)
	switch {
	case !ok || !ok2:
		return ""
	case x.Amount != nil && y.Amount != nil && *x.Amount != *y.Amount:
		return "amount"
	case x.Rank != 0 && y.Rank != 0 && x.Rank != y.Rank:
		return "rank"
	case x.Expected != "" && y.Expected != "" && x.Expected != y.Expected:
		return "expected"
	default:
		return ""
	}
}

// tooMany reports a record that stands for more statements, with all their
// evidence, than one may.
func (c *checking) tooMany(at position, r *statementRecord, statements int) bool {
	pointers := len(r.At)
	for _, e := range r.Evidence {
		pointers += len(e.At)
	}
	if statements <= maxExpansion/max(pointers, 1) {
		return false
	}
	c.report(at, "it stands for %d statements with %d pointers each, more than %d pointers in one record: split it", statements, pointers, maxExpansion)
	return true
}

// clocks checks a statement's days and fills in its document's.
func (c *checking) clocks(at position, r *statementRecord, document field[graph.ID]) (recorded, retracted graph.Day) {
	recorded, retracted = r.Recorded.Value, r.Retracted.Value
	if !r.Recorded.given() {
		if d := c.documentByID[document.Value]; d != nil {
			recorded = d.recorded
		}
		if recorded == "" && (!document.given() || c.documentByID[document.Value] != nil) {
			c.report(at, "recorded is missing: write it here, or on the document for all of its statements")
		}
	}
	c.notAfterDataset(at.on(r.Recorded.Line), "recorded", graph.PartialDate(r.Recorded.Value))
	c.notAfterDataset(at.on(r.Retracted.Line), "retracted", graph.PartialDate(retracted))
	recorded, retracted = keep(c, recorded), keep(c, retracted)
	if recorded != "" && retracted != "" && retracted < recorded {
		c.report(at.on(r.Retracted.Line), "retracted: %s is before %s, when it was recorded: correct one of them", retracted, recorded)
	}
	return recorded, retracted
}

// proof is a piece of evidence with its place in the dataset.
type proof struct {
	graph.Evidence
	position
}

// evidence makes and checks the evidence of a record.
func (c *checking) evidence(at position, r *statementRecord, document field[graph.ID]) []proof {
	out := c.scratch.proofs[:0]
	if r.At != nil {
		if !document.given() {
			c.report(at.on(r.At[0].Line), "at: it is said of no document: add document to the record, or write evidence instead")
		}
		out = c.proofs(out, at, document, r.At, r.Method, r.Confidence, r.Note)
	} else {
		for _, stray := range []struct {
			key  string
			line int
		}{{"method", r.Method.Line}, {"confidence", r.Confidence.Line}, {"note", r.Note.Line}} {
			if stray.line > 0 {
				c.report(at.on(stray.line), "%s: it is of what at points to, and there is no at: move it into evidence", stray.key)
			}
		}
	}
	for _, e := range r.Evidence {
		out = c.proofs(out, e.position, e.Document, e.At, e.Method, e.Confidence, e.Note)
	}
	if r.At == nil && r.Evidence == nil {
		c.report(at, "there is no evidence: add at, with a pointer to where it is written")
	}
	c.scratch.proofs = out
	return out
}

// proofs adds the evidence that one list of pointers is, all into one document.
func (c *checking) proofs(out []proof, at position, document field[graph.ID], pointers oneOrMore[pointer], method field[graph.Method], confidence field[decimal], note field[string]) []proof {
	sure := 1.0
	if confidence.Value.given() {
		if sure = confidence.Value.float(); sure < 0 || sure > 1 {
			c.report(at.on(confidence.Line), "confidence: %v is not from 0 to 1: write such a number", sure)
		}
	}
	doc := c.documentByID[document.Value]
	if doc == nil {
		if document.Value != "" && !c.lostDocuments() {
			c.report(at.on(document.Line), "document: there is no %s%s: add it, or correct the id", document.Value, suggestID(document.Value, keysOfMap(c.documentByID)))
		}
		return out
	}
	words := keep(c, note.Value)
	for _, p := range pointers {
		if !p.Value.read {
			continue
		}
		e := proof{p.Value.place, at.on(p.Line)}
		e.Document, e.Method, e.Confidence, e.Note, e.Check = doc.ID, method.Value, sure, words, ownText(c, e.Check)
		if c.checkPlace(e, doc) {
			out = append(out, e)
		}
	}
	return out
}

// checkPlace checks what a document's record alone tells of a place in it.
func (c *checking) checkPlace(e proof, doc *document) bool {
	switch {
	case e.Paragraph == 0 && doc.SHA256 != "":
		c.report(e.position, "at: * is of a register without a file, and %s has one: point to the words, such as 1:31-52#9f3c2a10", doc.ID)
	case e.Paragraph == 0:
		return true
	case doc.SHA256 == "":
		c.report(e.position, "at: %s has no file to point into: add its sha256, or write * where it is a register that is cited whole", doc.ID)
	case !doc.Contains(e.Paragraph):
		c.report(e.position, "at: paragraph %d is outside %s, which is paragraphs %d-%d of its file: point into those", e.Paragraph, doc.ID, doc.FirstParagraph, doc.LastParagraph)
	case doc.IsBoilerplate(e.Paragraph):
		c.report(e.position, "at: paragraph %d of %s is boilerplate, which is evidence for nothing: point to the article", e.Paragraph, doc.ID)
	default:
		return true
	}
	return false
}
