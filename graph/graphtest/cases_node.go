package graphtest

import (
	"context"
	"encoding/json"
	"reflect"
	"slices"

	"policygraph/graph"
)

var nodeCases = []Case{
	reading("every record, live or retracted, is found by id with all fields", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		var ids []graph.ID
		for id := range m.records {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		for i, got := range nodes(ctx, t, r, ids...) {
			checkSame(t, got, m.records[ids[i]])
		}
	}),
	reading("records are in the order of their ids, repeated if these are, and nil if unknown", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		ids := []graph.ID{
			Zhao, "policy:nowhere", Factories, PlanText, Zhao, "claim:aaaaaaaaaaaa", "figure:aaaaaaaaaaaa",
			"document:nowhere", "indicator:nowhere", "evidence:claim-aaaaaaaaaaaa-bbbbbbbb", "evidence:nowhere", Beichen,
		}
		want := []graph.ID{Zhao, "", Factories, PlanText, Zhao, "", "", "", "", "", "", Beichen}
		for i, got := range nodes(ctx, t, r, ids...) {
			if want[i] == "" && got != nil || want[i] != "" && (got == nil || got.RecordID() != want[i]) {
				t.Errorf("node %d, asked for as %s: %v", i, ids[i], got)
			}
		}
		if got := nodes(ctx, t, r); len(got) != 0 {
			t.Errorf("no ids, but %d nodes", len(got))
		}
	}),
	reading("evidence of claims and figures, live or retracted, is found by id", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		for _, record := range m.records {
			statement, ok := record.(graph.Statement)
			if !ok {
				continue
			}
			for _, want := range statement.AllEvidence() {
				got, _ := nodes(ctx, t, r, want.ID)[0].(*graph.Evidence)
				if got == nil || *got != want {
					t.Errorf("got %+v, want %+v", got, want)
				}
			}
		}
	}),
	reading("only the version that is read is found by id", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		got := nodes(ctx, t, r, r.Dataset().Version.ID(), "dataset:2025-06-30-000000000000")
		if got[0] != r.Dataset() || got[1] != nil {
			t.Errorf("got %v", got)
		}
	}),
	reading("edges and lists have the same records as lookups", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		n := graph.MaxPage
		pages, err := r.Claims(ctx, graph.ClaimQuery{Of: []graph.ID{MorningStar}, Distinct: true, Page: graph.Page{First: &n}})
		if err != nil {
			t.Fatalf("claims: %v", err)
		}
		for _, e := range pages[0].Edges {
			checkSame(t, e.Item.Claim, m.records[e.Item.Claim.ID])
			checkSame(t, e.Item.Other, m.records[e.Item.Other.ID])
			for _, c := range e.Item.Claims {
				checkSame(t, c, m.records[c.ID])
			}
		}
		entities, err := r.List(ctx, graph.ListQuery{Page: graph.Page{First: &n}})
		if err != nil {
			t.Fatalf("entities: %v", err)
		}
		for _, e := range entities[0].Edges {
			checkSame(t, e.Item, m.records[e.Item.ID])
		}
		figures, err := r.Figures(ctx, graph.FigureQuery{Page: graph.Page{First: &n}})
		if err != nil {
			t.Fatalf("figures: %v", err)
		}
		for _, e := range figures[0].Edges {
			checkSame(t, e.Item, m.records[e.Item.ID])
		}
	}),
}

func nodes(ctx context.Context, t T, r *graph.Reader, ids ...graph.ID) []graph.Record {
	t.Helper()
	found, err := r.Nodes(ctx, ids)
	if err != nil {
		t.Fatalf("nodes %s: %v", ids, err)
	}
	if len(found) != len(ids) {
		t.Fatalf("%d nodes for %d ids", len(found), len(ids))
	}
	return found
}

func checkSame(t T, got, want graph.Record) {
	t.Helper()
	if got == nil {
		t.Errorf("not found: %s", want.RecordID())
		return
	}
	if g, w := fieldsOf(t, got), fieldsOf(t, want); !reflect.DeepEqual(g, w) {
		t.Errorf("got %v\nwant %v", g, w)
	}
}

// fieldsOf returns the fields of a record, without empty lists, which a store may return as
// nil, and without keys, which a record need not have.
func fieldsOf(t T, r graph.Record) map[string]any {
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatalf("%s: %v", r.RecordID(), err)
	}
	var fields map[string]any
	if err := json.Unmarshal(text, &fields); err != nil {
		t.Fatalf("%s: %v", r.RecordID(), err)
	}
	delete(fields, "Key")
	delete(fields, "ListKey")
	for name, v := range fields {
		if items, ok := v.([]any); v == nil || ok && len(items) == 0 {
			delete(fields, name)
		}
	}
	return fields
}
