package schema_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
	"github.com/vektah/gqlparser/v2/parser"

	"policygraph/graph/resolver"
	"policygraph/schema"
)

// The published text says each type once and in one place.
func TestNothingIsExtended(t *testing.T) {
	document, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(document.Extensions) + len(document.SchemaExtension) + len(document.DirectiveExtensions); n > 0 {
		t.Errorf("%d extensions", n)
	}
	for i, definition := range document.Definitions {
		if document.Definitions.ForName(definition.Name) != document.Definitions[i] {
			t.Errorf("%s is defined twice", definition.Name)
		}
	}
	for line := range strings.Lines(schema.SDL()) {
		if strings.HasPrefix(line, "extend ") || strings.HasPrefix(line, "#") {
			t.Errorf("the published text has the line %q", line)
		}
	}
}

func parsed() (*ast.SchemaDocument, error) {
	return parser.ParseSchema(&ast.Source{Name: "schema.graphql", Input: schema.SDL()})
}

// What is published is what is executed: each type with its descriptions,
// arguments, defaults and directives, and the order of what it has.
func TestPublishedIsExecuted(t *testing.T) {
	published, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphql", Input: schema.SDL()})
	if err != nil {
		t.Fatal(err)
	}
	executed := resolver.ExecutableSchema().Schema()
	if got, want := names(published), names(executed); !slices.Equal(got, want) {
		t.Fatalf("types are %v, want %v", got, want)
	}
	for name := range executed.Types {
		if got, want := written(published.Types[name]), written(executed.Types[name]); got != want {
			t.Errorf("%s is published as\n%s\nand executed as\n%s", name, got, want)
		}
	}
	if got := published.Types["EntityKey"].Directives.ForName("oneOf"); got == nil {
		t.Error("EntityKey has lost @oneOf")
	}
	if got := published.Types["Date"].Directives.ForName("specifiedBy"); got == nil {
		t.Error("Date has lost @specifiedBy")
	}
}

func names(s *ast.Schema) []string {
	var all []string
	for name := range s.Types {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

func written(definition *ast.Definition) string {
	var text strings.Builder
	formatter.NewFormatter(&text, formatter.WithBuiltin()).FormatSchema(&ast.Schema{Types: map[string]*ast.Definition{definition.Name: definition}})
	return text.String()
}
