package view

import (
	"context"

	"policygraph/graph"
)

// Indicator resolves an indicator.
type Indicator struct {
	cohort *indicators
	index  int
}

func newIndicator(c *indicators, index int) *Indicator { return &Indicator{c, index} }

func (*Indicator) isNode() {}

func (v *Indicator) record() *graph.Indicator { return v.cohort.items[v.index] }

// ID resolves the field; so do those below.
func (v *Indicator) ID() graph.ID                        { return v.record().ID }
func (v *Indicator) Name(language graph.Language) string { return v.record().In(language) }
func (v *Indicator) Description() *string                { return orNil(&v.record().Description) }
func (v *Indicator) Measure() graph.Measure              { return v.record().Measure }
func (v *Indicator) Base() *string                       { return orNil(&v.record().Base) }
func (v *Indicator) Unit() Unit                          { return Unit{v.record().Unit} }

// Figures resolves the field.
func (v *Indicator) Figures(ctx context.Context, filter *FigureFilter, at *graph.AsOf, first *int, after *string, last *int, before *string) (*FigureConnection, error) {
	c := v.cohort
	q, p := filter.restrict(graph.FigureQuery{By: graph.ByIndicator, At: c.clock(at)}), pageOf(first, after, last, before)
	found, err := once(ctx, &c.loads, func() string { return keyOf("", q, p) }, func(ctx context.Context) (*recordPages[*graph.Figure], error) {
		return figurePages(ctx, c.request, c.set(""), q, p)
	})
	if err != nil {
		return nil, err
	}
	return &FigureConnection{found.of(v.index)}, nil
}

// Unit resolves a unit.
type Unit struct{ unit graph.Unit }

// Code resolves the field; so does the one below.
func (v Unit) Code() string                         { return v.unit.Code }
func (v Unit) Label(language graph.Language) string { return v.unit.Label.In(language) }

// IndicatorConnection resolves a page of indicators.
type IndicatorConnection struct{ recordPage[*graph.Indicator] }

// Nodes resolves the field.
func (v *IndicatorConnection) Nodes() []*Indicator {
	return collect(v.len(), func(i int) Indicator { return Indicator{v.next, v.start() + i} })
}

// Edges resolves the field.
func (v *IndicatorConnection) Edges() []*IndicatorEdge {
	return collect(v.len(), func(i int) IndicatorEdge {
		return IndicatorEdge{recordEdge[*graph.Indicator]{v.recordPage, i}}
	})
}

// IndicatorEdge resolves an edge to an indicator.
type IndicatorEdge struct{ recordEdge[*graph.Indicator] }

// Node resolves the field.
func (v *IndicatorEdge) Node() *Indicator { return &Indicator{v.page.next, v.page.start() + v.index} }
