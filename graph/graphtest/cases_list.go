package graphtest

import (
	"context"

	"policygraph/graph"
)

// listCase is a query of entities with its answer.
type listCase struct {
	rule  string
	query graph.ListQuery
	want  []graph.ID // in order; for each of the set, with "" between
}

var listTable = []listCase{
	{"the order by name is by sound, then by id, whatever the kind", graph.ListQuery{}, []graph.ID{
		Beichen, University, Dongling, Department, SmartPlan, SmartDraft, Opinions, LineTwo, Hengyao, Chemicals, Fair, Park, PolymerLab, Langang, Bureau, Rules,
		Lanxin, Cloud, Lin, Association, MorningStar, Workshop, Digital, DigitalFund, NewMaterials, Yunhe, Zhao, Campaign, Briefing,
	}},
	{"the order by name descending is the reverse", graph.ListQuery{Order: graph.EntityOrder{Field: graph.OrderByName, Direction: graph.Desc}, Filter: graph.EntityFilter{Kinds: []graph.Kind{graph.Platform, graph.Enterprise}}},
		[]graph.ID{Cloud, Lanxin, Hengyao, Beichen}},
	{"the order by date has undated entities last", graph.ListQuery{Order: graph.EntityOrder{Field: graph.OrderByDate, Direction: graph.Asc}, Filter: graph.EntityFilter{Kinds: []graph.Kind{graph.Policy, graph.Event, graph.Person}}},
		[]graph.ID{Opinions, SmartDraft, SmartPlan, Briefing, Fair, Rules, Lin, Zhao}},
	{"the order by date descending has undated entities last, too", graph.ListQuery{Order: graph.EntityOrder{Field: graph.OrderByDate, Direction: graph.Desc}, Filter: graph.EntityFilter{Kinds: []graph.Kind{graph.Policy, graph.Event, graph.Person}}},
		[]graph.ID{Rules, Fair, Briefing, SmartPlan, SmartDraft, Opinions, Lin, Zhao}},
	{"the order by relations counts live claims, fewest first", graph.ListQuery{Order: graph.EntityOrder{Field: graph.OrderByRelations, Direction: graph.Asc}, Filter: graph.EntityFilter{Kinds: []graph.Kind{graph.Person, graph.Programme, graph.Region}}},
		[]graph.ID{Zhao, DigitalFund, Dongling, Lin, Yunhe, Langang, Campaign, MorningStar}},
	{"the order by relations descending has the most first", graph.ListQuery{Order: graph.EntityOrder{Field: graph.OrderByRelations, Direction: graph.Desc}, Filter: graph.EntityFilter{Kinds: []graph.Kind{graph.Person, graph.Programme, graph.Region}}},
		[]graph.ID{MorningStar, Campaign, Langang, Lin, Yunhe, DigitalFund, Dongling, Zhao}},
	{"entities are filtered by kind", graph.ListQuery{Filter: graph.EntityFilter{Kinds: []graph.Kind{graph.Industry}}}, []graph.ID{Chemicals, Digital, NewMaterials}},
	{"a repeated kind does not repeat entities", graph.ListQuery{Filter: graph.EntityFilter{Kinds: []graph.Kind{graph.Lab, graph.Lab}}}, []graph.ID{PolymerLab}},
	{"no kinds match nothing", graph.ListQuery{Filter: graph.EntityFilter{Kinds: []graph.Kind{}}}, nil},
	{"entities filtered by ids are in the order of the list, each once, without unknown ids", graph.ListQuery{Filter: graph.EntityFilter{IDs: []graph.ID{Zhao, "lab:nowhere", Beichen, Zhao}}}, []graph.ID{Beichen, Zhao}},
	{"no ids match nothing", graph.ListQuery{Filter: graph.EntityFilter{IDs: []graph.ID{}}}, nil},
	{"ids of other records match nothing", graph.ListQuery{Filter: graph.EntityFilter{IDs: []graph.ID{PlanText, Factories}}}, nil},
	{"entities are filtered by codes, any of them", graph.ListQuery{Filter: graph.EntityFilter{Codes: []graph.OfficialCode{{Scheme: graph.GBT2260, Value: "990200"}, {Scheme: graph.USCC, Value: "91990200MA0HENGYA1"}, {Scheme: graph.USCC, Value: "0"}}}},
		[]graph.ID{Hengyao, Langang}},
	{"an entity with two of the codes is listed once", graph.ListQuery{Filter: graph.EntityFilter{Codes: []graph.OfficialCode{{Scheme: graph.USCC, Value: "91990200MA0HENGYA1"}, {Scheme: graph.DocumentNumber, Value: "990000"}}}}, []graph.ID{Hengyao}},
	{"a code matches in its own scheme only", graph.ListQuery{Filter: graph.EntityFilter{Codes: []graph.OfficialCode{{Scheme: graph.GBT2260, Value: "990000"}}}}, []graph.ID{Dongling}},
	{"no codes match nothing", graph.ListQuery{Filter: graph.EntityFilter{Codes: []graph.OfficialCode{}}}, nil},
	{"a filter by ids, kinds and codes requires all of them", graph.ListQuery{Filter: graph.EntityFilter{
		IDs: []graph.ID{Langang, Yunhe, Hengyao}, Kinds: []graph.Kind{graph.Region},
		Codes: []graph.OfficialCode{{Scheme: graph.GBT2260, Value: "990200"}, {Scheme: graph.USCC, Value: "91990200MA0HENGYA1"}},
	}}, []graph.ID{Langang}},
	{"a filter by kinds and codes requires both", graph.ListQuery{Filter: graph.EntityFilter{Kinds: []graph.Kind{graph.Enterprise}, Codes: []graph.OfficialCode{{Scheme: graph.GBT2260, Value: "990000"}, {Scheme: graph.DocumentNumber, Value: "990000"}}}}, []graph.ID{Hengyao}},

	{"a document has the entities that its statements mention; none if it evidences nothing or is unknown", graph.ListQuery{Of: []graph.ID{PlanText, Yearbook, "document:nowhere"}, Filter: graph.EntityFilter{Kinds: []graph.Kind{graph.Region, graph.Programme, graph.Policy}}},
		[]graph.ID{Dongling, SmartPlan, SmartDraft, Opinions, Langang, MorningStar, Yunhe, Campaign, "", ""}},
	{"a document's entities can be in the order by relations", graph.ListQuery{Of: []graph.ID{RulesText}, Order: graph.EntityOrder{Field: graph.OrderByRelations, Direction: graph.Desc}, Filter: graph.EntityFilter{Kinds: []graph.Kind{graph.Enterprise, graph.Person}}},
		[]graph.ID{Hengyao, Lanxin, Beichen}},
	{"a document has the entities that its claims are under", graph.ListQuery{Of: []graph.ID{RulesText}, Filter: graph.EntityFilter{Kinds: []graph.Kind{graph.Policy, graph.Event}}}, []graph.ID{SmartPlan, Rules, Briefing}},
	{"a document's entities can be in the order by name descending", graph.ListQuery{Of: []graph.ID{BriefingText}, Order: graph.EntityOrder{Field: graph.OrderByName, Direction: graph.Desc}, Filter: graph.EntityFilter{Kinds: []graph.Kind{graph.Region, graph.Enterprise}}},
		[]graph.ID{Yunhe, Lanxin, Langang, Hengyao, Dongling, Beichen}},
	{"a document has no entities before the first record day", graph.ListQuery{Of: []graph.ID{PlanText}, At: graph.AsOf{KnownAsOf: "2023-04-30"}}, nil},
	{"a document's entities are filtered by codes", graph.ListQuery{Of: []graph.ID{PlanText, RulesText}, Filter: graph.EntityFilter{Codes: []graph.OfficialCode{{Scheme: graph.GBT2260, Value: "990300"}}}}, []graph.ID{Yunhe, "", Yunhe}},
	{"an empty set of documents has no pages", graph.ListQuery{Of: []graph.ID{}}, nil},
}

var listCases = append(casesOf(listTable, func(c listCase) Case {
	return reading(c.rule, func(ctx context.Context, t T, r *graph.Reader, m *model) {
		var want []string
		for _, id := range c.want {
			want = append(want, string(id))
		}
		expectOrder(t, c.rule, joined(check(ctx, t, r, m, c.query)), want)
	})
}), reading("a caller may change a page without changing later answers", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
	q := graph.ListQuery{Order: graph.EntityOrder{Field: graph.OrderByName, Direction: graph.Desc}}
	want := one(ctx, t, r, q, first(graph.MaxPage)).texts()
	expectOrder(t, "the second time", one(ctx, t, r, q, first(graph.MaxPage)).texts(), want)
}))

func casesOf[C any](table []C, of func(C) Case) []Case {
	cases := make([]Case, len(table))
	for i, c := range table {
		cases[i] = of(c)
	}
	return cases
}

// joined concatenates the answers for a set, with "" between.
func joined(answers [][]string) []string {
	var all []string
	for i, rows := range answers {
		if i > 0 {
			all = append(all, "")
		}
		all = append(all, rows...)
	}
	return all
}
