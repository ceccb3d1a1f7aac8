package view

import (
	"context"

	"policygraph/graph"
)

// pages holds a page of a list for each distinct member of a cohort.
type pages[T any] struct {
	*request
	query       graph.Query
	connections []graph.Connection[T]
	starts      []int // index of each page's first item among the items of all pages
	index       []int // index of each member's page
	loads       loads
}

// items returns the items of all pages, in order.
func (p *pages[T]) items() []T {
	n := 0
	for _, c := range p.connections {
		n += len(c.Edges)
	}
	items := make([]T, 0, n)
	p.starts = make([]int, len(p.connections))
	for i, c := range p.connections {
		p.starts[i] = len(items)
		for _, e := range c.Edges {
			items = append(items, e.Item)
		}
	}
	return items
}

// page is one of them.
type page[T any] struct {
	all   *pages[T]
	index int
}

func (p page[T]) len() int            { return len(p.all.connections[p.index].Edges) }
func (p page[T]) start() int          { return p.all.starts[p.index] }
func (p page[T]) cursor(i int) string { return p.all.connections[p.index].Edges[i].Cursor() }

// PageInfo resolves the field.
func (p page[T]) PageInfo() PageInfo {
	c := &p.all.connections[p.index]
	info := PageInfo{HasNextPage: c.HasNextPage, HasPreviousPage: c.HasPreviousPage}
	if n := len(c.Edges); n > 0 {
		first, last := p.cursor(0), p.cursor(n-1)
		info.StartCursor, info.EndCursor = &first, &last
	}
	return info
}

// TotalCount resolves the field, for the pages of all parents at once.
func (p page[T]) TotalCount(ctx context.Context) (int, error) {
	totals, err := shared(ctx, &p.all.loads, "totals", func(ctx context.Context) ([]int, error) {
		return p.all.reader.Totals(ctx, p.all.query)
	})
	if err != nil {
		return 0, err
	}
	return totals[p.index], nil
}

// PageInfo resolves the type of that name.
type PageInfo struct {
	HasNextPage, HasPreviousPage bool
	StartCursor, EndCursor       *string
}

// recordPages holds pages of records; the records of all pages are a cohort.
type recordPages[T graph.Record] struct {
	pages[T]
	next *cohort[T]
}

// recordPage is one of them.
type recordPage[T graph.Record] struct {
	page[T]
	next *cohort[T]
}

// newRecordPages returns the pages that a read about a set returned; the set is nil
// where the read is about none.
func newRecordPages[T graph.Record](r *request, at graph.AsOf, s *set, q graph.Query, connections []graph.Connection[T]) *recordPages[T] {
	p := &recordPages[T]{pages: pages[T]{request: r, query: q, connections: connections}}
	if s != nil {
		p.index = s.index
	}
	p.next = newCohort(r, at, p.items())
	return p
}

// of returns the page of a member of the cohort that the read was about.
func (p *recordPages[T]) of(member int) recordPage[T] {
	return recordPage[T]{page[T]{&p.pages, p.index[member]}, p.next}
}

// only returns the page of a read that is about no set.
func (p *recordPages[T]) only() recordPage[T] {
	return recordPage[T]{page[T]{&p.pages, 0}, p.next}
}

// recordEdge is an edge of such a page.
type recordEdge[T graph.Record] struct {
	page  recordPage[T]
	index int
}

// Cursor resolves the field.
func (e recordEdge[T]) Cursor() string { return e.page.cursor(e.index) }

// pageOf returns the page that a field's arguments ask for.
func pageOf(first *int, after *string, last *int, before *string) graph.Page {
	p := graph.Page{First: first, Last: last}
	if after != nil {
		p.After = *after
	}
	if before != nil {
		p.Before = *before
	}
	return p
}
