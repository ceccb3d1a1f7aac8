package resolver_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/graph/resolver/resolvertest"
)

func TestRules(t *testing.T) {
	const plan = `policy(id: "policy:smart-factory-plan")`
	cases := []struct{ rule, query, want string }{
		{"an unknown id is null", `{ policy(id: "policy:nobody") { id } node(id: "claim:aaaaaaaaaaaa") { id } document(id: "document:none") { id } indicator(id: "indicator:none") { id } }`,
			`{"document":null,"indicator":null,"node":null,"policy":null}`},
		{"another kind is null", `{ policy(id: "enterprise:beichen-tyre") { id } document(id: "policy:smart-factory-plan") { id } entity(by: {id: "document:smart-factory-plan"}) { id } }`,
			`{"document":null,"entity":null,"policy":null}`},
		{"a malformed id is invalid", `{ policy(id: "Policy X") { id } }`, `INVALID: invalid id "Policy X"`},
		{"an id of no kind is invalid", `{ nodes(ids: ["x:y"]) { id } }`, `INVALID: invalid id "x:y": unknown kind "x"; expected one of policy, `},
		{"a former id gives the object under its present id", `{ entity(by: {id: "region:yunhe-county"}) { id formerIds } }`,
			`{"entity":{"formerIds":["region:yunhe-county"],"id":"region:yunhe"}}`},
		{"nodes keep the order asked for, repetitions and unknown ones", `{ nodes(ids: ["region:yunhe", "region:none", "region:yunhe-county", "evidence:claim-5e63manrhnjd-uifc2yux"]) { id } }`,
			`{"nodes":[{"id":"region:yunhe"},null,{"id":"region:yunhe"},{"id":"evidence:claim-5e63manrhnjd-uifc2yux"}]}`},
		{"more than a hundred nodes are invalid", `{ nodes(ids: [` + strings.Repeat(`"region:yunhe",`, 101) + `]) { id } }`, `INVALID: too many ids: 101`},
		{"the dataset is a node", `{ node(id: "dataset:2025-06-30-000000000000") { id } }`, `{"node":null}`},
		{"an entity is found by its code", `{ entity(by: {code: {scheme: GB_T_2260, value: "990300"}}) { id } }`, `{"entity":{"id":"region:yunhe"}}`},
		{"an unknown code is null", `{ entity(by: {code: {scheme: USCC, value: "990300"}}) { id } }`, `{"entity":null}`},
		{"an entity is named in one way", `{ entity(by: {id: "region:yunhe", code: {scheme: USCC, value: "1"}}) { id } }`, `GRAPHQL_VALIDATION_FAILED: OneOf Input Object`},

		{"first and last together are invalid", `{ policies(first: 2, last: 2) { totalCount } }`, `INVALID: first and last are exclusive`},
		{"a page of none is invalid", `{ ` + plan + ` { programmes(first: 0) { nodes { id } } } }`, `INVALID: invalid first: 0; expected 1 to 100`},
		{"a page of more than a hundred is invalid", `{ indicators(last: 101) { nodes { id } } }`, `INVALID: invalid last: 101; expected 1 to 100`},
		{"a cursor belongs to one parent", `{ policies(first: 2) { nodes { programmes(after: "AAAA") { nodes { id } } } } }`, `INVALID: a cursor continues the list of one parent`},
		{"a text that is not a cursor is invalid", `{ claims(before: "!") { nodes { id } } }`, `INVALID: invalid cursor "!"`},
		{"a list without pages is at most a hundred", `{ claims { nodes { evidence(first: 101) { id } } } }`, `INVALID: invalid first: 101; expected 1 to 100`},
		{"a list without pages is at least one", `{ document(id: "document:smart-factory-plan") { paragraphs(first: 0) { number } } }`, `INVALID: invalid first: 0; expected 1 to 100`},
		{"paragraphs are numbered from 1", `{ document(id: "document:smart-factory-plan") { paragraphs(from: 0) { number } } }`, `INVALID: invalid from: 0; paragraphs are numbered from 1`},
		{"there are no paragraphs after the last", `{ document(id: "document:smart-factory-plan") { paragraphs(from: 9223372036854775807, first: 50) { number } } }`, `{"document":{"paragraphs":[]}}`},
		{"a day that does not exist is invalid", `{ policies(at: {validOn: "2024-02-30"}) { nodes { id } } }`, `INVALID: invalid date "2024-02-30"`},
		{"a day is a text", `{ policies(at: {validOn: 2024}) { nodes { id } } }`, `INVALID: invalid date: 2024;`},

		{"an empty filter matches nothing", `{ policies(filter: {ids: []}) { totalCount nodes { id } } entities(filter: {codes: []}) { totalCount } }`,
			`{"entities":{"totalCount":0},"policies":{"nodes":[],"totalCount":0}}`},
		{"a null filter is none", `{ policies(filter: {ids: null, kinds: null, codes: null}, at: null) { totalCount } }`, `{"policies":{"totalCount":4}}`},
		{"figures are restricted by status, their total too", `{ figures(filter: {statuses: [PLAN, ACTUAL]}) { totalCount nodes { status } } }`,
			`{"figures":{"nodes":[{"status":"PLAN"},{"status":"ACTUAL"},{"status":"ACTUAL"},{"status":"ACTUAL"},{"status":"ACTUAL"},{"status":"ACTUAL"},{"status":"PLAN"},{"status":"ACTUAL"}],"totalCount":8}}`},
		{"a page of restricted figures is full, and says that more follow", `{ figures(filter: {statuses: [ACTUAL]}, first: 2) { nodes { status } pageInfo { hasNextPage } } }`,
			`{"figures":{"nodes":[{"status":"ACTUAL"},{"status":"ACTUAL"}],"pageInfo":{"hasNextPage":true}}}`},
		{"an empty list of statuses matches no figure", `{ figures(filter: {statuses: []}) { totalCount nodes { id } pageInfo { hasNextPage } } region(id: "region:langang") { figures(filter: {statuses: []}) { totalCount nodes { id } } } indicator(id: "indicator:smart-factories") { figures(filter: {statuses: []}) { totalCount nodes { id } } } }`,
			`{"figures":{"nodes":[],"pageInfo":{"hasNextPage":false},"totalCount":0},"indicator":{"figures":{"nodes":[],"totalCount":0}},"region":{"figures":{"nodes":[],"totalCount":0}}}`},
		{"no statuses, a null list and a null filter are the same", `{ a: figures { totalCount } b: figures(filter: null) { totalCount } c: figures(filter: {}) { totalCount } d: figures(filter: {statuses: null}) { totalCount } }`, `{"a":{"totalCount":10},"b":{"totalCount":10},"c":{"totalCount":10},"d":{"totalCount":10}}`},
		{"figures of an entity are restricted by status", `{ region(id: "region:dongling") { figures(filter: {statuses: [TARGET]}) { totalCount nodes { status } } all: figures { totalCount } } }`,
			`{"region":{"all":{"totalCount":5},"figures":{"nodes":[{"status":"TARGET"},{"status":"TARGET"}],"totalCount":2}}}`},
		{"figures of an indicator are restricted by status", `{ indicator(id: "indicator:smart-factories") { figures(filter: {statuses: [ACTUAL]}) { totalCount nodes { status } } all: figures { totalCount } } }`,
			`{"indicator":{"all":{"totalCount":6},"figures":{"nodes":[{"status":"ACTUAL"},{"status":"ACTUAL"},{"status":"ACTUAL"},{"status":"ACTUAL"},{"status":"ACTUAL"}],"totalCount":5}}}`},
		{"a status that there is not is refused", `{ figures(filter: {statuses: [DREAM]}) { totalCount } }`, `GRAPHQL_VALIDATION_FAILED`},
		{"labels come in every language", `{ dataset { kinds { kind label(language: ZH_HANT) pinyin: label(language: PINYIN) } } }`, `{"kind":"ENTERPRISE","label":"企業","pinyin":"qǐ yè"}`},
		{"a relation's label reads from its end in every language", `{ event(id: "event:langang-fair") { hosts { edges { label(language: ZH_HANT) pinyin: label(language: PINYIN) claim { label(language: ZH_HANT) } } } relationCounts { label(language: PINYIN) } } }`,
			`{"event":{"hosts":{"edges":[{"claim":{"label":"舉辦"},"label":"舉辦者","pinyin":"jǔ bàn zhě"}]},"relationCounts":[{"label":"jǔ bàn zhě"}]}}`},
		{"a unit without a label in the language answers the simplified one", `{ indicator(id: "indicator:smart-factories") { unit { label(language: ZH_HANT) pinyin: label(language: PINYIN) en: label(language: EN) } } }`, `{"indicator":{"unit":{"en":"factories","label":"家","pinyin":"家"}}}`},
		{"a list of a kind takes a filter of kinds", `{ a: policies(filter: {kinds: [POLICY, EVENT]}) { totalCount } b: policies(filter: {kinds: [EVENT]}) { totalCount } }`,
			`{"a":{"totalCount":4},"b":{"totalCount":0}}`},
		{"a relation's kinds are those at the other end", `{ ` + plan + ` { a: relations(kinds: [EVENT]) { totalCount nodes { id } } b: relations(kinds: []) { totalCount } c: issuers(kinds: [REGION]) { totalCount } } }`,
			`{"policy":{"a":{"nodes":[{"id":"event:smart-factory-briefing"}],"totalCount":1},"b":{"totalCount":0},"c":{"totalCount":0}}}`},
		{"relations are restricted by all that is given", `{ ` + plan + ` { relations(types: [SUPPORTS], direction: OUT, certainty: EXPLICIT, stages: [PLANNED]) { nodes { id } } } }`,
			`{"policy":{"relations":{"nodes":[{"id":"enterprise:hengyao-chemical"}]}}}`},

		{"a shortcut shows each entity once, with the best claim and all", `{ ` + plan + ` { programmes { totalCount edges { node { id } claim { type } claims { type stage } } } } }`,
			`{"policy":{"programmes":{"edges":[` +
				`{"claim":{"type":"SUPPORTS"},"claims":[{"stage":"DONE","type":"SUPPORTS"},{"stage":"DONE","type":"ESTABLISHES"},{"stage":"PLANNED","type":"SUPPORTS"}],"node":{"id":"programme:smart-factory-campaign"}},` +
				`{"claim":{"type":"GOVERNS"},"claims":[{"stage":"DONE","type":"GOVERNS"},{"stage":"DONE","type":"ESTABLISHES"},{"stage":"DONE","type":"SUPPORTS"}],"node":{"id":"programme:morning-star"}}],"totalCount":2}}}`},
		{"what is under a policy is no parent, ancestor or child", `{ industry(id: "industry:new-materials") { parents { id } ancestors { id } } digital: industry(id: "industry:digital-economy") { children { totalCount } parents { id } ancestors { id } } }`,
			`{"digital":{"ancestors":[],"children":{"totalCount":0},"parents":[]},"industry":{"ancestors":[{"id":"industry:chemicals"}],"parents":[{"id":"industry:chemicals"}]}}`},
		{"at the top there is no parent", `{ region(id: "region:dongling") { parent { id } ancestors { id } } programme(id: "programme:morning-star") { parent { id } } }`,
			`{"programme":{"parent":{"id":"programme:smart-factory-campaign"}},"region":{"ancestors":[],"parent":null}}`},
		{"a symmetric relation is seen from both ends", `{ lab(id: "lab:polymers") { relations(types: [PARTNERS_WITH], direction: IN) { edges { direction label label_en: label(language: EN) node { id } } } } }`,
			`{"lab":{"relations":{"edges":[{"direction":"BOTH","label":"合作","label_en":"partners with","node":{"id":"enterprise:hengyao-chemical"}}]}}}`},
		{"a label reads from the entity asked about", `{ event(id: "event:langang-fair") { hosts { edges { direction label(language: EN) claim { label(language: EN) } } } } }`,
			`{"event":{"hosts":{"edges":[{"claim":{"label":"hosted"},"direction":"IN","label":"hosted by"}]}}}`},
		{"relations are counted by type and direction", `{ event(id: "event:langang-fair") { relationCounts { type direction count label } then: relationCounts(at: {knownAsOf: "2023-12-31"}) { count } } }`,
			`{"event":{"relationCounts":[{"count":1,"direction":"IN","label":"举办者","type":"HOSTED"}],"then":[]}}`},

		{"an earlier reading sees what was said then", `{ enterprise(id: "enterprise:beichen-tyre") { regions { nodes { id } } then: regions(at: {knownAsOf: "2024-01-01"}) { nodes { id } } before: regions(at: {knownAsOf: "2023-01-01"}) { totalCount } } }`,
			`{"enterprise":{"before":{"totalCount":0},"regions":{"nodes":[{"id":"region:yunhe"}]},"then":{"nodes":[{"id":"region:langang"}]}}}`},
		{"the clocks travel until a field sets them", `{ agencies(at: {knownAsOf: "2024-01-01"}) { nodes { policies { nodes { id } } now: policies(at: {}) { nodes { id } } } } }`,
			`{"agencies":{"nodes":[{"now":{"nodes":[{"id":"policy:smart-factory-plan"}]},"policies":{"nodes":[{"id":"policy:smart-factory-plan"}]}},{"now":{"nodes":[{"id":"policy:langang-digital-rules"}]},"policies":{"nodes":[]}}]}}`},
		{"the clocks travel to parents and ancestors", `{ regions(at: {knownAsOf: "2023-01-01"}, filter: {ids: ["region:yunhe"]}) { nodes { parent { id } ancestors { id } now: parent(at: {}) { id } } } }`,
			`{"regions":{"nodes":[{"ancestors":[],"now":{"id":"region:dongling"},"parent":null}]}}`},
		{"valid time leaves what held on the day", `{ person(id: "person:lin-haiyan") { a: posts(at: {validOn: "2023-06-30"}) { nodes { id } } b: posts(at: {validOn: "2023-07-01"}) { nodes { id } } } }`,
			`{"person":{"a":{"nodes":[{"id":"agency:dongling-industry-department"}]},"b":{"nodes":[{"id":"agency:langang-industry-bureau"}]}}}`},
		{"a withdrawn claim leads to its correction, and back", `{ enterprise(id: "enterprise:beichen-tyre") { regions { edges { claim { replaces { retracted object { id } replacedBy { object { id } } } } } } } }`,
			`{"enterprise":{"regions":{"edges":[{"claim":{"replaces":{"object":{"id":"region:langang"},"replacedBy":{"object":{"id":"region:yunhe"}},"retracted":"2024-06-01"}}}]}}}`},

		{"a target stands against the latest actual known", `{ ` + plan + ` { targets(last: 1) { nodes { stated progress { state gap ratio reason(language: EN) actual { stated } } before: progress(at: {knownAsOf: "2023-04-01"}) { state actual { id } } } } } }`,
			`{"policy":{"targets":{"nodes":[{"before":{"actual":null,"state":"NO_ACTUAL"},"progress":{"actual":{"stated":"126家"},"gap":-74,"ratio":0.63,"reason":"it is not due yet; the latest actual does not reach it","state":"PENDING"},"stated":"200家以上"}]}}}`},
		{"valid time does not keep a target from its actual", `{ ` + plan + ` { targets(last: 1, at: {validOn: "2025-06-01"}) { nodes { progress { state } } } } }`,
			`{"policy":{"targets":{"nodes":[{"progress":{"state":"PENDING"}}]}}}`},
		{"an actual has no progress", `{ region(id: "region:yunhe") { figures { nodes { status progress { state } partOf { stated } } } } }`,
			`{"region":{"figures":{"nodes":[{"partOf":{"stated":"126家"},"progress":null,"status":"ACTUAL"}]}}}`},
		{"a figure of parts names them", `{ figures(first: 100) { nodes { breakdown { id } stated } } }`, `{"breakdown":[{"id":"region:langang"},{"id":"region:yunhe"}],"stated":"79家"}`},

		{"a register that is cited whole has no paragraph, sum or quote", `{ document(id: "document:morning-star-register") { sha256 publishedOn paragraphCount paragraphs { number } } lab(id: "lab:polymers") { programmes { edges { claim { evidence { paragraph pointer quote { text before after unavailable } } } } } } }`,
			`{"document":{"paragraphCount":0,"paragraphs":[],"publishedOn":null,"sha256":null},"lab":{"programmes":{"edges":[{"claim":{"evidence":[{"paragraph":0,"pointer":"*","quote":{"after":null,"before":null,"text":null,"unavailable":"NOT_FOUND"}}]}}]}}}`},
		{"a quote has the rest of its paragraph around it", `{ ` + plan + ` { targets(last: 1) { nodes { evidence { quote { before text after unavailable } } } } } }`,
			`{"policy":{"targets":{"nodes":[{"evidence":[{"quote":{"after":"，数字经济占比提高到45%至50%，产业基础明显增强。","before":"到2025年，","text":"全省智能工厂达到200家以上","unavailable":null}}]}]}}}`},
		{"evidence of a paragraph comes by start", `{ document(id: "document:smart-factory-briefing") { paragraphCount paragraphs(from: 5) { number boilerplate text evidence { start statement { id subject { id } } } } } }`,
			`{"document":{"paragraphCount":5,"paragraphs":[{"boilerplate":false,"evidence":[{"start":0,"statement":{"id":"claim:cswyvmec6efp","subject":{"id":"enterprise:hengyao-chemical"}}},`},
		{"paragraphs show what was evidence then", `{ document(id: "document:smart-factory-briefing") { paragraphs(from: 5, at: {knownAsOf: "2023-01-01"}) { evidence { id } } } }`,
			`{"document":{"paragraphs":[{"evidence":[]}]}}`},
		{"an unknown date is null", `{ indicator(id: "indicator:digital-economy-share") { base figures { nodes { period { from to } } } } }`,
			`{"indicator":{"base":"GDP","figures":{"nodes":[{"period":{"from":"2025","to":"2025"}},{"period":null}]}}}`},
	}
	store := fixture(t)
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			if got := answer(t, store, c.query); !strings.Contains(got, c.want) {
				t.Errorf("\n%s\nanswers\n%s\nnot\n%s", c.query, got, c.want)
			}
		})
	}
}

// What validation does not see in variables is checked all the same.
func TestEntityKeyInAVariable(t *testing.T) {
	code := map[string]any{"scheme": "GB_T_2260", "value": "990300"}
	for want, key := range map[string]map[string]any{
		`"id": "region:yunhe"`:                     {"code": code},
		`"id": "region:dongling"`:                  {"id": "region:dongling", "code": nil},
		`invalid key: give either an id or a code`: {"id": "region:dongling", "code": code},
		`"code": "INVALID"`:                        {},
	} {
		got := string(resolvertest.Run(t.Context(), fixture(t), nil, `query ($key: EntityKey!) { entity(by: $key) { id } }`, map[string]any{"key": key}))
		if !strings.Contains(got, want) {
			t.Errorf("%v: got %s", key, got)
		}
	}
}

// An id in a list that is malformed fails its own place, and no other.
func TestMalformedIDsAmongNodes(t *testing.T) {
	query := `{ these: nodes(ids: ["region:yunhe", "Policy X", "region:none", "x:y", "region:yunhe-county"]) { id } }`
	var got struct {
		Data   struct{ These []*struct{ ID string } }
		Errors []struct {
			Message    string
			Path       []any
			Extensions struct{ Code string }
		}
	}
	text := resolvertest.Run(t.Context(), fixture(t), nil, query, nil)
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, node := range got.Data.These {
		if node == nil {
			ids = append(ids, "null")
		} else {
			ids = append(ids, node.ID)
		}
	}
	if want := []string{"region:yunhe", "null", "null", "null", "region:yunhe"}; !slices.Equal(ids, want) {
		t.Errorf("nodes are %v, want %v", ids, want)
	}
	var errs []string
	for _, e := range got.Errors {
		errs = append(errs, fmt.Sprint(e.Path, " ", e.Extensions.Code))
	}
	if want := []string{"[these 1] INVALID", "[these 3] INVALID"}; !slices.Equal(errs, want) {
		t.Errorf("errors are %v, want %v in %s", errs, want, text)
	}
}

// Paging forwards and backwards shows the same list, whatever the list.
func TestPagingBothWays(t *testing.T) {
	lists := []string{
		"policies", "entities(orderBy: {field: RELATIONS, direction: DESC})", "claims", "figures", "documents", "indicators",
		`programme(id: "programme:morning-star") { participants`, `policy(id: "policy:smart-factory-plan") { relations`,
		`figures(filter: {statuses: [TARGET, PLAN]})`,
		`policy(id: "policy:smart-factory-plan") { programmes`, `region(id: "region:langang") { figures`,
		`policy(id: "policy:smart-factory-plan") { documents`, `document(id: "document:smart-factory-plan") { entities`,
	}
	store := fixture(t)
	for _, list := range lists {
		t.Run(list, func(t *testing.T) {
			whole := walk(t, store, list, "first: 100", "after", "endCursor", "hasNextPage")
			forwards := walk(t, store, list, "first: 2", "after", "endCursor", "hasNextPage")
			backwards := walk(t, store, list, "last: 2", "before", "startCursor", "hasPreviousPage")
			if len(whole) < 2 || !slices.Equal(forwards, whole) {
				t.Errorf("forwards %v, whole %v", forwards, whole)
			}
			pages := slices.Collect(slices.Chunk(backwards, 2)) // the last page first, each in order
			slices.Reverse(pages)
			if reversed := slices.Concat(pages...); !slices.Equal(reversed, whole) {
				t.Errorf("backwards %v, whole %v", reversed, whole)
			}
		})
	}
}

// A hundred actuals are a page; the latest counts however many there are.
func TestProgressReadsEveryActual(t *testing.T) {
	number := func(v float64) *float64 { return &v }
	figure := func(status graph.FigureStatus, year string, v float64) *graph.Figure {
		return &graph.Figure{Subject: graphtest.Yunhe, Indicator: graphtest.Patents, Status: status, Value: number(v), Unit: "1", Stated: year, Period: graph.Period{From: graph.PartialDate(year), To: graph.PartialDate(year)}, Recorded: "2024-01-01"}
	}
	more := []graph.Record{figure(graph.StatusTarget, "2105", 5000)}
	for year := 1850; year <= 2110; year++ {
		more = append(more, figure(graph.StatusActual, strconv.Itoa(year), float64(year)))
	}
	store := load(t, resolvertest.With(more...), nil)
	got := answer(t, store, `{ region(id: "region:yunhe") { figures(last: 20) { nodes { status progress { state actual { stated } } } } } }`)
	if want := `"progress":{"actual":{"stated":"2105"},"state":"PENDING"}`; !strings.Contains(got, want) {
		t.Errorf("got %s, without %s", got, want)
	}
}
