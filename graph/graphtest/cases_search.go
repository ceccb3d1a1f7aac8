package graphtest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"policygraph/graph"
)

// searchCase is a search with its hits, in order.
type searchCase struct {
	rule  string
	query graph.SearchQuery
	want  []string
}

var searchTable = []searchCase{
	{"whole names come before parts", graph.SearchQuery{Text: "化工"}, []string{`industry:chemicals EXACT CANONICAL "化工"`, `enterprise:hengyao-chemical INFIX CANONICAL "恒曜化工"`, `cluster:langang-chemical-park INFIX CANONICAL "岚港化工园"`}},
	{"beginnings of names come before other parts", graph.SearchQuery{Text: "数字经济", Kinds: kinds(graph.Industry, graph.Programme, graph.Policy)}, []string{`industry:digital-economy EXACT CANONICAL "数字经济"`, `programme:digital-fund PREFIX CANONICAL "数字经济基金"`, `policy:langang-digital-rules INFIX CANONICAL "岚港市数字经济促进条例"`}},
	{"a text in Traditional characters finds Simplified names", graph.SearchQuery{Text: "恆曜化工"}, []string{`enterprise:hengyao-chemical EXACT TRADITIONAL "恆曜化工"`}},
	{"a text can mix Traditional and Simplified characters", graph.SearchQuery{Text: "東岭大學"}, []string{`organisation:dongling-university EXACT CANONICAL "东岭大学"`}},
	{"English names match in any case and width", graph.SearchQuery{Text: "ＬＡＮＸＩＮ appliance"}, []string{`enterprise:lanxin-appliance EXACT ENGLISH "Lanxin Appliance"`}},
	{"a text matches at the beginning of any word", graph.SearchQuery{Text: "appliance"}, []string{`enterprise:lanxin-appliance INFIX ENGLISH "Lanxin Appliance"`}},
	{"a text does not match inside a word", graph.SearchQuery{Text: "pliance"}, nil},
	{"pinyin matches with tones", graph.SearchQuery{Text: "běi chén"}, []string{`enterprise:beichen-tyre PREFIX ENGLISH "Beichen Tyre"`}},
	{"pinyin matches without tones or spaces", graph.SearchQuery{Text: "beichenluntai"}, []string{`enterprise:beichen-tyre EXACT PINYIN "běi chén lún tāi"`}},
	{"pinyin matches from any syllable on", graph.SearchQuery{Text: "luntai", Kinds: kinds(graph.Enterprise)}, []string{`enterprise:beichen-tyre INFIX PINYIN "běi chén lún tāi"`}},
	{"initials match from the first on", graph.SearchQuery{Text: "bcl"}, []string{`enterprise:beichen-tyre PREFIX INITIALS "bclt"`}},
	{"initials do not match from another than the first", graph.SearchQuery{Text: "clt"}, nil},
	{"aliases match", graph.SearchQuery{Text: "恒曜集团"}, []string{`enterprise:hengyao-chemical EXACT ALIAS "恒曜集团" alias`}},
	{"names come before aliases", graph.SearchQuery{Text: "恒曜", Kinds: kinds(graph.Enterprise)}, []string{`enterprise:hengyao-chemical PREFIX CANONICAL "恒曜化工"`}},
	{"official codes match", graph.SearchQuery{Text: "990300"}, []string{`region:yunhe EXACT CODE "990300"`}},
	{"a document number matches with any brackets", graph.SearchQuery{Text: "东政发(2023)9号"}, []string{`policy:smart-factory-plan EXACT CODE "东政发〔2023〕9号"`}},
	{"one character matches at the beginning of names only", graph.SearchQuery{Text: "恒", Kinds: kinds(graph.Enterprise, graph.Project, graph.Lab)}, []string{`enterprise:hengyao-chemical PREFIX CANONICAL "恒曜化工"`, `project:hengyao-line-two PREFIX CANONICAL "恒曜二期项目"`}},
	{"two letters match at the beginning of names only", graph.SearchQuery{Text: "ta"}, nil},
	{"hits of one rank are by number of relations, then by id", graph.SearchQuery{Text: "岚港", Kinds: kinds(graph.Region, graph.Agency, graph.Cluster)}, []string{`region:langang PREFIX CANONICAL "岚港市"`, `agency:langang-industry-bureau PREFIX CANONICAL "岚港市工业局"`, `cluster:langang-chemical-park PREFIX CANONICAL "岚港化工园"`}},
	{"of two hits the one with more relations comes first", graph.SearchQuery{Text: "智能工厂", Kinds: kinds(graph.Programme, graph.Event)}, []string{`programme:smart-factory-campaign PREFIX CANONICAL "智能工厂行动"`, `event:smart-factory-briefing PREFIX CANONICAL "智能工厂行动发布会"`}},
	{"a text with a missing letter matches if nothing else does", graph.SearchQuery{Text: "hengya chemical"}, []string{`enterprise:hengyao-chemical FUZZY ENGLISH "Hengyao Chemical"`}},
	{"a text with two letters exchanged matches if nothing else does", graph.SearchQuery{Text: "biechen"}, []string{`enterprise:beichen-tyre FUZZY ENGLISH "Beichen Tyre"`}},
	{"a text with two errors does not match", graph.SearchQuery{Text: "biechne"}, nil},
	{"no kinds match nothing", graph.SearchQuery{Text: "化工", Kinds: []graph.Kind{}}, nil},
	{"typing errors are considered only if the text matches no name of any kind", graph.SearchQuery{Text: "hengyao", Kinds: kinds(graph.Person)}, nil},
	{"an empty text matches nothing", graph.SearchQuery{}, nil},
	{"punctuation matches nothing", graph.SearchQuery{Text: ` "*~? (a:[]\/ `[:6]}, nil},
	{"characters with a meaning in query languages are ignored", graph.SearchQuery{Text: `岚芯*" OR (`}, nil},
}

var searchCases = append(casesOf(searchTable, func(c searchCase) Case {
	return reading(c.rule, func(ctx context.Context, t T, r *graph.Reader, m *model) {
		expectOrder(t, c.rule, check(ctx, t, r, m, c.query)[0], c.want)
	})
}), reading("pages of hits continue from a cursor", func(ctx context.Context, t T, r *graph.Reader, m *model) {
	q := graph.SearchQuery{Text: "gong"}
	want := m.answer(q)[0]
	if len(want) < 5 {
		t.Fatalf("only %d hits", len(want))
	}
	for size := 1; size < 4; size++ {
		expectOrder(t, "pages", forward(ctx, t, r, q, size, "", len(want)), want)
	}
}), reading("a search backward, with too long a text or an unknown kind is refused", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
	for want, q := range map[graph.Code]graph.SearchQuery{
		graph.CodeInvalid: {Text: "a", Page: last(3)},
		graph.CodeLimit:   {Text: strings.Repeat("长", graph.MaxText)},
	} {
		_, err := r.Search(ctx, q)
		expectCode(t, inFull(q), err, want)
	}
	_, err := r.Search(ctx, graph.SearchQuery{Text: "a", Kinds: kinds("NOTHING")})
	expectCode(t, "an unknown kind", err, graph.CodeInvalid)
}))

// filterCase is a filter of entities with those that pass, in any order. With want nil,
// some must pass, as in the model.
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
	{"a region includes the regions in it if inside", graph.EntityFilter{Kinds: kinds(graph.Enterprise, graph.Lab, graph.Cluster), Region: within(true, Dongling)}, graph.AsOf{}, nil},
	{"a region does not include the regions in it unless inside", graph.EntityFilter{Kinds: kinds(graph.Region, graph.Enterprise), Region: within(false, Dongling)}, graph.AsOf{}, nil},
	{"what a region cultivates is tied to it", graph.EntityFilter{Kinds: kinds(graph.Enterprise), Region: within(false, Dongling)}, graph.AsOf{}, of(Lanxin)},
	{"forms of a kind match entities of that kind only", graph.EntityFilter{PolicyForms: []graph.Form{"OTHER", "REGULATION", "DRAFT"}}, graph.AsOf{}, of(Rules, SmartDraft)},
	{"forms of a kind match within the kinds given", graph.EntityFilter{Kinds: kinds(graph.Agency, graph.Organisation), AgencyFunctions: []graph.Form{"OTHER"}}, graph.AsOf{}, of(Bureau)},
	{"forms of a kind that is not among the kinds match nothing", graph.EntityFilter{Kinds: kinds(graph.Agency), OrganisationForms: []graph.Form{"OTHER"}}, graph.AsOf{}, []graph.ID{}},
	{"forms of two kinds match nothing", graph.EntityFilter{ProgrammeForms: []graph.Form{graph.Title}, IndustryForms: []graph.Form{"THEME"}}, graph.AsOf{}, []graph.ID{}},
	{"no forms match nothing", graph.EntityFilter{IndustryForms: []graph.Form{}}, graph.AsOf{}, []graph.ID{}},
	{"an entity without a form is not of other forms", graph.EntityFilter{Kinds: kinds(graph.Industry), Not: &graph.EntityFilter{IndustryForms: []graph.Form{"SECTOR"}}}, graph.AsOf{}, of(Digital, NewMaterials)},
	{"policies and programmes are tied to regions", graph.EntityFilter{Kinds: kinds(graph.Policy, graph.Programme), Region: within(true, Dongling)}, graph.AsOf{}, nil},
	{"ties to regions are seen at dates", graph.EntityFilter{IDs: of(Beichen), Region: within(true, Langang)}, graph.AsOf{KnownAsOf: "2024-05-31"}, nil},
	{"an industry does not include those that a policy groups under it", graph.EntityFilter{Industry: within(true, Digital)}, graph.AsOf{}, nil},
	{"an industry includes the industries under it", graph.EntityFilter{Industry: within(true, Chemicals)}, graph.AsOf{}, nil},
	{"no regions match nothing", graph.EntityFilter{Region: within(true)}, graph.AsOf{}, []graph.ID{}},
	{"ids that are not of regions match nothing", graph.EntityFilter{Region: within(true, MorningStar, "region:nowhere")}, graph.AsOf{}, []graph.ID{}},
	{"entities are filtered by documents, any of them", graph.EntityFilter{Kinds: kinds(graph.Programme), Documents: of(Register, RulesText)}, graph.AsOf{}, nil},
	{"a policy is issued in a range of dates if some day of its date is in the range", graph.EntityFilter{IssuedOn: &graph.DateRange{From: "2016-07-01", To: "2023-03-01"}}, graph.AsOf{}, []graph.ID{Opinions, SmartDraft, SmartPlan}},
	{"an open range of dates matches every policy with a date", graph.EntityFilter{IssuedOn: &graph.DateRange{}}, graph.AsOf{}, []graph.ID{Opinions, SmartDraft, SmartPlan, Rules}},
	{"entities are filtered by a relation of a type to an entity", graph.EntityFilter{Has: &graph.RelationFilter{Types: types(graph.PartOf), Direction: graph.Out, Node: &graph.EntityFilter{IDs: of(Park)}}}, graph.AsOf{}, []graph.ID{Hengyao}},
	{"a filter by relation finds symmetric relations in any direction", graph.EntityFilter{Has: &graph.RelationFilter{Types: types(graph.PartnersWith), Direction: graph.In}}, graph.AsOf{}, []graph.ID{Hengyao, PolymerLab, Lanxin, University, Association}},
	{"filters by relation can be nested", graph.EntityFilter{Kinds: kinds(graph.Enterprise), Has: &graph.RelationFilter{Types: types(graph.SelectedFor), Node: &graph.EntityFilter{Has: &graph.RelationFilter{Types: types(graph.Grants), Direction: graph.In, Node: &graph.EntityFilter{IDs: of(Department)}}}}}, graph.AsOf{}, []graph.ID{Hengyao, Beichen, Lanxin}},
	{"a relation of no types matches nothing", graph.EntityFilter{Has: &graph.RelationFilter{Types: types()}}, graph.AsOf{}, []graph.ID{}},
	{"relations are filtered by certainty and confidence", graph.EntityFilter{Has: &graph.RelationFilter{Certainty: graph.Implied, MinConfidence: new(0.5)}}, graph.AsOf{}, nil},
	{"Not of a filter by relation finds entities without relations", graph.EntityFilter{Not: &graph.EntityFilter{Has: &graph.RelationFilter{}}}, graph.AsOf{}, []graph.ID{Zhao}},
	{"And requires all filters", graph.EntityFilter{And: []graph.EntityFilter{{Text: new("恒曜")}, {Not: &graph.EntityFilter{Kinds: kinds(graph.Project)}}}}, graph.AsOf{}, []graph.ID{Hengyao}},
	{"Or requires one filter", graph.EntityFilter{Or: []graph.EntityFilter{{IDs: of(Zhao)}, {Codes: []graph.OfficialCode{{Scheme: graph.GBT2260, Value: "990300"}}}}}, graph.AsOf{}, []graph.ID{Zhao, Yunhe}},
	{"And and Or of no filters match nothing", graph.EntityFilter{Or: []graph.EntityFilter{{And: []graph.EntityFilter{}}, {Or: []graph.EntityFilter{}}}}, graph.AsOf{}, []graph.ID{}},
	{"Not of Not is the filter, with former ids", graph.EntityFilter{Not: &graph.EntityFilter{Not: &graph.EntityFilter{IDs: of(FormerYunhe)}}}, graph.AsOf{}, []graph.ID{Yunhe}},
	{"a filter by an empty text matches nothing", graph.EntityFilter{Text: new("")}, graph.AsOf{}, []graph.ID{}},
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
			t.Errorf("%s: no entity passes", c.rule)
		}
	})
}), reading("claims are filtered by ends, documents and confidence", func(ctx context.Context, t T, r *graph.Reader, m *model) {
	for _, q := range []graph.ClaimQuery{
		{Subject: &graph.EntityFilter{Kinds: kinds(graph.Enterprise)}, Types: types(graph.SelectedFor)},
		{Object: &graph.EntityFilter{IDs: of(MorningStar)}, Documents: of(RulesText, Register)},
		{Subject: &graph.EntityFilter{IDs: of(Department)}, Object: &graph.EntityFilter{Kinds: kinds(graph.Programme)}},
		{MinConfidence: new(0.9), Certainty: graph.Explicit},
	} {
		if rows := check(ctx, t, r, m, q); len(rows[0]) == 0 {
			t.Errorf("%s: nothing passes", inFull(q))
		}
	}
	_, err := r.Claims(ctx, graph.ClaimQuery{Of: of(Hengyao), Subject: &graph.EntityFilter{}})
	expectCode(t, "relations of an entity by their subject", err, graph.CodeInvalid)
}), reading("figures are filtered by indicator, subject, under, breakdown, period, documents, progress and confidence", func(ctx context.Context, t T, r *graph.Reader, m *model) {
	for _, f := range []graph.FigureFilter{
		{Indicators: of(Factories)}, {Subject: &graph.EntityFilter{IDs: of(Dongling)}}, {Under: &graph.EntityFilter{Kinds: kinds(graph.Policy)}},
		{Period: &graph.DateRange{From: "2023-06-01"}}, {Documents: of(BriefingText)}, {Progress: []graph.ProgressState{graph.NotReached, graph.NoActual, graph.NotComparable}},
		{Breakdown: &graph.EntityFilter{Kinds: kinds(graph.Programme, graph.Industry)}}, {MinConfidence: new(0.9)},
	} {
		q := graph.FigureQuery{Filter: f}
		if rows := check(ctx, t, r, m, q); len(rows[0]) == 0 {
			t.Errorf("%s: nothing passes", inFull(q))
		}
	}
}), reading("filters that are too large or invalid are refused", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
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
		"deep":                 {deep, graph.CodeLimit},
		"far":                  {far, graph.CodeLimit},
		"wide":                 {graph.EntityFilter{Or: make([]graph.EntityFilter, graph.MaxFilters)}, graph.CodeLimit},
		"long":                 {graph.EntityFilter{Kinds: slices.Repeat(kinds(graph.Lab), graph.MaxListed+1)}, graph.CodeLimit},
		"form of another kind": {graph.EntityFilter{IndustryForms: []graph.Form{graph.Title}}, graph.CodeInvalid},
		"malformed id":         {graph.EntityFilter{Region: within(true, "nowhere")}, graph.CodeInvalid},
		"unknown type":         {graph.EntityFilter{Has: &graph.RelationFilter{Types: types("LIKES")}}, graph.CodeInvalid},
		"unknown direction":    {graph.EntityFilter{Has: &graph.RelationFilter{Direction: "UP"}}, graph.CodeInvalid},
		"confidence":           {graph.EntityFilter{Has: &graph.RelationFilter{MinConfidence: new(-0.1)}}, graph.CodeInvalid},
		"backward range":       {graph.EntityFilter{IssuedOn: &graph.DateRange{From: "2024-01-02", To: "2024-01-01"}}, graph.CodeInvalid},
		"not a day":            {graph.EntityFilter{IssuedOn: &graph.DateRange{From: "2024-02-30"}}, graph.CodeInvalid},
	} {
		_, err := r.List(ctx, graph.ListQuery{Filter: c.filter})
		expectCode(t, name, err, c.code)
	}
}))

var facetCases = []Case{
	reading("facets of filtered lists and of documents are counted as in the model", func(ctx context.Context, t T, r *graph.Reader, m *model) {
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
	reading("a facet has the most frequent values, equal ones in the order of values", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		checkFacets(ctx, t, r, m, graph.ListQuery{}, graph.FacetKind, 3)
		checkFacets(ctx, t, r, m, graph.ListQuery{}, graph.FacetRegion, 1)
	}),
	reading("an unknown facet, or one of 0 or more than MaxPage values, is invalid", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		for _, first := range []int{0, graph.MaxPage + 1} {
			_, err := r.Facets(ctx, graph.ListQuery{}, graph.FacetKind, first)
			expectCode(t, fmt.Sprintf("%d values", first), err, graph.CodeInvalid)
		}
		_, err := r.Facets(ctx, graph.ListQuery{}, "COLOUR", 1)
		expectCode(t, "an unknown facet", err, graph.CodeInvalid)
	}),
}
