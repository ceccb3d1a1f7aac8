package memory

import (
	"cmp"
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
		r := s.filtering(ctx, q.At)
		reads, keep := s.figureReads(r, &q)
		return totals(reads, func(runs []run) (int, error) {
			n, err := count(ctx, runs, everything, keep)
			return n, cmp.Or(err, r.err)
		})
	case graph.DocumentQuery:
		if q.Of == nil {
			return []int{len(s.documents)}, nil
		}
		return totals(q.Of, func(id graph.ID) (int, error) {
			entity, ok := s.findEntity(id)
			if !ok {
				return 0, nil
			}
			return s.documentTotal(ctx, entity, clocksOf(q.At))
		})
	default:
		return []int{len(s.indicators)}, nil
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
	r := s.filtering(ctx, q.At)
	if q.Of != nil {
		f := r.filter(&q.Filter)
		return totals(q.Of, func(id graph.ID) (int, error) {
			document, ok := s.documentByID[id]
			if !ok {
				return 0, nil
			}
			runs, keep := s.mentionedRead(r, f, document)
			n, err := count(ctx, runs, everything, keep)
			return n, cmp.Or(err, r.err)
		})
	}
	if _, f := r.besidesKinds(&q.Filter); f.test == nil {
		n, err := count(ctx, s.orders[listed[0]].of(q.Filter.Kinds), everything, nil)
		return []int{n}, err
	}
	n := 0
	err := s.eachListed(r, &q, func(int32) { n++ })
	return []int{n}, err
}

func (s *snapshot) claimTotals(ctx context.Context, q graph.ClaimQuery) ([]int, error) {
	if q.Of == nil {
		n, err := s.allClaimsTotal(ctx, &q)
		return []int{n}, err
	}
	r := s.relationRead(&q)
	return totals(q.Of, func(id graph.ID) (int, error) {
		entity, ok := s.findEntity(id)
		if !ok {
			return 0, nil
		}
		return r.total(ctx, entity)
	})
}
