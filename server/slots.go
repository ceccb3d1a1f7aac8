package server

import (
	"context"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

// slots bounds the number of operations that are executed at the same time: more
// than a few for each processor only take memory from each other.
type slots struct {
	free chan struct{}
	wait time.Duration
}

func newSlots(n int, wait time.Duration) *slots {
	return &slots{free: make(chan struct{}, n), wait: wait}
}

// take waits for a slot and returns the function that frees it.
func (s *slots) take(ctx context.Context) (free func(), err *gqlerror.Error) {
	free = func() { <-s.free }
	select {
	case s.free <- struct{}{}:
		return free, nil
	default:
	}
	patience := time.NewTimer(s.wait)
	defer patience.Stop()
	select {
	case s.free <- struct{}{}:
		return free, nil
	case <-ctx.Done():
		return nil, present(ctx, ctx.Err())
	case <-patience.C:
		return nil, &gqlerror.Error{
			Message:    "the server is busy with other requests: try again in a few seconds",
			Extensions: map[string]any{"code": codeUnavailable},
		}
	}
}
