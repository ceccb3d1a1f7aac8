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
	bases    map[graph.ID]basisOf // by evidence
	reported map[string]bool      // by key: once is enough
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

type basisOf struct {
	graph.Basis
	by entry
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
		if first, ok := a.bases[evidence.ID]; !ok && evidence.Basis != "" {
			if a.bases == nil {
				a.bases = map[graph.ID]basisOf{}
			}
			a.bases[evidence.ID] = basisOf{evidence.Basis, e}
		} else if ok && first.Basis != evidence.Basis {
			once("basis", first.by)
		}
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
	subjectLine, objectLine int // of subject_at and object_at; 0 where there is none
}

// shortForm is the evidence that a record gives beside the statement itself.
func shortForm(at problem.Position, r *record.Statement, document record.Field[graph.ID]) *record.Evidence {
	return &record.Evidence{
		Origin: record.Origin{Position: at}, Document: document, At: r.At, Method: r.Method, Basis: r.Basis, Confidence: r.Confidence, Note: r.Note,
	}
}

// evidence makes and checks the evidence of a record of claims or of figures.
func (m *maker) evidence(recordType record.Types, r *record.Statement, short *record.Evidence) []proof {
	out := m.scratch.proofs[:0]
	if r.At != nil {
		if !short.Document.Given() {
			m.report(short.On(r.At[0].Line), "at: no document to point into; add document to the record, or write evidence instead")
		}
		out = m.proofs(out, recordType, short)
	} else {
		for _, stray := range []struct {
			key  string
			line int
		}{
			{"method", short.Method.Line}, {"basis", short.Basis.Line}, {"subject_at", short.SubjectAt.Line}, {"object_at", short.ObjectAt.Line},
			{"confidence", short.Confidence.Line}, {"note", short.Note.Line},
		} {
			if stray.line > 0 {
				m.report(short.On(stray.line), "%s: describes what at points to, but there is no at; move it into evidence", stray.key)
			}
		}
	}
	for i := range r.Evidence {
		out = m.proofs(out, recordType, &r.Evidence[i])
	}
	if r.At == nil && r.Evidence == nil {
		m.report(short.Position, "missing evidence; add at, with a pointer to where it is written")
	}
	if len(r.Evidence) > 1 || r.Evidence != nil && r.At != nil {
		m.checkOneBasis(out)
	}
	m.scratch.proofs = out
	return out
}

// proofs appends the evidence of one list of pointers into one document.
func (m *maker) proofs(out []proof, recordType record.Types, r *record.Evidence) []proof {
	basis, sure := m.basis(recordType, r)
	doc := m.documents[r.Document.Value]
	if doc == nil {
		if r.Document.Value != "" && !m.files.LostDocuments() {
			m.report(r.On(r.Document.Line), "document: unknown id %s%s; add the document, or correct the id", r.Document.Value, record.SuggestID(r.Document.Value, record.KeysOf(m.documents)))
		}
		return out
	}
	words := keep(m.interner, r.Note.Value)
	subjectAt, objectAt := m.namedAt("subject_at", recordType, r, r.SubjectAt, doc), m.namedAt("object_at", recordType, r, r.ObjectAt, doc)
	for _, p := range r.At {
		if !p.Value.Read {
			continue
		}
		e := proof{p.Value.Place, r.On(p.Line), r.SubjectAt.Line, r.ObjectAt.Line}
		e.Document, e.Method, e.Basis, e.Confidence, e.Note, e.Check = doc.ID, r.Method.Value, basis, sure, words, ownText(m.interner, e.Check)
		e.SubjectAt, e.ObjectAt = subjectAt, objectAt
		if e.Paragraph == 0 && basis == graph.Stated && recordType == record.ClaimType {
			m.report(e.Position, "basis: STATED, but * quotes nothing; write REGISTER, or point to the words")
		}
		if m.checkPlace("at", e, doc) {
			out = append(out, e)
		}
	}
	return out
}

// checkPlace checks a pointer under a key against the document's record.
func (m *maker) checkPlace(key string, e proof, doc *document) bool {
	switch {
	case e.Paragraph == 0 && doc.SHA256 != "":
		m.report(e.Position, "%s: * cites a register without a file, but %s has a file; point to the words, such as 1:31-52#9f3c2a10", key, doc.ID)
	case e.Paragraph == 0:
		return true
	case doc.SHA256 == "":
		m.report(e.Position, "%s: %s has no file to point into; add its sha256, or write * if it is a register that is cited whole", key, doc.ID)
	case !doc.Contains(e.Paragraph):
		m.report(e.Position, "%s: paragraph %d is outside %s, which is paragraphs %d-%d of its file; correct the pointer", key, e.Paragraph, doc.ID, doc.FirstParagraph, doc.LastParagraph)
	case doc.IsBoilerplate(e.Paragraph):
		m.report(e.Position, "%s: paragraph %d of %s is boilerplate, which cannot be evidence; point to the article", key, e.Paragraph, doc.ID)
	default:
		return true
	}
	return false
}
