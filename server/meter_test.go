package server_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"policygraph/graph"
	"policygraph/graph/memory"
	"policygraph/graph/resolver"
	"policygraph/graph/resolver/resolvertest"
	"policygraph/loader"
	"policygraph/schema"
	datasets "policygraph/seeds"
	"policygraph/server"
)

// serving is the whole API over these records.
func serving(t *testing.T, source graph.Source, limits server.Limits) http.Handler {
	t.Helper()
	store := graph.NewStore(memory.New())
	if _, err := store.Load(t.Context(), source, nil); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return handler(t, server.Options{
		Schema: resolver.ExecutableSchema(),
		SDL:    schema.SDL(),
		Begin:  resolver.New(store, nil).Begin,
		Limits: limits,
	})
}

func seeds(t *testing.T) graph.Source {
	t.Helper()
	source, err := loader.Open(t.Context(), datasets.Files, nil)
	if err != nil {
		t.Fatal(err)
	}
	return source
}

// The queries of real pages stay far below the limit, so that they also do on
// a dataset several times as large.
func TestPagesAreFarBelowTheLimitOfValues(t *testing.T) {
	limits := server.Limits{Values: server.DefaultLimits.Values / 20}
	for dir, source := range map[string]graph.Source{
		"../examples/queries":                seeds(t),
		"../graph/resolver/testdata/queries": resolvertest.Fixture(),
	} {
		h := serving(t, source, limits)
		queries, err := resolvertest.Queries(dir)
		if err != nil {
			t.Fatal(err)
		}
		if len(queries) == 0 {
			t.Fatalf("%s: no queries", dir)
		}
		for _, q := range queries {
			if w := postWith(t, h, q.Text, q.Variables); w.Code != 200 || strings.Contains(w.Body.String(), "the answer holds more than") {
				t.Errorf("%s: %d %.300s", q.File, w.Code, w.Body)
			}
		}
	}
}

func TestLargeAnswersAreCutOff(t *testing.T) {
	source := seeds(t)
	step := func(inner string) string {
		return `id relations(first:100){totalCount edges{claim{id evidence(first:100){quote{text before after}}} node{` + inner + `}}}`
	}
	path := `entities(first:100){nodes{` + step(step(step("id"))) + `}}`
	wide := "{"
	for _, alias := range strings.Fields("a b c d e f g h i j k l") {
		wide += " " + alias + ":" + path
	}
	wide += "}"
	for _, c := range []struct {
		name, query string
		variables   map[string]any
		most        int
		refused     bool
	}{
		{"three pages of 100 deep", "{" + path + "}", nil, 0, true},
		{"a dozen times the same", wide, nil, 0, true},
		{"as many fields as allowed", "{entities(first:5){nodes{id}}}", nil, 50, false},
		{"a page counts before it is read", "{entities(first:50){totalCount}}", nil, 50, true},
		{"so does one whose size is a variable", "query($n:Int){entities(first:$n){totalCount}}", map[string]any{"n": 50}, 50, true},
		{"and one counted from the end", "{entities(last:50){totalCount}}", nil, 50, true},
		{"without a size it counts as 20", "{a:entities{totalCount} b:entities{totalCount} c:entities{totalCount}}", nil, 50, true},
		{"a refused size keeps its own error", "{entities(first:1000){totalCount}}", nil, 50, false},
		{"fields without pages count", "{__schema{types{name}}}", nil, 50, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := serving(t, source, server.Limits{Values: c.most})
			began := time.Now()
			w := postWith(t, h, c.query, c.variables)
			took := time.Since(began)
			a := read(t, w)
			if refused := a.codes() == "LIMIT"; w.Code != 200 || refused != c.refused {
				t.Fatalf("%d %.300s", w.Code, w.Body)
			}
			if c.refused && (string(a.Data) != "null" || !strings.Contains(w.Body.String(), "ask for smaller pages with first")) {
				t.Errorf("%.300s", w.Body)
			}
			if took > soon {
				t.Errorf("took %s", took)
			}
		})
	}
}

func TestOperationsAtTheSameTimeAreFew(t *testing.T) {
	o := testOptions()
	o.Limits = server.Limits{Operations: 1, Wait: 50 * time.Millisecond, Time: time.Minute}
	held := o.Schema.(testSchema)
	h := handler(t, o)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		ask(h, "GET", "/graphql?query={held}", "")
	}()
	<-held.began
	w := ask(h, "GET", "/graphql?query={__typename}", "")
	if a := read(t, w); w.Code != 503 || a.codes() != "UNAVAILABLE" || w.Header().Get("Retry-After") != "5" || !strings.Contains(w.Body.String(), "busy") {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	close(held.letGo)
	<-ended
	if w := ask(h, "GET", "/graphql?query={__typename}", ""); w.Code != 200 {
		t.Errorf("after the first has ended: %d %s", w.Code, w.Body)
	}
}

func postWith(t *testing.T, h http.Handler, query string, variables map[string]any) *httptest.ResponseRecorder {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	return ask(h, "POST", "/graphql", string(body), "Content-Type", "application/json")
}
