package loader

import (
	"policygraph/graph"
)

// statements keeps what was made of one sort of statement, to find duplicates
// and to resolve references.
type statements[S graph.Statement] struct {
	byID  map[graph.ID]*made[S]
	homes map[home]position
	refs  map[localRef]graph.ID // "" where the statement could not be made
	all   []*made[S]            // in the order of files
}

// made is a statement with its record's place; several documents may make it.
type made[S graph.Statement] struct {
	statement S
	position
	record   *statementRecord
	partOf   field[reference]
	standing bool // some document that makes it has not withdrawn it
	unsure   bool // its id may be another, since part of the record could not be read
}

// home is where a statement may be made once: a document.
type home struct {
	document, statement graph.ID
}

type localRef struct {
	file string
	ref  slug
}

func newStatements[S graph.Statement]() statements[S] {
	return statements[S]{byID: map[graph.ID]*made[S]{}, homes: map[home]position{}, refs: map[localRef]graph.ID{}}
}

// add takes in a statement whose id is derived, and reports one that its
// document makes already.
func (s *statements[S]) add(c *checking, m *made[S], document graph.ID) {
	id := m.statement.RecordID()
	if m.record.Ref.Value != "" {
		s.refs[localRef{m.file, m.record.Ref.Value}] = id
	}
	if document != "" && !m.unsure {
		h := home{document, id}
		if other, ok := s.homes[h]; ok {
			c.report(m.position, "the same is said at %s: put the pointers into one record, or, if it is another one, tell it apart with again: 1", other)
			return
		}
		s.homes[h] = m.position
	}
	s.all = append(s.all, m)
	_, retracted := m.statement.Clocks()
	if have := s.byID[id]; have != nil {
		have.standing = have.standing || retracted == ""
		if key := contradicted(have.statement, m.statement); key != "" {
			c.report(m.position, "%s: the same claim has another at %s: correct one of them, or, if it is another claim, tell it apart with again: 1", key, have.position)
		}
		return
	}
	m.standing = retracted == ""
	s.byID[id] = m
}

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

// declareRef reports a ref that the file has already, or that names several
// statements.
func declareRef[S graph.Statement](c *checking, s *statements[S], at position, r *statementRecord, expanded int) {
	if r.Ref.Value == "" {
		return
	}
	key := localRef{at.file, r.Ref.Value}
	if _, twice := s.refs[key]; twice {
		c.report(at.on(r.Ref.Line), "ref: %s is there already in this file: rename one", r.Ref.Value)
	}
	if expanded != 1 {
		c.report(at.on(r.Ref.Line), "ref: it would name %d statements: write them as records of their own", expanded)
	}
	s.refs[key] = ""
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
	var out []proof
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
			c.report(at.on(document.Line), "document: there is no %s%s: add it, or correct the id", document.Value, suggestID(c.problems, document.Value, c.documentByID))
		}
		return out
	}
	for _, p := range pointers {
		if !p.Value.read {
			continue
		}
		e := proof{p.Value.place, at.on(p.Line)}
		e.Document, e.Method, e.Confidence, e.Note = doc.ID, method.Value, sure, note.Value
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
