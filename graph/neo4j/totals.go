package neo4j

import (
	"context"

	"policygraph/graph"
)

// Totals implements [graph.Snapshot]. Totals that are in the dataset's description take no
// statement.
func (s *snapshot) Totals(ctx context.Context, q graph.Query) ([]int, error) {
	if err := ctx.Err(); err != nil {
		return nil, s.backend.explain(ctx, err)
	}
	switch q := q.(type) {
	case graph.ListQuery:
		return s.listTotals(ctx, q)
	case graph.ClaimQuery:
		return s.claimTotals(ctx, q)
	case graph.FigureQuery:
		return s.figureTotals(ctx, q)
	case graph.DocumentQuery:
		return s.documentTotals(ctx, q)
	default:
		return []int{s.release.indicators}, nil
	}
}

// totals runs a statement that returns pairs of an index in the set and a count.
func (s *snapshot) totals(ctx context.Context, size int, text string, params map[string]any) ([]int, error) {
	v, err := s.query(ctx, text, params)
	if err != nil {
		return nil, err
	}
	out := make([]int, size)
	for _, row := range v.rows() {
		v := &values{list: row.([]any)}
		i := v.number()
		out[i] += v.number()
	}
	return out, nil
}
