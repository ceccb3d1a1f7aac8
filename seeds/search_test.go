package seeds_test

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"

	"policygraph/graph"
	"policygraph/seeds/seedstest"
	"policygraph/tools/neo4j/neo4jtest"
)

func TestMain(m *testing.M) { neo4jtest.Main(m) }

// testdata/search.tsv has texts as people type them, with what they look for: it
// is the first hit in both stores.
func TestSearchFindsWhatIsMeant(t *testing.T) {
	file, err := os.Open("testdata/search.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	meant := map[string]string{}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		text, hit, ok := strings.Cut(lines.Text(), "\t")
		if ok {
			meant[text] = hit
		}
	}
	if len(meant) < 60 {
		t.Errorf("only %d texts", len(meant))
	}
	check := func(t *testing.T, store *graph.Store) {
		r, err := store.Read(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		for text, want := range meant {
			page, err := r.Search(t.Context(), graph.SearchQuery{Text: text, Page: graph.Page{First: new(1)}})
			if err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			got := "nothing"
			if len(page.Edges) > 0 {
				hit := page.Edges[0].Item
				got = fmt.Sprintf("%s %s %s", hit.Entity.ID, hit.Match.Form, hit.Match.How)
			}
			if got != want {
				t.Errorf("%s: %s, want %s", text, got, want)
			}
		}
	}
	t.Run("memory", func(t *testing.T) { check(t, seedstest.InMemory(t)) })
	t.Run("neo4j", func(t *testing.T) {
		store, _ := seedstest.InNeo4j(t, "search")
		check(t, store)
	})
}
