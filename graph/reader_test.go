package graph_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/graph/memory"
)

// The rules that all stores share are kept by Reader: the groups of the suite
// that are about them.
func TestReader(t *testing.T) {
	s := graphtest.NewSuite(func() graph.Backend { return memory.New() })
	defer s.Close()
	for _, c := range graphtest.Cases() {
		if slices.Contains([]string{"nodes", "totals", "evidence", "counts", "indicators", "paging", "former", "limits"}, c.Group) {
			t.Run(c.Group+": "+c.Name, func(t *testing.T) { c.Run(t.Context(), t, s) })
		}
	}
}

// failing is a store whose reads fail.
type failing struct{ graph.Backend }

func (f failing) Open(ctx context.Context) (graph.Snapshot, error) {
	s, err := f.Backend.Open(ctx)
	return failingSnapshot{s}, err
}

type failingSnapshot struct{ graph.Snapshot }

var errGone = graph.Errorf(graph.CodeUnavailable, "the store is gone")

func (failingSnapshot) Nodes(context.Context, []graph.ID) ([]graph.Record, error) {
	return nil, errGone
}

func (failingSnapshot) Indicators(context.Context, graph.Window) ([]graph.Row[*graph.Indicator], error) {
	return nil, errGone
}

func (failingSnapshot) List(context.Context, graph.ListQuery, graph.Window) ([][]graph.Row[*graph.Entity], error) {
	return nil, errGone
}

func TestReaderPassesErrorsOn(t *testing.T) {
	store := graph.NewStore(failing{memory.New()})
	if _, err := store.Load(t.Context(), graphtest.Fixture(), func(graph.Step) {}); err != nil {
		t.Fatal(err)
	}
	r, err := store.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, errNodes := r.Nodes(t.Context(), []graph.ID{graphtest.Zhao})
	_, errIndicators := r.Indicators(t.Context(), graph.IndicatorQuery{})
	_, errList := r.List(t.Context(), graph.ListQuery{})
	for i, err := range []error{errNodes, errIndicators, errList} {
		if graph.CodeOf(err) != graph.CodeUnavailable {
			t.Errorf("read %d: %v", i, err)
		}
	}
}

func TestDatasetResolvesFormerIDs(t *testing.T) {
	d := &graph.Dataset{Former: map[graph.ID]graph.ID{"lab:old": "lab:new"}, Version: graph.Version{Date: "2025-01-01", Hash: "abcdef012345"}}
	for id, want := range map[graph.ID]graph.ID{"lab:old": "lab:new", "lab:new": "lab:new", "lab:other": "lab:other"} {
		if got := d.Resolve(id); got != want {
			t.Errorf("%s is %s now, want %s", id, got, want)
		}
	}
	if d.RecordID() != "dataset:2025-01-01-abcdef012345" {
		t.Errorf("%s", d.RecordID())
	}
}

// A message names the value that was given and what to give instead.
func TestMessagesSayWhatIsExpected(t *testing.T) {
	store := graph.NewStore(memory.New())
	if _, err := store.Load(t.Context(), graphtest.Fixture(), nil); err != nil {
		t.Fatal(err)
	}
	r, err := store.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	claims := func(q graph.ClaimQuery) error { _, err := r.Claims(t.Context(), q); return err }
	list := func(q graph.ListQuery) error { _, err := r.List(t.Context(), q); return err }
	facets := func(by graph.Facet) error { _, err := r.Facets(t.Context(), graph.ListQuery{}, by, 1); return err }
	for _, c := range []struct {
		err  error
		want string
	}{
		{claims(graph.ClaimQuery{Types: []graph.RelationType{"KNOWS"}}), `unknown relation type "KNOWS"; expected one of ISSUED, IMPLEMENTS, `},
		{claims(graph.ClaimQuery{Stages: []graph.Stage{"OVER"}}), `unknown stage "OVER"; expected one of PROPOSED, `},
		{list(graph.ListQuery{Filter: graph.EntityFilter{Kinds: []graph.Kind{"SHIP"}}}), `unknown kind "SHIP"; expected one of POLICY, AGENCY, `},
		{list(graph.ListQuery{Order: graph.EntityOrder{Field: "SIZE"}}), `unknown entity order "SIZE"; expected one of NAME, DATE, RELATIONS`},
		{list(graph.ListQuery{Of: []graph.ID{"document:a", "document:a"}}), `duplicate id "document:a"`},
		{facets("SIZE"), `unknown facet "SIZE"; expected one of KIND, `},
	} {
		if graph.CodeOf(c.err) != graph.CodeInvalid || !strings.HasPrefix(c.err.Error(), c.want) {
			t.Errorf("message %q, want %q", c.err, c.want)
		}
	}
}
