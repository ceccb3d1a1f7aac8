package export

import (
	"context"
	"strings"

	"policygraph/graph"
)

// piece is a piece of evidence with what stands beside it.
type piece struct {
	graph.Evidence
	quote string // "" where it is not available
	// speaksFor lists the ends of a claim of which the document speaks there without
	// naming them: each the entity's id and the pointer to the words that say so.
	speaksFor []string
}

// pieces returns the evidence of a statement. The documents were written before it.
func (a *About) pieces(ctx context.Context, s graph.Statement) ([]piece, error) {
	evidence := s.AllEvidence()
	out := make([]piece, len(evidence))
	for i, e := range evidence {
		quote, err := a.quote(ctx, e)
		if err != nil {
			return nil, err
		}
		out[i] = piece{Evidence: e, quote: quote}
		claim, ok := s.(*graph.Claim)
		if !ok {
			continue
		}
		for _, d := range graph.SpokenFor(a.speaking[e.Document], claim, e.Paragraph, quote) {
			out[i].speaksFor = append(out[i].speaksFor, string(d.Entity)+" "+d.At)
		}
	}
	return out, nil
}

// evidenceLines formats evidence for formats in which it is a value of its
// statement, one piece per line: document, pointer, method and confidence; then, where
// there are any, the basis, subject_at=, object_at= and speaks_for= with what they name,
// the quote in 「」 and the note, separated by spaces. To keep lines parseable, 」 is
// doubled inside a quote, and an empty quote precedes a note that begins like a part
// before it.
func (a *About) evidenceLines(ctx context.Context, s graph.Statement) ([]string, error) {
	pieces, err := a.pieces(ctx, s)
	if err != nil {
		return nil, err
	}
	lines := make([]string, len(pieces))
	for i, e := range pieces {
		parts := []string{string(e.Document), e.Pointer(), string(e.Method), decimal(e.Confidence)}
		if e.Basis != "" {
			parts = append(parts, string(e.Basis))
		}
		if e.SubjectAt != "" {
			parts = append(parts, "subject_at="+e.SubjectAt)
		}
		if e.ObjectAt != "" {
			parts = append(parts, "object_at="+e.ObjectAt)
		}
		for _, spoken := range e.speaksFor {
			parts = append(parts, "speaks_for="+strings.Replace(spoken, " ", "@", 1))
		}
		if e.quote != "" || beginsLikeAPart(e.Note) {
			parts = append(parts, "「"+strings.ReplaceAll(e.quote, "」", "」」")+"」")
		}
		if e.Note != "" {
			parts = append(parts, e.Note)
		}
		lines[i] = strings.Join(parts, " ")
	}
	return lines, nil
}

// beginsLikeAPart reports whether a note could be read as another part of a line.
func beginsLikeAPart(note string) bool {
	first, _, _ := strings.Cut(note, " ")
	if graph.Basis(first).Info() != (graph.BasisInfo{}) {
		return true
	}
	for _, part := range []string{"「", "subject_at=", "object_at=", "speaks_for="} {
		if strings.HasPrefix(first, part) {
			return true
		}
	}
	return false
}
