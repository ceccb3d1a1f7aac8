package neo4j_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"policygraph/graph"
)

// hubby returns a dataset of a region with a number of firms, and a firm with few
// relations.
func hubby(firms int) graph.Source {
	records := []graph.Record{
		&graph.Document{ID: "document:a", Title: "A"},
		&graph.Entity{ID: "region:hub", Names: graph.Names{Name: "hub", SortKey: "hub"}},
		&graph.Entity{ID: "programme:few", Names: graph.Names{Name: "few", SortKey: "few"}},
	}
	for i := range firms {
		id := graph.ID(fmt.Sprintf("enterprise:firm-%04d", i))
		records = append(records, &graph.Entity{ID: id, Names: graph.Names{Name: string(id), SortKey: string(id)}})
		for n := range 1 + i%2 { // every other firm has two claims
			records = append(records, &graph.Claim{Subject: id, Type: graph.LocatedIn, Object: "region:hub", Recorded: "2024-01-01", Occurrence: n, ValidTime: graph.Period{From: graph.PartialDate(fmt.Sprint(2000 + i%20))},
				Evidence: []graph.Evidence{{Document: "document:a", Confidence: 1}}})
		}
		if i < 3 {
			records = append(records, &graph.Claim{Subject: id, Type: graph.SelectedFor, Object: "programme:few", Recorded: "2024-01-01"})
		}
	}
	return graph.Assemble(graph.Dataset{Title: "Hub", Date: "2025-01-01"}, records)
}

func TestAReadIsOneStatementOrTwoForASetOfHubsAndOthers(t *testing.T) {
	b := open(t, config(t))
	mustLoad(t, b, hubby(1600))
	s, err := b.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w := graph.Window{Limit: 10}
	for name, c := range map[string]struct {
		want int64
		read func(ctx context.Context) error
	}{
		"nodes of all types": {1, func(ctx context.Context) error {
			_, err := s.Nodes(ctx, []graph.ID{"region:hub", "document:a", "claim:aaaaaaaaaaaa", "figure:aaaaaaaaaaaa", "indicator:a"})
			return err
		}},
		"entities": {1, func(ctx context.Context) error { _, err := s.List(ctx, graph.ListQuery{}, w); return err }},
		"claims of ordinary entities": {1, func(ctx context.Context) error {
			_, err := s.Claims(ctx, graph.ClaimQuery{Of: []graph.ID{"enterprise:firm-0001", "programme:few"}, Direction: graph.Both}, w)
			return err
		}},
		"claims of a hub": {1, func(ctx context.Context) error {
			_, err := s.Claims(ctx, graph.ClaimQuery{Of: []graph.ID{"region:hub"}, Direction: graph.Both}, w)
			return err
		}},
		"claims of a hub and others": {2, func(ctx context.Context) error {
			_, err := s.Claims(ctx, graph.ClaimQuery{Of: []graph.ID{"programme:few", "region:hub"}, Direction: graph.In}, w)
			return err
		}},
		"figures": {1, func(ctx context.Context) error {
			_, err := s.Figures(ctx, graph.FigureQuery{Of: []graph.ID{"region:hub"}}, w)
			return err
		}},
		"documents": {1, func(ctx context.Context) error {
			_, err := s.Documents(ctx, graph.DocumentQuery{Of: []graph.ID{"region:hub"}}, w)
			return err
		}},
		"evidence": {1, func(ctx context.Context) error {
			_, err := s.Evidence(ctx, []graph.Passage{{Document: "document:a", From: 1, To: 9}}, graph.AsOf{})
			return err
		}},
		"a total that the dataset says": {0, func(ctx context.Context) error { _, err := s.Totals(ctx, graph.ListQuery{}); return err }},
		"opening again at once":         {0, func(ctx context.Context) error { _, err := b.Open(ctx); return err }},
	} {
		if _, err := b.Open(t.Context()); err != nil {
			t.Fatal(err)
		}
		before := b.Stats().Statements
		if err := c.read(t.Context()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if n := b.Stats().Statements - before; n != c.want {
			t.Errorf("%s: %d statements, want %d", name, n, c.want)
		}
	}
}

// Reads by indexes are compared with reads of all relations, which the suite tests.
func TestRelationsOfHubsAreReadAsThoseOfOtherEntities(t *testing.T) {
	b := open(t, config(t))
	mustLoad(t, b, hubby(1600)) // 2400 relations: a hub
	r, err := graph.NewStore(b).Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, distinct := range []bool{false, true} {
		for _, kinds := range [][]graph.Kind{nil, {graph.Enterprise}, {graph.Enterprise, graph.Lab}} {
			for _, at := range []graph.AsOf{{}, {ValidOn: "2010-06-01"}, {KnownAsOf: "2024-05-01"}} {
				q := graph.ClaimQuery{Of: []graph.ID{"region:hub"}, Types: []graph.RelationType{graph.LocatedIn, graph.PartnersWith}, Direction: graph.Both, Distinct: distinct, Kinds: kinds, At: at}
				totals, err := r.Totals(t.Context(), q)
				if err != nil {
					t.Fatal(err)
				}
				forward := walk(t, r, q, false)
				backward := walk(t, r, q, true)
				if len(forward) != totals[0] || len(backward) != totals[0] {
					t.Errorf("%+v: %d forward, %d backward, in total %d", q, len(forward), len(backward), totals[0])
				}
				for i := range forward {
					if i > 0 && forward[i].Claim.Key <= forward[i-1].Claim.Key || forward[i].Claim.ID != backward[len(backward)-1-i].Claim.ID {
						t.Fatalf("%+v: order at %d", q, i)
					}
				}
				if distinct && at == (graph.AsOf{}) {
					if len(forward) != 1600 {
						t.Errorf("%d other ends, want 1600", len(forward))
					}
					for _, e := range forward {
						want := 1 + int(e.Other.ID[len(e.Other.ID)-1]-'0')%2
						if len(e.Claims) != want || e.Claims[0] != e.Claim {
							t.Fatalf("%s has %d claims, want %d", e.Other.ID, len(e.Claims), want)
						}
					}
				}
			}
		}
	}
	counts, err := r.RelationCounts(t.Context(), []graph.ID{"programme:few", "region:hub"}, graph.AsOf{})
	if err != nil || fmt.Sprint(counts) != "[[{SELECTED_FOR IN 3}] [{LOCATED_IN IN 2400}]]" {
		t.Errorf("%v, %v", counts, err)
	}
}

func walk(t *testing.T, r *graph.Reader, q graph.ClaimQuery, backward bool) []graph.Edge {
	t.Helper()
	hundred := 100
	q.Page = graph.Page{First: &hundred}
	if backward {
		q.Page = graph.Page{Last: &hundred}
	}
	var out []graph.Edge
	for {
		pages, err := r.Claims(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		edges := pages[0].Edges
		for i := range edges {
			e := edges[i]
			if backward {
				e = edges[len(edges)-1-i]
			}
			out = append(out, e.Item)
		}
		switch {
		case !backward && pages[0].HasNextPage:
			q.Page.After = edges[len(edges)-1].Cursor()
		case backward && pages[0].HasPreviousPage:
			q.Page.Before = edges[0].Cursor()
		default:
			return out
		}
	}
}

func TestAReadWhoseContextEndsIsStoppedOnTheServer(t *testing.T) {
	c := config(t)
	b := open(t, c)
	many, err := edition(size{2000, 10_000}, 0)
	if err != nil {
		t.Fatal(err)
	}
	mustLoad(t, b, many)
	s, err := b.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	_, err = s.Totals(ctx, graph.ClaimQuery{At: graph.AsOf{ValidOn: "2020-01-01"}})
	if graph.CodeOf(err) != graph.CodeTimeout {
		t.Errorf("code %q: %v", graph.CodeOf(err), err)
	}
	d := connect(t, c)
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		running := cypher(t, d, "SHOW TRANSACTIONS YIELD currentQuery, parameters WHERE currentQuery CONTAINS 'r.listKey IS NOT NULL' AND parameters.release STARTS WITH $namespace AND NOT currentQuery STARTS WITH 'SHOW' RETURN currentQuery", map[string]any{"namespace": c.Namespace})
		if len(running) == 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("still running: %.100v", running)
		}
	}
}

func TestASnapshotKeepsItsReleaseAndTheNextOfTheLoaderHasTheNewOne(t *testing.T) {
	b := open(t, config(t))
	mustLoad(t, b, dataset("one"))
	var before, after graph.Snapshot
	var err error
	if before, err = b.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	mustLoad(t, b, dataset("two"))
	if after, err = b.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	for want, s := range map[string]graph.Snapshot{"one": before, "two": after} {
		if found, err := s.Nodes(t.Context(), []graph.ID{"agency:a"}); err != nil || found[0].(*graph.Entity).Description != want {
			t.Errorf("%v, %v, want %q", found, err, want)
		}
	}
}

func TestWarmRunsStatementsAndChangesNothing(t *testing.T) {
	b := open(t, config(t))
	if err := b.Warm(t.Context()); graph.CodeOf(err) != graph.CodeUnavailable {
		t.Errorf("without a dataset: %v", err)
	}
	mustLoad(t, b, dataset("one"))
	before := b.Stats().Statements
	if err := b.Warm(t.Context()); err != nil {
		t.Error(err)
	}
	if n := b.Stats().Statements - before; n < 100 {
		t.Errorf("%d statements", n)
	}
}
