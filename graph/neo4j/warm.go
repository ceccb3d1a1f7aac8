package neo4j

import (
	"context"
	"fmt"

	"policygraph/graph"
)

// Warm makes the server plan the most common statements of the API, so that the first
// readers do not wait for it: searches, the typed shortcuts, relations and lookups, for
// set sizes that have different plans. It takes some seconds on a server that has just
// started, and fails if no dataset is loaded. It writes nothing.
func (b *Backend) Warm(ctx context.Context) error {
	s, err := b.Open(ctx)
	if err != nil {
		return err
	}
	w := graph.Window{Limit: graph.DefaultPage + 1}
	for _, size := range []int{1, 10, 100} {
		for _, q := range commonQueries() {
			q.Of = unknown("policy", size)
			if _, err := s.Claims(ctx, q, w); err != nil {
				return err
			}
		}
		for _, prefix := range []string{"policy", "claim", "figure", "document", "indicator"} {
			if _, err := s.Nodes(ctx, unknown(prefix, size)); err != nil {
				return err
			}
		}
		if _, err := s.Figures(ctx, graph.FigureQuery{Of: unknown("policy", size)}, w); err != nil {
			return err
		}
		if _, err := s.Documents(ctx, graph.DocumentQuery{Of: unknown("policy", size)}, w); err != nil {
			return err
		}
		if _, err := s.RelationCounts(ctx, unknown("policy", size), graph.AsOf{}); err != nil {
			return err
		}
		around := graph.NeighbourQuery{Of: unknown("policy", size), Avoid: []graph.Kind{graph.Region, graph.Industry}, Limit: graph.MaxNeighbourClaims}
		if _, err := s.Neighbours(ctx, around); err != nil {
			return err
		}
	}
	if err := s.(*snapshot).warmHubs(ctx, w); err != nil {
		return err
	}
	for _, k := range graph.Kinds {
		if _, err := s.List(ctx, graph.ListQuery{Filter: graph.EntityFilter{Kinds: []graph.Kind{k.Kind}}}, w); err != nil {
			return err
		}
	}
	if _, err := s.Evidence(ctx, []graph.Passage{{Document: "document:unknown", From: 1, To: 1}}, graph.AsOf{}); err != nil {
		return err
	}
	if _, err := s.Claims(ctx, graph.ClaimQuery{Direction: graph.Both}, w); err != nil {
		return err
	}
	// A short text, and one that is also searched with a typing error.
	for _, text := range []string{"龘龘", "unknown name"} {
		if _, err := s.Search(ctx, graph.SearchQuery{Text: text}, w); err != nil {
			return err
		}
	}
	return nil
}

// warmHubs reads a hub, if there is one, since hubs have statements of their own.
func (s *snapshot) warmHubs(ctx context.Context, w graph.Window) error {
	for hub := range s.release.hubs {
		for _, q := range commonQueries() {
			q.Of = []graph.ID{hub}
			if _, err := s.Claims(ctx, q, w); err != nil {
				return err
			}
		}
		break
	}
	return nil
}

// commonQueries returns the queries of the API's shortcuts and that of all relations.
func commonQueries() []graph.ClaimQuery {
	queries := []graph.ClaimQuery{{Direction: graph.Both}}
	for _, s := range graph.Shortcuts {
		q := graph.ClaimQuery{Types: s.Types, Direction: s.Direction, WithoutUnder: s.Tree}
		if s.Target != "" {
			q.Kinds, q.Distinct = []graph.Kind{s.Target}, true
		}
		queries = append(queries, q)
	}
	return queries
}

// unknown returns ids that no dataset has, since slugs have no capital letters.
func unknown(prefix string, n int) []graph.ID {
	ids := make([]graph.ID, n)
	for i := range ids {
		ids[i] = graph.ID(fmt.Sprintf("%s:UNKNOWN-%d", prefix, i))
	}
	return ids
}
