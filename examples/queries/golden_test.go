package queries_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"policygraph/graph/resolver/resolvertest"
	"policygraph/internal/corpus"
	"policygraph/loader"
	"policygraph/seeds/seedstest"
	"policygraph/tools/neo4j/neo4jtest"
)

var update = flag.Bool("update", false, "write the golden answers from the memory store")

func TestMain(m *testing.M) { neo4jtest.Main(m) }

// The example queries have the same answers, byte for byte, from memory and
// from Neo4j. They are answered without the documents, whose sentences the
// repository does not hold.
func TestGoldenQueries(t *testing.T) {
	t.Run("memory", func(t *testing.T) { resolvertest.Golden(t, seedstest.InMemory(t), nil, ".", *update) })
	t.Run("neo4j", func(t *testing.T) {
		store, _ := seedstest.InNeo4j(t, "golden")
		resolvertest.Golden(t, store, nil, ".", false)
	})
}

// With the documents every quote of the examples can be read, except those of
// registers that are cited whole.
func TestQuotesOfGoldenQueries(t *testing.T) {
	dir := corpus.Documents(t)
	documents, err := loader.OpenDocuments(dir)
	if err != nil {
		t.Fatal(err)
	}
	store := seedstest.InMemory(t)
	examples, err := resolvertest.Queries(".")
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

// Every file in the directory belongs to a query.
func TestGoldenFilesBelongToQueries(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if filepath.Ext(file.Name()) == ".go" {
			continue
		}
		base, _, _ := strings.Cut(file.Name(), ".")
		if _, err := os.Stat(base + ".graphql"); err != nil {
			t.Errorf("%s belongs to no query", file.Name())
		}
	}
}
