package server_test

import (
	"encoding/json"
	"slices"
	"testing"

	"policygraph/graph/resolver/resolvertest"
	"policygraph/server"
)

// Introspection announces the directives that the schema has: those of GraphQL
// itself, since it defines none of its own.
func TestIntrospectionAnnouncesTheDirectivesOfTheSchema(t *testing.T) {
	var got struct {
		Data struct {
			Schema struct{ Directives []struct{ Name string } } `json:"__schema"`
		}
	}
	h := serving(t, resolvertest.Fixture(), server.Limits{})
	text := postWith(t, h, `{ __schema { directives { name } } }`, nil).Body.Bytes()
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, directive := range got.Data.Schema.Directives {
		names = append(names, directive.Name)
	}
	slices.Sort(names)
	if want := []string{"deprecated", "include", "oneOf", "skip", "specifiedBy"}; !slices.Equal(names, want) {
		t.Errorf("directives are %v, want %v in %s", names, want, text)
	}
}
