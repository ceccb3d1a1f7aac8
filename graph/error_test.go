package graph_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"policygraph/graph"
)

func TestCodeOf(t *testing.T) {
	for _, c := range []struct {
		rule string
		err  error
		want graph.Code
	}{
		{"no error", nil, ""},
		{"an error has its code", graph.Errorf(graph.CodeConflict, "a load is under way"), graph.CodeConflict},
		{"a wrapped error keeps it", fmt.Errorf("loading: %w", graph.Errorf(graph.CodeLimit, "too many")), graph.CodeLimit},
		{"a deadline is a timeout", fmt.Errorf("reading: %w", context.DeadlineExceeded), graph.CodeTimeout},
		{"so is a cancelled context", context.Canceled, graph.CodeTimeout},
		{"the outer code counts", graph.Errorf(graph.CodeUnavailable, "no answer: %w", context.Canceled), graph.CodeUnavailable},
		{"anything else is a fault of the program", errors.New("oops"), graph.CodeInternal},
	} {
		if got := graph.CodeOf(c.err); got != c.want {
			t.Errorf("%s: %q, want %q", c.rule, got, c.want)
		}
	}
}

func TestErrorKeepsItsCauseApart(t *testing.T) {
	cause := errors.New("connection refused")
	for _, c := range []struct {
		err           *graph.Error
		message, text string
	}{
		{graph.Errorf(graph.CodeUnavailable, "the store does not answer: %w", cause), "the store does not answer", "the store does not answer: connection refused"},
		{graph.Errorf(graph.CodeUnavailable, "%w, says the store", cause), "connection refused, says the store", "connection refused, says the store: connection refused"},
		{graph.Errorf(graph.CodeInvalid, "invalid id %q", "x"), `invalid id "x"`, `invalid id "x"`},
	} {
		if c.err.Message != c.message || c.err.Error() != c.text {
			t.Errorf("message %q, text %q", c.err.Message, c.err.Error())
		}
	}
	if !errors.Is(graph.Errorf(graph.CodeUnavailable, "the store does not answer: %w", cause), cause) {
		t.Error("the cause is lost")
	}
}
