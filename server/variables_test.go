package server_test

import (
	"strconv"
	"strings"
	"testing"

	"policygraph/graph/resolver/resolvertest"
	"policygraph/server"
)

// Variables are coerced as the GraphQL specification has it: each is taken or
// refused as the same literal would be, and never read as another value.
func TestVariablesAreCoerced(t *testing.T) {
	const (
		name    = `query($v: Language) { region(id: "region:yunhe") { name(language: $v) } }`
		named   = `query($v: Language! = EN) { region(id: "region:yunhe") { name(language: $v) } }`
		page    = `query($v: Int) { policies(first: $v) { nodes { __typename } } }`
		search  = `query($v: String!) { search(text: $v) { nodes { __typename } } }`
		node    = `query($v: ID!) { node(id: $v) { __typename } }`
		nodes   = `query($v: [ID!]!) { nodes(ids: $v) { __typename } }`
		entity  = `query($v: EntityKey!) { entity(by: $v) { __typename } }`
		filter  = `query($v: EntityFilter) { entities(filter: $v, first: 1) { nodes { __typename } } }`
		claims  = `query($v: Float) { claims(first: 1, filter: {minConfidence: $v}) { nodes { __typename } } }`
		include = `query($v: Boolean!) { dataset { __typename @include(if: $v) } }`
		clock   = `query($v: AsOf) { policies(at: $v, first: 1) { nodes { __typename } } }`
		skip    = `query($v: Boolean = true) { dataset { ...title } } fragment title on Dataset { title @skip(if: $v) }`
		listed  = `query($v: ID = "region:yunhe") { nodes(ids: [$v]) { __typename } }`
		inside  = `query($v: Boolean = true) { entities(filter: {region: {ids: ["region:yunhe"], inside: $v}}) { totalCount } }`
		byLabel = `query($v: Language = EN) { region(id: "region:yunhe") { name(language: $v) } }`
		cite    = `query($v: CitationStyle!) { dataset { citation(style: $v) } }`
	)
	large := strings.Repeat("9", 30)
	h := serving(t, resolvertest.Fixture(), server.Limits{})
	for _, c := range []struct {
		query, value string // "" is not given
		refused      string // what the message says; "" is taken
	}{
		{name, `"EN"`, ""},
		{name, `"en"`, `variable $v: unknown Language "en"; expected one of ZH_HANS, ZH_HANT, EN, PINYIN`},
		{name, `"En"`, `unknown Language "En"`},
		{name, `""`, `unknown Language ""`},
		{name, `1`, `unknown Language 1;`},
		{name, `true`, `unknown Language true;`},
		{name, `["EN"]`, `unknown Language a list;`},
		{named, ``, ""},
		{named, `null`, `variable $v is null; expected Language!`},
		{cite, `"bibtex"`, `unknown CitationStyle "bibtex"; expected one of `},
		{cite, ``, `variable $v is missing; expected CitationStyle!`},
		{page, `5`, ""}, {page, `5.0`, ""}, {page, `5e0`, ""}, {page, `null`, ""}, {page, ``, ""},
		{page, `"5"`, `variable $v: got "5"; expected Int`},
		{page, `5.5`, `got 5.5; expected Int`},
		{page, `true`, `got true; expected Int`},
		{page, `2147483648`, `got 2147483648; expected Int, a whole number from -2147483648 to 2147483647`},
		{page, `-2147483649`, `got -2147483649;`},
		{page, `9223372036854775808`, `got 9223372036854775808;`},
		{page, large, `got ` + large + `;`},
		{page, `1e400`, `got 1e400;`},
		{page, `{}`, `got an object; expected Int`},
		{search, `"gong"`, ""},
		{search, `5`, `got 5; expected String`},
		{search, `true`, `got true; expected String`},
		{search, `["gong"]`, `got a list; expected String`},
		{node, `"region:yunhe"`, ""},
		{node, `true`, `got true; expected ID`},
		{node, `1.5`, `got 1.5; expected ID`},
		{nodes, `"region:yunhe"`, ""}, // a list of it alone
		{nodes, `["region:yunhe", null]`, `variable $v[1] is null; expected ID!`},
		{nodes, `["region:yunhe", {}]`, `variable $v[1]: got an object; expected ID`},
		{nodes, `[["region:yunhe"]]`, `variable $v[0]: got a list; expected ID`},
		{entity, `{"code": {"scheme": "GB_T_2260", "value": "990300"}}`, ""},
		{entity, `{"code": {"scheme": "gb_t_2260", "value": "990300"}}`, `variable $v.code.scheme: unknown CodeScheme "gb_t_2260"; expected one of USCC, DOCUMENT_NUMBER, GB_T_2260`},
		{entity, `{"code": {"scheme": "GB_T_2260", "value": 990300}}`, `variable $v.code.value: got 990300; expected String`},
		{entity, `{"code": {"scheme": "GB_T_2260"}}`, `variable $v.code.value is missing; expected String!`},
		{entity, `{"code": {"scheme": null, "value": "1"}}`, `variable $v.code.scheme is null; expected CodeScheme!`},
		{entity, `"region:yunhe"`, `variable $v: got "region:yunhe"; expected the input object EntityKey`},
		{filter, `{"kinds": "POLICY"}`, ""},
		{filter, `{"or": [{"kinds": ["POLICY"]}, {"not": {"has": {"direction": "OUT"}}}]}`, ""},
		{filter, `{"or": [{"kinds": ["POLICY"]}, {"not": {"has": {"direction": "out"}}}]}`, `variable $v.or[1].not.has.direction: unknown Direction "out"; expected one of OUT, IN, BOTH`},
		{filter, `{"kinds": ["POLICY", "policy"]}`, `variable $v.kinds[1]: unknown EntityKind "policy"`},
		{filter, `{"region": {"ids": ["region:yunhe"], "inside": "false"}}`, `variable $v.region.inside: got "false"; expected Boolean`},
		{filter, `{"b": 1, "a": 2, "c": 3}`, `variable $v: unknown field "a" of EntityFilter; expected one of ids, kinds, text`},
		{claims, `0.5`, ""}, {claims, `1`, ""}, {claims, `null`, ""},
		{claims, `"0.5"`, `got "0.5"; expected Float`},
		{claims, `1e400`, `got 1e400; expected Float`},
		{include, `true`, ""},
		{include, `"true"`, `got "true"; expected Boolean`},
		{include, `1`, `got 1; expected Boolean`},
		{clock, `{"validOn": "2024-01-01"}`, ""},
		// A default of the variable or of the place where it is used lets a nullable
		// variable be used where null is not allowed; null itself is still refused.
		{skip, ``, ""}, {skip, `false`, ""},
		{skip, `null`, `variable $v is null; expected Boolean! where it is used`},
		{listed, ``, ""}, {listed, `null`, `expected ID! where it is used`},
		{inside, ``, ""}, {inside, `null`, `expected Boolean! where it is used`},
		{byLabel, ``, ""}, {byLabel, `null`, `expected Language! where it is used`},
		{name, `null`, `expected Language! where it is used`}, {name, ``, ""},
	} {
		body := `{"query":` + strconv.Quote(c.query) + `,"variables":{"v":` + c.value + `}}`
		if c.value == "" {
			body = `{"query":` + strconv.Quote(c.query) + `}`
		}
		for range 3 { // of several that are wrong always the same
			w := ask(h, "POST", "/graphql", body, "Content-Type", "application/json")
			a := read(t, w)
			switch {
			case c.refused == "" && a.codes() != "":
				t.Errorf("%s with %s is refused: %s", c.query, c.value, w.Body)
			case c.refused != "" && (a.codes() != "GRAPHQL_VALIDATION_FAILED" || !strings.Contains(a.Errors[0].Message, c.refused)):
				t.Errorf("%s with %s\nanswers %s\nwithout %s", c.query, c.value, w.Body, c.refused)
			}
		}
	}
}

// An Int has 32 bits, in a document as in a variable, and the number shown is the
// one that was sent.
func TestIntsHave32Bits(t *testing.T) {
	h := serving(t, resolvertest.Fixture(), server.Limits{})
	for _, number := range []string{"2147483648", "-2147483649", "9223372036854775808", strings.Repeat("9", 30)} {
		w, a := post(t, h, `{ policies(first: `+number+`) { totalCount } }`)
		if a.codes() != "GRAPHQL_VALIDATION_FAILED" || !strings.Contains(a.Errors[0].Message, number) {
			t.Errorf("%s: %s", number, w.Body)
		}
	}
	if w, a := post(t, h, `{ document(id: "document:smart-factory-plan") { paragraphs(from: 2147483647) { number } } }`); a.codes() != "" {
		t.Errorf("the largest: %s", w.Body)
	}
}
