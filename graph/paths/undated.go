package paths

import (
	"context"

	"policygraph/graph"
)

// Claims returns the query for all claims that a path may follow.
func (q TraceQuery) Claims() graph.ClaimQuery {
	return graph.ClaimQuery{Types: q.Types, Certainty: q.Certainty, MinConfidence: q.MinConfidence, At: q.At}
}

// Claims returns the query for all claims that a path may follow.
func (q LinkQuery) Claims() graph.ClaimQuery { return q.trace().Claims() }

// UndatedLeftOut returns the number of claims that a query leaves out only because they are
// presumed to begin after its day of valid time; 0 where it has none.
func UndatedLeftOut(ctx context.Context, r *graph.Reader, q graph.ClaimQuery) (int, error) {
	if q.At.ValidOn == "" || q.At.Undated == graph.Include {
		return 0, nil
	}
	seen, err := r.Totals(ctx, q)
	if err != nil {
		return 0, err
	}
	q.At.Undated = graph.Include
	all, err := r.Totals(ctx, q)
	if err != nil {
		return 0, err
	}
	return all[0] - seen[0], nil
}
