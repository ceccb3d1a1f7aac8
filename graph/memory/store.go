package memory

import (
	"context"
	"sync"
	"sync/atomic"

	"policygraph/graph"
)

// Store is a [graph.Backend] in memory.
type Store struct {
	config  Config
	held    atomic.Pointer[snapshot]
	loading sync.Mutex
}

var _ graph.Backend = (*Store)(nil)

// New returns an empty store.
func New() *Store { return NewWithConfig(Config{}) }

// NewWithConfig returns an empty store with the given limits.
func NewWithConfig(config Config) *Store { return &Store{config: config.withDefaults()} }

// Open implements [graph.Backend].
func (s *Store) Open(ctx context.Context) (graph.Snapshot, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	held := s.held.Load()
	if held == nil {
		return nil, graph.Errorf(graph.CodeUnavailable, "the store holds no dataset; load one first")
	}
	return held, nil
}

// Load implements [graph.Backend].
func (s *Store) Load(ctx context.Context, src graph.Source, progress graph.Progress) (graph.Report, error) {
	if !s.loading.TryLock() {
		return graph.Report{}, graph.Errorf(graph.CodeConflict, "another load is in progress; try again when it has finished")
	}
	defer s.loading.Unlock()
	if progress == nil {
		progress = func(graph.Step) {}
	}

	old := s.held.Load()
	dataset := src.Dataset()
	report := graph.Report{Version: dataset.Version}
	if old != nil {
		report.Previous = old.dataset.Version
		if report.Previous == report.Version {
			report.Unchanged = old.size()
			return report, ctx.Err()
		}
	}
	next, err := build(ctx, src, s.config, progress)
	if err != nil {
		return graph.Report{}, err
	}
	if err := compare(&workers{ctx, progress}, old, next, &report); err != nil {
		return graph.Report{}, err
	}
	s.held.Store(next)
	return report, nil
}

// Close implements [graph.Backend]. Snapshots still open stay readable.
func (s *Store) Close() error {
	s.held.Store(nil)
	return nil
}
