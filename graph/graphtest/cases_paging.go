package graphtest

import (
	"context"
	"fmt"
	"slices"

	"policygraph/graph"
	"policygraph/internal/testenv"
)

// singles returns queries with one answer: [windowed], and those of all tables, one for
// each member of their sets.
func singles() []graph.Query {
	out := slices.Clone(windowed)
	for _, q := range everyQuery() {
		set := setOf(q)
		if set == nil {
			out = append(out, q)
		}
		for i := range set {
			out = append(out, about(q, set[i:i+1]))
		}
	}
	return out
}

var pagingCases = []Case{
	reading("the pages of a list, forward or backward and of any size, are the whole list", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		every := testenv.Size(t, 1, 3, 1) // every list, or every third
		for i, q := range singles() {
			if i%every > 0 && i >= len(windowed) {
				continue
			}
			want := m.answer(q)[0]
			// A page of a remote store takes a round trip, so small pages are read of every
			// tenth list only, and of the lists in windowed.
			sizes := []int{5}
			if i%10 == 0 || i < len(windowed) {
				sizes = []int{1, 2, 3, 100}
			}
			if len(want) > 40 {
				sizes = []int{7, 100}
			}
			for _, size := range sizes {
				expectOrder(t, fmt.Sprintf("%s forward by %d", inFull(q), size), forward(ctx, t, r, q, size, "", everything), want)
				expectOrder(t, fmt.Sprintf("%s backward by %d", inFull(q), size), backward(ctx, t, r, q, size, everything), want)
			}
		}
	}),
	reading("a page between two cursors has the rows between them, from either end", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		for _, q := range windowed {
			all := one(ctx, t, r, q, first(graph.MaxPage)).rows
			if len(all) < 6 {
				t.Fatalf("%s has too few rows for a window: %d", inFull(q), len(all))
			}
			for from := range len(all) {
				to := min(from+5, len(all)-1)
				for _, fromEnd := range []bool{false, true} {
					p := first(3)
					want := all[from+1 : max(to, from+1)]
					if fromEnd {
						p = last(3)
						want = want[max(0, len(want)-3):]
					}
					want = want[:min(3, len(want))]
					p.After, p.Before = all[from].cursor, all[to].cursor
					if got := one(ctx, t, r, q, p).rows; !slices.Equal(got, want) {
						t.Errorf("%s between rows %d and %d, from the end %t:\n got %v\nwant %v", inFull(q), from, to, fromEnd, got, want)
					}
				}
			}
		}
	}),
	reading("the default page has 20 rows", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		got := one(ctx, t, r, graph.ListQuery{}, graph.Page{})
		if len(got.rows) != graph.DefaultPage || !got.hasNext || got.hasPrev {
			t.Errorf("%d rows, next %t, previous %t", len(got.rows), got.hasNext, got.hasPrev)
		}
	}),
	reading("the first pages of a set each say whether there are more", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		q := graph.ClaimQuery{Of: of(MorningStar, Zhao, Workshop, SmartPlan)}
		for _, p := range []graph.Page{first(3), last(3)} {
			pages, err := ask(ctx, r, q, p)
			if err != nil {
				t.Fatalf("%v", err)
			}
			if len(pages) != len(q.Of) {
				t.Fatalf("%d answers for %d parents", len(pages), len(q.Of))
			}
			for i, want := range m.answer(q) {
				more := len(want) > 3
				if p.First != nil {
					want = want[:min(3, len(want))]
				} else {
					want = want[max(0, len(want)-3):]
				}
				expectOrder(t, string(q.Of[i]), pages[i].texts(), want)
				if got := pages[i].hasNext || pages[i].hasPrev; got != more {
					t.Errorf("%s: more pages %t, want %t", q.Of[i], got, more)
				}
			}
		}
	}),
	reading("a row has the same cursor read forward and backward", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		for _, q := range windowed {
			all := one(ctx, t, r, q, first(graph.MaxPage)).rows
			backwards := one(ctx, t, r, q, last(graph.MaxPage)).rows
			if !slices.Equal(all, backwards) {
				t.Errorf("%s: cursors differ from either end", inFull(q))
			}
		}
	}),
	reading("a cursor of another list is invalid", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		for i, from := range windowed {
			cursor := cursorOf(ctx, t, r, from, 1)
			for j, to := range windowed {
				if i == j {
					continue
				}
				p := first(2)
				p.After = cursor
				_, err := ask(ctx, r, to, p)
				expectCode(t, fmt.Sprintf("a cursor of %s in %s", inFull(from), inFull(to)), err, graph.CodeInvalid)
			}
		}
		for _, cursor := range []string{"x", "AAAA", "no cursor", "AAAAAAAAAAAAAAAA"} {
			p := last(2)
			p.Before = cursor
			_, err := ask(ctx, r, graph.ListQuery{}, p)
			expectCode(t, cursor, err, graph.CodeInvalid)
		}
	}),
	reading("a cursor is valid for one member of a set only", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		p := first(2)
		p.After = cursorOf(ctx, t, r, graph.ClaimQuery{Of: of(MorningStar)}, 1)
		_, err := ask(ctx, r, graph.ClaimQuery{Of: of(MorningStar, SmartPlan)}, p)
		expectCode(t, "a cursor for two parents", err, graph.CodeInvalid)
	}),
	reading("a page of 0 or more than MaxPage rows, or of both first and last, is invalid", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		both := first(1)
		both.Last = both.First
		for _, q := range windowed {
			for _, p := range []graph.Page{first(0), last(0), first(-1), first(graph.MaxPage + 1), last(graph.MaxPage + 1), both} {
				_, err := ask(ctx, r, q, p)
				expectCode(t, inFull(q), err, graph.CodeInvalid)
			}
		}
	}),
}

// windowed are lists with at least six rows, all different.
var windowed = []graph.Query{
	graph.ListQuery{},
	graph.ListQuery{Order: graph.EntityOrder{Field: graph.OrderByName, Direction: graph.Desc}},
	graph.ListQuery{Order: graph.EntityOrder{Field: graph.OrderByDate, Direction: graph.Desc}},
	graph.ListQuery{Order: graph.EntityOrder{Field: graph.OrderByRelations, Direction: graph.Asc}, Filter: graph.EntityFilter{Kinds: kinds(graph.Policy, graph.Enterprise, graph.Region)}},
	graph.ListQuery{Of: of(PlanText)},
	graph.ListQuery{Of: of(PlanText), Order: graph.EntityOrder{Field: graph.OrderByName, Direction: graph.Desc}},
	graph.ListQuery{Filter: graph.EntityFilter{IDs: of(Zhao, Lin, Beichen, Langang, Yunhe, Cloud, Lanxin)}},
	graph.ClaimQuery{},
	graph.ClaimQuery{At: graph.AsOf{KnownAsOf: "2025-01-31"}},
	graph.ClaimQuery{Of: of(MorningStar)},
	graph.ClaimQuery{Of: of(SmartPlan), Distinct: true},
	graph.ClaimQuery{Of: of(MorningStar), Types: types(graph.SelectedFor, graph.ParticipatesIn), Direction: graph.In, Distinct: true, At: graph.AsOf{KnownAsOf: "2025-01-31"}},
	graph.FigureQuery{},
	graph.FigureQuery{By: graph.ByIndicator, Of: of(Factories)},
}
