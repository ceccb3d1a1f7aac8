package resolver_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/ast"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/graph/resolver"
	"policygraph/graph/resolver/resolvertest"
)

// everything writes queries from the schema that select all fields there are.
type everything struct{ schema *ast.Schema }

// arguments that root fields need, each with values that find something.
var rootArguments = map[string]string{
	"node":         `(id: "claim:5e63manrhnjd")`,
	"nodes":        `(ids: ["policy:smart-factory-plan", "indicator:smart-factories", "document:smart-factory-plan", "region:yunhe-county", "evidence:claim-5e63manrhnjd-uifc2yux", "evidence:claim-o7qwhuujv7ay-35ibrnpe", "policy:unknown"])`,
	"entity":       `(by: {code: {scheme: GB_T_2260, value: "990300"}})`,
	"document":     `(id: "document:smart-factory-briefing")`,
	"indicator":    `(id: "indicator:smart-factories")`,
	"trace":        `(from: ["enterprise:hengyao-chemical"], to: ["policy:smart-factory-plan"])`,
	"links":        `(rows: {kinds: [ENTERPRISE]}, columns: {kinds: [PROGRAMME]})`,
	"policy":       `(id: "policy:smart-factory-plan")`,
	"agency":       `(id: "agency:langang-economy-bureau")`,
	"enterprise":   `(id: "enterprise:hengyao-chemical")`,
	"organisation": `(id: "organisation:dongling-university")`,
	"lab":          `(id: "lab:polymers")`,
	"cluster":      `(id: "cluster:langang-chemical-park")`,
	"programme":    `(id: "programme:morning-star")`,
	"project":      `(id: "project:hengyao-line-two")`,
	"platform":     `(id: "platform:lanxin-cloud")`,
	"industry":     `(id: "industry:new-materials")`,
	"region":       `(id: "region:yunhe")`,
	"person":       `(id: "person:lin-haiyan")`,
	"event":        `(id: "event:smart-factory-briefing")`,
	"search":       `(text: "gong chang")`,
}

// arguments of other fields that need some.
var fieldArguments = map[string]string{"facets": "(by: INDUSTRY)"}

// queries gives one for each root field, by its name: what it shows, and what
// that shows.
func (e everything) queries() map[string]string {
	queries := map[string]string{}
	for _, field := range e.schema.Query.Fields {
		if strings.HasPrefix(field.Name, "__") {
			continue
		}
		depth := 2
		if e.hasID(field.Type.Name()) || field.Name == "entities" {
			depth = 1
		}
		queries[field.Name] = "{ " + field.Name + rootArguments[field.Name] + e.selection(field.Type.Name(), depth) + " }"
	}
	return queries
}

// selection is all of a type's fields; of those that are objects, down to a
// depth. Connections and edges do not count.
func (e everything) selection(name string, depth int) string {
	definition := e.schema.Types[name]
	if definition.IsLeafType() {
		return ""
	}
	var out strings.Builder
	out.WriteString(" { __typename")
	for _, field := range definition.Fields {
		of, below := field.Type.Name(), depth
		if e.schema.Types[field.Type.Name()].IsAbstractType() || e.hasID(of) {
			below--
		}
		if below < 0 {
			continue
		}
		out.WriteString(" " + field.Name + fieldArguments[field.Name] + e.selection(of, below))
	}
	if definition.IsAbstractType() {
		for _, possible := range e.schema.GetPossibleTypes(definition) {
			out.WriteString(" ... on " + possible.Name + " { " + e.aliased(possible, definition, depth) + " }")
		}
	}
	out.WriteString(" }")
	return out.String()
}

func (e everything) hasID(name string) bool { return e.schema.Types[name].Fields.ForName("id") != nil }

// aliased is what a type has beyond its interface, under names of its own: the
// same field of different types cannot have one name.
func (e everything) aliased(definition, beyond *ast.Definition, depth int) string {
	fields := []string{"__typename"}
	for _, field := range definition.Fields {
		of, below := field.Type.Name(), depth
		if e.hasID(of) {
			below--
		}
		if below >= 0 && beyond.Fields.ForName(field.Name) == nil {
			fields = append(fields, definition.Name+"_"+field.Name+": "+field.Name+e.selection(of, below))
		}
	}
	return strings.Join(fields, " ")
}

// Every field of every type resolves, whoever the parent is.
func TestEveryFieldOfEveryType(t *testing.T) {
	schema := resolver.ExecutableSchema()
	engine := executor.New(schema)
	var mu sync.Mutex
	resolved := map[string]bool{}
	engine.AroundFields(func(ctx context.Context, next graphql.Resolver) (any, error) {
		field := graphql.GetFieldContext(ctx)
		mu.Lock()
		resolved[field.Object+"."+field.Field.Name] = true
		mu.Unlock()
		return next(ctx)
	})
	begin := resolver.New(load(t, resolvertest.Fixture(), nil), graphtest.Texts()).Begin
	for name, query := range (everything{schema.Schema()}).queries() {
		ctx, end, err := begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		operation, errs := engine.CreateOperationContext(graphql.StartOperationTrace(ctx), &graphql.RawParams{Query: query})
		if errs != nil {
			t.Fatalf("%s: %v", name, errs)
		}
		next, ctx := engine.DispatchOperation(ctx, operation)
		if response := next(ctx); len(response.Errors) > 0 {
			t.Errorf("%s: %v", name, response.Errors)
		}
		end()
	}
	for _, definition := range schema.Schema().Types {
		if definition.Kind != ast.Object || strings.HasPrefix(definition.Name, "__") {
			continue
		}
		for _, field := range definition.Fields {
			if !strings.HasPrefix(field.Name, "__") && !resolved[definition.Name+"."+field.Name] {
				t.Errorf("%s.%s was never resolved", definition.Name, field.Name)
			}
		}
	}
}

// What a query does not show may be missing from what a store gives: a store
// that leaves out all it may answers the same.
func TestStoresMayOmitWhatIsNotShown(t *testing.T) {
	whole, stripped := fixture(t), load(t, graphtest.Fixture(), func(b graph.Backend) graph.Backend { return omittingBackend{b} })
	schema := resolver.ExecutableSchema().Schema()
	queries := map[string]string{}
	field := func(f *ast.FieldDefinition) string { return f.Name + (everything{schema}).selection(f.Type.Name(), 0) }
	fields := func(name string) []*ast.FieldDefinition {
		return slices.DeleteFunc(slices.Clone(schema.Types[name].Fields), func(f *ast.FieldDefinition) bool { return strings.HasPrefix(f.Name, "__") })
	}
	for _, f := range fields("Claim") {
		queries["claims: "+f.Name] = `{ claims { nodes { ` + field(f) + ` } edges { node { id } } } }`
		queries["claims by edges: "+f.Name] = `{ claims { edges { node { ` + field(f) + ` } } } }`
		queries["claim of relations: "+f.Name] = `{ enterprises { nodes { relations { edges { claim { ` + field(f) + ` } } } } } }`
		queries["claims of a shortcut: "+f.Name] = `{ policies { nodes { programmes { edges { claims { ` + field(f) + ` } } } } } }`
	}
	for _, f := range fields("Entity") {
		queries["nodes: "+f.Name] = `{ policies { nodes { relations { nodes { ` + field(f) + ` } } } } }`
		queries["node of edges: "+f.Name] = `{ policies { nodes { relations { edges { node { ... on Node { id } ` + field(f) + ` } } } } } }`
	}
	for _, k := range graph.Kinds {
		for _, f := range fields(k.Kind.TypeName()) {
			if schema.Types["Entity"].Fields.ForName(f.Name) == nil {
				queries[k.Kind.TypeName()+": "+f.Name] = `{ entities(first: 100) { nodes { relations(kinds: [` + string(k.Kind) + `]) { nodes { ... on ` + k.Kind.TypeName() + ` { ` + field(f) + ` } } } } } }`
			}
		}
	}
	for _, f := range fields("Industry") {
		queries["parents: "+f.Name] = `{ industries { nodes { parents { ` + field(f) + ` } } } }`
		queries["ancestors: "+f.Name] = `{ industries { nodes { ancestors { ` + field(f) + ` } } } }`
	}
	for _, language := range []string{"ZH_HANS", "ZH_HANT", "EN", "PINYIN"} {
		queries["name in "+language] = fmt.Sprintf(`query ($l: Language! = %s) { policies { nodes { programmes { nodes { name(language: $l) } } } } }`, language)
	}
	queries["merged from two places"] = `{ policies { nodes { ...F } edges { node { ...F programmes { nodes { name(language: EN) } } } } } } fragment F on Policy { programmes { nodes { id } } }`
	queries["under @include"] = `query ($yes: Boolean! = true) { policies { nodes { programmes { nodes { id name(language: EN) @include(if: $yes) } } } } }`
	for name, query := range queries {
		got := resolvertest.Run(t.Context(), stripped, graphtest.Texts(), query, nil)
		want := resolvertest.Run(t.Context(), whole, graphtest.Texts(), query, nil)
		if bytes.Contains(want, []byte("\n  \"errors\"")) {
			t.Fatalf("%s: %s", name, want)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s: a store that omits what is not shown answers\n%s\nnot\n%s", name, got, want)
		}
	}
}

// What may be omitted is said to the store.
func TestOmit(t *testing.T) {
	const all = graph.OmitClaim | graph.OmitEvidence | graph.OmitOther
	cases := []struct {
		rule, selection string
		want            graph.Omit
	}{
		{"only ids, kinds and names are shown", `nodes { __typename id kind name } edges { cursor label node { name(language: ZH_HANS) } }`, all},
		{"lists of the other end are read by its id", `nodes { relations { nodes { id } } documents { nodes { id } } relationCounts { count } }`, all},
		{"a name in another language is shown", `nodes { id n: name(language: EN) }`, all &^ graph.OmitOther},
		{"more of the other end is shown in a fragment", `edges { node { ...F } }`, all &^ graph.OmitOther},
		{"what a claim always has is shown", `edges { claim { id type label certainty subject { id } object { id } } }`, all},
		{"more of the claim is shown", `edges { claim { role } }`, all &^ graph.OmitClaim},
		{"evidence is shown", `edges { claim { ... on Statement { evidence { id } } } }`, graph.OmitOther},
		{"evidence is counted", `edges { claim { evidenceCount } }`, graph.OmitOther},
		{"what is left out by @skip is not shown", `edges { claim { role @skip(if: true) } } nodes @include(if: false) { description }`, all},
		{"only the total is asked for", `totalCount pageInfo { hasNextPage }`, all},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			var got []graph.Omit
			store := load(t, graphtest.Fixture(), func(b graph.Backend) graph.Backend {
				return watchedBackend{b, func(q graph.ClaimQuery) {
					if q.Page.Last != nil {
						got = append(got, q.Omit)
					}
				}}
			})
			query := `{ enterprises { nodes { relations(last: 7) { ` + c.selection + ` } } } } fragment F on Entity { ... on Programme { form } }`
			if !strings.Contains(c.selection, "...F") {
				query, _, _ = strings.Cut(query, " fragment F")
			}
			if a := answer(t, store, query); a[0] != '{' {
				t.Fatal(a)
			}
			if len(got) != 1 || got[0] != c.want {
				t.Errorf("omitted is %b, want %b once", got, c.want)
			}
		})
	}
}
