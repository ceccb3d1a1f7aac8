package neo4j

import (
	"context"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// A read is one statement in its own transaction, which takes one round trip. The driver
// does not retry such transactions. readRow does, a few times, for about as long as a
// cluster takes to elect a leader.
const (
	readAttempts = 5
	firstPause   = 50 * time.Millisecond
	// longestRead limits a read whose context has no deadline.
	longestRead = time.Minute
)

// readRow runs a read that returns at most one record, and returns its values; nil if there
// is no record. A member of a cluster waits until it has the transactions of the bookmarks.
// seen are the bookmarks of the read.
func (b *Backend) readRow(ctx context.Context, bookmarks driver.Bookmarks, text string, params map[string]any) (row []any, seen driver.Bookmarks, err error) {
	pause := firstPause
	for attempt := 1; ; attempt++ {
		row, seen, err = b.readOnce(ctx, bookmarks, text, params)
		if err == nil || attempt == readAttempts || !driver.IsRetryable(err) {
			return row, seen, b.explain(ctx, err)
		}
		select {
		case <-ctx.Done():
			return nil, nil, b.explain(ctx, err)
		case <-time.After(pause):
		}
		pause *= 3
	}
}

func (b *Backend) readOnce(ctx context.Context, bookmarks driver.Bookmarks, text string, params map[string]any) ([]any, driver.Bookmarks, error) {
	timeout := longestRead
	if deadline, ok := ctx.Deadline(); ok {
		timeout = max(time.Until(deadline), time.Millisecond)
	}
	session := b.driver.NewSession(ctx, driver.SessionConfig{
		AccessMode: driver.AccessModeRead, DatabaseName: b.config.Database, Bookmarks: bookmarks, FetchSize: driver.FetchAll,
	})
	// The connection has to be returned even if the context has ended.
	defer session.Close(context.WithoutCancel(ctx))
	b.statements.Add(1)
	result, err := session.Run(ctx, text, params, driver.WithTxTimeout(timeout))
	if err != nil {
		return nil, nil, err
	}
	var row []any
	if result.Next(ctx) {
		row = result.Record().Values
	}
	if _, err := result.Consume(ctx); err != nil {
		return nil, nil, err
	}
	return row, session.LastBookmarks(), nil
}
