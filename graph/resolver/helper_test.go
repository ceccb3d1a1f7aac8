package resolver_test

import (
	"encoding/json"
	"strings"
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/graph/memory"
	"policygraph/graph/resolver/resolvertest"
)

// load gives a store in memory that holds the source, seen through the decorator.
func load(t *testing.T, src graph.Source, decorate func(graph.Backend) graph.Backend) *graph.Store {
	t.Helper()
	var backend graph.Backend = memory.New()
	if _, err := graph.NewStore(backend).Load(t.Context(), src, nil); err != nil {
		t.Fatal(err)
	}
	if decorate != nil {
		backend = decorate(backend)
	}
	return graph.NewStore(backend)
}

// fixture gives a store that holds the suite's fixture.
func fixture(t *testing.T) *graph.Store {
	t.Helper()
	return load(t, graphtest.Fixture(), nil)
}

// answer runs a query on the fixture's documents and gives what it answers on
// one line; an error is its code and message.
func answer(t *testing.T, store *graph.Store, query string) string {
	t.Helper()
	var got struct {
		Data   json.RawMessage
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	if err := json.Unmarshal(resolvertest.Run(t.Context(), store, graphtest.Texts(), query, nil), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Errors) > 0 {
		return got.Errors[0].Extensions.Code + ": " + got.Errors[0].Message
	}
	var compact strings.Builder
	encoder := json.NewEncoder(&compact)
	encoder.SetEscapeHTML(false)
	var data any
	if err := json.Unmarshal(got.Data, &data); err != nil {
		t.Fatal(err)
	}
	if err := encoder.Encode(data); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(compact.String())
}

// walk reads a list page by page and gives the ids of its nodes; a list of an
// object's is left open at its end.
func walk(t *testing.T, store *graph.Store, list, size, from, cursor, more string) []string {
	t.Helper()
	var ids []string
	at := ""
	for range 1000 {
		arguments := size
		if at != "" {
			arguments += ", " + from + ": " + `"` + at + `"`
		}
		field := list + "(" + arguments + ")"
		if head, taken, ok := strings.Cut(list, "("); ok && strings.HasSuffix(list, ")") {
			field = head + "(" + arguments + ", " + taken
		}
		query := "{ " + field + " { nodes { id } pageInfo { " + cursor + " " + more + " } } }" + strings.Repeat(" }", strings.Count(list, "{")-strings.Count(list, "}"))
		got := answer(t, store, query)
		if got[0] != '{' {
			t.Fatalf("%s: %s", query, got)
		}
		for _, part := range strings.Split(got, `"id":"`)[1:] {
			id, _, _ := strings.Cut(part, `"`)
			ids = append(ids, id)
		}
		if strings.Contains(got, `"`+more+`":false`) {
			return ids
		}
		_, rest, _ := strings.Cut(got, `"`+cursor+`":"`)
		at, _, _ = strings.Cut(rest, `"`)
	}
	t.Fatal("a list without end: " + list)
	return nil
}
