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
	ids   []graph.ID // of nodes
	index []int      // of each member's node; -1 where it refers to none
}

// references loads the records that a field of the members refers to.
func references[T graph.Record](ctx context.Context, c *cohort[T], field string, idOf func(T) graph.ID) (*lookup, error) {
	return once(ctx, &c.loads, func() string { return field }, func(ctx context.Context) (*lookup, error) { return readReferences(ctx, c, idOf) })
}

// sharedReferences is like references for a value that several fields of the cohort need.
func sharedReferences[T graph.Record](ctx context.Context, c *cohort[T], field string, idOf func(T) graph.ID) (*lookup, error) {
	return shared(ctx, &c.loads, field, func(ctx context.Context) (*lookup, error) { return readReferences(ctx, c, idOf) })
}

func readReferences[T graph.Record](ctx context.Context, c *cohort[T], idOf func(T) graph.ID) (*lookup, error) {
	s := setOf(c.items, idOf)
	records, err := c.reader.Nodes(ctx, s.ids)
	if err != nil {
		return nil, err
	}
	return &lookup{nodesOf(c.request, c.at, records), s.ids, s.index}, nil
}

// pick returns the record that a member refers to, as the type that it must have;
// the zero value where it refers to none.
func pick[V Node](l *lookup, member int) (V, error) {
	var zero V
	index := l.index[member]
	if index < 0 {
		return zero, nil
	}
	v, ok := l.nodes[index].(V)
	if !ok {
		return zero, graph.Errorf(graph.CodeInternal, "the dataset refers to %q and does not hold it", l.ids[index])
	}
	return v, nil
}

func one[V Node](l *lookup, err error, member int) (V, error) {
	if err != nil {
		var zero V
		return zero, err
	}
	return pick[V](l, member)
}
