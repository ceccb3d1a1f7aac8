package resolver_test

import (
	"context"

	"policygraph/graph"
)

// omittingBackend leaves out of claims and other ends all that it may.
type omittingBackend struct{ graph.Backend }

func (b omittingBackend) Open(ctx context.Context) (graph.Snapshot, error) {
	s, err := b.Backend.Open(ctx)
	return omittingSnapshot{s}, err
}

type omittingSnapshot struct{ graph.Snapshot }

func (s omittingSnapshot) Claims(ctx context.Context, q graph.ClaimQuery, w graph.Window) ([][]graph.Row[graph.Edge], error) {
	pages, err := s.Snapshot.Claims(ctx, q, w)
	for _, rows := range pages {
		for i := range rows {
			edge := &rows[i].Item
			edge.Claim = omitted(edge.Claim, q.Omit)
			claims := make([]*graph.Claim, len(edge.Claims))
			for j, c := range edge.Claims {
				claims[j] = omitted(c, q.Omit)
			}
			edge.Claims = claims
			if e := edge.Other; e != nil && q.Omit&graph.OmitOther != 0 {
				edge.Other = &graph.Entity{ID: e.ID, Kind: e.Kind, Names: graph.Names{Name: e.Name}}
			}
		}
	}
	return pages, err
}

func omitted(c *graph.Claim, omit graph.Omit) *graph.Claim {
	less := *c
	if omit&graph.OmitClaim != 0 {
		less = graph.Claim{ID: c.ID, Type: c.Type, Subject: c.Subject, Object: c.Object, Certainty: c.Certainty, Key: c.Key, ListKey: c.ListKey, Evidence: c.Evidence}
	}
	if omit&graph.OmitEvidence != 0 {
		less.Evidence = nil
	}
	return &less
}

// watchedBackend shows what is asked of claims.
type watchedBackend struct {
	graph.Backend
	see func(graph.ClaimQuery)
}

func (b watchedBackend) Open(ctx context.Context) (graph.Snapshot, error) {
	s, err := b.Backend.Open(ctx)
	return watchedSnapshot{s, b.see}, err
}

type watchedSnapshot struct {
	graph.Snapshot
	see func(graph.ClaimQuery)
}

func (s watchedSnapshot) Claims(ctx context.Context, q graph.ClaimQuery, w graph.Window) ([][]graph.Row[graph.Edge], error) {
	s.see(q)
	return s.Snapshot.Claims(ctx, q, w)
}

// faultyBackend does something else when claims are asked for.
type faultyBackend struct {
	graph.Backend
	claims func(context.Context) error
}

func (b faultyBackend) Open(ctx context.Context) (graph.Snapshot, error) {
	s, err := b.Backend.Open(ctx)
	return faultySnapshot{s, b.claims}, err
}

type faultySnapshot struct {
	graph.Snapshot
	claims func(context.Context) error
}

func (s faultySnapshot) Claims(ctx context.Context, q graph.ClaimQuery, w graph.Window) ([][]graph.Row[graph.Edge], error) {
	if err := s.claims(ctx); err != nil {
		return nil, err
	}
	return s.Snapshot.Claims(ctx, q, w)
}
