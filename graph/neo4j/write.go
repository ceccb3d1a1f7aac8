package neo4j

import (
	"context"
	"errors"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/graph"
)

// Loads write in transactions of several statements, on the leader of a cluster. Reads of a
// load also go to the leader.

// rideOut is how long a write is retried while the server cannot be reached; a restart
// takes less. After a transient error of the server, a write is retried as often as a
// read.
const rideOut = 30 * time.Second

// maxPause limits the pauses between attempts.
const maxPause = time.Second

// brokenCommit means that the connection was lost during a commit, so that it is
// unknown whether the transaction was committed.
type brokenCommit struct{ error }

func (b brokenCommit) Unwrap() error { return b.error }

// write runs work in a transaction, and retries it after errors that may be temporary.
func (b *Backend) write(ctx context.Context, work func(tx driver.ManagedTransaction) error) error {
	_, err := b.writeMarked(ctx, work)
	return err
}

// writeMarked is write that also returns the bookmarks of the transaction.
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
		pause = min(2*pause, maxPause)
	}
}

func (b *Backend) writeOnce(ctx context.Context, work func(tx driver.ManagedTransaction) error) (driver.Bookmarks, error) {
	session := b.driver.NewSession(ctx, driver.SessionConfig{DatabaseName: b.config.Database})
	// The connection has to be returned even if the context has ended.
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
		if ctx.Err() == nil && errors.As(err, &lost) { // it may have been committed, so it is not retried
			return nil, graph.Errorf(graph.CodeUnavailable, "Neo4j at %s: connection lost during a commit; load again: %w", b.config.URI, brokenCommit{err})
		}
		return nil, err
	}
	return session.LastBookmarks(), nil
}

// leaderRow is [Backend.readRow] on the leader of a cluster, so that it sees all writes.
func (b *Backend) leaderRow(ctx context.Context, _ driver.Bookmarks, text string, params map[string]any) (row []any, seen driver.Bookmarks, err error) {
	seen, err = b.writeMarked(ctx, func(tx driver.ManagedTransaction) error {
		row = nil
		return run(ctx, tx, text, params, func(found []any) { row = found })
	})
	return row, seen, err
}

// run runs a statement and calls each, which may be nil, for every row.
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
