package graphtest

import (
	"context"
	"fmt"
	"slices"

	"policygraph/graph"
)

// documentCase is a query of documents with its answer in order, with ""
// between the answers for a set.
type documentCase struct {
	rule  string
	query graph.DocumentQuery
	want  []graph.ID
}

var documentTable = []documentCase{
	{"documents are listed newest first, undated last", graph.DocumentQuery{}, []graph.ID{RulesText, BriefingText, PlanText, Yearbook, Register}},
	{"the list of all documents does not depend on dates", graph.DocumentQuery{At: graph.AsOf{KnownAsOf: "2000-01-01"}}, []graph.ID{RulesText, BriefingText, PlanText, Yearbook, Register}},
	{"an entity has the documents of its claims and figures, each once", graph.DocumentQuery{Of: of(Langang, Zhao, "lab:nowhere")}, []graph.ID{RulesText, BriefingText, PlanText, Register, "", ""}},
	{"an entity that claims are under has their documents", graph.DocumentQuery{Of: of(Rules, Briefing)}, []graph.ID{RulesText, "", RulesText, BriefingText}},
	{"an entity that figures are under has their documents", graph.DocumentQuery{Of: of(DigitalFund)}, []graph.ID{RulesText, Register}},
	{"an entity in the breakdown of a figure has its documents", graph.DocumentQuery{Of: of(Digital)}, []graph.ID{RulesText, Register}},
	{"documents of an entity are found at dates", graph.DocumentQuery{Of: of(Digital, Yunhe), At: graph.AsOf{ValidOn: "2015-01-01", KnownAsOf: "2025-01-05", Undated: graph.Include}}, []graph.ID{RulesText, "", RulesText, BriefingText, Register}},
	{"a document of retracted statements only is not among an entity's documents", graph.DocumentQuery{Of: of(Department)}, []graph.ID{BriefingText, PlanText}},
	{"an empty set of entities has no pages", graph.DocumentQuery{Of: of()}, nil},
}

var documentCases = casesOf(documentTable, func(c documentCase) Case {
	return reading(c.rule, func(ctx context.Context, t T, r *graph.Reader, m *model) {
		var want []string
		for _, id := range c.want {
			want = append(want, string(id))
		}
		expectOrder(t, c.rule, joined(check(ctx, t, r, m, c.query)), want)
	})
})

var indicatorCases = []Case{
	reading("indicators are listed by the sound of their names", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		expectOrder(t, "indicators", joined(check(ctx, t, r, m, graph.IndicatorQuery{})),
			[]string{string(Share), string(Factories), string(Growth), string(Patents)})
	}),
	reading("indicators are listed with all fields", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		page, err := r.Indicators(ctx, graph.IndicatorQuery{})
		if err != nil {
			t.Fatalf("indicators: %v", err)
		}
		for _, e := range page.Edges {
			checkSame(t, e.Item, m.records[e.Item.ID])
		}
	}),
}

var evidenceCases = []Case{
	reading("a paragraph has the evidence of claims and figures, in the order of positions", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		got := passages(ctx, t, r, m, graph.AsOf{}, graph.Passage{Document: RulesText, From: 5, To: 5})[0]
		var positions []string
		for _, e := range got {
			positions = append(positions, fmt.Sprintf("%d-%d", e.Start, e.End))
		}
		// The fund, its owner, what it supports, the number of the city, and its growth,
		// but not the number that was retracted.
		expectOrder(t, "positions", positions, []string{"0-6", "0-15", "16-22", "28-38", "39-44"})
	}),
	reading("passages are answered in the order asked for, even repeated ones, and include their ends", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		got := passages(ctx, t, r, m, graph.AsOf{},
			graph.Passage{Document: PlanText, From: 4, To: 5}, graph.Passage{Document: PlanText, From: 1, To: 1},
			graph.Passage{Document: PlanText, From: 1, To: 5}, graph.Passage{Document: PlanText, From: 1, To: 1},
			graph.Passage{Document: PlanText, From: 6, To: 100}, graph.Passage{Document: Yearbook, From: 0, To: 100},
			graph.Passage{Document: "document:nowhere", From: 0, To: 100}, graph.Passage{Document: Register, From: 0, To: 0})
		if len(got[0]) == 0 || len(got[1]) != 1 || len(got[2]) <= len(got[0]) || len(got[3]) != 1 || len(got[4])+len(got[5])+len(got[6]) > 0 || len(got[7]) == 0 {
			t.Errorf("got %d, %d, %d, %d, %d, %d, %d and %d pieces", len(got[0]), len(got[1]), len(got[2]), len(got[3]), len(got[4]), len(got[5]), len(got[6]), len(got[7]))
		}
	}),
	reading("evidence is seen at the dates at which its statement is", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		number := graph.Passage{Document: RulesText, From: 5, To: 5}
		for _, c := range []struct {
			at   graph.AsOf
			want int
		}{
			{graph.AsOf{}, 5},
			{graph.AsOf{KnownAsOf: "2025-01-04"}, 0},
			{graph.AsOf{KnownAsOf: "2025-01-31"}, 5},                       // with the wrong number, not the right one
			{graph.AsOf{ValidOn: "2023-12-31", Undated: graph.Include}, 3}, // without the numbers of 2024
		} {
			if got := passages(ctx, t, r, m, c.at, number)[0]; len(got) != c.want {
				t.Errorf("%+v: %d pieces, want %d", c.at, len(got), c.want)
			}
		}
	}),
	reading("an empty set of passages has no answers", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		passages(ctx, t, r, m, graph.AsOf{})
	}),
}

// passages reads evidence and compares it with the model.
func passages(ctx context.Context, t T, r *graph.Reader, m *model, at graph.AsOf, of ...graph.Passage) [][]graph.Evidence {
	t.Helper()
	got, err := r.Evidence(ctx, of, at)
	if err != nil {
		t.Fatalf("evidence: %v", err)
	}
	if len(got) != len(of) {
		t.Fatalf("%d answers for %d passages", len(got), len(of))
	}
	for i, pieces := range got {
		var ids []string
		for _, e := range pieces {
			ids = append(ids, string(e.ID))
			if !slices.Contains(m.records[e.Statement].(graph.Statement).AllEvidence(), e) {
				t.Errorf("%+v is not what its statement has", e)
			}
		}
		expectOrder(t, fmt.Sprintf("evidence in %+v at %+v", of[i], at), ids, m.passage(of[i], at))
	}
	return got
}
