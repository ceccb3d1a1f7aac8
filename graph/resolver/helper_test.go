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

// withFirmsLab is the fixture with the one relation that its enterprises lack.
func withFirmsLab(t *testing.T) graph.Source {
	t.Helper()
	return with(t, &graph.Claim{Subject: graphtest.Lanxin, Type: graph.Operates, Object: graphtest.PolymerLab, Recorded: "2024-01-01"})
}

// with is the fixture and more.
func with(t *testing.T, more ...graph.Record) graph.Source {
	t.Helper()
	src := graphtest.Fixture()
	var records []graph.Record
	for r, err := range src.Records(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := r.(*graph.Entity); ok {
			e.Degree = 0 // counted again
		}
		records = append(records, r)
	}
	return graph.Assemble(src.Dataset(), append(records, more...))
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
