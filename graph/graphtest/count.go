package graphtest

import (
	"context"
	"maps"
	"sync"

	"policygraph/graph"
)

// Calls counts calls of the methods of [graph.Snapshot] by name. It is safe for
// concurrent use.
type Calls struct {
	mu       sync.Mutex
	byMethod map[string]int
}

// Of returns the number of calls of a method.
func (c *Calls) Of(method string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.byMethod[method]
}

// All returns the number of calls of each method that was called.
func (c *Calls) All() map[string]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.byMethod)
}

// Total returns the number of calls of all methods.
func (c *Calls) Total() int {
	total := 0
	for _, n := range c.All() {
		total += n
	}
	return total
}

// Reset starts again from zero.
func (c *Calls) Reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.byMethod = map[string]int{}
}

func (c *Calls) add(method string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.byMethod[method]++
}

// Count counts the reads of a backend.
func Count(b graph.Backend) (graph.Backend, *Calls) {
	calls := &Calls{byMethod: map[string]int{}}
	return countedBackend{b, calls}, calls
}

type countedBackend struct {
	graph.Backend
	calls *Calls
}

func (b countedBackend) Open(ctx context.Context) (graph.Snapshot, error) {
	s, err := b.Backend.Open(ctx)
	if err != nil {
		return nil, err
	}
	return countedSnapshot{s, b.calls}, nil
}

type countedSnapshot struct {
	graph.Snapshot
	calls *Calls
}

func (s countedSnapshot) Nodes(ctx context.Context, ids []graph.ID) ([]graph.Record, error) {
	s.calls.add("Nodes")
	return s.Snapshot.Nodes(ctx, ids)
}

func (s countedSnapshot) List(ctx context.Context, q graph.ListQuery, w graph.Window) ([][]graph.Row[*graph.Entity], error) {
	s.calls.add("List")
	return s.Snapshot.List(ctx, q, w)
}

func (s countedSnapshot) Claims(ctx context.Context, q graph.ClaimQuery, w graph.Window) ([][]graph.Row[graph.Edge], error) {
	s.calls.add("Claims")
	return s.Snapshot.Claims(ctx, q, w)
}

func (s countedSnapshot) Figures(ctx context.Context, q graph.FigureQuery, w graph.Window) ([][]graph.Row[*graph.Figure], error) {
	s.calls.add("Figures")
	return s.Snapshot.Figures(ctx, q, w)
}

func (s countedSnapshot) Documents(ctx context.Context, q graph.DocumentQuery, w graph.Window) ([][]graph.Row[*graph.Document], error) {
	s.calls.add("Documents")
	return s.Snapshot.Documents(ctx, q, w)
}

func (s countedSnapshot) Indicators(ctx context.Context, w graph.Window) ([]graph.Row[*graph.Indicator], error) {
	s.calls.add("Indicators")
	return s.Snapshot.Indicators(ctx, w)
}

func (s countedSnapshot) Evidence(ctx context.Context, of []graph.Passage, at graph.AsOf) ([][]graph.Evidence, error) {
	s.calls.add("Evidence")
	return s.Snapshot.Evidence(ctx, of, at)
}

func (s countedSnapshot) Totals(ctx context.Context, q graph.Query) ([]int, error) {
	s.calls.add("Totals")
	return s.Snapshot.Totals(ctx, q)
}

func (s countedSnapshot) RelationCounts(ctx context.Context, of []graph.ID, at graph.AsOf) ([][]graph.RelationCount, error) {
	s.calls.add("RelationCounts")
	return s.Snapshot.RelationCounts(ctx, of, at)
}

func (s countedSnapshot) Neighbours(ctx context.Context, q graph.NeighbourQuery) ([][]graph.Neighbour, error) {
	s.calls.add("Neighbours")
	return s.Snapshot.Neighbours(ctx, q)
}

func (s countedSnapshot) Search(ctx context.Context, q graph.SearchQuery, w graph.Window) ([]graph.Row[graph.Hit], error) {
	s.calls.add("Search")
	return s.Snapshot.Search(ctx, q, w)
}

func (s countedSnapshot) Facets(ctx context.Context, q graph.ListQuery, by graph.Facet, first int) ([][]graph.FacetCount, error) {
	s.calls.add("Facets")
	return s.Snapshot.Facets(ctx, q, by, first)
}
