package graphtest

import (
	"context"
	"slices"
	"strings"

	"policygraph/graph"
)

// searchCase is a text with what it finds, in order.
type searchCase struct {
	rule  string
	query graph.SearchQuery
	want  []string
}

var searchTable = []searchCase{
	{"all of a name before its beginning", graph.SearchQuery{Text: "化工"}, []string{`industry:chemicals EXACT CANONICAL "化工"`, `enterprise:hengyao-chemical INFIX CANONICAL "恒曜化工"`, `cluster:langang-chemical-park INFIX CANONICAL "岚港化工园"`}},
	{"its beginning before what is within", graph.SearchQuery{Text: "数字经济", Kinds: kinds(graph.Industry, graph.Programme, graph.Policy)}, []string{`industry:digital-economy EXACT CANONICAL "数字经济"`, `programme:digital-fund PREFIX CANONICAL "数字经济基金"`, `policy:langang-digital-rules INFIX CANONICAL "岚港市数字经济促进条例"`}},
	{"Traditional characters", graph.SearchQuery{Text: "恆曜化工"}, []string{`enterprise:hengyao-chemical EXACT TRADITIONAL "恆曜化工"`}},
	{"Traditional and simplified ones mixed", graph.SearchQuery{Text: "東岭大學"}, []string{`organisation:dongling-university EXACT CANONICAL "东岭大学"`}},
	{"English in whatever case and width", graph.SearchQuery{Text: "ＬＡＮＸＩＮ appliance"}, []string{`enterprise:lanxin-appliance EXACT ENGLISH "Lanxin Appliance"`}},
	{"a word within", graph.SearchQuery{Text: "appliance"}, []string{`enterprise:lanxin-appliance INFIX ENGLISH "Lanxin Appliance"`}},
	{"no part of a word that is not its beginning", graph.SearchQuery{Text: "pliance"}, nil},
	{"pinyin with tones", graph.SearchQuery{Text: "běi chén"}, []string{`enterprise:beichen-tyre PREFIX ENGLISH "Beichen Tyre"`}},
	{"pinyin without tones or spaces", graph.SearchQuery{Text: "beichenluntai"}, []string{`enterprise:beichen-tyre EXACT PINYIN "běi chén lún tāi"`}},
	{"pinyin from a syllable on", graph.SearchQuery{Text: "luntai", Kinds: kinds(graph.Enterprise)}, []string{`enterprise:beichen-tyre INFIX PINYIN "běi chén lún tāi"`}},
	{"initials from the first", graph.SearchQuery{Text: "bcl"}, []string{`enterprise:beichen-tyre PREFIX INITIALS "bclt"`}},
	{"no initials within", graph.SearchQuery{Text: "clt"}, nil},
	{"an alias", graph.SearchQuery{Text: "恒曜集团"}, []string{`enterprise:hengyao-chemical EXACT ALIAS "恒曜集团" alias`}},
	{"own names before aliases", graph.SearchQuery{Text: "恒曜", Kinds: kinds(graph.Enterprise)}, []string{`enterprise:hengyao-chemical PREFIX CANONICAL "恒曜化工"`}},
	{"an official code", graph.SearchQuery{Text: "990300"}, []string{`region:yunhe EXACT CODE "990300"`}},
	{"the number of a document, however its brackets are typed", graph.SearchQuery{Text: "东政发(2023)9号"}, []string{`policy:smart-factory-plan EXACT CODE "东政发〔2023〕9号"`}},
	{"one character from the beginning only", graph.SearchQuery{Text: "恒", Kinds: kinds(graph.Enterprise, graph.Project, graph.Lab)}, []string{`enterprise:hengyao-chemical PREFIX CANONICAL "恒曜化工"`, `project:hengyao-line-two PREFIX CANONICAL "恒曜二期项目"`}},
	{"two letters from the beginning only", graph.SearchQuery{Text: "ta"}, nil},
	{"better connected ones first, then by id", graph.SearchQuery{Text: "岚港", Kinds: kinds(graph.Region, graph.Agency, graph.Cluster)}, []string{`region:langang PREFIX CANONICAL "岚港市"`, `agency:langang-industry-bureau PREFIX CANONICAL "岚港市工业局"`, `cluster:langang-chemical-park PREFIX CANONICAL "岚港化工园"`}},
	{"short names before long ones", graph.SearchQuery{Text: "智能工厂", Kinds: kinds(graph.Programme, graph.Event)}, []string{`programme:smart-factory-campaign PREFIX CANONICAL "智能工厂行动"`, `event:smart-factory-briefing PREFIX CANONICAL "智能工厂行动发布会"`}},
	{"a letter too few, where nothing else is found", graph.SearchQuery{Text: "hengya chemical"}, []string{`enterprise:hengyao-chemical FUZZY ENGLISH "Hengyao Chemical"`}},
	{"two letters exchanged", graph.SearchQuery{Text: "biechen"}, []string{`enterprise:beichen-tyre FUZZY ENGLISH "Beichen Tyre"`}},
	{"no typing error in three letters, nor two errors", graph.SearchQuery{Text: "biechne"}, nil},
	{"no kinds find nothing", graph.SearchQuery{Text: "化工", Kinds: []graph.Kind{}}, nil},
	{"a kind that has no hit finds nothing, and no typing error either", graph.SearchQuery{Text: "hengyao", Kinds: kinds(graph.Person)}, nil},
	{"an empty text finds nothing", graph.SearchQuery{}, nil},
	{"signs find nothing", graph.SearchQuery{Text: ` "*~? (a:[]\/ `[:6]}, nil},
	{"signs that index languages know are left out", graph.SearchQuery{Text: `岚芯*" OR (`}, nil},
}

var searchCases = append(casesOf(searchTable, func(c searchCase) Case {
	return reading(c.rule, func(ctx context.Context, t T, r *graph.Reader, m *model) {
		expectOrder(t, c.rule, check(ctx, t, r, m, c.query)[0], c.want)
	})
}), reading("pages go on from where they end", func(ctx context.Context, t T, r *graph.Reader, m *model) {
	q := graph.SearchQuery{Text: "gong"}
	want := m.answer(q)[0]
	if len(want) < 5 {
		t.Fatalf("only %d hits", len(want))
	}
	for size := 1; size < 4; size++ {
		expectOrder(t, "pages", forward(ctx, t, r, q, size, "", len(want)), want)
	}
}), reading("a search goes forwards, and its text and kinds are ones", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
	for want, q := range map[graph.Code]graph.SearchQuery{
		graph.CodeInvalid: {Text: "a", Page: last(3)},
		graph.CodeLimit:   {Text: strings.Repeat("长", graph.MaxText)},
	} {
		_, err := r.Search(ctx, q)
		expectCode(t, inFull(q), err, want)
	}
	_, err := r.Search(ctx, graph.SearchQuery{Text: "a", Kinds: kinds("NOTHING")})
	expectCode(t, "a kind that is none", err, graph.CodeInvalid)
}))

// filterCase is a filter of entities with what it leaves, whatever the order.
type filterCase struct {
	rule   string
	filter graph.EntityFilter
	at     graph.AsOf
	want   []graph.ID
}

func within(inside bool, ids ...graph.ID) *graph.WithinFilter {
	return &graph.WithinFilter{IDs: ids, Inside: inside}
}

var filterTable = []filterCase{
	{"a region and what lies in it, by place", graph.EntityFilter{Kinds: kinds(graph.Enterprise, graph.Lab, graph.Cluster), Region: within(true, Dongling)}, graph.AsOf{}, nil},
	{"a region without what lies in it", graph.EntityFilter{Kinds: kinds(graph.Region, graph.Enterprise), Region: within(false, Dongling)}, graph.AsOf{}, nil},
	{"what a region issues, runs or establishes is tied to it", graph.EntityFilter{Kinds: kinds(graph.Policy, graph.Programme), Region: within(true, Dongling)}, graph.AsOf{}, nil},
	{"a place as it was known before a correction", graph.EntityFilter{IDs: of(Beichen), Region: within(true, Langang)}, graph.AsOf{KnownAsOf: "2024-05-31"}, nil},
	{"an industry and what lies under it, but by a policy's grouping", graph.EntityFilter{Industry: within(true, Digital)}, graph.AsOf{}, nil},
	{"an industry under another", graph.EntityFilter{Industry: within(true, Chemicals)}, graph.AsOf{}, nil},
	{"no regions", graph.EntityFilter{Region: within(true)}, graph.AsOf{}, []graph.ID{}},
	{"a region that is none", graph.EntityFilter{Region: within(true, MorningStar, "region:nowhere")}, graph.AsOf{}, []graph.ID{}},
	{"documents, any of them", graph.EntityFilter{Kinds: kinds(graph.Programme), Documents: of(Register, RulesText)}, graph.AsOf{}, nil},
	{"policies issued in a span, by all that their date names", graph.EntityFilter{IssuedOn: &graph.DateRange{From: "2016-07-01", To: "2023-03-01"}}, graph.AsOf{}, []graph.ID{Opinions, SmartDraft, SmartPlan}},
	{"policies issued at any time that is known", graph.EntityFilter{IssuedOn: &graph.DateRange{}}, graph.AsOf{}, []graph.ID{Opinions, SmartDraft, SmartPlan, Rules}},
	{"a relation of a type to one thing", graph.EntityFilter{Has: &graph.RelationFilter{Types: types(graph.PartOf), Direction: graph.Out, Node: &graph.EntityFilter{IDs: of(Park)}}}, graph.AsOf{}, []graph.ID{Hengyao}},
	{"symmetric relations match in whichever direction", graph.EntityFilter{Has: &graph.RelationFilter{Types: types(graph.PartnersWith), Direction: graph.In}}, graph.AsOf{}, []graph.ID{Hengyao, PolymerLab, Lanxin, University, Association}},
	{"two relations away", graph.EntityFilter{Kinds: kinds(graph.Enterprise), Has: &graph.RelationFilter{Types: types(graph.SelectedFor), Node: &graph.EntityFilter{Has: &graph.RelationFilter{Types: types(graph.Grants), Direction: graph.In, Node: &graph.EntityFilter{IDs: of(Department)}}}}}, graph.AsOf{}, []graph.ID{Hengyao, Beichen, Lanxin}},
	{"no types of relations", graph.EntityFilter{Has: &graph.RelationFilter{Types: types()}}, graph.AsOf{}, []graph.ID{}},
	{"certainty and confidence", graph.EntityFilter{Has: &graph.RelationFilter{Certainty: graph.Implied, MinConfidence: new(0.5)}}, graph.AsOf{}, nil},
	{"what has no relation at all", graph.EntityFilter{Not: &graph.EntityFilter{Has: &graph.RelationFilter{}}}, graph.AsOf{}, []graph.ID{Zhao}},
	{"both of two", graph.EntityFilter{And: []graph.EntityFilter{{Text: new("恒曜")}, {Not: &graph.EntityFilter{Kinds: kinds(graph.Project)}}}}, graph.AsOf{}, []graph.ID{Hengyao}},
	{"one of two", graph.EntityFilter{Or: []graph.EntityFilter{{IDs: of(Zhao)}, {Codes: []graph.OfficialCode{{Scheme: graph.GBT2260, Value: "990300"}}}}}, graph.AsOf{}, []graph.ID{Zhao, Yunhe}},
	{"all of none and one of none match nothing", graph.EntityFilter{Or: []graph.EntityFilter{{And: []graph.EntityFilter{}}, {Or: []graph.EntityFilter{}}}}, graph.AsOf{}, []graph.ID{}},
	{"former ids in a filter", graph.EntityFilter{Not: &graph.EntityFilter{Not: &graph.EntityFilter{IDs: of(FormerYunhe)}}}, graph.AsOf{}, []graph.ID{Yunhe}},
	{"an empty text", graph.EntityFilter{Text: new("")}, graph.AsOf{}, []graph.ID{}},
}

var filterCases = append(casesOf(filterTable, func(c filterCase) Case {
	return reading(c.rule, func(ctx context.Context, t T, r *graph.Reader, m *model) {
		got := check(ctx, t, r, m, graph.ListQuery{Filter: c.filter, At: c.at})[0]
		if c.want != nil {
			var want []string
			for _, id := range c.want {
				want = append(want, string(id))
			}
			expect(t, c.rule, got, want)
		} else if len(got) == 0 {
			t.Errorf("%s: nothing is left, so nothing is shown", c.rule)
		}
	})
}), reading("claims by their ends, documents and confidence", func(ctx context.Context, t T, r *graph.Reader, m *model) {
	for _, q := range []graph.ClaimQuery{
		{Subject: &graph.EntityFilter{Kinds: kinds(graph.Enterprise)}, Types: types(graph.SelectedFor)},
		{Object: &graph.EntityFilter{IDs: of(MorningStar)}, Documents: of(RulesText, Register)},
		{Subject: &graph.EntityFilter{IDs: of(Department)}, Object: &graph.EntityFilter{Kinds: kinds(graph.Programme)}},
		{MinConfidence: new(0.9), Certainty: graph.Explicit},
	} {
		if rows := check(ctx, t, r, m, q); len(rows[0]) == 0 {
			t.Errorf("%s: nothing is left, so nothing is shown", inFull(q))
		}
	}
	_, err := r.Claims(ctx, graph.ClaimQuery{Of: of(Hengyao), Subject: &graph.EntityFilter{}})
	expectCode(t, "relations of an entity by their subject", err, graph.CodeInvalid)
}), reading("figures by all that is asked of them", func(ctx context.Context, t T, r *graph.Reader, m *model) {
	for _, f := range []graph.FigureFilter{
		{Indicators: of(Factories)}, {Subject: &graph.EntityFilter{IDs: of(Dongling)}}, {Under: &graph.EntityFilter{Kinds: kinds(graph.Policy)}},
		{Period: &graph.DateRange{From: "2023-06-01"}}, {Documents: of(BriefingText)}, {Progress: []graph.ProgressState{graph.NotReached, graph.NoActual, graph.NotComparable}},
	} {
		q := graph.FigureQuery{Filter: f}
		if rows := check(ctx, t, r, m, q); len(rows[0]) == 0 {
			t.Errorf("%s: nothing is left, so nothing is shown", inFull(q))
		}
	}
}), reading("a filter is bounded", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
	deep, far := graph.EntityFilter{}, graph.EntityFilter{}
	for range graph.MaxFilterDepth {
		deep = graph.EntityFilter{Not: new(deep)}
	}
	for range graph.MaxHasDepth + 1 {
		far = graph.EntityFilter{Has: &graph.RelationFilter{Node: new(far)}}
	}
	for name, c := range map[string]struct {
		filter graph.EntityFilter
		code   graph.Code
	}{
		"deep":              {deep, graph.CodeLimit},
		"far":               {far, graph.CodeLimit},
		"wide":              {graph.EntityFilter{Or: make([]graph.EntityFilter, graph.MaxFilters)}, graph.CodeLimit},
		"long":              {graph.EntityFilter{Kinds: slices.Repeat(kinds(graph.Lab), graph.MaxListed+1)}, graph.CodeLimit},
		"malformed id":      {graph.EntityFilter{Region: within(true, "nowhere")}, graph.CodeInvalid},
		"unknown type":      {graph.EntityFilter{Has: &graph.RelationFilter{Types: types("LIKES")}}, graph.CodeInvalid},
		"unknown direction": {graph.EntityFilter{Has: &graph.RelationFilter{Direction: "UP"}}, graph.CodeInvalid},
		"confidence":        {graph.EntityFilter{Has: &graph.RelationFilter{MinConfidence: new(-0.1)}}, graph.CodeInvalid},
		"backward span":     {graph.EntityFilter{IssuedOn: &graph.DateRange{From: "2024-01-02", To: "2024-01-01"}}, graph.CodeInvalid},
		"a day that is not": {graph.EntityFilter{IssuedOn: &graph.DateRange{From: "2024-02-30"}}, graph.CodeInvalid},
	} {
		_, err := r.List(ctx, graph.ListQuery{Filter: c.filter})
		expectCode(t, name, err, c.code)
	}
}))

var facetCases = []Case{
	reading("every facet of every kind, and of a document's entities", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		for _, by := range graph.Facets {
			counted := 0
			for _, q := range []graph.ListQuery{{}, {Filter: graph.EntityFilter{Kinds: kinds(graph.Enterprise, graph.Policy)}}, {Of: of(PlanText, "document:nowhere", RulesText)}, {At: graph.AsOf{KnownAsOf: "2024-06-01", ValidOn: "2024-01-01"}}, {Filter: graph.EntityFilter{Kinds: []graph.Kind{}}}} {
				counted += checkFacets(ctx, t, r, m, q, by, graph.MaxPage)
			}
			if counted == 0 {
				t.Errorf("nothing was counted by %s", by)
			}
		}
	}),
	reading("the most frequent values, then by value", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		checkFacets(ctx, t, r, m, graph.ListQuery{}, graph.FacetKind, 3)
		checkFacets(ctx, t, r, m, graph.ListQuery{}, graph.FacetRegion, 1)
	}),
	reading("a facet is one, of 1 to 100 values", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		for _, first := range []int{0, graph.MaxPage + 1} {
			_, err := r.Facets(ctx, graph.ListQuery{}, graph.FacetKind, first)
			expectCode(t, "so many values", err, graph.CodeInvalid)
		}
		_, err := r.Facets(ctx, graph.ListQuery{}, "COLOUR", 1)
		expectCode(t, "an unknown facet", err, graph.CodeInvalid)
	}),
}
