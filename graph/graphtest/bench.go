package graphtest

import (
	"context"
	"slices"
	"testing"

	"policygraph/graph"
)

// The size of the dataset that stores are measured with.
const (
	benchEntities = 10_000
	benchClaims   = 50_000
)

// BenchmarkStore measures the reads that pages are made of, on [Scaled] with
// 10,000 entities and 50,000 claims: one record, a page of 50, 50 times 10
// relations, and three levels of 10 from policies by their programmes and who
// takes part in them to projects and regions. open gives an empty backend; the
// benchmark closes it.
func BenchmarkStore(b *testing.B, open func(b testing.TB) graph.Backend) {
	store := graph.NewStore(open(b))
	b.Cleanup(func() {
		if err := store.Close(); err != nil {
			b.Error(err)
		}
	})
	src := Scaled(benchEntities, benchClaims)
	if _, err := store.Load(b.Context(), src, nil); err != nil {
		b.Fatal(err)
	}
	m := modelOf(b.Context(), b, src)
	b.Run("point", func(b *testing.B) { measurePoint(b, store, m) })
	b.Run("page of 50", func(b *testing.B) { measurePage(b, store) })
	b.Run("50 x 10", func(b *testing.B) { measureExpansion(b, store, m) })
	b.Run("three levels of 10", func(b *testing.B) { measureLevels(b, store, m) })
}

// measured runs a read with a reader of its own each time, as a request does.
func measured(b *testing.B, store *graph.Store, read func(ctx context.Context, r *graph.Reader, i int) error) {
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		r, err := store.Read(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		if err := read(b.Context(), r, i); err != nil {
			b.Fatal(err)
		}
		if err := r.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// ofKind are the entities of a kind, those with the most relations first.
func (m *model) ofKind(k graph.Kind) []graph.ID {
	var found []*graph.Entity
	for _, e := range m.entities {
		if e.Kind == k {
			found = append(found, e)
		}
	}
	slices.SortStableFunc(found, func(a, b *graph.Entity) int { return b.Degree - a.Degree })
	ids := make([]graph.ID, len(found))
	for i, e := range found {
		ids[i] = e.ID
	}
	return ids
}

func measurePoint(b *testing.B, store *graph.Store, m *model) {
	firms := m.ofKind(graph.Enterprise)
	measured(b, store, func(ctx context.Context, r *graph.Reader, i int) error {
		_, err := r.Nodes(ctx, []graph.ID{firms[i%len(firms)]})
		return err
	})
}

func measurePage(b *testing.B, store *graph.Store) {
	cursor := ""
	measured(b, store, func(ctx context.Context, r *graph.Reader, _ int) error {
		p := first(50)
		p.After = cursor
		pages, err := r.List(ctx, graph.ListQuery{Filter: graph.EntityFilter{Kinds: kinds(graph.Enterprise)}, Page: p})
		if err != nil {
			return err
		}
		if cursor = ""; pages[0].HasNextPage {
			cursor = pages[0].Edges[len(pages[0].Edges)-1].Cursor
		}
		return nil
	})
}

func measureExpansion(b *testing.B, store *graph.Store, m *model) {
	firms := m.ofKind(graph.Enterprise)
	measured(b, store, func(ctx context.Context, r *graph.Reader, i int) error {
		from := i * 50 % 500
		_, err := r.Claims(ctx, graph.ClaimQuery{Of: firms[from : from+50], Page: first(10)})
		return err
	})
}

func measureLevels(b *testing.B, store *graph.Store, m *model) {
	policies := m.ofKind(graph.Policy)
	measured(b, store, func(ctx context.Context, r *graph.Reader, i int) error {
		programmes, err := others(ctx, r, graph.ClaimQuery{
			Of: policies[i%10 : i%10+1], Types: types(graph.Establishes, graph.Supports, graph.Governs), Direction: graph.Out, Kinds: kinds(graph.Programme), Distinct: true,
		})
		if err != nil {
			return err
		}
		participants, err := others(ctx, r, graph.ClaimQuery{Of: programmes, Types: types(graph.SelectedFor, graph.ParticipatesIn), Direction: graph.In})
		if err != nil {
			return err
		}
		for _, q := range []graph.ClaimQuery{
			{Types: types(graph.Undertakes, graph.Builds), Kinds: kinds(graph.Project)},
			{Types: types(graph.LocatedIn), Kinds: kinds(graph.Region)},
		} {
			q.Of, q.Direction, q.Distinct = participants, graph.Out, true
			if _, err := others(ctx, r, q); err != nil {
				return err
			}
		}
		return nil
	})
}

// others are the other ends of the first ten edges of each, each once.
func others(ctx context.Context, r *graph.Reader, q graph.ClaimQuery) ([]graph.ID, error) {
	q.Page = first(10)
	pages, err := r.Claims(ctx, q)
	if err != nil {
		return nil, err
	}
	found := []graph.ID{}
	seen := map[graph.ID]bool{}
	for _, p := range pages {
		for _, e := range p.Edges {
			if id := e.Item.Other.ID; !seen[id] {
				seen[id] = true
				found = append(found, id)
			}
		}
	}
	return found, nil
}
