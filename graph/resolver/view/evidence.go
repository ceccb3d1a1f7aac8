package view

import (
	"context"
	"fmt"

	"policygraph/graph"
)

// Evidence resolves a piece of evidence.
type Evidence struct {
	cohort *evidences
	index  int
}

func newEvidence(c *evidences, index int) *Evidence { return &Evidence{c, index} }

func (*Evidence) isNode() {}

func (v *Evidence) record() *graph.Evidence { return v.cohort.items[v.index] }

// ID resolves the field; so do those below.
func (v *Evidence) ID() graph.ID         { return v.record().ID }
func (v *Evidence) Paragraph() int       { return v.record().Paragraph }
func (v *Evidence) Start() int           { return v.record().Start }
func (v *Evidence) End() int             { return v.record().End }
func (v *Evidence) Pointer() string      { return v.record().Pointer() }
func (v *Evidence) Method() graph.Method { return v.record().Method }
func (v *Evidence) Confidence() float64  { return v.record().Confidence }
func (v *Evidence) Basis() *graph.Basis  { return orNil(&v.record().Basis) }
func (v *Evidence) Note() *string        { return orNil(&v.record().Note) }

// BasisLabel resolves the field.
func (v *Evidence) BasisLabel(language graph.Language) *string {
	label := v.record().Basis.Info().Label.In(language)
	return orNil(&label)
}

// basisOf is the basis of a statement; nil where there is none.
func basisOf(s interface{ Basis() graph.Basis }) *graph.Basis {
	basis := s.Basis()
	return orNil(&basis)
}

// Statement resolves the field.
func (v *Evidence) Statement(ctx context.Context) (Statement, error) {
	found, err := references(ctx, v.cohort, "statement", func(e *graph.Evidence) graph.ID { return e.Statement })
	return one[Statement](found, err, v.index)
}

// Document resolves the field.
func (v *Evidence) Document(ctx context.Context) (*Document, error) {
	found, err := sourcesOf(ctx, v.cohort)
	return one[*Document](found, err, v.index)
}

func sourcesOf(ctx context.Context, c *evidences) (*lookup, error) {
	return sharedReferences(ctx, c, "document", func(e *graph.Evidence) graph.ID { return e.Document })
}

// Quote resolves the field.
func (v *Evidence) Quote(ctx context.Context) (*Quote, error) { return v.words(ctx, v.record()) }

// words returns the words at a place in the document.
func (v *Evidence) words(ctx context.Context, at *graph.Evidence) (*Quote, error) {
	if v.cohort.texts == nil {
		return &Quote{graph.Quote{Unavailable: graph.NoDocuments}}, nil
	}
	document, err := v.Document(ctx)
	if err != nil {
		return nil, err
	}
	paragraphs, err := document.text(ctx)
	if err != nil {
		return nil, err
	}
	return &Quote{at.Resolve(paragraphs)}, nil
}

// Quote resolves quoted words.
type Quote struct{ quote graph.Quote }

// Text resolves the field; so do those below.
func (v *Quote) Text() *string   { return v.ifAvailable(&v.quote.Text) }
func (v *Quote) Before() *string { return v.ifAvailable(&v.quote.Before) }
func (v *Quote) After() *string  { return v.ifAvailable(&v.quote.After) }
func (v *Quote) Unavailable() *graph.QuoteUnavailable {
	if v.quote.Unavailable == "" {
		return nil
	}
	return &v.quote.Unavailable
}

func (v *Quote) ifAvailable(s *string) *string {
	if v.quote.Unavailable != "" {
		return nil
	}
	return s
}

// evidenceOf returns the best evidence of a member of a cohort of statements. It
// reads nothing from the store: statements carry their evidence.
func evidenceOf[T graph.Record](ctx context.Context, c *cohort[T], member, first int) ([]*Evidence, error) {
	if err := checkFirst(first); err != nil {
		return nil, err
	}
	type members struct {
		next   *evidences
		starts []int
	}
	found, err := once(ctx, &c.loads, func() string { return fmt.Sprint("evidence ", first) }, func(context.Context) (*members, error) {
		var items []*graph.Evidence
		p := &members{starts: make([]int, len(c.items)+1)}
		for i, statement := range c.items {
			evidence := any(statement).(graph.Statement).AllEvidence()
			for j := range evidence[:min(first, len(evidence))] {
				items = append(items, &evidence[j])
			}
			p.starts[i+1] = len(items)
		}
		p.next = newCohort(c.request, c.at, items)
		return p, nil
	})
	if err != nil {
		return nil, err
	}
	from, to := found.starts[member], found.starts[member+1]
	return collect(to-from, func(i int) Evidence { return Evidence{found.next, from + i} }), nil
}

// checkFirst checks the length of a list that has no pages.
func checkFirst(first int) error {
	if first < 1 || first > graph.MaxPage {
		return graph.Errorf(graph.CodeInvalid, "invalid first: %d; expected 1 to %d", first, graph.MaxPage)
	}
	return nil
}
