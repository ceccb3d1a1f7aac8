package view

import (
	"context"

	"policygraph/graph"
)

// Node is anything with a global id.
type Node interface{ isNode() }

// nodesOf shows records of any sort; nil where there is none. Those of a sort
// are a cohort.
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

// join adds a record to a cohort that is being made, and says where it is.
func join[T graph.Record](c **cohort[T], r *request, at graph.AsOf, record T) (*cohort[T], int) {
	if *c == nil {
		*c = newCohort[T](r, at, nil)
	}
	(*c).items = append((*c).items, record)
	return *c, len((*c).items) - 1
}

// lookup is what the members of a cohort name, each record once.
type lookup struct {
	nodes []Node
	ids   []graph.ID
	place []int
}

// refer finds what each member of the cohort names by a field of its record.
func refer[T graph.Record](ctx context.Context, c *cohort[T], field string, name func(T) graph.ID) (*lookup, error) {
	return once(ctx, &c.loads, func() string { return field }, func(ctx context.Context) (*lookup, error) { return look(ctx, c, name) })
}

// referShared does so where several fields of the cohort are made from it.
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

// pick is what a member names, as the type that it must have; the zero value
// where it names nothing.
func pick[V Node](l *lookup, member int) (V, error) {
	var none V
	place := l.place[member]
	if place < 0 {
		return none, nil
	}
	v, ok := l.nodes[place].(V)
	if !ok {
		return none, graph.Errorf(graph.CodeInternal, "the dataset names %s and does not hold it", l.ids[place])
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
