package main

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"policygraph/graph"
	"policygraph/graph/neo4j"
	"policygraph/graph/resolver/resolvertest"
	"policygraph/internal/corpus"
	"policygraph/loader"
	"policygraph/tools/neo4j/neo4jtest"
)

var update = flag.Bool("update", false, "write the golden answers of testdata/queries from the memory store")

const queries = "testdata/queries"

// The example queries have the same answers, byte for byte, from memory and
// from Neo4j. They are answered without the documents, whose sentences the
// repository does not hold.
func TestGoldenQueries(t *testing.T) {
	source, store := embeddedInMemory(t)
	t.Run("memory", func(t *testing.T) { resolvertest.Golden(t, store, nil, queries, *update) })
	t.Run("neo4j", func(t *testing.T) { resolvertest.Golden(t, inNeo4j(t, source), nil, queries, false) })
}

// embeddedInMemory holds the embedded dataset in memory.
func embeddedInMemory(t *testing.T) (graph.Source, *graph.Store) {
	t.Helper()
	source, err := embedded(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	store, err := inMemory(t.Context(), source)
	if err != nil {
		t.Fatal(err)
	}
	return source, store
}

// inNeo4j holds a dataset in a namespace of its own on the shared server.
func inNeo4j(t *testing.T, source graph.Source) *graph.Store {
	t.Helper()
	store, _ := countedNeo4j(t, source)
	return store
}

// countedNeo4j is inNeo4j, with how many statements its reads have run.
func countedNeo4j(t *testing.T, source graph.Source) (_ *graph.Store, statements func() int64) {
	t.Helper()
	server := neo4jtest.Shared(t)
	backend, err := neo4j.Open(t.Context(), neo4j.Config{
		URI: server.URI, Username: server.Username, Password: server.Password, Database: server.Database, Namespace: "golden",
	})
	if err != nil {
		t.Fatal(err)
	}
	store := graph.NewStore(backend)
	t.Cleanup(func() { _ = store.Close() })
	if _, err := store.Load(t.Context(), source, nil); err != nil {
		t.Fatal(err)
	}
	return store, func() int64 { return backend.Stats().Statements }
}

// With the documents at hand every quote of the examples can be read, but those
// of registers that are cited whole.
func TestQuotesOfGoldenQueries(t *testing.T) {
	dir := corpus.Documents(t)
	documents, err := loader.OpenDocuments(dir)
	if err != nil {
		t.Fatal(err)
	}
	_, store := embeddedInMemory(t)
	examples, err := resolvertest.Queries(queries)
	if err != nil {
		t.Fatal(err)
	}
	quoted := 0
	for _, q := range examples {
		answer := string(resolvertest.Run(t.Context(), store, documents, q.Text, q.Variables))
		quoted += strings.Count(answer, `"unavailable": null`)
		for _, why := range []string{`"NO_DOCUMENTS"`, `"CHANGED"`} {
			if strings.Contains(answer, why) {
				t.Errorf("%s: a quote is %s", filepath.Base(q.File), why)
			}
		}
	}
	if quoted == 0 {
		t.Error("no quote was shown")
	}
}

// Every answer is there, and every file in the directory belongs to a query.
func TestGoldenFilesBelongToQueries(t *testing.T) {
	files, err := os.ReadDir(queries)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		base, _, _ := strings.Cut(file.Name(), ".")
		if _, err := os.Stat(filepath.Join(queries, base+".graphql")); err != nil {
			t.Errorf("%s belongs to no query", file.Name())
		}
	}
}

// The query in the README answers as the README says.
func TestReadmeQuery(t *testing.T) {
	page, err := os.ReadFile("README.md")
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
	_, store := embeddedInMemory(t)
	var texts graph.Texts
	if dir := documentsDir(t); dir != "" {
		if texts, err = loader.OpenDocuments(dir); err != nil {
			t.Fatal(err)
		}
	} else {
		withoutQuotes(shown)
	}
	var got struct {
		Data struct {
			Programme struct{ Participants struct{ Edges []any } }
		}
	}
	if err := json.Unmarshal(resolvertest.Run(t.Context(), store, texts, query, nil), &got); err != nil {
		t.Fatal(err)
	}
	edges := got.Data.Programme.Participants.Edges
	if !slices.ContainsFunc(edges, func(edge any) bool { return reflect.DeepEqual(edge, shown) }) {
		t.Errorf("none of %d participants is as README.md shows it", len(edges))
	}
	if len(edges) != 18 {
		t.Errorf("the answer has %d firms, README.md says eighteen", len(edges))
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
