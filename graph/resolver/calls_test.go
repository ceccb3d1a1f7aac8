package resolver_test

import (
	"maps"
	"slices"
	"sync"
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
)

// A store is asked once for each level and field of a query, however many
// objects there are and however the query reaches them.
func TestStoreCalls(t *testing.T) {
	type calls = map[string]int
	cases := []struct {
		rule  string
		query string
		want  calls
	}{
		{
			"a level through edges and node is one call",
			`{ policies { edges { node { programmes { edges { node { participants { edges { node { id } } } } } } } } } }`,
			calls{"List": 1, "Claims": 2},
		},
		{
			"a level through nodes is one call",
			`{ policies { nodes { programmes { nodes { participants { nodes { relations { nodes { id } } } } } } } } }`,
			calls{"List": 1, "Claims": 3},
		},
		{
			"edges and nodes of one list share their loads",
			`{ policies { nodes { programmes { nodes { id } } } edges { node { programmes { nodes { id } } } } } }`,
			calls{"List": 1, "Claims": 1},
		},
		{
			"aliases with different arguments are a call each",
			`{ policies { nodes { two: programmes(first: 2) { nodes { id } } one: programmes(first: 1) { nodes { id } } } } }`,
			calls{"List": 1, "Claims": 2},
		},
		{
			"aliases with the same arguments share a call",
			`{ policies { nodes { a: programmes(first: 2) { nodes { id } } b: programmes(first: 2) { edges { cursor } } } } }`,
			calls{"List": 1, "Claims": 1},
		},
		{
			"aliases with equal nested filters share a call",
			`{ policies { nodes {
				a: figures(filter: {subject: {text: "yunhe", has: {minConfidence: 0.5}}, period: {from: "2024-01-01"}}) { nodes { id } }
				b: figures(filter: {subject: {text: "yunhe", has: {minConfidence: 0.5}}, period: {from: "2024-01-01"}}) { nodes { id } }
			} } }`,
			calls{"List": 1, "Figures": 1},
		},
		{
			"aliases with other nested filters do not",
			`{ documents { nodes {
				a: entities(filter: {not: {kinds: [POLICY]}}) { nodes { id } }
				b: entities(filter: {not: {kinds: []}}) { nodes { id } }
				c: entities(filter: {not: {}}) { nodes { id } }
			} } }`,
			calls{"Documents": 1, "List": 3},
		},
		{
			"aliases that show different things of the other end are a call each",
			`{ policies { nodes { a: programmes(first: 2) { nodes { id } } b: programmes(first: 2) { nodes { description } } } } }`,
			calls{"List": 1, "Claims": 2},
		},
		{
			"a field of all kinds is one call for mixed kinds",
			`{ entities(first: 100) { nodes { relations(first: 5) { nodes { figures { nodes { id } } } } } } }`,
			calls{"List": 1, "Claims": 1, "Figures": 1},
		},
		{
			"an interface fragment is one call for mixed kinds",
			`{ entities(first: 100) { nodes { ... on Entity { documents { nodes { id } } } ...F } } } fragment F on Entity { relationCounts { count } }`,
			calls{"List": 1, "Documents": 1, "RelationCounts": 1},
		},
		{
			"a typed fragment is one call for its kind",
			`{ entities(first: 100) { nodes {
				... on Policy { programmes { nodes { id } } }
				... on Enterprise { programmes { nodes { id } } }
				... on Region { children { nodes { id } } } } } }`,
			calls{"List": 1, "Claims": 3},
		},
		{
			"records of mixed sorts are one call",
			`{ nodes(ids: ["policy:smart-factory-plan", "indicator:smart-factories", "enterprise:beichen-tyre", "document:smart-factory-plan"]) { ... on Entity { relations { nodes { id } } } } }`,
			calls{"Nodes": 1, "Claims": 1},
		},
		{
			"both ends of claims are a call each, evidence and its number none",
			`{ claims(first: 50) { nodes { subject { name } object { name } under { name } evidenceCount evidence { id pointer note } } } }`,
			calls{"Claims": 1, "Nodes": 3},
		},
		{
			"the document of evidence is one call, shared with the quote",
			`{ claims { edges { node { evidence { document { title } quote { text } } } } } }`,
			calls{"Claims": 1, "Nodes": 1},
		},
		{
			"the best claim and all claims of edges need no call",
			`{ policies { nodes { programmes { edges { claim { id type evidence { id } } claims { id label } } } } } }`,
			calls{"List": 1, "Claims": 1},
		},
		{
			"totals are counted only where asked for, once a level",
			`{ policies { totalCount nodes { programmes { totalCount nodes { participants { totalCount } } } } } }`,
			calls{"List": 1, "Claims": 2, "Totals": 3},
		},
		{
			"the indicator, unit and progress of figures share the indicators",
			`{ figures { nodes { indicator { name } unit { code } progress { state actual { id } } breakdown { name } } } }`,
			calls{"Figures": 2, "Nodes": 2},
		},
		{
			"progress of figures without targets reads no actuals",
			`{ region(id: "region:yunhe") { figures { nodes { progress { state } } } } }`,
			calls{"Nodes": 1, "Figures": 1},
		},
		{
			"parents are one call, ancestors one for each level and one to see the top",
			`{ enterprises { nodes { regions { nodes { parent { id } ancestors { id name } } } } } }`,
			calls{"List": 1, "Claims": 1 + 1 + 2},
		},
		{
			"paragraphs need no call, what they evidence is one for all documents",
			`{ documents { nodes { paragraphs { number text boilerplate evidence { id statement { id } } } } } }`,
			calls{"Documents": 1, "Evidence": 1, "Nodes": 1},
		},
		{
			"entities of documents are one call",
			`{ documents { nodes { entities(first: 5) { totalCount nodes { id } } } } }`,
			calls{"Documents": 1, "List": 1, "Totals": 1},
		},
		{
			"figures of indicators are one call",
			`{ indicators { nodes { figures { nodes { id subject { id } } } } } }`,
			calls{"Indicators": 1, "Figures": 1, "Nodes": 1},
		},
		{
			"the targets of policies are one call",
			`{ policies { nodes { targets { nodes { id } } figures { nodes { id } } } } }`,
			calls{"List": 1, "Figures": 2},
		},
		{
			"figures of other statuses are a call each, of the same ones one",
			`{ regions { nodes { a: figures(filter: {statuses: [TARGET]}) { nodes { id } } b: figures(filter: {statuses: [TARGET]}) { edges { cursor } } c: figures(filter: {statuses: []}) { nodes { id } } d: figures { nodes { id } } } } }`,
			calls{"List": 1, "Figures": 3},
		},
		{
			"a field left out by @skip is not loaded",
			`{ policies { nodes { programmes @skip(if: true) { nodes { id } } regions @include(if: false) { nodes { id } } id } } }`,
			calls{"List": 1},
		},
		{
			"a trace is one call for its ends, one a level, and one for all its paths, with their evidence",
			`{ trace(from: ["enterprise:hengyao-chemical", "enterprise:lanxin-appliance"], to: ["policy:smart-factory-plan"], first: 4) { from { name } to { name } paths { start { name } end { name } steps { from { description } to { description } claim { role evidence { note } } } } } }`,
			calls{"Nodes": 2, "Neighbours": 1},
		},
		{
			"what is beyond the steps of a trace is one call for all its paths",
			`{ trace(from: ["enterprise:hengyao-chemical", "enterprise:lanxin-appliance"], to: ["policy:smart-factory-plan"], first: 4) { paths { steps { to { relations { nodes { id } } } claim { subject { id } evidence { document { title } } } } } } }`,
			calls{"Nodes": 4, "Neighbours": 1, "Claims": 1},
		},
		{
			"an entity on both sides is seen without looking around it",
			`{ trace(from: ["region:yunhe-county"], to: ["region:yunhe"], maxHops: 1) { paths { length } } }`,
			calls{"Nodes": 1, "Neighbours": 1},
		},
		{
			"links are a call for rows, one for columns, one a level and one for all their paths",
			`{ links(rows: {kinds: [ENTERPRISE]}, columns: {kinds: [PROGRAMME]}) { complete columns { name } rows { nodes { name } edges { node { codes { value } } cells { column { description } pathCount reason path { steps { to { name } claim { evidence { note } } } } } } } } }`,
			calls{"List": 2, "Neighbours": 1, "Nodes": 1},
		},
		{
			"links without their cells look around nothing",
			`{ links(rows: {kinds: [ENTERPRISE]}, columns: {kinds: [PROGRAMME]}) { complete columnsPageInfo { endCursor } rows(first: 2) { totalCount nodes { id } } } }`,
			calls{"List": 2, "Totals": 1},
		},
		{
			"pages of rows side by side are a call each, the same page once",
			`{ links(rows: {kinds: [ENTERPRISE]}, columns: {kinds: [PROGRAMME]}) { a: rows(first: 1) { edges { cells { pathCount } } } b: rows(first: 2) { edges { cells { pathCount } } } c: rows(first: 2) { nodes { id } } complete } }`,
			calls{"List": 3, "Neighbours": 2, "Nodes": 2},
		},
		{
			"a search is one call, its total and its kinds one each",
			`{ search(text: "dong") { totalCount kinds { kind label count } tried edges { score matched { text } node { id ... on Programme { participants { nodes { id } } } } } nodes { name } } }`,
			calls{"Search": 1, "Totals": 1, "Facets": 1, "Claims": 1},
		},
		{"an empty search asks for nothing", `{ search(text: " ") { tried nodes { id } } }`, calls{}},
		{
			"a filter is part of the call of its list",
			`{ enterprises(filter: {region: {ids: ["region:dongling"]}, has: {types: [SELECTED_FOR], node: {kinds: [PROGRAMME]}}, text: "a"}) { totalCount nodes { id } } }`,
			calls{"List": 1, "Totals": 1},
		},
		{
			"facets are one call each, their labels one besides, and the same facet twice is one",
			`{ enterprises { byRegion: facets(by: REGION) { value label } again: facets(by: REGION) { count label(language: EN) } byIndustry: facets(by: INDUSTRY) { count } kinds: facets(by: KIND) { label } nodes { id } } }`,
			calls{"List": 1, "Facets": 3, "Nodes": 1},
		},
		{
			"facets of the entities of documents are one call",
			`{ documents { nodes { entities(first: 1) { facets(by: DOCUMENT) { label } } } } }`,
			calls{"Documents": 1, "List": 1, "Facets": 1, "Nodes": 1},
		},
		{
			"figures by how they stand are one call, and their progress one more",
			`{ figures(filter: {progress: [NOT_REACHED, NO_ACTUAL], subject: {kinds: [REGION]}}) { totalCount nodes { progress { state } } } }`,
			calls{"Figures": 2, "Totals": 1, "Nodes": 1},
		},
		{
			"claims filtered by both ends are one call",
			`{ claims(filter: {subject: {kinds: [ENTERPRISE]}, object: {region: {ids: ["region:dongling"]}}}) { totalCount nodes { id } } }`,
			calls{"Claims": 1, "Totals": 1},
		},
		{"the dataset is read for nothing", `{ dataset { version kinds { count } } }`, calls{}},
	}
	var counted *graphtest.Calls
	store := load(t, graphtest.Fixture(), func(b graph.Backend) graph.Backend {
		b, counted = graphtest.Count(b)
		return b
	})
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			counted.Reset()
			if got := answer(t, store, c.query); got[0] != '{' {
				t.Fatal(got)
			}
			if got := counted.All(); !maps.Equal(got, c.want) {
				t.Errorf("calls are %v, want %v", got, c.want)
			}
		})
	}
}

// A read is about the members that the field is selected for, each once.
func TestSetsAskedFor(t *testing.T) {
	cases := []struct {
		rule  string
		query string
		want  [][]graph.ID
	}{
		{
			"a typed fragment asks for its kind only",
			`{ programme(id: "programme:morning-star") { participants { nodes { ... on Project { undertakers { nodes { id } } } ... on Cluster { enterprises { nodes { id } } } } } } }`,
			[][]graph.ID{{graphtest.MorningStar}, {graphtest.Workshop}, {graphtest.Park}},
		},
		{
			"kinds with the same shortcut ask each for themselves",
			`{ nodes(ids: ["lab:polymers", "platform:lanxin-cloud"]) { ... on Lab { operators { nodes { id } } } ... on Platform { operators { nodes { id } } } } }`,
			[][]graph.ID{{graphtest.PolymerLab}, {graphtest.Cloud}},
		},
		{
			"an interface field asks for all kinds, and for what is there twice once",
			`{ nodes(ids: ["lab:polymers", "region:yunhe", "lab:polymers", "region:yunhe-county"]) { ... on Entity { relations(first: 1) { nodes { id } } } } }`,
			[][]graph.ID{{graphtest.PolymerLab, graphtest.Yunhe}},
		},
		{
			"a firm with two relations to a programme is asked for once",
			`{ programme(id: "programme:morning-star") { participants(kinds: [ENTERPRISE]) { nodes { ... on Enterprise { projects { nodes { id } } } } } } }`,
			[][]graph.ID{{graphtest.MorningStar}, {graphtest.Hengyao, graphtest.Lanxin, graphtest.Beichen}},
		},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			var mu sync.Mutex
			var got [][]graph.ID
			store := load(t, graphtest.Fixture(), func(b graph.Backend) graph.Backend {
				return watchedBackend{b, func(q graph.ClaimQuery) {
					mu.Lock()
					defer mu.Unlock()
					got = append(got, q.Of)
				}}
			})
			if a := answer(t, store, c.query); a[0] != '{' {
				t.Fatal(a)
			}
			for _, sets := range [][][]graph.ID{got, c.want} { // fields side by side load in any order
				slices.SortFunc(sets, slices.Compare[[]graph.ID])
			}
			if !slices.EqualFunc(got, c.want, slices.Equal[[]graph.ID]) {
				t.Errorf("asked for %v, want %v", got, c.want)
			}
		})
	}
}
