package memory

import (
	"cmp"
	"context"
	"slices"

	"policygraph/graph"
)

// order is all entities in one order: a place is a number in it.
type order struct {
	graph.EntityOrder
	entity []int32 // by place
	kinds  lists   // places of each kind, by its index in [graph.Kinds]
}

// listed are the orders in which entities are kept. By name descending is by
// name read from its end, and not kept.
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
		listed, err := s.list(ctx, q, w)
		return [][]graph.Row[*graph.Entity]{listed}, err
	}
	out := make([][]graph.Row[*graph.Entity], len(q.Of))
	for i, id := range q.Of {
		named, err := s.namedIn(ctx, id, q.At)
		if err != nil {
			return nil, err
		}
		out[i] = s.sorted(s.filtered(named, q.Filter), q.Order, w)
	}
	return out, nil
}

func (s *snapshot) list(ctx context.Context, q graph.ListQuery, w graph.Window) ([]graph.Row[*graph.Entity], error) {
	if few, ok := s.few(q.Filter); ok {
		return s.sorted(s.filtered(few, q.Filter), q.Order, w), ctx.Err()
	}
	o := s.orders[q.Order]
	entity := func(place int32) *graph.Entity { return s.entities[o.entity[place]] }
	key := func(place int32) string { return graph.EntityKey(entity(place), o.EntityOrder) }
	found, err := page(ctx, o.of(q.Filter.Kinds), within(w, len(o.entity), key), nil)
	return rows(found, key, entity), err
}

// of are the places of kinds; nil is all.
func (o order) of(kinds []graph.Kind) [][]int32 {
	var runs [][]int32
	for i, k := range graph.Kinds {
		if kinds == nil || slices.Contains(kinds, k.Kind) {
			runs = append(runs, o.kinds.of(int32(i)))
		}
	}
	return runs
}

// few are the entities that a filter leaves to look at where it names them by
// id or code.
func (s *snapshot) few(f graph.EntityFilter) ([]int32, bool) {
	var found []int32
	switch {
	case f.IDs != nil:
		for _, id := range f.IDs {
			if e, ok := s.entityByID[id]; ok {
				found = append(found, e)
			}
		}
	case f.Codes != nil:
		for _, code := range f.Codes {
			found = append(found, s.byCode[code]...)
		}
	default:
		return nil, false
	}
	slices.Sort(found)
	return slices.Compact(found), true
}

// filtered leaves the entities for which all that is asked holds.
func (s *snapshot) filtered(entities []int32, f graph.EntityFilter) []int32 {
	ids := setOf(f.IDs)
	return slices.DeleteFunc(entities, func(i int32) bool {
		e := s.entities[i]
		return f.IDs != nil && !ids[e.ID] ||
			f.Kinds != nil && !slices.Contains(f.Kinds, e.Kind) ||
			f.Codes != nil && !slices.ContainsFunc(e.Codes, func(c graph.OfficialCode) bool { return slices.Contains(f.Codes, c) })
	})
}

// sorted is the window of a few entities in an order.
func (s *snapshot) sorted(entities []int32, o graph.EntityOrder, w graph.Window) []graph.Row[*graph.Entity] {
	out := make([]graph.Row[*graph.Entity], 0, len(entities))
	for _, i := range entities {
		key := graph.EntityKey(s.entities[i], o)
		if key > w.After && (w.Before == "" || key < w.Before) {
			out = append(out, graph.Row[*graph.Entity]{Key: key, Item: s.entities[i]})
		}
	}
	slices.SortFunc(out, func(a, b graph.Row[*graph.Entity]) int { return cmp.Compare(a.Key, b.Key) })
	if over := len(out) - w.Limit; over > 0 && w.FromEnd {
		out = out[over:]
	} else if over > 0 {
		out = out[:w.Limit]
	}
	return out
}

// namedIn are the entities that a document's evidence mentions, ascending.
func (s *snapshot) namedIn(ctx context.Context, document graph.ID, at graph.AsOf) ([]int32, error) {
	d, ok := s.documentByID[document]
	if !ok {
		return nil, nil
	}
	statements := map[int32]bool{}
	named := map[int32]bool{}
	for i, p := range s.pieces(d) {
		if i%checkEvery == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		if statements[p.statement] {
			continue
		}
		statements[p.statement] = true
		if statement := s.statement(p.statement); sees(at, statement) {
			for _, id := range graph.Mentions(statement) {
				named[s.entityByID[id]] = true
			}
		}
	}
	out := make([]int32, 0, len(named))
	for e := range named {
		out = append(out, e)
	}
	slices.Sort(out)
	return out, nil
}
