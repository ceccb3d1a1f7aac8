package neo4j

import (
	"context"
	"errors"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/graph"
)

// What a load writes, and what it reads on the way, goes through transactions of
// several statements, on the member of a cluster that takes writes.

// rideOut is how long a write is retried while the server cannot be reached: longer
// than a restart takes. After a transient error of the server, a write is retried
// as often as a read.
const rideOut = 30 * time.Second

// longestPause bounds the pauses between tries.
const longestPause = time.Second

// brokenCommit means that the connection was lost during a commit, so that it is
// unknown whether the transaction was committed.
type brokenCommit struct{ error }

func (b brokenCommit) Unwrap() error { return b.error }

// write runs work in a transaction, and retries it if that can help.
func (b *Backend) write(ctx context.Context, work func(tx driver.ManagedTransaction) error) error {
	_, err := b.writeMarked(ctx, work)
	return err
}

// writeMarked also returns bookmarks of what is written.
func (b *Backend) writeMarked(ctx context.Context, work func(tx driver.ManagedTransaction) error) (driver.Bookmarks, error) {
	end, pause := time.Now().Add(rideOut), firstPause
	for attempt := 1; ; attempt++ {
		bookmarks, err := b.writeOnce(ctx, work)
		if err == nil {
			return bookmarks, nil
		}
		var lost *driver.ConnectivityError
		again := attempt < readAttempts
		if errors.As(err, &lost) {
			again = time.Now().Before(end)
		}
		if !again || !driver.IsRetryable(err) || sleep(ctx, pause) != nil {
			return nil, b.explain(ctx, err)
		}
		pause = min(2*pause, longestPause)
	}
}

func (b *Backend) writeOnce(ctx context.Context, work func(tx driver.ManagedTransaction) error) (driver.Bookmarks, error) {
	session := b.driver.NewSession(ctx, driver.SessionConfig{DatabaseName: b.config.Database})
	// The context may be over, and the connection is to be given back all the same.
	defer session.Close(context.WithoutCancel(ctx))
	tx, err := session.BeginTransaction(ctx)
	if err != nil {
		return nil, err
	}
	if err := work(tx); err != nil {
		return nil, err // closing the session rolls the transaction back
	}
	if err := tx.Commit(ctx); err != nil {
		var lost *driver.ConnectivityError
		if ctx.Err() == nil && errors.As(err, &lost) { // whether it is committed cannot be known, so not again
			return nil, graph.Errorf(graph.CodeUnavailable, "connection to Neo4j at %s lost during a commit; load again: %w", b.config.URI, brokenCommit{err})
		}
		return nil, err
	}
	return session.LastBookmarks(), nil
}

// leaderRow reads as [Backend.readRow] does, but where writes go, so that it sees
// all of them.
func (b *Backend) leaderRow(ctx context.Context, _ driver.Bookmarks, text string, params map[string]any) (row []any, seen driver.Bookmarks, err error) {
	seen, err = b.writeMarked(ctx, func(tx driver.ManagedTransaction) error {
		row = nil
		return run(ctx, tx, text, params, func(found []any) { row = found })
	})
	return row, seen, err
}

// run runs a statement and hands each row to each, which may be nil.
func run(ctx context.Context, tx driver.ManagedTransaction, text string, params map[string]any, each func(row []any)) error {
	result, err := tx.Run(ctx, text, params)
	if err != nil {
		return err
	}
	for result.Next(ctx) {
		if each != nil {
			each(result.Record().Values)
		}
	}
	return result.Err()
}
