package memory

import (
	"context"

	"policygraph/graph"
)

// Totals implements [graph.Snapshot].
func (s *snapshot) Totals(ctx context.Context, q graph.Query) ([]int, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	switch q := q.(type) {
	case graph.ListQuery:
		return s.listTotals(ctx, q)
	case graph.ClaimQuery:
		return s.claimTotals(ctx, q)
	case graph.FigureQuery:
		keep := s.figureFilter(q)
		return totals(s.figureRuns(q), func(runs [][]int32) (int, error) { return count(ctx, runs, keep) })
	case graph.DocumentQuery:
		sets, err := s.documentSets(ctx, q)
		if err != nil {
			return nil, err
		}
		return totals(sets, func(set []int32) (int, error) { return len(set), nil })
	default:
		return []int{len(s.indicators)}, ctx.Err()
	}
}

func totals[T any](of []T, total func(T) (int, error)) ([]int, error) {
	out := make([]int, len(of))
	for i, one := range of {
		var err error
		if out[i], err = total(one); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *snapshot) listTotals(ctx context.Context, q graph.ListQuery) ([]int, error) {
	if q.Of != nil {
		return totals(q.Of, func(document graph.ID) (int, error) {
			named, err := s.namedIn(ctx, document, q.At)
			return len(s.filtered(named, q.Filter)), err
		})
	}
	if few, ok := s.few(q.Filter); ok {
		return []int{len(s.filtered(few, q.Filter))}, ctx.Err()
	}
	n, err := count(ctx, s.orders[listed[0]].of(q.Filter.Kinds), nil)
	return []int{n}, err
}

func (s *snapshot) claimTotals(ctx context.Context, q graph.ClaimQuery) ([]int, error) {
	if q.Of == nil {
		runs, keep := s.claimListRead(q)
		n, err := count(ctx, runs, keep)
		return []int{n}, err
	}
	r := s.relationRead(q)
	return totals(q.Of, func(id graph.ID) (int, error) {
		entity, ok := s.entityByID[id]
		if !ok {
			return 0, nil
		}
		return r.total(ctx, entity)
	})
}
