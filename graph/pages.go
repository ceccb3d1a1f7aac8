package graph

import "iter"

// Pages returns the pages of one list, from its first, each of up to [MaxPage] items.
// read reads a page, such as [Reader.Claims] does for a query without a set; of what it
// returns, the first element counts.
func Pages[T any](read func(Page) ([]Connection[T], error)) iter.Seq2[[]T, error] {
	return func(yield func([]T, error) bool) {
		next := Page{First: new(MaxPage)}
		for {
			pages, err := read(next)
			if err != nil {
				yield(nil, err)
				return
			}
			page := pages[0]
			if len(page.Edges) == 0 {
				return
			}
			items := make([]T, len(page.Edges))
			for i, edge := range page.Edges {
				items[i] = edge.Item
			}
			if !yield(items, nil) || !page.HasNextPage {
				return
			}
			next.After = page.Edges[len(page.Edges)-1].Cursor()
		}
	}
}
