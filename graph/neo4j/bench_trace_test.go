package neo4j_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/graph/paths"
)

func BenchmarkPaths(b *testing.B) {
	c, src := measured(b)
	graphtest.BenchmarkPaths(b, graph.NewStore(open(b, c)), src)
}

// handPaths is a hand-written statement for the best of the shortest paths: the server finds
// all of them with the best claim of each step, and ranks them as the API does.
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

// BenchmarkTraceBesideHandWritten finds the shortest paths alternately through the store and
// by [handPaths], which does not find longer ones. It measures pairs with more shortest
// paths than are asked for, since only these have the same answer both ways.
func BenchmarkTraceBesideHandWritten(b *testing.B) {
	store, hand, picks := besideHand(b)
	statement := strings.Replace(handPaths, "$types", liveTypes, 1)
	var pairs [][2]graph.ID
	query := func(pair [2]graph.ID) paths.TraceQuery {
		return paths.TraceQuery{From: pair[:1], To: pair[1:], MaxHops: 6, Avoid: []graph.Kind{graph.Region, graph.Industry}, First: 5}
	}
	for i := 0; len(pairs) < 60 && i < 400; i++ {
		pair := [2]graph.ID{picks.Entities[i], picks.Entities[len(picks.Entities)-1-i]}
		reader, err := store.Read(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		found, err := paths.Trace(b.Context(), reader, query(pair))
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
	}, func(ctx context.Context, i int) (any, error) { return hand.trace(ctx, statement, pairs[i]) })
	b.ReportMetric(float64(len(pairs)), "pairs")
}

func storeTrace(ctx context.Context, r *graph.Reader, q paths.TraceQuery) ([]string, error) {
	found, err := paths.Trace(ctx, r, q)
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

// handLinks is a hand-written statement for a matrix of paths of one and two steps: for each
// row and column with paths, their number and the best.
const handLinks = `UNWIND $rows AS row MATCH (a:Entity {release: $release, id: row})
UNWIND $columns AS column MATCH (b:Entity {release: $release, id: column})
CALL (a, b) {
MATCH (a)-[r:$types]-(b) RETURN [a, b] AS ns, [r] AS rs
UNION ALL
MATCH (a)-[r:$types]-(x)-[s:$types]-(b) WHERE x <> a AND x <> b AND NOT (x:Region OR x:Industry) RETURN [a, x, b] AS ns, [r, s] AS rs
}
WITH a, b, [n IN ns | n.id] AS ids, ns, rs, reduce(k = '', r IN rs | k + r.key) AS keys
ORDER BY keys
WITH a, b, ids, ns, collect(rs)[0] AS rs
WITH a, b, ids, ns, rs, size([r IN rs WHERE r.certainty = 'IMPLIED']) AS implied, size([r IN rs WHERE size(r.evidence) = 1]) AS single,
  reduce(d = 0, n IN ns[1..-1] | d + n.degree) AS degrees
ORDER BY size(rs), implied, single, degrees, ids
WITH a, b, count(*) AS n, collect([ids, [n IN ns | properties(n)], [r IN rs | properties(r)]])[0] AS best
RETURN collect([n, best])`

// BenchmarkLinksBesideHandWritten reads matrices of 50 firms and 50 programmes with two
// steps, alternately through the store and by [handLinks].
func BenchmarkLinksBesideHandWritten(b *testing.B) {
	store, hand, picks := besideHand(b)
	text := strings.ReplaceAll(handLinks, "$types", liveTypes)
	some := func(ids []graph.ID, i int) []graph.ID {
		var out []graph.ID
		for j := range 50 {
			out = append(out, of(ids, i*50+j))
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	const matrices = 20
	beside(b, matrices, func(ctx context.Context, i int) (any, error) {
		r, err := store.Read(ctx)
		if err != nil {
			return nil, err
		}
		return storeLinks(ctx, r, some(picks.Firms, i), some(picks.Programmes, i))
	}, func(ctx context.Context, i int) (any, error) {
		rows, err := hand.list(ctx, text, map[string]any{"rows": some(picks.Firms, i), "columns": some(picks.Programmes, i)})
		var cells []string
		for _, row := range rows {
			row := row.([]any)
			cells = append(cells, fmt.Sprint(min(row[0].(int64), paths.MaxLinkPaths), row[1].([]any)[0]))
		}
		slices.Sort(cells)
		return cells, err
	})
}

// storeLinks formats the cells of a matrix: the number of paths, and the best.
func storeLinks(ctx context.Context, r *graph.Reader, rows, columns []graph.ID) ([]string, error) {
	q := paths.LinkQuery{MaxHops: 2, Avoid: []graph.Kind{graph.Region, graph.Industry}}
	for list, ids := range map[*[]*graph.Entity][]graph.ID{&q.Rows: rows, &q.Columns: columns} {
		records, err := r.Nodes(ctx, ids)
		if err != nil {
			return nil, err
		}
		for _, record := range records {
			*list = append(*list, record.(*graph.Entity))
		}
	}
	found, err := paths.Links(ctx, r, q)
	if err != nil {
		return nil, err
	}
	var cells []string
	for _, row := range found.Rows {
		for _, cell := range row {
			var ids []graph.ID
			for _, e := range cell.Path.Entities {
				ids = append(ids, e.ID)
			}
			cells = append(cells, fmt.Sprint(cell.Count, ids))
		}
	}
	slices.Sort(cells)
	return cells, nil
}
