package docs_test

import (
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"policygraph/graph"
	"policygraph/graph/resolver/resolvertest"
	"policygraph/internal/corpus"
	"policygraph/loader"
	"policygraph/seeds/seedstest"
)

// The query in the README answers as the README says.
func TestReadmeQuery(t *testing.T) {
	page, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "```graphql\n")
	query, rest, ok := strings.Cut(rest, "```")
	_, rest, _ = strings.Cut(rest, "```json\n")
	answer, _, ok2 := strings.Cut(rest, "```")
	if !ok || !ok2 {
		t.Fatal("README.md has no query with its answer")
	}
	var shown any
	if err := json.Unmarshal([]byte(answer), &shown); err != nil {
		t.Fatal(err)
	}
	store := seedstest.InMemory(t)
	var texts graph.DocumentTexts
	if dir, why := corpus.Find(t); dir != "" {
		if texts, err = loader.OpenDocuments(dir); err != nil {
			t.Fatal(err)
		}
	} else {
		t.Logf("quotes are not compared: the test %s", why)
		t.Attr("size", "without quotes instead of with them")
		withoutQuotes(shown)
	}
	var got struct {
		Data struct {
			Programme struct{ Projects struct{ Edges []any } }
		}
	}
	if err := json.Unmarshal(resolvertest.Run(t.Context(), store, texts, query, nil), &got); err != nil {
		t.Fatal(err)
	}
	edges := got.Data.Programme.Projects.Edges
	if !slices.ContainsFunc(edges, func(edge any) bool { return reflect.DeepEqual(edge, shown) }) {
		t.Errorf("none of %d projects is as README.md shows it", len(edges))
	}
	if len(edges) != 18 {
		t.Errorf("the answer has %d projects, README.md says eighteen", len(edges))
	}
}

// withoutQuotes makes of a shown answer what it is without the documents.
func withoutQuotes(answer any) {
	switch v := answer.(type) {
	case []any:
		for _, item := range v {
			withoutQuotes(item)
		}
	case map[string]any:
		for key, item := range v {
			if key == "quote" {
				v[key] = map[string]any{"text": nil}
			} else {
				withoutQuotes(item)
			}
		}
	}
}
