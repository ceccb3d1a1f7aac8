package memory

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"policygraph/graph"
)

// workers runs the steps of a load on all cores until its context ends, and reports
// progress.
type workers struct {
	ctx      context.Context
	progress graph.Progress
}

func cores() int { return runtime.GOMAXPROCS(0) }

// leastBlock is the smallest number of items that a worker is given at once.
const leastBlock = 32

// each splits 0…n into ranges and calls do for each, concurrently and in any order.
// It returns the first error, or that of the context.
func (c *workers) each(phase string, n int, do func(from, to int) error) error {
	return c.eachBlock(phase, n, max(leastBlock, min(checkEvery, n/(8*cores()))), do)
}

// eachBlock is [workers.each] with ranges of a given length.
func (c *workers) eachBlock(phase string, n, block int, do func(from, to int) error) error {
	var reporting sync.Mutex
	done := 0
	g, ctx := errgroup.WithContext(c.ctx)
	g.SetLimit(cores())
	for from := 0; from < n && ctx.Err() == nil; from += block {
		g.Go(func() error {
			to := min(from+block, n)
			if err := do(from, to); err != nil {
				return err
			}
			reporting.Lock()
			defer reporting.Unlock()
			done += to - from
			c.progress(graph.Step{Phase: phase, Done: int64(done), Total: int64(n)})
			return nil
		})
	}
	return cmp.Or(g.Wait(), c.ctx.Err())
}

// sortAlone is the largest number of items that one core sorts on its own.
const sortAlone = 1 << 14

// sorted sorts in place on all cores: quicksort (Hoare 1962) down to parts that
// the standard library sorts.
func sorted[E any](ctx context.Context, items []E, compare func(a, b E) int) error {
	var others errgroup.Group
	others.SetLimit(cores() - 1)
	var sort func([]E)
	sort = func(s []E) {
		for len(s) > sortAlone {
			if ctx.Err() != nil {
				return
			}
			middle := partition(s, compare)
			left := s[:middle]
			s = s[middle:]
			if !others.TryGo(func() error { sort(left); return nil }) {
				sort(left)
			}
		}
		slices.SortFunc(s, compare)
	}
	sort(items)
	_ = others.Wait() // sorting does not fail
	return ctx.Err()
}

// partition arranges items so that none before the returned index is greater than
// any from there on; neither part is empty.
func partition[E any](s []E, compare func(a, b E) int) int {
	sample := make([]int, 0, 9)
	for i := range 9 {
		sample = append(sample, i*(len(s)-1)/8)
	}
	slices.SortFunc(sample, func(a, b int) int { return compare(s[a], s[b]) })
	s[0], s[sample[4]] = s[sample[4]], s[0]
	pivot := s[0]
	i, j := -1, len(s)
	for {
		for i++; compare(s[i], pivot) < 0; i++ {
		}
		for j--; compare(s[j], pivot) > 0; j-- {
		}
		if i >= j {
			return j + 1
		}
		s[i], s[j] = s[j], s[i]
	}
}
