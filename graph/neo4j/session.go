package neo4j

import (
	"context"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Reads are single statements in their own transactions (one round trip), which
// the driver does not retry; so this does, a few times and for as long as a
// server takes to change its leader.
const (
	readAttempts = 5
	firstPause   = 50 * time.Millisecond
	// longestRead limits a read whose context has no deadline.
	longestRead = time.Minute
)

// readRow runs a read that answers with one record, and returns its values; nil
// where there is no record. The bookmarks make a follower in a cluster wait
// until it has seen what they stand for; those of the read are returned.
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
	// The context may be over, and the connection is to be given back all the same.
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
