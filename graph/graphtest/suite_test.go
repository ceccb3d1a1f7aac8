package graphtest_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/graph/memory"
	"policygraph/graph/paths"
	"policygraph/internal/testenv"
)

// recorder is a [graphtest.T] that records failures.
type recorder struct {
	mu       sync.Mutex
	failures []string
}

func (*recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}

func (r *recorder) Logf(string, ...any) {}

func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	runtime.Goexit()
}

// failures runs a group of the suite against a store and returns its failures.
func failures(t *testing.T, group string, open func() graph.Backend) []string {
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	s := graphtest.NewSuite(open)
	defer s.Close()
	r := &recorder{}
	for _, c := range graphtest.Cases() {
		if c.Group != group {
			continue
		}
		done := make(chan struct{})
		go func() {
			defer close(done)
			c.Run(ctx, r, s)
		}()
		<-done
		if len(r.failures) > 0 {
			break
		}
	}
	return r.failures
}

func TestEachGroupFailsForStoresWithItsFaults(t *testing.T) {
	t.Setenv(testenv.SeedVariable, "2") // with other seeds random data need not show every fault
	seen := map[string]bool{}
	for _, f := range faults {
		for _, group := range f.groups {
			t.Run(f.name+", in "+group, func(t *testing.T) {
				found := failures(t, group, f.open)
				if len(found) == 0 {
					t.Errorf("the group %s passes a store that %s", group, f.name)
					return
				}
				seen[group] = true
				t.Log(strings.SplitN(found[0], "\n", 2)[0])
			})
		}
	}
	for _, group := range groupsOf(graphtest.Cases()) {
		if !seen[group] {
			t.Errorf("no fault makes the group %s fail", group)
		}
	}
}

func TestSuitePassesForAStoreWithoutFaults(t *testing.T) {
	for _, group := range groupsOf(graphtest.Cases()) {
		for _, failure := range failures(t, group, func() graph.Backend { return bent{Backend: memory.New()} }) {
			t.Errorf("%s: %s", group, failure)
		}
	}
}

func TestNamesOfCasesAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range graphtest.Cases() {
		name := c.Group + "/" + c.Name
		if seen[name] || c.Name == "" {
			t.Errorf("name %q is empty or not unique", name)
		}
		seen[name] = true
	}
}

func TestCountCountsEachCallOnce(t *testing.T) {
	backend, calls := graphtest.Count(memory.New())
	store := graph.NewStore(backend)
	if _, err := store.Load(t.Context(), graphtest.Fixture(), nil); err != nil {
		t.Fatal(err)
	}
	r, err := store.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	set := []graph.ID{graphtest.Beichen}
	for range 2 {
		_, _ = r.Nodes(t.Context(), set)
	}
	_, _ = r.List(t.Context(), graph.ListQuery{})
	_, _ = r.Claims(t.Context(), graph.ClaimQuery{Of: set})
	_, _ = r.Figures(t.Context(), graph.FigureQuery{})
	_, _ = r.Documents(t.Context(), graph.DocumentQuery{})
	_, _ = r.Indicators(t.Context(), graph.IndicatorQuery{})
	_, _ = r.Evidence(t.Context(), []graph.Passage{{Document: graphtest.PlanText, From: 1, To: 2}}, graph.AsOf{})
	_, _ = r.Totals(t.Context(), graph.ClaimQuery{})
	_, _ = r.RelationCounts(t.Context(), set, graph.AsOf{})
	_, _ = paths.Trace(t.Context(), r, paths.TraceQuery{From: set, To: []graph.ID{graphtest.Zhao}, MaxHops: 1, First: 1}) // reads both ends first
	_, _ = r.Search(t.Context(), graph.SearchQuery{Text: "a"})
	_, _ = r.Facets(t.Context(), graph.ListQuery{}, graph.FacetKind, 1)
	for _, method := range []string{"List", "Claims", "Figures", "Documents", "Indicators", "Evidence", "Totals", "RelationCounts", "Search", "Facets", "Neighbours"} {
		if n := calls.Of(method); n != 1 {
			t.Errorf("%s was called once and counted %d times", method, n)
		}
	}
	if calls.Of("Nodes") != 3 || calls.Total() != 14 {
		t.Errorf("counted %v", calls.All())
	}
	if calls.Reset(); calls.Total() != 0 {
		t.Errorf("after a reset: %v", calls.All())
	}
	if err := store.Close(); err != nil {
		t.Error(err)
	}
	if _, err := store.Read(t.Context()); graph.CodeOf(err) != graph.CodeUnavailable {
		t.Errorf("reading a closed store: %v", err)
	}
}
