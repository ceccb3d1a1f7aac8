package ordered

import (
	"context"
	"iter"
	"runtime"
	"sync"
)

// Do does the work for each job on so many cores, 0 for all of them, and
// takes the results in the order of the jobs. newWorker makes what one core
// works with. Jobs are asked for as they can be worked at: there are never more
// than a few for each core. It ends when the jobs do, at the first error of
// take, and with ctx.
//
// Jobs are made in a goroutine of their own and the work is done in others;
// take is called in the caller's, and all have ended when inOrder returns.
func Do[J, R any](ctx context.Context, cores int, jobs iter.Seq[J], newWorker func() func(J) R, take func(R) error) error {
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	defer running.Wait()
	defer cancel()

	type task struct {
		job  J
		done chan R // takes one result without a receiver
	}
	if cores == 0 {
		cores = runtime.GOMAXPROCS(0)
	}
	waiting := make(chan task, cores)
	inTurn := make(chan task, 2*cores)
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
	for range cores {
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
