package memory

import (
	"slices"
	"sync/atomic"
)

// lists holds a sorted list of ordinals for each owner, all in one array.
type lists struct {
	start []int32 // where the list of each owner starts; one more at the end
	items []int32
}

func (l *lists) of(owner int32) []int32 { return l.items[l.start[owner]:l.start[owner+1]] }

// collect builds the lists of a number of owners. It calls give twice for each of n
// things, concurrently; give adds the thing's items to their owners, in any order.
func (c *workers) collect(phase string, owners, n int, give func(i int32, add func(owner, item int32))) (lists, error) {
	l := lists{start: make([]int32, owners+1)}
	count := func(owner, _ int32) { atomic.AddInt32(&l.start[owner+1], 1) }
	if err := c.each(phase, n, func(from, to int) error {
		for i := from; i < to; i++ {
			give(int32(i), count)
		}
		return nil
	}); err != nil {
		return l, err
	}
	sum(l.start)
	l.items = make([]int32, l.start[owners])
	next := slices.Clone(l.start)
	put := func(owner, item int32) { l.items[atomic.AddInt32(&next[owner], 1)-1] = item }
	if err := c.each(phase, n, func(from, to int) error {
		for i := from; i < to; i++ {
			give(int32(i), put)
		}
		return nil
	}); err != nil {
		return l, err
	}
	return l, c.each(phase, owners, func(from, to int) error {
		for owner := from; owner < to; owner++ {
			slices.Sort(l.of(int32(owner)))
		}
		return nil
	})
}

// sum turns counts into start positions.
func sum(counts []int32) {
	for i := 1; i < len(counts); i++ {
		counts[i] += counts[i-1]
	}
}

// divided keeps retracted statements apart, so that reads of live ones need not
// skip them.
type divided struct{ lists }

// divide is collect for divided lists; give also says whether an item is
// retracted.
func (c *workers) divide(phase string, owners, n int, give func(i int32, add func(owner, item int32, retracted bool))) (divided, error) {
	l, err := c.collect(phase, 2*owners, n, func(i int32, add func(owner, item int32)) {
		give(i, func(owner, item int32, retracted bool) {
			if owner *= 2; retracted {
				owner++
			}
			add(owner, item)
		})
	})
	return divided{l}, err
}

// of appends the lists of an owner that can be seen at the dates.
func (d *divided) of(runs []run, owner int32, at clocks) []run {
	runs = append(runs, run{items: d.lists.of(2 * owner)})
	if at.known != 0 {
		runs = append(runs, run{items: d.lists.of(2*owner + 1)})
	}
	return runs
}

// upTo returns 0, 1, … n-1.
func upTo(n int) []int32 {
	all := make([]int32, n)
	for i := range all {
		all[i] = int32(i)
	}
	return all
}
