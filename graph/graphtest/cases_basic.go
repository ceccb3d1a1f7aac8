package graphtest

import (
	"context"
	"iter"
	"maps"

	"policygraph/graph"
)

var basicCases = []Case{
	{Name: "an empty store is unavailable", Run: func(ctx context.Context, t T, s *Suite) {
		_, err := s.empty().Read(ctx)
		expectCode(t, "reading an empty store", err, graph.CodeUnavailable)
	}},
	reading("a reader has the description of its source", func(_ context.Context, t T, r *graph.Reader, m *model) {
		got, want := *r.Dataset(), m.dataset
		if !maps.Equal(got.Kinds, want.Kinds) || !maps.Equal(got.Types, want.Types) || !maps.Equal(got.Former, want.Former) {
			t.Errorf("counts or former ids: got %v %v %v, want %v %v %v", got.Kinds, got.Types, got.Former, want.Kinds, want.Types, want.Former)
		}
		if got.Title != want.Title || got.Licence != want.Licence || got.Maintainer != want.Maintainer || got.Date != want.Date ||
			got.NewestDocument != want.NewestDocument || got.Version != want.Version {
			t.Errorf("got %+v, want %+v", got, want)
		}
		if again := r.Dataset(); again != r.Dataset() {
			t.Errorf("a reader returns two descriptions of its dataset")
		}
	}),
	{Name: "a load fails while another is in progress", Run: func(ctx context.Context, t T, s *Suite) {
		store := s.empty()
		source := &paused{Source: Fixture(), reached: make(chan struct{}), proceed: make(chan struct{})}
		done := make(chan error, 1)
		go func() {
			_, err := store.Load(ctx, source, nil)
			done <- err
		}()
		select {
		case <-source.reached:
		case err := <-done:
			t.Fatalf("the first load ended before it had read a record: %v", err)
		}
		if _, err := store.Read(ctx); graph.CodeOf(err) != graph.CodeUnavailable {
			t.Errorf("reading before the first load has ended: %v", err)
		}
		_, err := store.Load(ctx, Fixture(), nil)
		expectCode(t, "the second load", err, graph.CodeConflict)
		close(source.proceed)
		if err := <-done; err != nil {
			t.Errorf("the first load: %v", err)
		}
		finish(t, open(ctx, t, store))
	}},
	{Name: "a load reports its steps", Run: func(ctx context.Context, t T, s *Suite) {
		var steps []graph.Step
		if _, err := s.empty().Load(ctx, Fixture(), func(step graph.Step) { steps = append(steps, step) }); err != nil {
			t.Fatalf("loading: %v", err)
		}
		if len(steps) == 0 {
			t.Errorf("no step was reported")
		}
		for _, step := range steps {
			if step.Phase == "" || step.Done < 0 || step.Total < 0 || step.Total > 0 && step.Done > step.Total {
				t.Errorf("invalid step: %+v", step)
			}
		}
	}},
}

// paused is a source that waits before its second record.
type paused struct {
	graph.Source
	reached, proceed chan struct{}
	waited           bool
}

func (p *paused) Records(ctx context.Context) iter.Seq2[graph.Record, error] {
	return func(yield func(graph.Record, error) bool) {
		for r, err := range p.Source.Records(ctx) {
			if !yield(r, err) {
				return
			}
			if !p.waited {
				p.waited = true
				close(p.reached)
				<-p.proceed
			}
		}
	}
}
