package resolver_test

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/graph/memory"
	"policygraph/graph/resolver"
	"policygraph/graph/resolver/resolvertest"
)

const programmesOfPolicies = `{ policies { nodes { name programmes { nodes { id } } } } }`

// A load that fails or panics fails for every member of the cohort, and is
// tried once.
func TestFailureOfALoad(t *testing.T) {
	cases := []struct {
		rule  string
		fault func(context.Context) error
		want  string
	}{
		{"an error is that of every member", func(context.Context) error { return graph.Errorf(graph.CodeUnavailable, "the store is away") }, "UNAVAILABLE: the store is away"},
		{"a panic is an internal error of every member", func(context.Context) error { panic("broken") }, "INTERNAL: panic in a load"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			var calls atomic.Int32
			store := load(t, graphtest.Fixture(), func(b graph.Backend) graph.Backend {
				return faultyBackend{b, func(ctx context.Context) error { calls.Add(1); return c.fault(ctx) }}
			})
			if got := answer(t, store, programmesOfPolicies); !strings.HasPrefix(got, c.want) {
				t.Errorf("got %s, want %s", got, c.want)
			}
			got := string(resolvertest.Run(t.Context(), store, nil, programmesOfPolicies, nil))
			if n := strings.Count(got, `"message"`); n != 4 {
				t.Errorf("%d of 4 members have the error:\n%s", n, got)
			}
			if calls.Load() != 2 {
				t.Errorf("%d loads for two runs", calls.Load())
			}
		})
	}
}

// Whoever waits for a load stops waiting when the request ends.
func TestWaitingEndsWithTheRequest(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	never := make(chan struct{})
	store := load(t, graphtest.Fixture(), func(b graph.Backend) graph.Backend {
		return faultyBackend{b, func(ctx context.Context) error {
			cancel()
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-never:
				return nil
			}
		}}
	})
	done := make(chan string)
	go func() { done <- string(resolvertest.Run(ctx, store, nil, programmesOfPolicies, nil)) }()
	select {
	case got := <-done:
		if !strings.Contains(got, `"TIMEOUT"`) {
			t.Errorf("got %s", got)
		}
	case <-time.After(30 * time.Second):
		t.Fatal("still waiting")
	}
}

// A hierarchy is followed so far, and one that is longer says so.
func TestHierarchyWithoutEnd(t *testing.T) {
	var more []graph.Record
	for i := range 40 {
		more = append(more, &graph.Entity{ID: graph.ID("industry:i" + strconv.Itoa(i)), Names: graph.Names{Name: "i", SortKey: "i"}},
			&graph.Claim{Subject: graph.ID("industry:i" + strconv.Itoa(i)), Type: graph.PartOf, Object: graph.ID("industry:i" + strconv.Itoa(i+1)), Recorded: "2024-01-01"},
			&graph.Claim{Subject: graphtest.Digital, Type: graph.PartOf, Object: graph.ID("industry:i" + strconv.Itoa(i)), Recorded: "2024-01-01"})
	}
	more = append(more, &graph.Entity{ID: "industry:i40", Names: graph.Names{Name: "i", SortKey: "i"}})
	store := load(t, resolvertest.With(more...), nil)
	if got := answer(t, store, `{ industry(id: "industry:i7") { ancestors { id } } }`); !strings.HasPrefix(got, "LIMIT: the hierarchy above") {
		t.Errorf("33 levels: %.300s", got)
	}
	if got := answer(t, store, `{ industry(id: "industry:i8") { ancestors { id } } }`); strings.Count(got, `"id"`) != 32 {
		t.Errorf("32 levels: %.300s", got)
	}
	for i := range 61 {
		more = append(more, &graph.Entity{ID: graph.ID("industry:j" + strconv.Itoa(i)), Names: graph.Names{Name: "j", SortKey: "j"}},
			&graph.Claim{Subject: graphtest.Digital, Type: graph.PartOf, Object: graph.ID("industry:j" + strconv.Itoa(i)), Recorded: "2024-01-01"})
	}
	store = load(t, resolvertest.With(more...), nil)
	for _, field := range []string{"parents", "ancestors"} {
		if got := answer(t, store, `{ industry(id: "industry:digital-economy") { `+field+` { id } } }`); !strings.HasPrefix(got, "LIMIT: more than 100 parents") {
			t.Errorf("101 %s: %.300s", field, got)
		}
	}
}

func TestBeginNeedsADataset(t *testing.T) {
	store := graph.NewStore(memory.New())
	if _, _, err := resolver.New(store, nil).Begin(t.Context()); graph.CodeOf(err) != graph.CodeUnavailable {
		t.Errorf("error is %v", err)
	}
	if got := string(resolvertest.Run(t.Context(), store, nil, `{ dataset { id } }`, nil)); !strings.Contains(got, `"UNAVAILABLE"`) {
		t.Errorf("got %s", got)
	}
}

func TestExtensions(t *testing.T) {
	ctx, end, err := resolver.New(fixture(t), nil).Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer end()
	dataset, _ := resolver.Extensions(ctx)["dataset"].(map[string]any)
	if dataset["versionDate"] != "2025-06-30" || !strings.HasPrefix(dataset["version"].(string), "2025-06-30-") {
		t.Errorf("extensions are %v", dataset)
	}
	if got := resolver.Extensions(t.Context()); got != nil {
		t.Errorf("outside of a request there are %v", got)
	}
}

// Texts that should be there and are not fail what needs them, and no more.
func TestUnreadableText(t *testing.T) {
	unreadable := textsFunc(func(d *graph.Document) ([]string, error) {
		if d.ID == graphtest.PlanText {
			return nil, errors.New("disk on fire")
		}
		return graphtest.Texts().Paragraphs(t.Context(), d)
	})
	query := `{ documents { nodes { id paragraphCount } } }`
	got := string(resolvertest.Run(t.Context(), fixture(t), unreadable, query, nil))
	if strings.Count(got, `"message"`) != 1 || !strings.Contains(got, `"INTERNAL"`) {
		t.Errorf("got %s", got)
	}
	for _, query := range []string{
		`{ document(id: "document:smart-factory-plan") { paragraphs { number } } }`,
		`{ policy(id: "policy:smart-factory-plan") { targets { nodes { evidence { quote { text } } } } } }`,
	} {
		if got := string(resolvertest.Run(t.Context(), fixture(t), unreadable, query, nil)); !strings.Contains(got, `"INTERNAL"`) {
			t.Errorf("%s: got %s", query, got)
		}
	}
}

// Without documents quotes say why they are not there, and paragraphs reach as
// far as the last that is cited.
func TestWithoutDocuments(t *testing.T) {
	got := string(resolvertest.Run(t.Context(), fixture(t), nil, `{
		document(id: "document:smart-factory-plan") { paragraphCount paragraphs(from: 5) { number text evidence { quote { text unavailable } } } } }`, nil))
	for _, want := range []string{`"paragraphCount": 5`, `"text": null`, `"unavailable": "NO_DOCUMENTS"`} {
		if !strings.Contains(got, want) {
			t.Errorf("there is no %s in\n%s", want, got)
		}
	}
}

// A text that has changed since is no quote.
func TestChangedText(t *testing.T) {
	changed := textsFunc(func(*graph.Document) ([]string, error) { return []string{"something else"}, nil })
	got := string(resolvertest.Run(t.Context(), fixture(t), changed, `{ policy(id: "policy:smart-factory-plan") { targets { nodes { evidence { quote { text unavailable } } } } } }`, nil))
	if strings.Count(got, `"unavailable": "CHANGED"`) != 3 {
		t.Errorf("got %s", got)
	}
}

// A document that is a part of a file shows that part, with the file's numbers.
func TestPartOfAFile(t *testing.T) {
	store := load(t, resolvertest.With(&graph.Document{ID: "document:part", FirstParagraph: 2, LastParagraph: 3, Boilerplate: []graph.Paragraphs{{From: 3, To: 3}}}), nil)
	file := textsFunc(func(*graph.Document) ([]string, error) { return []string{"one", "two", "three", "four"}, nil })
	query := `{ document(id: "document:part") { paragraphCount paragraphs { number text boilerplate } last: paragraphs(from: 3, first: 1) { number evidence { id } } none: paragraphs(from: 4) { number evidence { id } } } }`
	got := strings.Join(strings.Fields(string(resolvertest.Run(t.Context(), store, file, query, nil))), "")
	want := `{"data":{"document":{"paragraphCount":3,"paragraphs":[{"number":2,"text":"two","boilerplate":false},{"number":3,"text":"three","boilerplate":true}],"last":[{"number":3,"evidence":[]}],"none":[]}}}`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

type textsFunc func(*graph.Document) ([]string, error)

func (f textsFunc) Paragraphs(_ context.Context, d *graph.Document) ([]string, error) { return f(d) }
