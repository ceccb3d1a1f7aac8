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

// Backend holds a dataset in a Neo4j database. It implements [graph.Backend].
type Backend struct {
	config       Config
	driver       driver.DriverWithContext
	statements   atomic.Int64
	pointerReads atomic.Int64
	queryTexts   textCache

	lookups singleflight.Group // concurrent lookups of the pointer share one query

	mu sync.Mutex // guards the fields below
	// current is the release that the pointer named when it was last read, at checked.
	current *release
	checked time.Time
	// moved are the bookmarks of the last load of this process; loads counts its loads.
	moved driver.Bookmarks
	loads int
}

var _ graph.Backend = (*Backend)(nil)

// pointerAge is how long a read of the pointer stays valid.
const pointerAge = time.Second

// Stats counts requests to the server.
type Stats struct {
	// Statements is how many Cypher statements reads have run, retries included.
	Statements int64
	// Lookups is how many times the pointer to the dataset that is served was read,
	// which time decides. Each is one of Statements, or several where it was retried.
	Lookups int64
}

// Stats returns the counts since Open.
func (b *Backend) Stats() Stats { return Stats{b.statements.Load(), b.pointerReads.Load()} }

// Open implements [graph.Backend]. It queries the server at most once a second.
func (b *Backend) Open(ctx context.Context) (graph.Snapshot, error) {
	current, err := b.currentRelease(ctx)
	if err != nil {
		return nil, err
	}
	if current == nil {
		return nil, graph.Errorf(graph.CodeUnavailable, "Neo4j at %s holds no dataset; load one with policygraph load", b.config.URI)
	}
	return &snapshot{backend: b, release: current, opened: time.Now()}, nil
}

// currentRelease returns the release that the pointer names; nil if there is none. Its answer may
// be pointerAge old.
func (b *Backend) currentRelease(ctx context.Context) (*release, error) {
	b.mu.Lock()
	current, moved, loads := b.current, b.moved, b.loads
	fresh := current != nil && time.Since(b.checked) <= pointerAge
	b.mu.Unlock()
	if fresh {
		return current, nil
	}
	// A lookup that began before a load of this process is not shared by those after it.
	found := b.lookups.DoChan(strconv.Itoa(loads), func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), maxPointerRead) // other callers share the result
		defer cancel()
		asked := time.Now()
		b.pointerReads.Add(1)
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

// maxPointerRead limits how long a read of the pointer takes.
const maxPointerRead = 10 * time.Second

// follow makes the next Open read the pointer, in the state of the bookmarks or a later
// one.
func (b *Backend) follow(moved driver.Bookmarks) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.checked, b.moved, b.loads = time.Time{}, moved, b.loads+1
}

// Close implements [graph.Backend].
func (b *Backend) Close() error {
	return b.driver.Close(context.Background())
}
