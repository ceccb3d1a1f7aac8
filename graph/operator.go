package graph

import "context"

// OperatorError is an error of a backend or of document texts. Its text may name
// addresses, accounts and files, so it is for the operator's console and log; a
// server never shows it to clients.
type OperatorError struct{ Err error }

func (e *OperatorError) Error() string { return e.Err.Error() }

func (e *OperatorError) Unwrap() error { return e.Err }

// guarded wraps the errors of a snapshot in [OperatorError], except for those of
// [CodeLimit], which tell clients what to change in a query.
type guarded struct{ snapshot Snapshot }

func guard[T any](answer T, err error) (T, error) {
	if err != nil && CodeOf(err) != CodeLimit {
		err = &OperatorError{err}
	}
	return answer, err
}

func (g guarded) Dataset() *Dataset { return g.snapshot.Dataset() }

func (g guarded) Nodes(ctx context.Context, ids []ID) ([]Record, error) {
	return guard(g.snapshot.Nodes(ctx, ids))
}

func (g guarded) List(ctx context.Context, q ListQuery, w Window) ([][]Row[*Entity], error) {
	return guard(g.snapshot.List(ctx, q, w))
}

func (g guarded) Claims(ctx context.Context, q ClaimQuery, w Window) ([][]Row[Edge], error) {
	return guard(g.snapshot.Claims(ctx, q, w))
}

func (g guarded) Figures(ctx context.Context, q FigureQuery, w Window) ([][]Row[*Figure], error) {
	return guard(g.snapshot.Figures(ctx, q, w))
}

func (g guarded) Documents(ctx context.Context, q DocumentQuery, w Window) ([][]Row[*Document], error) {
	return guard(g.snapshot.Documents(ctx, q, w))
}

func (g guarded) Indicators(ctx context.Context, w Window) ([]Row[*Indicator], error) {
	return guard(g.snapshot.Indicators(ctx, w))
}

func (g guarded) Evidence(ctx context.Context, of []Passage, at AsOf) ([][]Evidence, error) {
	return guard(g.snapshot.Evidence(ctx, of, at))
}

func (g guarded) Totals(ctx context.Context, q Query) ([]int, error) {
	return guard(g.snapshot.Totals(ctx, q))
}

func (g guarded) Search(ctx context.Context, q SearchQuery, w Window) ([]Row[Hit], error) {
	return guard(g.snapshot.Search(ctx, q, w))
}

func (g guarded) Facets(ctx context.Context, q ListQuery, by Facet, first int) ([][]FacetCount, error) {
	return guard(g.snapshot.Facets(ctx, q, by, first))
}

func (g guarded) RelationCounts(ctx context.Context, of []ID, at AsOf) ([][]RelationCount, error) {
	return guard(g.snapshot.RelationCounts(ctx, of, at))
}

func (g guarded) Neighbours(ctx context.Context, q NeighbourQuery) ([][]Neighbour, error) {
	return guard(g.snapshot.Neighbours(ctx, q))
}

func (g guarded) Close() error {
	if err := g.snapshot.Close(); err != nil {
		return &OperatorError{err}
	}
	return nil
}
