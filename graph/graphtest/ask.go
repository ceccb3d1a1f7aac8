package graphtest

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"policygraph/graph"
)

// All queries are tested in the same way: their rows are formatted as text, and all pages
// are read.

// row is a row of an answer as text.
type row struct{ cursor, text string }

// answer is a page as text.
type answer struct {
	rows             []row
	hasNext, hasPrev bool
}

func (a answer) texts() []string {
	out := make([]string, len(a.rows))
	for i, r := range a.rows {
		out[i] = r.text
	}
	return out
}

// answersOf formats pages.
func answersOf[T any](pages []graph.Connection[T], text func(T) string) []answer {
	out := make([]answer, len(pages))
	for i, p := range pages {
		out[i] = answer{hasNext: p.HasNextPage, hasPrev: p.HasPreviousPage}
		for _, e := range p.Edges {
			out[i].rows = append(out[i].rows, row{e.Cursor(), text(e.Item)})
		}
	}
	return out
}

func idOf[R graph.Record](r R) string { return string(r.RecordID()) }

// edgeText formats an edge, with its claims by id.
func edgeText(e graph.Edge) string {
	text := string(e.Claim.ID)
	if e.Other != nil {
		text += fmt.Sprintf(" %s %s", e.Direction, e.Other.ID)
	}
	if e.Claims != nil {
		ids := make([]string, len(e.Claims))
		for i, c := range e.Claims {
			ids[i] = string(c.ID)
		}
		text += " [" + strings.Join(ids, " ") + "]"
	}
	return text
}

// hitText formats a hit.
func hitText(h graph.Hit) string {
	text := fmt.Sprintf("%s %s %s %q", h.Entity.ID, h.Match.How, h.Match.Form, h.Match.Text)
	if h.Match.Alias {
		text += " alias"
	}
	return text
}

// ask reads one page of any query, for each of its set.
func ask(ctx context.Context, r *graph.Reader, q graph.Query, p graph.Page) ([]answer, error) {
	switch q := q.(type) {
	case graph.ListQuery:
		q.Page = p
		pages, err := r.List(ctx, q)
		return answersOf(pages, idOf), err
	case graph.ClaimQuery:
		q.Page = p
		pages, err := r.Claims(ctx, q)
		return answersOf(pages, edgeText), err
	case graph.FigureQuery:
		q.Page = p
		pages, err := r.Figures(ctx, q)
		return answersOf(pages, idOf), err
	case graph.DocumentQuery:
		q.Page = p
		pages, err := r.Documents(ctx, q)
		return answersOf(pages, idOf), err
	case graph.IndicatorQuery:
		q.Page = p
		page, err := r.Indicators(ctx, q)
		return answersOf([]graph.Connection[*graph.Indicator]{page}, idOf), err
	case graph.SearchQuery:
		q.Page = p
		page, err := r.Search(ctx, q)
		return answersOf([]graph.Connection[graph.Hit]{page}, hitText), err
	default:
		return nil, fmt.Errorf("unknown type of query %T", q)
	}
}

// setOf returns the set of a query; nil if it lists everything.
func setOf(q graph.Query) []graph.ID {
	switch q := q.(type) {
	case graph.ListQuery:
		return q.Of
	case graph.ClaimQuery:
		return q.Of
	case graph.FigureQuery:
		return q.Of
	case graph.DocumentQuery:
		return q.Of
	default:
		return nil
	}
}

// about returns the query with another set.
func about(q graph.Query, of []graph.ID) graph.Query {
	switch q := q.(type) {
	case graph.ListQuery:
		q.Of = of
		return q
	case graph.ClaimQuery:
		q.Of = of
		return q
	case graph.FigureQuery:
		q.Of = of
		return q
	case graph.DocumentQuery:
		q.Of = of
		return q
	default:
		return q
	}
}

func first(n int) graph.Page { return graph.Page{First: &n} }
func last(n int) graph.Page  { return graph.Page{Last: &n} }

// whole reads all pages of a query, for each of its set.
func whole(ctx context.Context, t T, r *graph.Reader, q graph.Query) [][]string {
	t.Helper()
	pages, err := ask(ctx, r, q, first(graph.MaxPage))
	if err != nil {
		t.Fatalf("%s: %v", inFull(q), err)
	}
	lists := make([][]string, len(pages))
	for i, p := range pages {
		lists[i] = p.texts()
		if p.hasNext {
			if len(p.rows) == 0 {
				t.Fatalf("%s: another page follows one without rows", inFull(q))
			}
			one := q
			if of := setOf(q); of != nil {
				one = about(q, of[i:i+1])
			}
			rest := forward(ctx, t, r, one, graph.MaxPage, p.rows[len(p.rows)-1].cursor, everything)
			lists[i] = append(lists[i], rest...)
		}
	}
	return lists
}

// everything is more rows than a list has.
const everything = math.MaxInt

// forward reads pages of a query with one answer, after a cursor, to the end, or
// until there are enough rows.
func forward(ctx context.Context, t T, r *graph.Reader, q graph.Query, size int, after string, enough int) []string {
	t.Helper()
	var all []string
	for {
		p := first(size)
		p.After = after
		page := one(ctx, t, r, q, p)
		all = append(all, page.texts()...)
		if page.hasPrev != (after != "") {
			t.Fatalf("%s: hasPreviousPage is %t after %q", inFull(q), page.hasPrev, after)
		}
		if !page.hasNext || len(all) > enough {
			return all
		}
		if len(page.rows) != size {
			t.Fatalf("%s: a page of %d has %d rows and another page follows", inFull(q), size, len(page.rows))
		}
		if page.rows[size-1].cursor == after {
			t.Fatalf("%s: the page after %q ends where it began", inFull(q), after)
		}
		after = page.rows[size-1].cursor
	}
}

// backward reads pages from the end to the beginning, or until there are enough rows, and
// returns the rows in the order of the list.
func backward(ctx context.Context, t T, r *graph.Reader, q graph.Query, size, enough int) []string {
	t.Helper()
	var all []string
	before := ""
	for {
		p := last(size)
		p.Before = before
		page := one(ctx, t, r, q, p)
		all = append(page.texts(), all...)
		if page.hasNext != (before != "") {
			t.Fatalf("%s: hasNextPage is %t before %q", inFull(q), page.hasNext, before)
		}
		if !page.hasPrev || len(all) > enough {
			return all
		}
		if len(page.rows) != size {
			t.Fatalf("%s: a page of %d has %d rows and another page precedes", inFull(q), size, len(page.rows))
		}
		if page.rows[0].cursor == before {
			t.Fatalf("%s: the page before %q begins where it ended", inFull(q), before)
		}
		before = page.rows[0].cursor
	}
}

// one reads a page of a query that has one answer.
func one(ctx context.Context, t T, r *graph.Reader, q graph.Query, p graph.Page) answer {
	t.Helper()
	pages, err := ask(ctx, r, q, p)
	if err != nil {
		t.Fatalf("%s: %v", inFull(q), err)
	}
	if len(pages) != 1 {
		t.Fatalf("%s: %d answers, want 1", inFull(q), len(pages))
	}
	return pages[0]
}

// cursorOf returns the cursor of the n-th row of a list, from 1.
func cursorOf(ctx context.Context, t T, r *graph.Reader, q graph.Query, n int) string {
	t.Helper()
	page := one(ctx, t, r, q, first(n))
	if len(page.rows) < n {
		t.Fatalf("%s: %d rows on a first page of %d", inFull(q), len(page.rows), n)
	}
	return page.rows[n-1].cursor
}

// check reads a query whole and counts it, and compares both with the model.
// It returns the rows as [model.words] formats them.
func check(ctx context.Context, t T, r *graph.Reader, m *model, q graph.Query) [][]string {
	t.Helper()
	got, want := whole(ctx, t, r, q), m.answer(q)
	if len(got) != len(want) {
		t.Fatalf("%s: %d answers, want %d", inFull(q), len(got), len(want))
	}
	words := make([][]string, len(got))
	for i := range got {
		if !slices.Equal(got[i], want[i]) {
			t.Errorf("%s, answer %d:\n got %s\nwant %s", inFull(q), i, strings.Join(m.words(got[i]), ", "), strings.Join(m.words(want[i]), ", "))
		}
		words[i] = m.words(got[i])
	}
	compareTotals(ctx, t, r, q, want)
	return words
}

func checkTotals(ctx context.Context, t T, r *graph.Reader, m *model, q graph.Query) {
	t.Helper()
	compareTotals(ctx, t, r, q, m.answer(q))
}

func compareTotals(ctx context.Context, t T, r *graph.Reader, q graph.Query, want [][]string) {
	t.Helper()
	totals, err := r.Totals(ctx, q)
	if err != nil {
		t.Fatalf("total of %s: %v", inFull(q), err)
	}
	counted := make([]int, len(want))
	for i, list := range want {
		counted[i] = len(list)
	}
	if !slices.Equal(totals, counted) {
		t.Errorf("total of %s: %d, want %d", inFull(q), totals, counted)
	}
}

// inFull formats a query with all that its pointers refer to.
func inFull(q graph.Query) string {
	text, err := json.Marshal(q)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("%T%s of %q", q, text, setOf(q))
}

// expect compares lists, ignoring their order.
func expect(t T, what string, got, want []string) {
	t.Helper()
	got, want = slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %q\nwant %q", what, got, want)
	}
}

// expectOrder compares lists in order.
func expectOrder(t T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %q\nwant %q", what, got, want)
	}
}

func expectCode(t T, what string, err error, want graph.Code) {
	t.Helper()
	if got := graph.CodeOf(err); got != want {
		t.Errorf("%s: code %q (%v), want %q", what, got, err, want)
	}
}
