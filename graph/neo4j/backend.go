package neo4j

import (
	"context"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"golang.org/x/sync/singleflight"

	"policygraph/graph"
)

// Backend is a database in which a dataset is kept. It implements
// [graph.Backend].
type Backend struct {
	config     Config
	driver     driver.DriverWithContext
	statements atomic.Int64
	texts      textCache

	lookups singleflight.Group // who looks at the pointer does so for all who wait

	mu sync.Mutex // held by who uses what follows
	// current is the release that the pointer was at when it was last looked at.
	current *release
	checked time.Time
	// moved stands for the state of the database that the last of our loads, so many,
	// ended with.
	moved driver.Bookmarks
	loads int
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
	current, err := b.look(ctx)
	if err != nil {
		return nil, err
	}
	if current == nil {
		return nil, graph.Errorf(graph.CodeUnavailable, "Neo4j at %s holds no dataset; load one with policygraph load", b.config.URI)
	}
	return &snapshot{backend: b, release: current, opened: time.Now()}, nil
}

// look finds the release that the pointer is at; nil where there is none.
func (b *Backend) look(ctx context.Context) (*release, error) {
	b.mu.Lock()
	current, moved, loads := b.current, b.moved, b.loads
	fresh := current != nil && time.Since(b.checked) <= pointerAge
	b.mu.Unlock()
	if fresh {
		return current, nil
	}
	// After a load of ours nobody is told what was seen before it.
	found := b.lookups.DoChan(strconv.Itoa(loads), func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), longestLook) // the others wait on
		defer cancel()
		asked := time.Now()
		next, err := b.readPointer(ctx, current, moved, b.readRow)
		if err != nil {
			return nil, err
		}
		b.mu.Lock()
		defer b.mu.Unlock()
		if b.loads == loads {
			b.current, b.checked = next, asked
		}
		return next, nil
	})
	select {
	case <-ctx.Done():
		return nil, b.explain(ctx, ctx.Err())
	case f := <-found:
		next, _ := f.Val.(*release)
		return next, f.Err
	}
}

// longestLook bounds how long the pointer is looked for.
const longestLook = 10 * time.Second

// follow makes the next Open look at the pointer, as it is from the bookmarks on.
func (b *Backend) follow(moved driver.Bookmarks) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.checked, b.moved, b.loads = time.Time{}, moved, b.loads+1
}

// Close implements [graph.Backend].
func (b *Backend) Close() error {
	return b.driver.Close(context.Background())
}
