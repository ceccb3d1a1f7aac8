package graphtest

import (
	"context"
	"fmt"

	"policygraph/graph"
)

// everyQuery returns the queries of all tables, and those for lists of all records.
func everyQuery() []graph.Query {
	queries := []graph.Query{graph.IndicatorQuery{}, graph.ClaimQuery{}, graph.FigureQuery{}}
	for _, c := range listTable {
		queries = append(queries, c.query)
	}
	for _, c := range claimTable {
		queries = append(queries, c.query)
	}
	for _, c := range figureTable {
		queries = append(queries, c.query)
	}
	for _, c := range documentTable {
		queries = append(queries, c.query)
	}
	for _, at := range clockTable {
		queries = append(queries, at.queries()...)
	}
	return queries
}

var totalCases = []Case{
	reading("a total is the number of rows of all pages", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		for _, q := range everyQuery() {
			checkTotals(ctx, t, r, m, q)
		}
	}),
	reading("a total does not depend on the page", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		n := 1
		checkTotals(ctx, t, r, m, graph.ClaimQuery{Of: of(MorningStar, Hengyao), Page: graph.Page{Last: &n, Before: "no cursor"}})
	}),
}

var countCases = []Case{
	reading("relations are counted by type and direction, without zeros", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		got := relationCounts(ctx, t, r, graph.AsOf{}, Hengyao, Zhao, "lab:nowhere", LineTwo)
		expectOrder(t, "Hengyao", got[0], []string{
			"IN SUPPORTS 1", "OUT UNDERTAKES 1", "OUT SELECTED_FOR 2", "IN SUPPLIES 1", "OUT PART_OF 1", "OUT LOCATED_IN 1", "OUT IN_INDUSTRY 1", "BOTH PARTNERS_WITH 2",
		})
		expectOrder(t, "Zhao", got[1], nil)
		expectOrder(t, "one that is unknown", got[2], nil)
		expectOrder(t, "the second line", got[3], []string{"IN ADVANCES 1", "IN UNDERTAKES 1", "OUT FUNDED_BY 1", "OUT LOCATED_IN 1"})
	}),
	reading("counts of OUT come before those of IN", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		expectOrder(t, "Langang", relationCounts(ctx, t, r, graph.AsOf{}, Langang)[0], []string{
			"IN APPLIES_TO 1", "OUT SEEKS 1", "OUT LOCATED_IN 1", "IN LOCATED_IN 5", "OUT HOSTED 1",
		})
	}),
	reading("relations are counted at dates", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		expectOrder(t, "Beichen before its region was corrected", relationCounts(ctx, t, r, graph.AsOf{KnownAsOf: "2024-05-31", ValidOn: "2022-12-31", Undated: graph.Include}, Beichen)[0],
			[]string{"OUT UNDERTAKES 1", "OUT PARTICIPATES_IN 1", "OUT LOCATED_IN 1"})
		expectOrder(t, "the hub while its funding was claimed", relationCounts(ctx, t, r, graph.AsOf{KnownAsOf: "2023-06-01"}, MorningStar)[0],
			[]string{"IN GOVERNS 1", "IN ESTABLISHES 1", "IN SUPPORTS 1", "IN SEEKS 1", "IN SELECTED_FOR 7", "IN PARTICIPATES_IN 1", "IN GRANTS 1", "OUT FUNDED_BY 1", "OUT PART_OF 1"})
	}),
	reading("counts of every entity are as in the model", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		var all []graph.ID
		for _, e := range m.entities {
			all = append(all, e.ID)
		}
		for _, c := range clockTable {
			for i, got := range relationCounts(ctx, t, r, c.at, all...) {
				expectOrder(t, fmt.Sprintf("%s at %+v", all[i], c.at), got, m.relationCounts(all[i], c.at))
			}
		}
	}),
	reading("an empty set of entities has no counts", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		relationCounts(ctx, t, r, graph.AsOf{})
	}),
}

// relationCounts reads counts and formats them, such as "OUT ISSUED 2".
func relationCounts(ctx context.Context, t T, r *graph.Reader, at graph.AsOf, of ...graph.ID) [][]string {
	t.Helper()
	counts, err := r.RelationCounts(ctx, of, at)
	if err != nil {
		t.Fatalf("relation counts: %v", err)
	}
	if len(counts) != len(of) {
		t.Fatalf("%d answers for %d entities", len(counts), len(of))
	}
	out := make([][]string, len(of))
	for i, row := range counts {
		for _, c := range row {
			out[i] = append(out[i], fmt.Sprintf("%s %s %d", c.Direction, c.Type, c.Count))
		}
	}
	return out
}
