package memory

import (
	"context"
	"slices"
	"sort"

	"policygraph/graph"
)

// bounds is a window in ordinals: from lo, up to but without hi.
type bounds struct {
	lo, hi  int32
	limit   int
	fromEnd bool
}

// within finds the bounds of a window among n records with ascending keys.
func within(w graph.Window, n int, key func(ordinal int32) string) bounds {
	b := bounds{hi: int32(n), limit: w.Limit, fromEnd: w.FromEnd}
	if w.After != "" {
		b.lo = int32(sort.Search(n, func(i int) bool { return key(int32(i)) > w.After }))
	}
	if w.Before != "" {
		b.hi = int32(sort.Search(n, func(i int) bool { return key(int32(i)) >= w.Before }))
	}
	return b
}

// checkEvery is how many items a loop passes between two looks at its context.
const checkEvery = 4096

// page merges sorted lists, which have no item in common, and gives the first
// (or last) items inside the bounds that are kept, ascending. keep may be nil.
func page(ctx context.Context, runs [][]int32, b bounds, keep func(int32) bool) ([]int32, error) {
	total := 0
	open := make([][]int32, 0, len(runs))
	for _, run := range runs {
		from, _ := slices.BinarySearch(run, b.lo)
		to, _ := slices.BinarySearch(run, b.hi)
		if from < to {
			open = append(open, run[from:to])
			total += to - from
		}
	}
	out := make([]int32, 0, min(total, b.limit))
	for passed := 0; len(open) > 0 && len(out) < b.limit; passed++ {
		if passed%checkEvery == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		var item int32
		if b.fromEnd {
			item, open = takeLast(open)
		} else {
			item, open = takeFirst(open)
		}
		if keep == nil || keep(item) {
			out = append(out, item)
		}
	}
	if b.fromEnd {
		slices.Reverse(out)
	}
	return out, nil
}

func takeFirst(open [][]int32) (int32, [][]int32) {
	best := 0
	for i := range open {
		if open[i][0] < open[best][0] {
			best = i
		}
	}
	item := open[best][0]
	if open[best] = open[best][1:]; len(open[best]) == 0 {
		open = slices.Delete(open, best, best+1)
	}
	return item, open
}

func takeLast(open [][]int32) (int32, [][]int32) {
	best := 0
	for i := range open {
		if open[i][len(open[i])-1] > open[best][len(open[best])-1] {
			best = i
		}
	}
	end := len(open[best]) - 1
	item := open[best][end]
	if open[best] = open[best][:end]; end == 0 {
		open = slices.Delete(open, best, best+1)
	}
	return item, open
}

// count counts the items that are kept. keep may be nil.
func count(ctx context.Context, runs [][]int32, keep func(int32) bool) (int, error) {
	n := 0
	for _, run := range runs {
		if keep == nil {
			n += len(run)
			continue
		}
		for i, item := range run {
			if i%checkEvery == 0 {
				if err := ctx.Err(); err != nil {
					return 0, err
				}
			}
			if keep(item) {
				n++
			}
		}
	}
	return n, nil
}

// rows pairs items with their keys.
func rows[T any](items []int32, key func(int32) string, item func(int32) T) []graph.Row[T] {
	out := make([]graph.Row[T], len(items))
	for i, ordinal := range items {
		out[i] = graph.Row[T]{Key: key(ordinal), Item: item(ordinal)}
	}
	return out
}
