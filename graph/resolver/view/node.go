package view

import (
	"context"

	"policygraph/graph"
)

// Node is an object with a global id.
type Node interface{ isNode() }

// nodesOf returns the views of records of any type; nil where a record is nil.
// Records of one type are a cohort.
func nodesOf(r *request, at graph.AsOf, records []graph.Record) []Node {
	var (
		entities   *entities
		claims     *claims
		figures    *figures
		indicators *indicators
		documents  *documents
		evidences  *evidences
	)
	nodes := make([]Node, len(records))
	for i, record := range records {
		switch record := record.(type) {
		case *graph.Entity:
			if e := newEntity(join(&entities, r, at, record)); e != nil {
				nodes[i] = e
			}
		case *graph.Claim:
			nodes[i] = newClaim(join(&claims, r, at, record))
		case *graph.Figure:
			nodes[i] = newFigure(join(&figures, r, at, record))
		case *graph.Indicator:
			nodes[i] = newIndicator(join(&indicators, r, at, record))
		case *graph.Document:
			nodes[i] = newDocument(join(&documents, r, at, record))
		case *graph.Evidence:
			nodes[i] = newEvidence(join(&evidences, r, at, record))
		case *graph.Dataset:
			nodes[i] = &Dataset{record}
		}
	}
	return nodes
}

// join adds a record to a cohort, and returns the cohort and the index there.
func join[T graph.Record](c **cohort[T], r *request, at graph.AsOf, record T) (*cohort[T], int) {
	if *c == nil {
		*c = newCohort[T](r, at, nil)
	}
	(*c).items = append((*c).items, record)
	return *c, len((*c).items) - 1
}

// lookup holds the records that the members of a cohort refer to, each once.
type lookup struct {
	nodes []Node
	ids   []graph.ID
	place []int
}

// refer loads the records that a field of the members refers to.
func refer[T graph.Record](ctx context.Context, c *cohort[T], field string, name func(T) graph.ID) (*lookup, error) {
	return once(ctx, &c.loads, func() string { return field }, func(ctx context.Context) (*lookup, error) { return look(ctx, c, name) })
}

// referShared does so for several fields of the cohort.
func referShared[T graph.Record](ctx context.Context, c *cohort[T], field string, name func(T) graph.ID) (*lookup, error) {
	return shared(ctx, &c.loads, field, func(ctx context.Context) (*lookup, error) { return look(ctx, c, name) })
}

func look[T graph.Record](ctx context.Context, c *cohort[T], name func(T) graph.ID) (*lookup, error) {
	s := setOf(c.items, name)
	records, err := c.reader.Nodes(ctx, s.ids)
	if err != nil {
		return nil, err
	}
	return &lookup{nodesOf(c.request, c.at, records), s.ids, s.place}, nil
}

// pick returns the record that a member refers to, as the type that it must have;
// the zero value where it refers to none.
func pick[V Node](l *lookup, member int) (V, error) {
	var none V
	place := l.place[member]
	if place < 0 {
		return none, nil
	}
	v, ok := l.nodes[place].(V)
	if !ok {
		return none, graph.Errorf(graph.CodeInternal, "the dataset refers to %s, which it does not hold", l.ids[place])
	}
	return v, nil
}

func one[V Node](l *lookup, err error, member int) (V, error) {
	if err != nil {
		var none V
		return none, err
	}
	return pick[V](l, member)
}
