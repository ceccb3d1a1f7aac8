package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http/httptest"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/graph/memory"
	"policygraph/graph/resolver"
	"policygraph/graph/resolver/resolvertest"
	"policygraph/schema"
	"policygraph/server"
)

// marker stands for what only the operator may see: an address, an account.
const marker = "bolt://10.1.2.3:7687 user operator"

// faults are the ways in which a store fails. The error of a limit is about the
// query and its message is the client's; its cause is not.
var faults = map[string]func() error{
	"plain":            func() error { return errors.New(marker) },
	"wrapped":          func() error { return fmt.Errorf("read: %w", errors.New(marker)) },
	"of the network":   func() error { return &net.OpError{Op: "dial", Net: "tcp", Err: errors.New(marker)} },
	"joined":           func() error { return errors.Join(errors.New("one"), errors.New(marker)) },
	"invalid":          func() error { return graph.Errorf(graph.CodeInvalid, marker) },
	"not found":        func() error { return graph.Errorf(graph.CodeNotFound, marker) },
	"timeout":          func() error { return graph.Errorf(graph.CodeTimeout, marker) },
	"unavailable":      func() error { return graph.Errorf(graph.CodeUnavailable, marker) },
	"conflict":         func() error { return graph.Errorf(graph.CodeConflict, marker) },
	"internal":         func() error { return graph.Errorf(graph.CodeInternal, marker) },
	"of an odd code":   func() error { return graph.Errorf("odd", marker) },
	"a limit's cause":  func() error { return graph.Errorf(graph.CodeLimit, "too much: %w", errors.New(marker)) },
	"invalid, wrapped": func() error { return fmt.Errorf("%s: %w", marker, graph.Errorf(graph.CodeInvalid, "password")) },
	"a cause":          func() error { return graph.Errorf(graph.CodeUnavailable, "no answer: %w", errors.New(marker)) },
	"deadline":         func() error { return fmt.Errorf("%s: %w", marker, context.DeadlineExceeded) },
	"canceled":         func() error { return fmt.Errorf("%s: %w", marker, context.Canceled) },
	"panic":            func() error { panic(marker) },
	"panic of error":   func() error { panic(errors.New(marker)) },
}

// reading are queries that reach each method of a snapshot and of texts: at the
// root, and in the middle of an answer.
var reading = map[string][]string{
	"Open":       {`{ dataset { title } }`, `{ nothing }`},
	"Close":      {`{ dataset { title } }`},
	"Nodes":      {`{ node(id: "policy:smart-factory-plan") { id } }`, `{ claims(first: 3) { nodes { id subject { id } } } }`, `{ entities { facets(by: INDUSTRY) { label } } }`, `{ trace(from: ["enterprise:hengyao-chemical"], to: ["policy:smart-factory-plan"]) { explored } }`},
	"List":       {`{ policies { nodes { id } } }`, `{ documents { nodes { id entities { nodes { id } } } } }`, `{ links(rows: {kinds: [ENTERPRISE]}, columns: {kinds: [PROGRAMME]}) { maxHops } }`},
	"Claims":     {`{ claims { nodes { id } } }`, `{ policies { nodes { id programmes { nodes { id } } relations { nodes { id } } } } }`, `{ industries { nodes { id ancestors { id } parents { id } } } }`},
	"Figures":    {`{ figures { nodes { id } } }`, `{ regions { nodes { id figures { nodes { id progress { state } } } } } }`, `{ policies { nodes { targets { nodes { id } } } } }`},
	"Documents":  {`{ documents { nodes { id } } }`, `{ policies { nodes { id documents { nodes { id } } } } }`},
	"Indicators": {`{ indicators { nodes { id } } }`},
	"Evidence":   {`{ document(id: "document:smart-factory-plan") { id paragraphs { number evidence { id } } } }`},
	"Totals":     {`{ policies { nodes { id } totalCount } }`, `{ regions { nodes { figures { totalCount } } } }`},
	"Search":     {`{ search(text: "gong") { nodes { id } } }`},
	"Facets":     {`{ policies { nodes { id } facets(by: INDUSTRY) { value } } }`, `{ search(text: "gong") { kinds { kind } } }`},
	"RelationCounts": {
		`{ policies { nodes { id relationCounts { count } } } }`,
	},
	"Neighbours": {
		`{ trace(from: ["enterprise:hengyao-chemical"], to: ["policy:smart-factory-plan"]) { explored } }`,
		`{ links(rows: {kinds: [ENTERPRISE]}, columns: {kinds: [PROGRAMME]}) { rows { edges { cells { pathCount } } } complete } }`,
	},
	"Paragraphs": {
		`{ documents { nodes { id paragraphCount paragraphs { text } } } }`,
		`{ claims { nodes { evidence { id quote { text } } } } }`,
	},
}

// What a store or a text reports is logged, with the id that the client is given,
// and is never in an answer.
func TestErrorsOfStoresAreForTheOperator(t *testing.T) {
	for method := range reflect.TypeFor[graph.Snapshot]().Methods() {
		if method.Name != "Dataset" && reading[method.Name] == nil { // it has no error
			t.Errorf("no query reaches %s", method.Name)
		}
	}
	store := memory.New()
	if _, err := graph.NewStore(store).Load(t.Context(), resolvertest.Fixture(), nil); err != nil {
		t.Fatal(err)
	}
	for method, queries := range reading {
		for name, fault := range faults {
			if method == "Neighbours" && name == "a limit's cause" {
				continue // the search for paths stops there, and its answer says so
			}
			t.Run(method+"/"+name, func(t *testing.T) {
				f := &failing{method: method, fault: fault}
				var log logged
				opened := graph.NewStore(failingBackend{store, f})
				h := handler(t, server.Options{
					Schema: resolver.ExecutableSchema(),
					SDL:    schema.SDL(),
					Begin:  resolver.New(opened, failingTexts{graphtest.Texts(), f}).Begin,
					Ready: func(ctx context.Context) error {
						reader, err := opened.Read(ctx)
						if err != nil {
							return err
						}
						return reader.Close()
					},
					Extensions: resolver.Extensions,
					Logger:     slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})),
				})
				for _, query := range queries {
					log.Reset()
					f.calls = 0
					body, err := json.Marshal(map[string]string{"query": query})
					if err != nil {
						t.Fatal(err)
					}
					w := ask(h, "POST", "/graphql", string(body), "Content-Type", "application/json")
					if f.calls == 0 {
						t.Errorf("%s does not reach %s", query, method)
					}
					if method == "Close" && !strings.HasPrefix(name, "panic") {
						continue // the answer is complete by then, and nothing was written that could be lost
					}
					concealed(t, query, w, &log)
				}
				if method == "Open" || method == "Close" {
					log.Reset()
					w := ask(h, "GET", "/readyz", "")
					concealed(t, "/readyz", w, &log)
					if want := 503; w.Code != want && !strings.HasPrefix(name, "panic") {
						t.Errorf("/readyz: status %d, want %d", w.Code, want)
					}
				}
			})
		}
	}
}

var requestID = regexp.MustCompile(`"requestId":"([a-z0-9]+)"|\(request ([a-z0-9]+)\)`)

func concealed(t *testing.T, request string, w *httptest.ResponseRecorder, log *logged) {
	t.Helper()
	answer, text := fmt.Sprint(w.Header(), w.Body), log.String()
	for _, secret := range []string{marker, "10.1.2.3", "operator", "goroutine", ".go:"} {
		if strings.Contains(answer, secret) {
			t.Errorf("%s: the answer shows %q: %s", request, secret, answer)
		}
	}
	if !strings.Contains(text, marker) {
		t.Errorf("%s: the log does not hold the error: %s\nanswer: %s", request, text, answer)
	}
	ids := requestID.FindAllStringSubmatch(answer, -1)
	if len(ids) == 0 {
		t.Errorf("%s: the answer names no request: %s", request, answer)
	}
	for _, id := range ids {
		if !strings.Contains(text, "request="+id[1]+id[2]) {
			t.Errorf("%s: the log does not name the request %s: %s", request, id, text)
		}
	}
	if w.Header().Get("Content-Type") == "application/json; charset=utf-8" {
		for _, e := range read(t, w).Errors {
			if !slices.Contains([]string{"UNAVAILABLE", "INTERNAL", "TIMEOUT", "LIMIT"}, e.Extensions.Code) {
				t.Errorf("%s: code %s: %s", request, e.Extensions.Code, answer)
			}
		}
	}
	if n := strings.Count(text, "\n"); n > 20 {
		t.Errorf("%s: %d lines in the log", request, n)
	}
}

// logged is a log that several requests may write.
type logged struct {
	mu sync.Mutex
	bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.Write(p)
}

// failing makes one method fail.
type failing struct {
	mu     sync.Mutex
	method string
	fault  func() error
	calls  int
}

func (f *failing) in(method string) error {
	if method != f.method {
		return nil
	}
	f.mu.Lock()
	f.calls++
	f.mu.Unlock()
	return f.fault()
}

func failed[T any](f *failing, method string, read func() (T, error)) (T, error) {
	if err := f.in(method); err != nil {
		var none T
		return none, err
	}
	return read()
}

type failingBackend struct {
	graph.Backend
	f *failing
}

func (b failingBackend) Open(ctx context.Context) (graph.Snapshot, error) {
	return failed(b.f, "Open", func() (graph.Snapshot, error) {
		s, err := b.Backend.Open(ctx)
		return failingSnapshot{s, b.f}, err
	})
}

type failingTexts struct {
	graph.DocumentTexts
	f *failing
}

func (x failingTexts) Paragraphs(ctx context.Context, d *graph.Document) ([]string, error) {
	return failed(x.f, "Paragraphs", func() ([]string, error) { return x.DocumentTexts.Paragraphs(ctx, d) })
}

type failingSnapshot struct {
	graph.Snapshot
	f *failing
}

func (s failingSnapshot) Nodes(ctx context.Context, ids []graph.ID) ([]graph.Record, error) {
	return failed(s.f, "Nodes", func() ([]graph.Record, error) { return s.Snapshot.Nodes(ctx, ids) })
}

func (s failingSnapshot) List(ctx context.Context, q graph.ListQuery, w graph.Window) ([][]graph.Row[*graph.Entity], error) {
	return failed(s.f, "List", func() ([][]graph.Row[*graph.Entity], error) { return s.Snapshot.List(ctx, q, w) })
}

func (s failingSnapshot) Claims(ctx context.Context, q graph.ClaimQuery, w graph.Window) ([][]graph.Row[graph.Edge], error) {
	return failed(s.f, "Claims", func() ([][]graph.Row[graph.Edge], error) { return s.Snapshot.Claims(ctx, q, w) })
}

func (s failingSnapshot) Figures(ctx context.Context, q graph.FigureQuery, w graph.Window) ([][]graph.Row[*graph.Figure], error) {
	return failed(s.f, "Figures", func() ([][]graph.Row[*graph.Figure], error) { return s.Snapshot.Figures(ctx, q, w) })
}

func (s failingSnapshot) Documents(ctx context.Context, q graph.DocumentQuery, w graph.Window) ([][]graph.Row[*graph.Document], error) {
	return failed(s.f, "Documents", func() ([][]graph.Row[*graph.Document], error) { return s.Snapshot.Documents(ctx, q, w) })
}

func (s failingSnapshot) Indicators(ctx context.Context, w graph.Window) ([]graph.Row[*graph.Indicator], error) {
	return failed(s.f, "Indicators", func() ([]graph.Row[*graph.Indicator], error) { return s.Snapshot.Indicators(ctx, w) })
}

func (s failingSnapshot) Evidence(ctx context.Context, of []graph.Passage, at graph.AsOf) ([][]graph.Evidence, error) {
	return failed(s.f, "Evidence", func() ([][]graph.Evidence, error) { return s.Snapshot.Evidence(ctx, of, at) })
}

func (s failingSnapshot) Totals(ctx context.Context, q graph.Query) ([]int, error) {
	return failed(s.f, "Totals", func() ([]int, error) { return s.Snapshot.Totals(ctx, q) })
}

func (s failingSnapshot) Search(ctx context.Context, q graph.SearchQuery, w graph.Window) ([]graph.Row[graph.Hit], error) {
	return failed(s.f, "Search", func() ([]graph.Row[graph.Hit], error) { return s.Snapshot.Search(ctx, q, w) })
}

func (s failingSnapshot) Facets(ctx context.Context, q graph.ListQuery, by graph.Facet, first int) ([][]graph.FacetCount, error) {
	return failed(s.f, "Facets", func() ([][]graph.FacetCount, error) { return s.Snapshot.Facets(ctx, q, by, first) })
}

func (s failingSnapshot) RelationCounts(ctx context.Context, of []graph.ID, at graph.AsOf) ([][]graph.RelationCount, error) {
	return failed(s.f, "RelationCounts", func() ([][]graph.RelationCount, error) { return s.Snapshot.RelationCounts(ctx, of, at) })
}

func (s failingSnapshot) Neighbours(ctx context.Context, q graph.NeighbourQuery) ([][]graph.Neighbour, error) {
	return failed(s.f, "Neighbours", func() ([][]graph.Neighbour, error) { return s.Snapshot.Neighbours(ctx, q) })
}

func (s failingSnapshot) Close() error {
	_, err := failed(s.f, "Close", func() (struct{}, error) { return struct{}{}, s.Snapshot.Close() })
	return err
}
