// Package ordered does work on several workers and takes the results in order.
package ordered

import (
	"context"
	"iter"
	"runtime"
	"sync"
)

// Results processes jobs with the given number of workers, 0 for one on each core, and
// yields the results in the order of the jobs. newWorker is called once for each worker.
// Jobs are pulled only a few ahead of the workers. If ctx ends, its error comes last.
//
// Jobs and workers run in goroutines of their own; all of them have ended when the loop
// over the results has.
func Results[J, R any](ctx context.Context, workers int, jobs iter.Seq[J], newWorker func() func(J) R) iter.Seq2[R, error] {
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	type task struct {
		job  J
		done chan R // takes one result without a receiver
	}
	var none R
	return func(yield func(R, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		var running sync.WaitGroup
		defer running.Wait()
		defer cancel()
		waiting := make(chan task, workers)
		inTurn := make(chan task, 2*workers)
		running.Go(func() {
			defer close(waiting)
			defer close(inTurn)
			for job := range jobs {
				t := task{job, make(chan R, 1)}
				for _, to := range []chan task{inTurn, waiting} {
					select {
					case to <- t:
					case <-ctx.Done():
						return
					}
				}
			}
		})
		for range workers {
			work := newWorker() // here, since the loop may change what it looks at
			running.Go(func() {
				for t := range waiting {
					if ctx.Err() != nil {
						return
					}
					t.done <- work(t.job)
				}
			})
		}
		for t := range inTurn {
			select {
			case r := <-t.done:
				if !yield(r, nil) {
					return
				}
			case <-ctx.Done():
				yield(none, ctx.Err())
				return
			}
		}
		if err := ctx.Err(); err != nil {
			yield(none, err)
		}
	}
}
