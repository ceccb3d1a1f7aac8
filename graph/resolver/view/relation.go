package view

import (
	"context"

	"policygraph/graph"
)

// Relations resolves the field: one edge for each claim.
func (e entity) Relations(ctx context.Context, types []graph.RelationType, direction graph.Direction, kinds []graph.Kind, certainty *graph.Certainty, minConfidence *float64, stages []graph.Stage, at *graph.AsOf, first *int, after *string, last *int, before *string) (*RelationConnection, error) {
	page, err := e.relations(ctx, func() graph.ClaimQuery {
		return e.weigh(graph.ClaimQuery{Types: types, Direction: direction, Kinds: kinds, Stages: stages}, weighed{at, certainty, minConfidence})
	}, omitFromEdges, pageOf(first, after, last, before))
	return &RelationConnection{page}, err
}

// weighed are the arguments of every list of relations that say at which dates, and how
// sure its claims are.
type weighed struct {
	at            *graph.AsOf
	certainty     *graph.Certainty
	minConfidence *float64
}

// weigh returns a query restricted by the arguments.
func (e entity) weigh(q graph.ClaimQuery, by weighed) graph.ClaimQuery {
	q.At, q.Certainty, q.MinConfidence = e.cohort.clock(by.at), orZero(by.certainty), by.minConfidence
	return q
}

// follow resolves a typed shortcut.
func (e entity) follow(ctx context.Context, s *graph.Shortcut, by weighed, kinds []graph.Kind, p graph.Page) (relationPage, error) {
	return e.relations(ctx, func() graph.ClaimQuery {
		q := e.weigh(queryOf(s), by)
		if s.Target == "" {
			q.Kinds = kinds
		}
		return q
	}, omitFromEdges, p)
}

// above resolves a typed shortcut without pages: the parents of the entity in a
// hierarchy, at most limit of them, best first.
func (e entity) above(ctx context.Context, s *graph.Shortcut, limit int, by weighed) (relationPage, error) {
	return e.relations(ctx, func() graph.ClaimQuery { return e.weigh(queryOf(s), by) }, omitFromEntities, graph.Page{First: &limit})
}

func queryOf(s *graph.Shortcut) graph.ClaimQuery {
	q := graph.ClaimQuery{Types: s.Types, Direction: s.Direction, WithoutUnder: s.Tree}
	if s.Target != "" {
		q.Kinds, q.Distinct = []graph.Kind{s.Target}, true
	}
	return q
}

// relations loads claims of the cohort. Only the member that loads builds the query.
func (e entity) relations(ctx context.Context, build func() graph.ClaimQuery, omit func(context.Context) graph.Omit, p graph.Page) (relationPage, error) {
	var q graph.ClaimQuery
	var of graph.Kind
	c := e.cohort
	found, err := once(ctx, &c.loads, func() string {
		q, of = build(), scope(ctx)
		q.Omit = omit(ctx)
		return keyOf(of, q, p)
	}, func(ctx context.Context) (*relations, error) {
		s := c.set(of)
		q.Of, q.Page = s.ids, p
		connections, err := c.reader.Claims(ctx, q)
		if err != nil {
			return nil, err
		}
		return newRelations(c.request, s, q, connections), nil
	})
	if err != nil {
		return relationPage{}, err
	}
	return relationPage{page[graph.Edge]{&found.pages, found.index[e.index]}, found}, nil
}

// relations holds pages of claims seen from entities. Their other ends, best claims
// and all claims of edges with several are cohorts.
type relations struct {
	pages[graph.Edge]
	directions []graph.Direction
	others     *entities
	best       *claims
	all        *claims
	claimsFrom []int // of each edge: the first of its claims among all
}

func newRelations(r *request, s *set, q graph.ClaimQuery, connections []graph.Connection[graph.Edge]) *relations {
	found := &relations{pages: pages[graph.Edge]{request: r, query: q, connections: connections, index: s.index}}
	edges := found.items()
	others := make([]*graph.Entity, len(edges))
	best := make([]*graph.Claim, len(edges))
	var all []*graph.Claim
	found.claimsFrom = make([]int, len(edges)+1)
	found.directions = make([]graph.Direction, len(edges))
	for i, edge := range edges {
		others[i], best[i], found.directions[i] = edge.Other, edge.Claim, edge.Direction
		all = append(all, edge.Claims...)
		found.claimsFrom[i+1] = len(all)
	}
	found.others, found.best, found.all = newCohort(r, q.At, others), newCohort(r, q.At, best), newCohort(r, q.At, all)
	return found
}

// relationPage is one page of them.
type relationPage struct {
	page[graph.Edge]
	found *relations
}

func (p relationPage) node(i int) entity       { return entity{p.found.others, p.start() + i} }
func (p relationPage) edge(i int) relationEdge { return relationEdge{p, i} }

type relationEdge struct {
	page  relationPage
	index int
}

func (e relationEdge) position() int { return e.page.start() + e.index }
func (e relationEdge) node() entity  { return e.page.node(e.index) }

// Cursor resolves the field.
func (e relationEdge) Cursor() string { return e.page.cursor(e.index) }

// Claim resolves the field: the best claim of the edge.
func (e relationEdge) Claim() *Claim { return &Claim{e.page.found.best, e.position()} }

// Claims resolves the field.
func (e relationEdge) Claims() []*Claim {
	found := e.page.found
	from, to := found.claimsFrom[e.position()], found.claimsFrom[e.position()+1]
	return collect(to-from, func(i int) Claim { return Claim{found.all, from + i} })
}

// RelationConnection resolves a page of an entity's relations.
type RelationConnection struct{ relationPage }

// PresumedCount resolves the field.
func (v *RelationConnection) PresumedCount(ctx context.Context) (int, error) {
	return presumedCount(ctx, v.page)
}

// Nodes resolves the field.
func (v *RelationConnection) Nodes() []Entity {
	nodes := make([]Entity, v.len())
	for i := range nodes {
		nodes[i] = newEntity(v.found.others, v.start()+i)
	}
	return nodes
}

// Edges resolves the field.
func (v *RelationConnection) Edges() []*RelationEdge {
	return collect(v.len(), func(i int) RelationEdge { return RelationEdge{v.edge(i)} })
}

// RelationEdge resolves a relation, seen from one of its ends.
type RelationEdge struct{ relationEdge }

// Node resolves the field: the other end.
func (v *RelationEdge) Node() Entity { return newEntity(v.page.found.others, v.position()) }

// Direction resolves the field, seen from the entity that has the relation.
func (v *RelationEdge) Direction() graph.Direction { return v.page.found.directions[v.position()] }

// Label resolves the field, read from the entity that has the relation.
func (v *RelationEdge) Label(language graph.Language) string {
	return v.page.found.best.items[v.position()].Type.LabelFrom(v.Direction(), language)
}
