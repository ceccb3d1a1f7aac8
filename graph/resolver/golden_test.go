package resolver_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"policygraph/graph/graphtest"
	"policygraph/graph/resolver"
	"policygraph/graph/resolver/resolvertest"
)

var update = flag.Bool("update", false, "write the golden answers")

const goldenDir = "testdata/queries"

func TestGoldenQueries(t *testing.T) {
	resolvertest.Golden(t, load(t, resolvertest.Fixture(), nil), graphtest.Texts(), goldenDir, *update)
}

// Requests side by side answer as requests one by one.
func TestManyRequestsAtOnce(t *testing.T) {
	queries, err := resolvertest.Queries(goldenDir)
	if err != nil {
		t.Fatal(err)
	}
	store := load(t, resolvertest.Fixture(), nil)
	var wait sync.WaitGroup
	for _, q := range queries {
		want, err := os.ReadFile(strings.TrimSuffix(q.File, ".graphql") + ".json")
		if err != nil {
			t.Fatal(err)
		}
		for range 4 {
			wait.Go(func() {
				if got := resolvertest.Run(t.Context(), store, graphtest.Texts(), q.Text, q.Variables); !bytes.Equal(got, want) {
					t.Errorf("%s: another answer", q.Title)
				}
			})
		}
	}
	wait.Wait()
}

// The golden queries select every field of every type.
func TestGoldenQueriesSelectEverything(t *testing.T) {
	schema := resolver.ExecutableSchema().Schema()
	queries, err := resolvertest.Queries(goldenDir)
	if err != nil {
		t.Fatal(err)
	}
	selected := map[string]bool{}
	var mark func(ast.SelectionSet)
	mark = func(selections ast.SelectionSet) {
		for _, selection := range selections {
			switch selection := selection.(type) {
			case *ast.Field:
				of := []*ast.Definition{selection.ObjectDefinition}
				if of[0].IsAbstractType() {
					of = schema.GetPossibleTypes(of[0])
				}
				for _, definition := range of {
					selected[definition.Name+"."+selection.Name] = true
				}
				mark(selection.SelectionSet)
			case *ast.InlineFragment:
				mark(selection.SelectionSet)
			case *ast.FragmentSpread:
				mark(selection.Definition.SelectionSet)
			}
		}
	}
	for _, q := range queries {
		document, errs := gqlparser.LoadQueryWithRules(schema, q.Text, nil)
		if errs != nil {
			if strings.Contains(q.File, "error-") {
				continue
			}
			t.Fatalf("%s: %v", q.File, errs)
		}
		for _, operation := range document.Operations {
			mark(operation.SelectionSet)
		}
	}
	for _, definition := range schema.Types {
		if definition.Kind != ast.Object || definition.BuiltIn {
			continue
		}
		for _, field := range definition.Fields {
			if !strings.HasPrefix(field.Name, "__") && !selected[definition.Name+"."+field.Name] {
				t.Errorf("no golden query selects %s.%s", definition.Name, field.Name)
			}
		}
	}
}

func TestQueriesAreRefused(t *testing.T) {
	for dir, want := range map[string]string{
		"testdata":                   "testdata holds no queries",
		"testdata/refused/untitled":  "query.graphql:1: begin with a comment",
		"testdata/refused/variables": "query.variables.json: variables are a JSON object",
	} {
		if _, err := resolvertest.Queries(dir); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error is %v, want %q", dir, err, want)
		}
	}
}

// A golden query that answers otherwise, or with errors, fails; updating makes
// its answer the golden one.
func TestGoldenCanFail(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("title.graphql", "# The title.\n{ dataset { title } }\n")
	store := fixture(t)
	compare := func() error { return resolvertest.Compare(t.Context(), store, nil, dir+"/title.graphql", false) }
	if err := compare(); err == nil {
		t.Error("without a golden answer the query passes")
	}
	if err := resolvertest.Compare(t.Context(), store, nil, dir+"/title.graphql", true); err != nil {
		t.Error(err)
	}
	if err := compare(); err != nil {
		t.Error(err)
	}
	write("title.json", "{}\n")
	if err := compare(); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("with another golden answer the error is %v", err)
	}
	for name, text := range map[string]string{"failing": `{ policies(first: 0) { totalCount } }`, "error-none": `{ dataset { title } }`} {
		write(name+".graphql", "# A query.\n"+text)
		if err := resolvertest.Compare(t.Context(), store, nil, dir+"/"+name+".graphql", true); err == nil || !strings.Contains(err.Error(), "errors") {
			t.Errorf("%s: the error is %v", name, err)
		}
	}
}
