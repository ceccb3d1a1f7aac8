package view

import (
	"context"

	"policygraph/graph"
)

// Figure resolves a figure.
type Figure struct {
	cohort *figures
	index  int
}

func newFigure(c *figures, index int) *Figure { return &Figure{c, index} }

func (*Figure) isNode()      {}
func (*Figure) isStatement() {}

func (v *Figure) record() *graph.Figure { return v.cohort.items[v.index] }

// ID resolves the field; so do those below.
func (v *Figure) ID() graph.ID                 { return v.record().ID }
func (v *Figure) Value() *float64              { return v.record().Value }
func (v *Figure) ValueMax() *float64           { return v.record().ValueMax }
func (v *Figure) Stated() string               { return v.record().Stated }
func (v *Figure) Comparator() graph.Comparator { return v.record().Comparator }
func (v *Figure) AsOf() graph.PartialDate      { return v.record().AsOf }
func (v *Figure) Status() graph.FigureStatus   { return v.record().Status }
func (v *Figure) Condition() *string           { return orNil(&v.record().Condition) }
func (v *Figure) Recorded() graph.Day          { return v.record().Recorded }
func (v *Figure) Retracted() graph.Day         { return v.record().Retracted }
func (v *Figure) EvidenceCount() int           { return len(v.record().Evidence) }
func (v *Figure) Confidence() float64          { return v.record().Confidence() }
func (v *Figure) Basis() *graph.Basis          { return basisOf(v.record()) }

// Period resolves the field; nil where no document states one.
func (v *Figure) Period() *graph.Period {
	if f := v.record(); f.Period != (graph.Period{}) {
		return &f.Period
	}
	return nil
}

// Subject resolves the field.
func (v *Figure) Subject(ctx context.Context) (Entity, error) {
	found, err := references(ctx, v.cohort, "subject", func(f *graph.Figure) graph.ID { return f.Subject })
	return one[Entity](found, err, v.index)
}

// Under resolves the field.
func (v *Figure) Under(ctx context.Context) (Entity, error) {
	found, err := references(ctx, v.cohort, "under", func(f *graph.Figure) graph.ID { return f.Under })
	return one[Entity](found, err, v.index)
}

// PartOf resolves the field.
func (v *Figure) PartOf(ctx context.Context) (*Figure, error) {
	found, err := references(ctx, v.cohort, "partOf", func(f *graph.Figure) graph.ID { return f.PartOf })
	return one[*Figure](found, err, v.index)
}

// Indicator resolves the field.
func (v *Figure) Indicator(ctx context.Context) (*Indicator, error) {
	found, err := indicatorsOf(ctx, v.cohort)
	return one[*Indicator](found, err, v.index)
}

// Unit resolves the field: the unit of the indicator.
func (v *Figure) Unit(ctx context.Context) (Unit, error) {
	indicator, err := v.Indicator(ctx)
	if err != nil {
		return Unit{}, err
	}
	return indicator.Unit(), nil
}

func indicatorsOf(ctx context.Context, c *figures) (*lookup, error) {
	return sharedReferences(ctx, c, "indicator", func(f *graph.Figure) graph.ID { return f.Indicator })
}

// Breakdown resolves the field.
func (v *Figure) Breakdown(ctx context.Context) ([]Entity, error) {
	type parts struct {
		*lookup
		starts []int
	}
	found, err := once(ctx, &v.cohort.loads, func() string { return "breakdown" }, func(ctx context.Context) (*parts, error) {
		var ids []graph.ID
		starts := []int{0}
		for _, f := range v.cohort.items {
			ids = append(ids, f.Breakdown...)
			starts = append(starts, len(ids))
		}
		s := setOf(ids, func(id graph.ID) graph.ID { return id })
		records, err := v.cohort.reader.Nodes(ctx, s.ids)
		if err != nil {
			return nil, err
		}
		return &parts{&lookup{nodesOf(v.cohort.request, v.cohort.at, records), s.ids, s.index}, starts}, nil
	})
	if err != nil {
		return nil, err
	}
	out := make([]Entity, len(v.record().Breakdown))
	for i := range out {
		if out[i], err = pick[Entity](found.lookup, found.starts[v.index]+i); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Evidence resolves the field.
func (v *Figure) Evidence(ctx context.Context, first int) ([]*Evidence, error) {
	return evidenceOf(ctx, v.cohort, v.index, first)
}

// FigureFilter is a filter of figures; a figure must match every field that is set.
type FigureFilter struct {
	graph.FigureFilter
	Statuses []graph.FigureStatus
}

// restrict returns the query with the filter.
func (f *FigureFilter) restrict(q graph.FigureQuery) graph.FigureQuery {
	if f != nil {
		q.Statuses, q.Filter = f.Statuses, f.FigureFilter
	}
	return q
}

// figurePages reads the figures of a set; all figures where it is nil.
func figurePages(ctx context.Context, r *request, of *set, q graph.FigureQuery, p graph.Page) (*recordPages[*graph.Figure], error) {
	if of != nil {
		q.Of = of.ids
	}
	q.Page = p
	connections, err := r.reader.Figures(ctx, q)
	if err != nil {
		return nil, err
	}
	return newRecordPages(r, q.At, of, q, connections), nil
}

// FigureConnection resolves a page of figures.
type FigureConnection struct{ recordPage[*graph.Figure] }

// Nodes resolves the field.
func (v *FigureConnection) Nodes() []*Figure {
	return collect(v.len(), func(i int) Figure { return Figure{v.next, v.start() + i} })
}

// Edges resolves the field.
func (v *FigureConnection) Edges() []*FigureEdge {
	return collect(v.len(), func(i int) FigureEdge { return FigureEdge{recordEdge[*graph.Figure]{v.recordPage, i}} })
}

// FigureEdge resolves an edge to a figure.
type FigureEdge struct{ recordEdge[*graph.Figure] }

// Node resolves the field.
func (v *FigureEdge) Node() *Figure { return &Figure{v.page.next, v.page.start() + v.index} }
