package view

import (
	"context"

	"policygraph/graph"
)

// Entity is an entity of any kind.
type Entity interface {
	Node
	isEntity()
}

// entity is what entities of all kinds have in common: their index in a cohort.
type entity struct {
	cohort *entities
	index  int
}

func (entity) isNode()   {}
func (entity) isEntity() {}

func (e entity) record() *graph.Entity { return e.cohort.items[e.index] }

// ID resolves the field; so do those below.
func (e entity) ID() graph.ID                        { return e.record().ID }
func (e entity) Kind() graph.Kind                    { return e.record().Kind }
func (e entity) Name(language graph.Language) string { return e.record().In(language) }
func (e entity) Aliases() []string                   { return e.record().Aliases }
func (e entity) LocalAliases() []graph.LocalAlias    { return e.record().LocalAliases }
func (e entity) Description() *string                { return orNil(&e.record().Description) }
func (e entity) Codes() []graph.OfficialCode         { return e.record().Codes }
func (e entity) FormerIds() []graph.ID               { return e.record().FormerIDs }

// IssuedOn resolves the field of policies.
func (v *Policy) IssuedOn() graph.PartialDate { return v.record().IssuedOn }

// Adoption resolves the field of policies.
func (v *Policy) Adoption() graph.Adoption { return v.record().Adoption }

// HeldOn resolves the field of events.
func (v *Event) HeldOn() graph.PartialDate { return v.record().HeldOn }

// Form resolves the field of programmes; so do those below of other kinds.
func (v *Programme) Form() graph.Form     { return v.record().Form }
func (v *Policy) Form() *graph.Form       { return orNil(&v.record().Form) }
func (v *Agency) Function() *graph.Form   { return orNil(&v.record().Form) }
func (v *Organisation) Form() *graph.Form { return orNil(&v.record().Form) }
func (v *Industry) Form() *graph.Form     { return orNil(&v.record().Form) }

// Figures resolves the field.
func (e entity) Figures(ctx context.Context, filter *FigureFilter, at *graph.AsOf, first *int, after *string, last *int, before *string) (*FigureConnection, error) {
	return e.figures(ctx, filter.restrict(graph.FigureQuery{By: graph.BySubject, At: e.cohort.clock(at)}), pageOf(first, after, last, before))
}

// Targets resolves the field.
func (v *Policy) Targets(ctx context.Context, at *graph.AsOf, first *int, after *string, last *int, before *string) (*FigureConnection, error) {
	return v.figures(ctx, graph.FigureQuery{By: graph.ByUnder, Statuses: targetStatuses, At: v.cohort.clock(at)}, pageOf(first, after, last, before))
}

// targetStatuses are the statuses of figures that are targets or plans.
var targetStatuses = []graph.FigureStatus{graph.StatusTarget, graph.StatusPlan}

func (e entity) figures(ctx context.Context, q graph.FigureQuery, p graph.Page) (*FigureConnection, error) {
	of := scope(ctx)
	found, err := once(ctx, &e.cohort.loads, func() string { return keyOf(of, q, p) }, func(ctx context.Context) (*recordPages[*graph.Figure], error) {
		return figurePages(ctx, e.cohort.request, e.cohort.set(of), q, p)
	})
	if err != nil {
		return nil, err
	}
	return &FigureConnection{found.of(e.index)}, nil
}

// Documents resolves the field.
func (e entity) Documents(ctx context.Context, at *graph.AsOf, first *int, after *string, last *int, before *string) (*DocumentConnection, error) {
	q, p, of := graph.DocumentQuery{At: e.cohort.clock(at)}, pageOf(first, after, last, before), scope(ctx)
	found, err := once(ctx, &e.cohort.loads, func() string { return keyOf(of, q, p) }, func(ctx context.Context) (*recordPages[*graph.Document], error) {
		return documentPages(ctx, e.cohort.request, e.cohort.set(of), q, p)
	})
	if err != nil {
		return nil, err
	}
	return &DocumentConnection{found.of(e.index)}, nil
}

// RelationCounts resolves the field.
func (e entity) RelationCounts(ctx context.Context, at *graph.AsOf) ([]RelationCount, error) {
	clock, of := e.cohort.clock(at), scope(ctx)
	counts, err := once(ctx, &e.cohort.loads, func() string { return keyOf(of, clock, graph.Page{}) }, func(ctx context.Context) ([][]RelationCount, error) {
		found, err := e.cohort.reader.RelationCounts(ctx, e.cohort.set(of).ids, clock)
		out := make([][]RelationCount, len(found))
		for i, counts := range found {
			out[i] = make([]RelationCount, len(counts))
			for j, count := range counts {
				out[i][j] = RelationCount(count)
			}
		}
		return out, err
	})
	if err != nil {
		return nil, err
	}
	return counts[e.cohort.set(of).index[e.index]], nil
}

// RelationCount is the number of relations of a type and direction.
type RelationCount graph.RelationCount

// Label resolves the field.
func (c RelationCount) Label(language graph.Language) string {
	return c.Type.LabelFrom(c.Direction, language)
}

// entityPage is a page of entities.
type entityPage struct{ recordPage[*graph.Entity] }

func (p entityPage) node(i int) entity { return entity{p.next, p.start() + i} }
func (p entityPage) edge(i int) entityEdge {
	return entityEdge{recordEdge[*graph.Entity]{p.recordPage, i}}
}

type entityEdge struct{ recordEdge[*graph.Entity] }

func (e entityEdge) node() entity { return entityPage{e.page}.node(e.index) }

// EntityConnection resolves a page of entities of any kind.
type EntityConnection struct{ entityPage }

// Nodes resolves the field.
func (v *EntityConnection) Nodes() []Entity {
	nodes := make([]Entity, v.len())
	for i := range nodes {
		nodes[i] = newEntity(v.next, v.start()+i)
	}
	return nodes
}

// Edges resolves the field.
func (v *EntityConnection) Edges() []*EntityEdge {
	return collect(v.len(), func(i int) EntityEdge { return EntityEdge{v.edge(i)} })
}

// EntityEdge resolves an edge to an entity of any kind.
type EntityEdge struct{ entityEdge }

// Node resolves the field.
func (v *EntityEdge) Node() Entity {
	e := v.node()
	return newEntity(e.cohort, e.index)
}
