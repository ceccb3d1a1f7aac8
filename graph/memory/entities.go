package memory

import (
	"cmp"
	"context"
	"slices"

	"policygraph/graph"
)

// order holds all entities in one order.
type order struct {
	graph.EntityOrder
	entity []int32 // by position
	kinds  lists   // the positions of each kind, by index in [graph.Kinds]
}

// listed are the orders that are held. The order by name descending is the order by
// name, read from its end.
var listed = []graph.EntityOrder{
	{Field: graph.OrderByName, Direction: graph.Asc},
	{Field: graph.OrderByDate, Direction: graph.Asc},
	{Field: graph.OrderByDate, Direction: graph.Desc},
	{Field: graph.OrderByRelations, Direction: graph.Asc},
	{Field: graph.OrderByRelations, Direction: graph.Desc},
}

func stored(o graph.EntityOrder) graph.EntityOrder {
	if o.Reversed() {
		o.Direction = graph.Asc
	}
	return o
}

// List implements [graph.Snapshot].
func (s *snapshot) List(ctx context.Context, q graph.ListQuery, w graph.Window) ([][]graph.Row[*graph.Entity], error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	q.Order = stored(q.Order)
	if q.Of == nil {
		listed, err := s.list(ctx, &q, w)
		return [][]graph.Row[*graph.Entity]{listed}, err
	}
	r := s.filtering(ctx, q.At)
	f := r.filter(&q.Filter)
	out := make([][]graph.Row[*graph.Entity], len(q.Of))
	for i, id := range q.Of {
		d, ok := s.documentByID[id]
		if !ok {
			continue
		}
		var err error
		if out[i], err = s.listMentioned(ctx, r, f, d, q.Order, w); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *snapshot) list(ctx context.Context, q *graph.ListQuery, w graph.Window) ([]graph.Row[*graph.Entity], error) {
	r := s.filtering(ctx, q.At)
	kinds, f := r.besidesKinds(&q.Filter)
	if f.worth(w.Limit, len(s.entities)) {
		return s.listRuns(ctx, r, []run{{items: f.few()}}, func(e int32, _ flags) bool {
			return r.step(1) && kinds.passes(e) && f.passes(e)
		}, q.Order, w)
	}
	o := s.orders[q.Order]
	appendKey := func(b []byte, position int32) []byte {
		return graph.AppendEntityKey(b, s.entities[o.entity[position]], o.EntityOrder)
	}
	var keep func(int32, flags) bool
	if f.test != nil {
		keep = func(position int32, _ flags) bool { return r.step(1) && f.passes(o.entity[position]) }
	}
	found, err := page(ctx, o.of(q.Filter.Kinds), within(w, len(o.entity), appendKey), everything, keep)
	if err := cmp.Or(err, r.err); err != nil {
		return nil, err
	}
	for i, position := range found {
		found[i] = o.entity[position]
	}
	return s.entityRows(found, q.Order), nil
}

// of returns the positions of the entities of kinds; nil means all kinds.
func (o order) of(kinds []graph.Kind) []run {
	var runs []run
	for i, k := range graph.Kinds {
		if kinds == nil || slices.Contains(kinds, k.Kind) {
			runs = append(runs, run{items: o.kinds.of(int32(i))})
		}
	}
	return runs
}

// entityText is about the length of an entity's key.
const entityText = 80

// entityRows pairs entities with their keys in an order.
func (s *snapshot) entityRows(entities []int32, o graph.EntityOrder) []graph.Row[*graph.Entity] {
	var a answer
	a.text.Grow(len(entities) * entityText)
	out := make([]graph.Row[*graph.Entity], len(entities))
	for i, ordinal := range entities {
		e := s.entities[ordinal]
		mark := a.text.Len()
		a.scratch = graph.AppendEntityKey(a.scratch[:0], e, o)
		a.text.Write(a.scratch)
		out[i] = graph.Row[*graph.Entity]{Key: a.since(mark), Item: e}
	}
	return out
}

// inOrder sorts some entities and returns those that a window shows.
func (s *snapshot) inOrder(entities []int32, o graph.EntityOrder, w graph.Window) []graph.Row[*graph.Entity] {
	out := s.entityRows(entities, o)
	out = slices.DeleteFunc(out, func(r graph.Row[*graph.Entity]) bool { return r.Key <= w.After || w.Before != "" && r.Key >= w.Before })
	slices.SortFunc(out, func(a, b graph.Row[*graph.Entity]) int { return cmp.Compare(a.Key, b.Key) })
	if over := len(out) - w.Limit; over > 0 && w.FromEnd {
		return out[over:]
	}
	return out[:min(len(out), w.Limit)]
}

// listMentioned lists the entities that a document's evidence mentions.
func (s *snapshot) listMentioned(ctx context.Context, r filtering, f filter, document int32, o graph.EntityOrder, w graph.Window) ([]graph.Row[*graph.Entity], error) {
	runs, keep := s.mentionedRead(r, f, document)
	return s.listRuns(ctx, r, runs, keep, o, w)
}

// listRuns returns a page of the entities of some runs that are kept. Ordinals are in
// the order by name; for another order, all entities kept are read and sorted.
func (s *snapshot) listRuns(ctx context.Context, r filtering, runs []run, keep func(int32, flags) bool, o graph.EntityOrder, w graph.Window) ([]graph.Row[*graph.Entity], error) {
	if o == listed[0] {
		b := within(w, len(s.entities), func(b []byte, i int32) []byte { return graph.AppendEntityKey(b, s.entities[i], o) })
		found, err := page(ctx, runs, b, everything, keep)
		return s.entityRows(found, o), cmp.Or(err, r.err)
	}
	found, err := page(ctx, runs, bounds{hi: int32(len(s.entities)), limit: len(s.entities)}, everything, keep)
	return s.inOrder(found, o, w), cmp.Or(err, r.err)
}

// mentionedRead returns the runs of entities to merge that a document's evidence
// mentions, and which entities to keep.
func (s *snapshot) mentionedRead(r filtering, f filter, document int32) ([]run, func(int32, flags) bool) {
	return s.mentionedBy.of(nil, document, r.at), func(entity int32, _ flags) bool {
		return r.step(1) && f.passes(entity) && (r.at.any() || s.anySeen(r.at, s.evidenceOf(document, entity)))
	}
}

// evidenceOf returns a document's evidence of statements that mention an entity.
func (s *snapshot) evidenceOf(document, entity int32) []int32 {
	all := s.mentions.of(entity)
	all = all[s.upToDocument(all, document):]
	return all[:s.upToDocument(all, document+1)]
}
