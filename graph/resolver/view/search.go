package view

import (
	"context"

	"policygraph/graph"
	"policygraph/graph/textmatch"
)

// defaultHits is the number of hits on a page where first is not given.
const defaultHits = 10

// Search resolves the field.
func (Query) Search(ctx context.Context, text string, kinds []graph.Kind, first *int, after *string) (*SearchConnection, error) {
	r, err := requestOf(ctx)
	if err != nil {
		return nil, err
	}
	if first == nil {
		first = new(defaultHits)
	}
	q := graph.SearchQuery{Text: text, Kinds: kinds, Page: pageOf(first, after, nil, nil)}
	found, err := r.reader.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	p := &pages[graph.Hit]{request: r, query: q, connections: []graph.Connection[graph.Hit]{found}}
	hits := p.items()
	entities := make([]*graph.Entity, len(hits))
	for i, hit := range hits {
		entities[i] = hit.Entity
	}
	return &SearchConnection{page[graph.Hit]{p, 0}, newCohort(r, graph.AsOf{}, entities)}, nil
}

// SearchConnection resolves a page of hits.
type SearchConnection struct {
	page[graph.Hit]
	found *entities
}

func (v *SearchConnection) query() graph.SearchQuery { return v.all.query.(graph.SearchQuery) }

// Tried resolves the field.
func (v *SearchConnection) Tried() []textmatch.Form {
	return textmatch.NewNeedle(v.query().Text).Tried()
}

// Kinds resolves the field.
func (v *SearchConnection) Kinds(ctx context.Context) ([]KindCount, error) {
	text := v.query().Text
	found, err := v.all.reader.Facets(ctx, graph.ListQuery{Filter: graph.EntityFilter{Text: &text}}, graph.FacetKind, len(graph.Kinds))
	if err != nil {
		return nil, err
	}
	counts := make([]KindCount, len(found[0]))
	for i, count := range found[0] {
		counts[i] = KindCount{graph.Kind(count.Value), count.Count}
	}
	return counts, nil
}

// Nodes resolves the field.
func (v *SearchConnection) Nodes() []Entity {
	nodes := make([]Entity, v.len())
	for i := range nodes {
		nodes[i] = newEntity(v.found, i)
	}
	return nodes
}

// Edges resolves the field.
func (v *SearchConnection) Edges() []*SearchEdge {
	return collect(v.len(), func(i int) SearchEdge { return SearchEdge{v, i} })
}

// SearchEdge resolves a hit.
type SearchEdge struct {
	page  *SearchConnection
	index int
}

func (v *SearchEdge) hit() graph.Hit { return v.page.all.connections[0].Edges[v.index].Item }

// Cursor resolves the field; so do those below.
func (v *SearchEdge) Cursor() string { return v.page.cursor(v.index) }
func (v *SearchEdge) Node() Entity   { return newEntity(v.page.found, v.index) }
func (v *SearchEdge) Score() float64 { return v.hit().Score() }
func (v *SearchEdge) Matched() Match { return Match{v.hit().Match} }

// Match resolves the name that matched.
type Match struct{ match textmatch.Match }

// Text resolves the field; so do those below.
func (v Match) Text() string           { return v.match.Text }
func (v Match) Form() textmatch.Form   { return v.match.Form }
func (v Match) How() textmatch.Quality { return v.match.How }
