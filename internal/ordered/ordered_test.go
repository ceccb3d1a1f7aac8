package ordered_test

import (
	"context"
	"errors"
	"iter"
	"slices"
	"testing"

	"policygraph/internal/ordered"
)

func upTo(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func squares() func(int) int { return func(i int) int { return i * i } }

func TestResultsComeInTheOrderOfTheJobs(t *testing.T) {
	for _, workers := range []int{0, 1, 7} {
		var got []int
		for r, err := range ordered.Results(t.Context(), workers, upTo(1000), squares) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, r)
		}
		if len(got) != 1000 || !slices.IsSorted(got) || got[999] != 999*999 {
			t.Errorf("%d workers: %d results, %v", workers, len(got), got)
		}
	}
}

func TestALoopThatEndsEndsTheWork(t *testing.T) {
	pulled := 0
	jobs := func(yield func(int) bool) {
		for yield(pulled) {
			pulled++
		}
	}
	for r, err := range ordered.Results(t.Context(), 2, jobs, squares) {
		if err != nil {
			t.Fatal(err)
		}
		if r == 100 {
			break
		}
	}
	if pulled < 10 || pulled > 100 { // the race detector would see a job that is still pulled
		t.Errorf("%d jobs were pulled for 11 results", pulled)
	}
}

func TestTheErrorOfAContextThatEndsComesLast(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	next, last := 0, error(nil)
	for r, err := range ordered.Results(ctx, 2, upTo(1000), squares) {
		if last != nil {
			t.Fatalf("%d, %v after %v", r, err, last)
		}
		if last = err; err != nil {
			continue
		}
		if r != next*next {
			t.Fatalf("%d after %d results", r, next)
		}
		if next++; next == 5 {
			cancel()
		}
	}
	if !errors.Is(last, context.Canceled) {
		t.Errorf("%v after %d results", last, next)
	}
}
