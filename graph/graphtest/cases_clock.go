package graphtest

import (
	"context"
	"fmt"

	"policygraph/graph"
)

// clockCase asks for the same things at other dates: the places of Beichen, the
// posts of Lin, who is selected, and the factories of Langang.
type clockCase struct {
	rule                             string
	at                               graph.AsOf
	places, posts, selected, numbers []string
}

func (c clockCase) queries() []graph.Query {
	return []graph.Query{
		graph.ClaimQuery{Of: of(Beichen), Types: types(graph.LocatedIn), At: c.at},
		graph.ClaimQuery{Of: of(Lin), Types: types(graph.HoldsPost), At: c.at},
		graph.ClaimQuery{Of: of(MorningStar), Types: types(graph.SelectedFor), Kinds: kinds(graph.Enterprise), Distinct: true, At: c.at},
		graph.FigureQuery{By: graph.ByMeasure, Of: of(measure(Langang, Factories)), At: c.at},
		// The rest is compared with the model alone.
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
		rule: "by default what the dataset says at its own date, of any time", at: graph.AsOf{},
		places: []string{"OUT LOCATED_IN region:yunhe"}, posts: []string{"OUT HOLDS_POST agency:dongling-industry-department", "OUT HOLDS_POST agency:langang-industry-bureau"},
		selected: []string{"IN SELECTED_FOR enterprise:hengyao-chemical ×2", "IN SELECTED_FOR enterprise:lanxin-appliance ×1", "IN SELECTED_FOR enterprise:beichen-tyre ×1"},
		numbers:  []string{"ACTUAL 58家", "ACTUAL 73家"},
	},
	{
		rule: "valid on the last day of a month that ends a period", at: graph.AsOf{ValidOn: "2023-06-30"},
		places: []string{"OUT LOCATED_IN region:yunhe"}, posts: []string{"OUT HOLDS_POST agency:dongling-industry-department"},
		selected: []string{"IN SELECTED_FOR enterprise:hengyao-chemical ×1", "IN SELECTED_FOR enterprise:lanxin-appliance ×1", "IN SELECTED_FOR enterprise:beichen-tyre ×1"},
	},
	{
		rule: "valid on the first day of a month that begins one", at: graph.AsOf{ValidOn: "2023-07-01"},
		places: []string{"OUT LOCATED_IN region:yunhe"}, posts: []string{"OUT HOLDS_POST agency:langang-industry-bureau"},
		selected: []string{"IN SELECTED_FOR enterprise:hengyao-chemical ×1", "IN SELECTED_FOR enterprise:lanxin-appliance ×1", "IN SELECTED_FOR enterprise:beichen-tyre ×1"},
	},
	{
		rule: "valid in a year that begins a period, and in a figure's period that is open", at: graph.AsOf{ValidOn: "2023-01-01"},
		places: []string{"OUT LOCATED_IN region:yunhe"}, posts: []string{"OUT HOLDS_POST agency:dongling-industry-department"},
		selected: []string{"IN SELECTED_FOR enterprise:beichen-tyre ×1"}, numbers: []string{"ACTUAL 58家"},
	},
	{
		rule: "valid when the distinct edge has another best claim", at: graph.AsOf{ValidOn: "2020-01-01"},
		places: []string{"OUT LOCATED_IN region:yunhe"}, posts: []string{"OUT HOLDS_POST agency:dongling-industry-department"},
		selected: []string{"IN SELECTED_FOR enterprise:hengyao-chemical ×1"}, numbers: []string{"ACTUAL 58家"},
	},
	{
		rule: "valid the day after a period that ends on a day; a figure holds all year", at: graph.AsOf{ValidOn: "2024-04-01"},
		places: []string{"OUT LOCATED_IN region:yunhe"}, posts: []string{"OUT HOLDS_POST agency:langang-industry-bureau"},
		selected: []string{"IN SELECTED_FOR enterprise:hengyao-chemical ×1", "IN SELECTED_FOR enterprise:beichen-tyre ×1"}, numbers: []string{"ACTUAL 73家"},
	},
	{rule: "known the day before anything was recorded", at: graph.AsOf{KnownAsOf: "2023-04-30"}},
	{
		rule: "known on the day of recording, and what was retracted later is there", at: graph.AsOf{KnownAsOf: "2023-05-01"},
		places: []string{"OUT LOCATED_IN region:langang"}, posts: []string{"OUT HOLDS_POST agency:dongling-industry-department", "OUT HOLDS_POST agency:langang-industry-bureau"},
		selected: []string{"IN SELECTED_FOR enterprise:hengyao-chemical ×2", "IN SELECTED_FOR enterprise:lanxin-appliance ×1", "IN SELECTED_FOR enterprise:beichen-tyre ×1"},
		numbers:  []string{"ACTUAL 58家"},
	},
	{
		rule: "known the day before a retraction", at: graph.AsOf{KnownAsOf: "2024-05-31"},
		places: []string{"OUT LOCATED_IN region:langang"}, posts: []string{"OUT HOLDS_POST agency:dongling-industry-department", "OUT HOLDS_POST agency:langang-industry-bureau"},
		selected: []string{"IN SELECTED_FOR enterprise:hengyao-chemical ×2", "IN SELECTED_FOR enterprise:lanxin-appliance ×1", "IN SELECTED_FOR enterprise:beichen-tyre ×1"},
		numbers:  []string{"ACTUAL 58家"},
	},
	{
		rule: "known on the day of a retraction, its replacement alone is there", at: graph.AsOf{KnownAsOf: "2024-06-01"},
		places: []string{"OUT LOCATED_IN region:yunhe"}, posts: []string{"OUT HOLDS_POST agency:dongling-industry-department", "OUT HOLDS_POST agency:langang-industry-bureau"},
		selected: []string{"IN SELECTED_FOR enterprise:hengyao-chemical ×2", "IN SELECTED_FOR enterprise:lanxin-appliance ×1", "IN SELECTED_FOR enterprise:beichen-tyre ×1"},
		numbers:  []string{"ACTUAL 58家"},
	},
	{
		rule: "a wrong figure while it stood", at: graph.AsOf{KnownAsOf: "2025-01-31"},
		places: []string{"OUT LOCATED_IN region:yunhe"}, posts: []string{"OUT HOLDS_POST agency:dongling-industry-department", "OUT HOLDS_POST agency:langang-industry-bureau"},
		selected: []string{"IN SELECTED_FOR enterprise:hengyao-chemical ×2", "IN SELECTED_FOR enterprise:lanxin-appliance ×1", "IN SELECTED_FOR enterprise:beichen-tyre ×1"},
		numbers:  []string{"ACTUAL 58家", "ACTUAL 37家"},
	},
	{
		rule: "all that was ever said, retracted or not", at: graph.AsOf{IncludeRetracted: true},
		places:   []string{"OUT LOCATED_IN region:langang", "OUT LOCATED_IN region:yunhe"},
		posts:    []string{"OUT HOLDS_POST agency:dongling-industry-department", "OUT HOLDS_POST agency:langang-industry-bureau"},
		selected: []string{"IN SELECTED_FOR enterprise:hengyao-chemical ×2", "IN SELECTED_FOR enterprise:lanxin-appliance ×1", "IN SELECTED_FOR enterprise:beichen-tyre ×1"},
		numbers:  []string{"ACTUAL 58家", "ACTUAL 37家", "ACTUAL 73家"},
	},
	{
		rule: "both clocks at once", at: graph.AsOf{ValidOn: "2024-12-31", KnownAsOf: "2025-01-31"},
		places: []string{"OUT LOCATED_IN region:yunhe"}, posts: []string{"OUT HOLDS_POST agency:langang-industry-bureau"},
		selected: []string{"IN SELECTED_FOR enterprise:hengyao-chemical ×1", "IN SELECTED_FOR enterprise:beichen-tyre ×1"}, numbers: []string{"ACTUAL 37家"},
	},
}

var clockCases = casesOf(clockTable, func(c clockCase) Case {
	return reading(c.rule, func(ctx context.Context, t T, r *graph.Reader, m *model) {
		numbers := make([]string, len(c.numbers))
		for i, n := range c.numbers {
			numbers[i] = fmt.Sprintf("%s %s %s", n, Langang, Factories)
		}
		want := [][]string{c.places, c.posts, c.selected, numbers}
		for i, q := range c.queries() {
			got := joined(check(ctx, t, r, m, q))
			if i < len(want) {
				expect(t, fmt.Sprintf("%s: %s", c.rule, inFull(q)), got, want[i])
			}
		}
	})
})
