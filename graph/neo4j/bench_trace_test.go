package neo4j_test

import (
	"context"
	"strings"
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
)

func BenchmarkPaths(b *testing.B) {
	c, src := measured(b)
	graphtest.BenchmarkPaths(b, graph.NewStore(open(b, c)), src)
}

// handPaths is what one writes by hand for the best of the shortest paths: the
// server finds all of them, keeps the best claim between two entities, and ranks
// them as the API does.
const handPaths = `MATCH (a:Entity {release: $release, id: $from}), (b:Entity {release: $release, id: $to})
MATCH p = allShortestPaths((a)-[:$types*..6]-(b))
WHERE all(n IN nodes(p) WHERE n = a OR n = b OR NOT (n:Region OR n:Industry))
WITH [n IN nodes(p) | n] AS ns, relationships(p) AS rs
WITH [n IN ns | n.id] AS ids, ns, rs, reduce(k = '', r IN rs | k + r.key) AS keys
ORDER BY keys
WITH ids, ns, collect(rs)[0] AS rs
WITH ids, ns, rs, size([r IN rs WHERE r.certainty = 'IMPLIED']) AS implied, size([r IN rs WHERE size(r.evidence) = 1]) AS single,
  reduce(d = 0, n IN ns[1..-1] | d + n.degree) AS degrees
ORDER BY implied, single, degrees, ids LIMIT $first
RETURN collect([ids, [n IN ns | properties(n)], [r IN rs | properties(r)]])`

// BenchmarkTraceBesideHandWritten finds the shortest paths through the store and,
// in turn with it, by [handPaths], which need not find longer ones. Pairs whose
// shortest paths are more than are asked for have the same answer both ways, and
// only those are measured.
func BenchmarkTraceBesideHandWritten(b *testing.B) {
	c, src, store := loaded(b)
	picks, err := graphtest.PickFrom(b.Context(), src)
	if err != nil {
		b.Fatal(err)
	}
	d := connect(b, c)
	hand, paths := byHand{d, releaseOf(b, d, c)}, strings.Replace(handPaths, "$types", liveTypes, 1)
	var pairs [][2]graph.ID
	query := func(pair [2]graph.ID) graph.TraceQuery {
		return graph.TraceQuery{From: pair[:1], To: pair[1:], MaxHops: 6, Avoid: []graph.Kind{graph.Region, graph.Industry}, First: 5}
	}
	for i := 0; len(pairs) < 60 && i < 400; i++ {
		pair := [2]graph.ID{picks.Entities[i], picks.Entities[len(picks.Entities)-1-i]}
		reader, err := store.Read(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		found, err := reader.Trace(b.Context(), query(pair))
		if err != nil {
			b.Fatal(err)
		}
		if n := len(found.Paths); n == 5 && len(found.Paths[0].Claims) == len(found.Paths[4].Claims) {
			pairs = append(pairs, pair)
		}
	}
	beside(b, len(pairs), func(ctx context.Context, i int) (any, error) {
		reader, err := store.Read(ctx)
		if err != nil {
			return nil, err
		}
		return storeTrace(ctx, reader, query(pairs[i]))
	}, func(ctx context.Context, i int) (any, error) { return hand.trace(ctx, paths, pairs[i]) })
	b.ReportMetric(float64(len(pairs)), "pairs")
}

func storeTrace(ctx context.Context, r *graph.Reader, q graph.TraceQuery) ([]string, error) {
	found, err := r.Trace(ctx, q)
	if err != nil {
		return nil, err
	}
	var texts []string
	for _, p := range found.Paths {
		var ids []string
		for _, e := range p.Entities {
			ids = append(ids, string(e.ID))
		}
		texts = append(texts, strings.Join(ids, " "))
	}
	return texts, nil
}

func (h byHand) trace(ctx context.Context, paths string, pair [2]graph.ID) ([]string, error) {
	rows, err := h.list(ctx, paths, map[string]any{"from": string(pair[0]), "to": string(pair[1]), "first": 5})
	if err != nil {
		return nil, err
	}
	var texts []string
	for _, row := range rows {
		var ids []string
		for _, id := range row.([]any)[0].([]any) {
			ids = append(ids, id.(string))
		}
		texts = append(texts, strings.Join(ids, " "))
	}
	return texts, nil
}
