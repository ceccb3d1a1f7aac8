package memory

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

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
	block := max(leastBlock, min(checkEvery, n/(8*cores())))
	var next atomic.Int64
	g, ctx := errgroup.WithContext(c.ctx)
	passed := make(chan int, cores())
	for range min(cores(), (n+block-1)/block) {
		g.Go(func() error {
			for ctx.Err() == nil {
				from := int(next.Add(int64(block))) - block
				if from >= n {
					return nil
				}
				to := min(from+block, n)
				if err := do(from, to); err != nil {
					return err
				}
				passed <- to - from
			}
			return ctx.Err()
		})
	}
	var err error
	go func() {
		err = g.Wait()
		close(passed)
	}()
	done := 0
	for some := range passed {
		done += some
		c.progress(graph.Step{Phase: phase, Done: int64(done), Total: int64(n)})
	}
	if err != nil {
		return err
	}
	return c.ctx.Err()
}

// sortAlone is the largest number of items that one core sorts on its own.
const sortAlone = 1 << 14

// sorted sorts in place on all cores: quicksort (Hoare 1962) down to parts that
// the standard library sorts.
func sorted[E any](ctx context.Context, items []E, compare func(a, b E) int) error {
	var others sync.WaitGroup
	idle := make(chan struct{}, cores()-1)
	var sort func([]E)
	sort = func(s []E) {
		for len(s) > sortAlone {
			if ctx.Err() != nil {
				return
			}
			middle := partition(s, compare)
			left := s[:middle]
			s = s[middle:]
			select {
			case idle <- struct{}{}:
				others.Go(func() {
					sort(left)
					<-idle
				})
			default:
				sort(left)
			}
		}
		slices.SortFunc(s, compare)
	}
	sort(items)
	others.Wait()
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
