package check

import (
	"strconv"

	"policygraph/graph"
	"policygraph/loader/problem"
	"policygraph/loader/record"
)

// dispute is the values of a statement that its documents must agree on, "" where they
// give none. Other differences are merged, see [graph.JoinClaims].
type dispute [5]string

var disputed = [len(dispute{})]string{"amount", "rank", "expected", "replaces", "part_of"}

func disputeOf(s graph.Statement) dispute {
	switch s := s.(type) {
	case *graph.Claim:
		d := dispute{2: string(s.Expected), 3: string(s.Replaces)}
		if s.Amount != nil {
			d[0] = strconv.FormatFloat(*s.Amount, 'g', -1, 64)
		}
		if s.Rank != 0 {
			d[1] = strconv.Itoa(s.Rank)
		}
		return d
	case *graph.Figure:
		return dispute{3: string(s.Replaces), 4: string(s.PartOf)}
	default:
		return dispute{}
	}
}

// agreement is what the records of one statement have said so far.
type agreement struct {
	values   dispute
	said     [len(dispute{})]entry // the first record that gives each
	notes    map[noteKey]noteOf
	reported map[string]bool // by key: once is enough
}

// noteKey identifies equally good evidence for the same words.
type noteKey struct {
	id         graph.ID
	confidence float64
	method     graph.Method
}

type noteOf struct {
	text string
	by   entry
}

// add compares a record's statement with those before it and reports contradictions,
// once for each key.
func (a *agreement) add(e entry, s graph.Statement, report func(key string, first entry)) {
	once := func(key string, first entry) {
		if a.reported[key] {
			return
		}
		if a.reported == nil {
			a.reported = map[string]bool{}
		}
		a.reported[key] = true
		report(key, first)
	}
	for i, value := range disputeOf(s) {
		switch {
		case value == "":
		case a.values[i] == "":
			a.values[i], a.said[i] = value, e
		case a.values[i] != value:
			once(disputed[i], a.said[i])
		}
	}
	for _, evidence := range s.AllEvidence() {
		if evidence.Note == "" {
			continue
		}
		key := noteKey{evidence.ID, evidence.Confidence, evidence.Method}
		if first, ok := a.notes[key]; !ok {
			if a.notes == nil {
				a.notes = map[noteKey]noteOf{}
			}
			a.notes[key] = noteOf{evidence.Note, e}
		} else if first.text != evidence.Note {
			once("note", first.by)
		}
	}
}

// tooMany reports a record that stands for too many statements and pointers.
func (m *maker) tooMany(at problem.Position, r *record.Statement, statements int) bool {
	pointers := len(r.At)
	for _, e := range r.Evidence {
		pointers += len(e.At)
	}
	if statements <= 1 || statements <= maxExpansion/max(pointers, 1) {
		return false
	}
	m.report(at, "record stands for %d statements with %d pointers each, more than %d pointers in all; split it", statements, pointers, maxExpansion)
	return true
}

// clocks returns a statement's days, with its document's as default, and checks them.
func (m *maker) clocks(at problem.Position, r *record.Statement, document record.Field[graph.ID]) (recorded, retracted graph.Day) {
	recorded, retracted = r.Recorded.Value, r.Retracted.Value
	if !r.Recorded.Given() {
		if d := m.documents[document.Value]; d != nil {
			recorded = d.recorded
		}
		if recorded == "" && (!document.Given() || m.documents[document.Value] != nil) {
			m.report(at, "missing key recorded; write it here, or on the document for all of its statements")
		}
	}
	notAfterDataset(&m.dataset, m.problems, at.On(r.Recorded.Line), "recorded", graph.PartialDate(r.Recorded.Value))
	notAfterDataset(&m.dataset, m.problems, at.On(r.Retracted.Line), "retracted", graph.PartialDate(retracted))
	recorded, retracted = keep(m.interner, recorded), keep(m.interner, retracted)
	if recorded != "" && retracted != "" && retracted < recorded {
		m.report(at.On(r.Retracted.Line), "retracted: %s is before recorded %s; correct one of them", retracted, recorded)
	}
	return recorded, retracted
}

// proof is a piece of evidence with its position in the dataset.
type proof struct {
	graph.Evidence
	problem.Position
}

// evidence makes and checks the evidence of a record.
func (m *maker) evidence(at problem.Position, r *record.Statement, document record.Field[graph.ID]) []proof {
	out := m.scratch.proofs[:0]
	if r.At != nil {
		if !document.Given() {
			m.report(at.On(r.At[0].Line), "at: no document to point into; add document to the record, or write evidence instead")
		}
		out = m.proofs(out, at, document, r.At, r.Method, r.Confidence, r.Note)
	} else {
		for _, stray := range []struct {
			key  string
			line int
		}{{"method", r.Method.Line}, {"confidence", r.Confidence.Line}, {"note", r.Note.Line}} {
			if stray.line > 0 {
				m.report(at.On(stray.line), "%s: describes what at points to, but there is no at; move it into evidence", stray.key)
			}
		}
	}
	for _, e := range r.Evidence {
		out = m.proofs(out, e.Position, e.Document, e.At, e.Method, e.Confidence, e.Note)
	}
	if r.At == nil && r.Evidence == nil {
		m.report(at, "missing evidence; add at, with a pointer to where it is written")
	}
	m.scratch.proofs = out
	return out
}

// proofs appends the evidence of one list of pointers into one document.
func (m *maker) proofs(out []proof, at problem.Position, document record.Field[graph.ID], pointers record.OneOrMore[record.Pointer], method record.Field[graph.Method], confidence record.Field[record.Decimal], note record.Field[string]) []proof {
	sure := 1.0
	if confidence.Value.Given() {
		if sure = confidence.Value.Float(); sure < 0 || sure > 1 {
			m.report(at.On(confidence.Line), "confidence: %v out of range; write a number from 0 to 1", sure)
		}
	}
	doc := m.documents[document.Value]
	if doc == nil {
		if document.Value != "" && !m.files.LostDocuments() {
			m.report(at.On(document.Line), "document: unknown id %s%s; add the document, or correct the id", document.Value, record.SuggestID(document.Value, record.KeysOf(m.documents)))
		}
		return out
	}
	words := keep(m.interner, note.Value)
	for _, p := range pointers {
		if !p.Value.Read {
			continue
		}
		e := proof{p.Value.Place, at.On(p.Line)}
		e.Document, e.Method, e.Confidence, e.Note, e.Check = doc.ID, method.Value, sure, words, ownText(m.interner, e.Check)
		if m.checkPlace(e, doc) {
			out = append(out, e)
		}
	}
	return out
}

// checkPlace checks a pointer against the document's record.
func (m *maker) checkPlace(e proof, doc *document) bool {
	switch {
	case e.Paragraph == 0 && doc.SHA256 != "":
		m.report(e.Position, "at: * cites a register without a file, but %s has a file; point to the words, such as 1:31-52#9f3c2a10", doc.ID)
	case e.Paragraph == 0:
		return true
	case doc.SHA256 == "":
		m.report(e.Position, "at: %s has no file to point into; add its sha256, or write * if it is a register that is cited whole", doc.ID)
	case !doc.Contains(e.Paragraph):
		m.report(e.Position, "at: paragraph %d is outside %s, which is paragraphs %d-%d of its file; correct the pointer", e.Paragraph, doc.ID, doc.FirstParagraph, doc.LastParagraph)
	case doc.IsBoilerplate(e.Paragraph):
		m.report(e.Position, "at: paragraph %d of %s is boilerplate, which cannot be evidence; point to the article", e.Paragraph, doc.ID)
	default:
		return true
	}
	return false
}
