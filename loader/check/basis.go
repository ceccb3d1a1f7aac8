package check

import (
	"strings"

	"policygraph/graph"
	"policygraph/loader/record"
)

// hasBases reports whether the dataset's format gives evidence a basis.
func (m *maker) hasBases() bool { return m.files.Dataset.Format.Value == record.Format }

// basis returns the basis and the confidence of a record's evidence. In format 1 there
// is no basis, and the confidence is 1 where it is left out.
func (m *maker) basis(recordType record.Types, r *record.Evidence) (graph.Basis, float64) {
	basis, sure := r.Basis.Value, 1.0
	switch {
	case !m.hasBases():
		basis = ""
		m.onlyFormat2(r)
	case basis == "" && recordType == record.FigureType:
		basis = graph.Stated
	case !r.Basis.Given():
		m.report(r.Position, "missing key basis; say how the words support the claim: %s", record.OrList(graph.BasisValues))
	}
	info := basis.Info()
	if basis != "" {
		sure = info.Confidence
	}
	if info.Noted && !r.Note.Given() {
		m.report(r.On(r.Basis.Line), "basis: %s needs a note; %s", basis, noteMust[basis])
	}
	if r.Confidence.Value.Given() {
		if sure = r.Confidence.Value.Float(); sure < 0 || sure > 1 {
			m.report(r.On(r.Confidence.Line), "confidence: %v out of range; write a number from 0 to 1", sure)
		} else if basis != "" && sure > info.Confidence {
			m.report(r.On(r.Confidence.Line), "confidence: %v is above %v, the highest of %s; lower it, or leave it out", sure, info.Confidence, basis)
		}
	}
	return basis, sure
}

// noteMust says what the note of evidence must say, by basis.
var noteMust = map[graph.Basis]string{
	graph.ActorLeftOut: "say for whom the sentence speaks",
	graph.Elliptic:     "say which word is read over",
	graph.Inferred:     "say which step leads to it",
}

// onlyFormat2 reports keys that format 1 does not have.
func (m *maker) onlyFormat2(r *record.Evidence) {
	for _, own := range []struct {
		key  string
		line int
	}{{"basis", r.Basis.Line}, {"subject_at", r.SubjectAt.Line}, {"object_at", r.ObjectAt.Line}} {
		if own.line > 0 {
			m.report(r.On(own.line), "%s: not a key of format 1; write format: 2 in dataset.yaml, or delete it", own.key)
		}
	}
}

// namedAt returns the pointer to where the document names an end of a claim.
func (m *maker) namedAt(key string, recordType record.Types, r *record.Evidence, at record.Field[record.Pointer], doc *document) string {
	switch {
	case !at.Value.Read || !m.hasBases():
		return ""
	case recordType == record.FigureType:
		m.report(r.On(at.Line), "%s: a figure has no ends; delete it", key)
		return ""
	case at.Value.Place.Paragraph == 0:
		m.report(r.On(at.Line), "%s: * is not a place in the text; point to the words that name it", key)
		return ""
	}
	e := proof{Evidence: at.Value.Place, Position: r.On(at.Line)}
	if !m.checkPlace(key, e, doc) {
		return ""
	}
	return keep(m.interner, e.Pointer())
}

// checkOneBasis reports words that a record cites twice, on two bases.
func (m *maker) checkOneBasis(proofs []proof) {
	type place struct {
		document              graph.ID
		paragraph, start, end int
	}
	seen := map[place]graph.Basis{}
	for _, e := range proofs {
		at := place{e.Document, e.Paragraph, e.Start, e.End}
		if first, ok := seen[at]; ok && first != e.Basis {
			m.report(e.Position, "basis: %s of %s is cited as %s and as %s; keep one", e.Pointer(), e.Document, first, e.Basis)
		}
		seen[at] = e.Basis
	}
}

// certainty returns the certainty of a record's claims: in format 1 the one given, in
// format 2 the one that follows from the bases of the evidence.
func (m *maker) certainty(r *record.ClaimLine) graph.Certainty {
	if !m.hasBases() {
		return r.Certainty.Value
	}
	bases := make([]graph.Basis, 0, 1+len(r.Evidence))
	if r.At != nil {
		bases = append(bases, r.Basis.Value)
	}
	for i := range r.Evidence {
		bases = append(bases, r.Evidence[i].Basis.Value)
	}
	follows := graph.Implied
	var names []string
	for _, b := range bases {
		if b == "" {
			return r.Certainty.Value // reported where the basis is missing
		}
		if b.Explicit() {
			follows = graph.Explicit
		}
		names = append(names, string(b))
	}
	if r.Certainty.Value != "" && r.Certainty.Value != follows {
		m.report(r.On(r.Certainty.Line), "certainty: %s contradicts the basis %s, from which %s follows; correct the basis, or leave certainty out", r.Certainty.Value, strings.Join(names, ", "), follows)
	}
	return follows
}
