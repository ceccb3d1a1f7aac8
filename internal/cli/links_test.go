package cli

import (
	"slices"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"policygraph/graph/paths"
	"policygraph/schema"
)

// The command avoids by default what the API does.
func TestLinksAvoidWhatTheAPIAvoids(t *testing.T) {
	api, err := gqlparser.LoadSchema(&ast.Source{Input: schema.SDL()})
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, child := range api.Query.Fields.ForName("links").Arguments.ForName("avoid").DefaultValue.Children {
		kinds = append(kinds, child.Value.Raw)
	}
	if want := asStrings(paths.AvoidedByLinks); !slices.Equal(kinds, want) {
		t.Errorf("the API avoids %v, the command %v", kinds, want)
	}
}
