package graphtest

import (
	"context"
	"fmt"

	"policygraph/graph"
)

// clockCase has the answers to the same queries at some dates: the regions of Beichen, the
// posts of Lin, the enterprises selected, and the number of factories in Langang.
type clockCase struct {
	rule                              string
	at                                graph.AsOf
	regions, posts, selected, numbers []string
}

func (c clockCase) queries() []graph.Query {
	return []graph.Query{
		graph.ClaimQuery{Of: of(Beichen), Types: types(graph.LocatedIn), At: c.at},
		graph.ClaimQuery{Of: of(Lin), Types: types(graph.HoldsPost), At: c.at},
		graph.ClaimQuery{Of: of(MorningStar), Types: types(graph.SelectedFor), Kinds: kinds(graph.Enterprise), Distinct: true, At: c.at},
		graph.FigureQuery{By: graph.ByMeasure, Of: of(measure(Langang, Factories)), At: c.at},
		// The answers to these are compared with the model only.
		graph.ClaimQuery{At: c.at},
		graph.ClaimQuery{Of: of(MorningStar, Beichen, Langang, Department), At: c.at},
		graph.ClaimQuery{Of: of(MorningStar, Beichen, Langang, Department), Distinct: true, At: c.at},
		graph.FigureQuery{At: c.at},
		graph.FigureQuery{By: graph.ByUnder, Of: of(SmartPlan, DigitalFund), At: c.at},
		graph.DocumentQuery{Of: of(Beichen, Langang, Department, Yunhe, Briefing), At: c.at},
		graph.ListQuery{Of: of(PlanText, BriefingText, RulesText, Register), At: c.at},
	}
}

var clockTable = []clockCase{
	{
		rule: "by default live statements of any valid time are seen", at: graph.AsOf{},
		regions: []string{"OUT LOCATED_IN region:yunhe"}, posts: []string{"OUT HOLDS_POST agency:dongling-industry-department", "OUT HOLDS_POST agency:langang-industry-bureau"},
		selected: []string{"IN SELECTED_FOR enterprise:hengyao-chemical ×2", "IN SELECTED_FOR enterprise:lanxin-appliance ×1", "IN SELECTED_FOR enterprise:beichen-tyre ×1"},
		numbers:  []string{"ACTUAL 58家", "ACTUAL 73家"},
	},
	{
		rule: "a period that ends in a month includes its last day", at: graph.AsOf{ValidOn: "2023-06-30", Undated: graph.Include},
		regions: []string{"OUT LOCATED_IN region:yunhe"}, posts: []string{"OUT HOLDS_POST agency:dongling-industry-department"},
		selected: []string{"IN SELECTED_FOR enterprise:hengyao-chemical ×1", "IN SELECTED_FOR enterprise:lanxin-appliance ×1", "IN SELECTED_FOR enterprise:beichen-tyre ×1"},
	},
	{
		rule: "a period that begins in a month includes its first day", at: graph.AsOf{ValidOn: "2023-07-01", Undated: graph.Include},
		regions: []string{"OUT LOCATED_IN region:yunhe"}, posts: []string{"OUT HOLDS_POST agency:langang-industry-bureau"},
		selected: []string{"IN SELECTED_FOR enterprise:hengyao-chemical ×1", "IN SELECTED_FOR enterprise:lanxin-appliance ×1", "IN SELECTED_FOR enterprise:beichen-tyre ×1"},
	},
	{
		rule: "a period that begins in a year includes its first day, and an open period of a figure all days before its end", at: graph.AsOf{ValidOn: "2023-01-01", Undated: graph.Include},
		regions: []string{"OUT LOCATED_IN region:yunhe"}, posts: []string{"OUT HOLDS_POST agency:dongling-industry-department"},
		selected: []string{"IN SELECTED_FOR enterprise:beichen-tyre ×1"}, numbers: []string{"ACTUAL 58家"},
	},
	{
		rule: "the best claim of a distinct edge is the best of those seen", at: graph.AsOf{ValidOn: "2020-01-01", Undated: graph.Include},
		regions: []string{"OUT LOCATED_IN region:yunhe"}, posts: []string{"OUT HOLDS_POST agency:dongling-industry-department"},
		selected: []string{"IN SELECTED_FOR enterprise:hengyao-chemical ×1"}, numbers: []string{"ACTUAL 58家"},
	},
	{
		rule: "a period that ends on a day does not include the next, and a year includes all its days", at: graph.AsOf{ValidOn: "2024-04-01", Undated: graph.Include},
		regions: []string{"OUT LOCATED_IN region:yunhe"}, posts: []string{"OUT HOLDS_POST agency:langang-industry-bureau"},
		selected: []string{"IN SELECTED_FOR enterprise:hengyao-chemical ×1", "IN SELECTED_FOR enterprise:beichen-tyre ×1"}, numbers: []string{"ACTUAL 73家"},
	},
	{rule: "a claim without a beginning is presumed to begin with its earliest dated document", at: graph.AsOf{ValidOn: "2023-04-01"},
		posts:    []string{"OUT HOLDS_POST agency:dongling-industry-department"},
		selected: []string{"IN SELECTED_FOR enterprise:hengyao-chemical ×1", "IN SELECTED_FOR enterprise:lanxin-appliance ×1", "IN SELECTED_FOR enterprise:beichen-tyre ×1"},
	},
	{rule: "before its earliest document it is not presumed to hold", at: graph.AsOf{ValidOn: "2023-03-31"},
		posts:    []string{"OUT HOLDS_POST agency:dongling-industry-department"},
		selected: []string{"IN SELECTED_FOR enterprise:beichen-tyre ×1"}, numbers: []string{"ACTUAL 58家"},
	},
	{rule: "before the first record day nothing is seen", at: graph.AsOf{KnownAsOf: "2023-04-30"}},
	{
		rule: "on the record day a statement is seen even if it was retracted later", at: graph.AsOf{KnownAsOf: "2023-05-01"},
		regions: []string{"OUT LOCATED_IN region:langang"}, posts: []string{"OUT HOLDS_POST agency:dongling-industry-department", "OUT HOLDS_POST agency:langang-industry-bureau"},
		selected: []string{"IN SELECTED_FOR enterprise:hengyao-chemical ×2", "IN SELECTED_FOR enterprise:lanxin-appliance ×1", "IN SELECTED_FOR enterprise:beichen-tyre ×1"},
		numbers:  []string{"ACTUAL 58家"},
	},
	{
		rule: "on the day before its retraction a statement is seen", at: graph.AsOf{KnownAsOf: "2024-05-31"},
		regions: []string{"OUT LOCATED_IN region:langang"}, posts: []string{"OUT HOLDS_POST agency:dongling-industry-department", "OUT HOLDS_POST agency:langang-industry-bureau"},
		selected: []string{"IN SELECTED_FOR enterprise:hengyao-chemical ×2", "IN SELECTED_FOR enterprise:lanxin-appliance ×1", "IN SELECTED_FOR enterprise:beichen-tyre ×1"},
		numbers:  []string{"ACTUAL 58家"},
	},
	{
		rule: "on the day of a retraction only the replacement is seen", at: graph.AsOf{KnownAsOf: "2024-06-01"},
		regions: []string{"OUT LOCATED_IN region:yunhe"}, posts: []string{"OUT HOLDS_POST agency:dongling-industry-department", "OUT HOLDS_POST agency:langang-industry-bureau"},
		selected: []string{"IN SELECTED_FOR enterprise:hengyao-chemical ×2", "IN SELECTED_FOR enterprise:lanxin-appliance ×1", "IN SELECTED_FOR enterprise:beichen-tyre ×1"},
		numbers:  []string{"ACTUAL 58家"},
	},
	{
		rule: "a wrong figure is seen until it was retracted", at: graph.AsOf{KnownAsOf: "2025-01-31"},
		regions: []string{"OUT LOCATED_IN region:yunhe"}, posts: []string{"OUT HOLDS_POST agency:dongling-industry-department", "OUT HOLDS_POST agency:langang-industry-bureau"},
		selected: []string{"IN SELECTED_FOR enterprise:hengyao-chemical ×2", "IN SELECTED_FOR enterprise:lanxin-appliance ×1", "IN SELECTED_FOR enterprise:beichen-tyre ×1"},
		numbers:  []string{"ACTUAL 58家", "ACTUAL 37家"},
	},
	{
		rule: "IncludeRetracted shows live and retracted statements", at: graph.AsOf{IncludeRetracted: true},
		regions:  []string{"OUT LOCATED_IN region:langang", "OUT LOCATED_IN region:yunhe"},
		posts:    []string{"OUT HOLDS_POST agency:dongling-industry-department", "OUT HOLDS_POST agency:langang-industry-bureau"},
		selected: []string{"IN SELECTED_FOR enterprise:hengyao-chemical ×2", "IN SELECTED_FOR enterprise:lanxin-appliance ×1", "IN SELECTED_FOR enterprise:beichen-tyre ×1"},
		numbers:  []string{"ACTUAL 58家", "ACTUAL 37家", "ACTUAL 73家"},
	},
	{
		rule: "both clocks apply at once", at: graph.AsOf{ValidOn: "2024-12-31", KnownAsOf: "2025-01-31", Undated: graph.Include},
		regions: []string{"OUT LOCATED_IN region:yunhe"}, posts: []string{"OUT HOLDS_POST agency:langang-industry-bureau"},
		selected: []string{"IN SELECTED_FOR enterprise:hengyao-chemical ×1", "IN SELECTED_FOR enterprise:beichen-tyre ×1"}, numbers: []string{"ACTUAL 37家"},
	},
}

var clockCases = casesOf(clockTable, func(c clockCase) Case {
	return reading(c.rule, func(ctx context.Context, t T, r *graph.Reader, m *model) {
		numbers := make([]string, len(c.numbers))
		for i, n := range c.numbers {
			numbers[i] = fmt.Sprintf("%s %s %s", n, Langang, Factories)
		}
		want := [][]string{c.regions, c.posts, c.selected, numbers}
		for i, q := range c.queries() {
			got := joined(check(ctx, t, r, m, q))
			if i < len(want) {
				expect(t, fmt.Sprintf("%s: %s", c.rule, inFull(q)), got, want[i])
			}
		}
	})
})
