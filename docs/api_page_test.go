package docs_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/graph/memory"
	"policygraph/graph/resolver/resolvertest"
	"policygraph/seeds/seedstest"
	"policygraph/tools/neo4j/neo4jtest"
)

const (
	queries  = "../examples/queries"
	apiPage  = "api.md"
	apiStart = "<!-- generated: POLICYGRAPH_REQUIRE=neo4j go test ./docs -run TestAPIPage -update -->\n"
)

var update = flag.Bool("update", false, "write the generated parts of the pages")

func TestMain(m *testing.M) { neo4jtest.Main(m) }

// docs/api.md shows the example queries with their answers, and what each costs.
func TestAPIPage(t *testing.T) {
	page, err := os.ReadFile(filepath.FromSlash(apiPage))
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok1 := strings.Cut(string(page), apiStart)
	_, after, ok2 := strings.Cut(rest, generatedEnd)
	if !ok1 || !ok2 {
		t.Fatalf("%s has no generated part", apiPage)
	}
	examples, err := resolvertest.Queries(queries)
	if err != nil {
		t.Fatal(err)
	}
	want := before + apiStart + costs(t, examples) + shown(t, examples) + generatedEnd + after
	if *update {
		if err := os.WriteFile(filepath.FromSlash(apiPage), []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(page) != want {
		t.Errorf("%s does not say what the examples are and cost: run POLICYGRAPH_REQUIRE=neo4j go test ./docs -run TestAPIPage -update", apiPage)
		for i, line := range strings.Split(want, "\n") {
			if lines := strings.Split(string(page), "\n"); i < len(lines) && lines[i] != line {
				t.Fatalf("line %d is %q, want %q", i+1, lines[i], line)
			}
		}
	}
}

// costs is a table of what the examples read.
func costs(t *testing.T, examples []resolvertest.Query) string {
	t.Helper()
	backend, calls := graphtest.Count(memory.New())
	store := graph.NewStore(backend)
	if _, err := store.Load(t.Context(), seedstest.Open(t), nil); err != nil {
		t.Fatal(err)
	}
	inNeo4j, statements := seedstest.InNeo4j(t, "docs")
	var out strings.Builder
	out.WriteString("| example | reads | Cypher statements |\n|---|---:|---:|\n")
	for i, q := range examples {
		calls.Reset()
		resolvertest.Run(t.Context(), store, nil, q.Text, q.Variables)
		reads := calls.Total()
		// What is read once for all that follow, such as the trees of places, is not counted.
		resolvertest.Run(t.Context(), inNeo4j, nil, q.Text, q.Variables)
		before := statements()
		resolvertest.Run(t.Context(), inNeo4j, nil, q.Text, q.Variables)
		_, _ = fmt.Fprintf(&out, "| [%d](#example-%d) %s | %d | %d |\n", i+1, i+1, title(q.Text), reads, statements()-before)
	}
	return out.String()
}

func title(query string) string {
	first, _, _ := strings.Cut(query, "\n")
	return strings.TrimRight(strings.TrimSpace(strings.TrimPrefix(first, "#")), ".")
}

// answerShown is how many lines of an answer the page shows.
const answerShown = 30

// shown is every example with the beginning of its answer.
func shown(t *testing.T, examples []resolvertest.Query) string {
	t.Helper()
	var out strings.Builder
	out.WriteString("\n## Examples\n\nThey are the playground's tabs. Answers are cut after some lines; the link leads to\nthe whole, which tests compare with both stores.\n")
	for i, q := range examples {
		base := strings.TrimSuffix(filepath.Base(q.File), ".graphql")
		_, body, _ := strings.Cut(q.Text, "\n")
		_, _ = fmt.Fprintf(&out, "\n<a id=\"example-%d\"></a>\n\n### %d. %s\n\n```graphql\n%s```\n", i+1, i+1, title(q.Text), strings.TrimLeft(body, "\n"))
		if len(q.Variables) > 0 {
			text, err := json.Marshal(q.Variables)
			if err != nil {
				t.Fatal(err)
			}
			_, _ = fmt.Fprintf(&out, "\nwith the variables `%s`\n", text)
		}
		answer, err := os.ReadFile(filepath.FromSlash(queries + "/" + base + ".json"))
		if err != nil {
			t.Fatal(err)
		}
		lines := bytes.SplitAfter(answer, []byte("\n"))
		cut := ""
		if len(lines) > answerShown {
			lines, cut = lines[:answerShown], "…\n"
		}
		_, _ = fmt.Fprintf(&out, "\n[Answer](%s/%s.json):\n\n```json\n%s%s```\n", queries, base, bytes.Join(lines, nil), cut)
	}
	return out.String()
}
