package memory

import (
	"context"
	"slices"
	"sort"

	"policygraph/graph"
)

// run is a sorted list of ordinals; flags, if not nil, has the flags of each.
type run struct {
	items []int32
	flags []flags
}

func (r run) slice(from, to int) run {
	r.items = r.items[from:to]
	if r.flags != nil {
		r.flags = r.flags[from:to]
	}
	return r
}

// bounds is a window of ordinals, from lo up to but not including hi.
type bounds struct {
	lo, hi  int32
	limit   int
	fromEnd bool
}

// within returns the bounds of a window among n records with ascending keys.
func within(w graph.Window, n int, appendKey func(b []byte, ordinal int32) []byte) bounds {
	b := bounds{hi: int32(n), limit: w.Limit, fromEnd: w.FromEnd}
	var key []byte
	if w.After != "" {
		b.lo = int32(sort.Search(n, func(i int) bool {
			key = appendKey(key[:0], int32(i))
			return string(key) > w.After
		}))
	}
	if w.Before != "" {
		b.hi = int32(sort.Search(n, func(i int) bool {
			key = appendKey(key[:0], int32(i))
			return string(key) >= w.Before
		}))
	}
	return b
}

// checkEvery is the number of items after which a loop checks its context.
const checkEvery = 4096

// page merges sorted lists, which have no item in common, and returns the first (or
// last) items inside the bounds that pass the mask and for which keep returns true, in
// ascending order. keep may be nil. Of an item that the mask refuses only the flags are
// read.
func page(ctx context.Context, runs []run, b bounds, s flagMask, keep func(item int32, t flags) bool) ([]int32, error) {
	m := merge{flagMask: s}
	return m.page(ctx, runs, b, keep)
}

// merge merges sorted lists, forwards or backwards. Its pages share allocations.
type merge struct {
	flagMask
	fromEnd bool
	open    []run
	heads   []int32 // the next item of each
	pages   []int32 // all pages so far
}

func (m *merge) page(ctx context.Context, runs []run, b bounds, keep func(item int32, t flags) bool) ([]int32, error) {
	m.fromEnd, m.open, m.heads = b.fromEnd, slices.Grow(m.open[:0], len(runs)), slices.Grow(m.heads[:0], len(runs))
	total := 0
	for _, r := range runs {
		total += m.add(r, b)
	}
	from, most := len(m.pages), min(total, b.limit)
	if from+most > cap(m.pages) { // pages returned before keep the old array
		from, m.pages = 0, make([]int32, 0, max(most, min(2*cap(m.pages), 10_000)))
	}
	for passed := 0; len(m.open) > 0 && len(m.pages)-from < b.limit; passed++ {
		if passed%checkEvery == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		if item, t := m.take(); keep == nil || keep(item, t) {
			m.pages = append(m.pages, item)
		}
	}
	page := m.pages[from:len(m.pages):len(m.pages)]
	if b.fromEnd {
		slices.Reverse(page)
	}
	return page, nil
}

// add adds the part of a run inside the bounds and returns its length.
func (m *merge) add(r run, b bounds) int {
	from, to := 0, len(r.items)
	if to > 0 && r.items[0] < b.lo {
		from, _ = slices.BinarySearch(r.items, b.lo)
	}
	if to > 0 && r.items[to-1] >= b.hi {
		to, _ = slices.BinarySearch(r.items, b.hi)
	}
	if from >= to {
		return 0
	}
	if r = m.skip(r.slice(from, to)); len(r.items) > 0 {
		m.open = append(m.open, r)
		m.heads = append(m.heads, m.head(r))
	}
	return to - from
}

func (m *merge) head(r run) int32 {
	if m.fromEnd {
		return r.items[len(r.items)-1]
	}
	return r.items[0]
}

// skip removes the next items of a run as long as the mask refuses them.
func (m *merge) skip(r run) run {
	if r.flags == nil || m.all {
		return r
	}
	if m.fromEnd {
		n := len(r.flags)
		for n > 0 && !m.passes(r.flags[n-1]) {
			n--
		}
		return r.slice(0, n)
	}
	i := 0
	for i < len(r.flags) && !m.passes(r.flags[i]) {
		i++
	}
	return r.slice(i, len(r.items))
}

func (m *merge) take() (int32, flags) {
	best := 0
	for i, head := range m.heads {
		if m.fromEnd && head > m.heads[best] || !m.fromEnd && head < m.heads[best] {
			best = i
		}
	}
	item, r := m.heads[best], m.open[best]
	var t flags
	if m.fromEnd {
		last := len(r.items) - 1
		if r.flags != nil {
			t = r.flags[last]
		}
		r = r.slice(0, last)
	} else {
		if r.flags != nil {
			t = r.flags[0]
		}
		r = r.slice(1, len(r.items))
	}
	if r = m.skip(r); len(r.items) == 0 {
		m.open, m.heads = slices.Delete(m.open, best, best+1), slices.Delete(m.heads, best, best+1)
	} else {
		m.open[best], m.heads[best] = r, m.head(r)
	}
	return item, t
}

// count counts the items that pass the mask and for which keep returns true. keep may
// be nil.
func count(ctx context.Context, runs []run, s flagMask, keep func(item int32, t flags) bool) (int, error) {
	n := 0
	for _, r := range runs {
		if r.flags == nil && keep == nil || s.all && keep == nil {
			n += len(r.items)
			continue
		}
		for i, item := range r.items {
			if i%checkEvery == 0 {
				if err := ctx.Err(); err != nil {
					return 0, err
				}
			}
			var t flags
			if r.flags != nil {
				if t = r.flags[i]; !s.passes(t) {
					continue
				}
			}
			if keep == nil || keep(item, t) {
				n++
			}
		}
	}
	return n, nil
}
