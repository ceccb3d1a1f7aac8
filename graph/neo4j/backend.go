package neo4j

import (
	"context"
	"sync/atomic"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/graph"
)

// Backend is a database in which a dataset is kept. It implements
// [graph.Backend].
type Backend struct {
	config     Config
	driver     driver.DriverWithContext
	statements atomic.Int64
	texts      textCache

	// turn is held by who uses what follows.
	turn chan struct{}
	// current is the release that the pointer was at when it was last looked at.
	current *release
	looked  time.Time
	// moved stands for the state of the database that a load of ours ended with.
	moved driver.Bookmarks
}

var _ graph.Backend = (*Backend)(nil)

// pointerAge is how old the knowledge of the pointer may be.
const pointerAge = time.Second

// Stats counts what was asked of the server.
type Stats struct {
	// Statements is how many Cypher statements reads have run, retries included.
	Statements int64
}

// Stats counts since Open.
func (b *Backend) Stats() Stats { return Stats{Statements: b.statements.Load()} }

// Open implements [graph.Backend]. It asks the server once a second at most.
func (b *Backend) Open(ctx context.Context) (graph.Snapshot, error) {
	select {
	case b.turn <- struct{}{}:
		defer func() { <-b.turn }()
	case <-ctx.Done():
		return nil, b.explain(ctx, ctx.Err())
	}
	if b.current == nil || time.Since(b.looked) > pointerAge {
		asked := time.Now()
		next, err := b.readPointer(ctx, b.current, b.moved, b.readRow)
		if err != nil {
			return nil, err
		}
		b.current, b.looked = next, asked
	}
	if b.current == nil {
		return nil, graph.Errorf(graph.CodeUnavailable, "Neo4j at %s holds no dataset: load one with policygraph load", b.config.URI)
	}
	return &snapshot{backend: b, release: b.current}, nil
}

// follow makes the next Open look at the pointer, as it is from the bookmarks on.
func (b *Backend) follow(moved driver.Bookmarks) {
	b.turn <- struct{}{}
	b.looked, b.moved = time.Time{}, moved
	<-b.turn
}

// Close implements [graph.Backend].
func (b *Backend) Close() error {
	return b.driver.Close(context.Background())
}
