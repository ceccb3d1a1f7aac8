package graphtest

import (
	"context"
	"testing"

	"policygraph/graph"
)

// T is the part of *testing.T that cases use. Fatalf does not return.
type T interface {
	Helper()
	Logf(format string, args ...any)
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// Case tests one rule of the contract.
type Case struct {
	Group string
	Name  string // the rule
	Run   func(ctx context.Context, t T, s *Suite)
}

// Cases returns all cases of the suite, group by group.
func Cases() []Case {
	var all []Case
	for _, g := range []struct {
		name  string
		cases []Case
	}{
		{"basics", basicCases}, {"nodes", nodeCases}, {"list", listCases}, {"claims", claimCases}, {"figures", figureCases},
		{"documents", documentCases}, {"indicators", indicatorCases}, {"evidence", evidenceCases}, {"totals", totalCases},
		{"counts", countCases}, {"search", searchCases}, {"filters", filterCases}, {"facets", facetCases}, {"clocks", clockCases}, {"paging", pagingCases}, {"former", formerCases}, {"extract", extractCases}, {"limits", limitCases},
		{"isolation", isolationCases}, {"reload", reloadCases}, {"concurrency", concurrencyCases}, {"neighbours", neighbourCases}, {"trace", traceCases}, {"links", linkCases}, {"crowd", crowdCases}, {"thresholds", thresholdCases}, {"random", randomCases},
	} {
		for _, c := range g.cases {
			c.Group = g.name
			all = append(all, c)
		}
	}
	return all
}

// TestStore runs every case against a store. open returns a new, empty backend, which the
// suite closes; it is called some fifteen times. The fixture is loaded once for all cases
// that only read. Several test binaries may run at once.
func TestStore(t *testing.T, open func(t testing.TB) graph.Backend) {
	TestGroups(t, open, func(string) bool { return true })
}

// TestGroups runs the groups of the suite that are wanted.
func TestGroups(t *testing.T, open func(t testing.TB) graph.Backend, wanted func(group string) bool) {
	s := NewSuite(func() graph.Backend { return open(t) })
	defer s.Close()
	groups := map[string][]Case{}
	var names []string
	for _, c := range Cases() {
		if !wanted(c.Group) {
			continue
		}
		if groups[c.Group] == nil {
			names = append(names, c.Group)
		}
		groups[c.Group] = append(groups[c.Group], c)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			for _, c := range groups[name] {
				t.Run(c.Name, func(t *testing.T) { c.Run(t.Context(), t, s) })
			}
		})
	}
}

// Suite holds what the cases share.
type Suite struct {
	open   func() graph.Backend
	opened []*graph.Store
	held   *graph.Store // holds the fixture
	model  *model       // of the fixture
}

// NewSuite returns a suite over a store, to run [Cases] one by one. The caller must
// close it.
func NewSuite(open func() graph.Backend) *Suite { return &Suite{open: open} }

// Close closes the stores that the suite opened.
func (s *Suite) Close() {
	for _, store := range s.opened {
		_ = store.Close() // its cases have failed if it cannot be closed
	}
}

// empty opens another store.
func (s *Suite) empty() *graph.Store {
	store := graph.NewStore(s.open())
	s.opened = append(s.opened, store)
	return store
}

// read opens a reader of the fixture, which the first call loads.
func (s *Suite) read(ctx context.Context, t T) *graph.Reader {
	t.Helper()
	if s.held == nil {
		store := s.empty()
		load(ctx, t, store, Fixture())
		s.held, s.model = store, modelOf(ctx, t, Fixture())
	}
	return open(ctx, t, s.held)
}

// reading returns a case that reads the fixture.
func reading(name string, run func(ctx context.Context, t T, r *graph.Reader, m *model)) Case {
	return Case{Name: name, Run: func(ctx context.Context, t T, s *Suite) {
		r := s.read(ctx, t)
		defer finish(t, r)
		run(ctx, t, r, s.model)
	}}
}

func finish(t T, r *graph.Reader) {
	t.Helper()
	if err := r.Close(); err != nil {
		t.Errorf("closing a reader: %v", err)
	}
}

func load(ctx context.Context, t T, store *graph.Store, src graph.Source) graph.Report {
	t.Helper()
	report, err := store.Load(ctx, src, nil)
	if err != nil {
		t.Fatalf("loading: %v", err)
	}
	return report
}

func open(ctx context.Context, t T, store *graph.Store) *graph.Reader {
	t.Helper()
	r, err := store.Read(ctx)
	if err != nil {
		t.Fatalf("opening: %v", err)
	}
	return r
}
