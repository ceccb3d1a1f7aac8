// Package ordered does work on several workers and takes the results in order.
package ordered

import (
	"context"
	"iter"
	"runtime"
	"sync"
)

// Do processes jobs with the given number of workers, 0 for one on each core, and
// passes the results to take in the order of the jobs. newWorker is called once for
// each worker. Jobs are pulled only a few ahead of the workers. Do returns when all
// jobs are done, at the first error of take, or when ctx ends.
//
// take is called in the goroutine of the caller, jobs and workers run in their own; all
// of them have ended when Do returns.
func Do[J, R any](ctx context.Context, workers int, jobs iter.Seq[J], newWorker func() func(J) R, take func(R) error) error {
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	defer running.Wait()
	defer cancel()

	type task struct {
		job  J
		done chan R // takes one result without a receiver
	}
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
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
		work := newWorker() // here, since take may change what it looks at
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
			if err := take(r); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return ctx.Err()
}
