package neo4j

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"sync"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/graph"
)

// lease is the right to write releases of a namespace. It is stored in the pointer's node,
// renewed several times within its duration and with every batch, and released by the move
// of the pointer. Its times are by the clock of the database.
type lease struct {
	backend *Backend
	token   string
	release string // the name of the release to be written

	stop context.CancelFunc
	done sync.WaitGroup
}

// beats is the number of renewals within the duration of a lease.
const beats = 10

// claimLease takes the lease if it is free. It writes to the node before reading it,
// so that of two concurrent attempts one waits for the result of the other.
const claimLease = `MERGE (p:PolicyGraph {namespace: $namespace})
SET p.asked = datetime.realtime()
WITH p, datetime.realtime() AS now
WITH p, now, p.leaseUntil IS NULL OR p.leaseUntil <= now AS free
FOREACH (_ IN CASE WHEN free THEN [1] ELSE [] END |
  SET p.lease = $token, p.leaseHolder = $holder, p.leaseSince = now, p.leaseUntil = now + duration({milliseconds: $milliseconds}),
      p.releases = coalesce(p.releases, 0) + 1)
REMOVE p.asked
RETURN free, p.leaseHolder, toString(datetime.truncate('second', p.leaseSince)), p.leaseUntil.epochMillis, now.epochMillis, p.releases`

const renewLease = `MATCH (p:PolicyGraph {namespace: $namespace})
SET p.asked = datetime.realtime()
REMOVE p.asked
WITH p WHERE p.lease = $token
SET p.leaseUntil = datetime.realtime() + duration({milliseconds: $milliseconds})
RETURN 1`

const dropLease = `MATCH (p:PolicyGraph {namespace: $namespace, lease: $token})
REMOVE p.lease, p.leaseHolder, p.leaseSince, p.leaseUntil`

// takeLease takes the lease. If another load holds it and renews it, takeLease fails with
// [graph.CodeConflict]. If it is not renewed, its holder has died, and takeLease waits
// until it expires.
func (b *Backend) takeLease(ctx context.Context, progress graph.Progress) (*lease, error) {
	l := &lease{backend: b, token: rand.Text()}
	params := l.params()
	params["holder"] = holder()
	var first int64 // the end of the other's lease when it was first read
	for {
		var free bool
		var who, since string
		var until, now, number int64
		err := b.write(ctx, func(tx driver.ManagedTransaction) error {
			return run(ctx, tx, claimLease, params, func(row []any) {
				v := values{list: row}
				free, who, since = v.flag(), v.text(), v.text()
				until, now, number = int64(v.number()), int64(v.number()), int64(v.number())
			})
		})
		if err != nil {
			return nil, err
		}
		if free {
			l.release = fmt.Sprintf("%s-%d", b.config.Namespace, number)
			l.keep(ctx)
			return l, nil
		}
		if first == 0 {
			first = until
		}
		if until != first {
			return nil, graph.Errorf(graph.CodeConflict, "another load into Neo4j at %s, by %s since %s, is in progress; load again when it has finished, or stop it and load again: its lease expires within %v", b.config.URI, who, since, b.config.Lease)
		}
		left := time.Duration(until-now) * time.Millisecond
		progress(graph.Step{Phase: "waiting for the load of " + who + ", begun " + since + ", to renew its lease or let it expire", Left: left})
		if err := sleep(ctx, max(min(b.config.Lease/beats, left), 10*time.Millisecond)); err != nil {
			return nil, b.explain(ctx, err)
		}
	}
}

// keep renews the lease until stopRenewing is called.
func (l *lease) keep(ctx context.Context) {
	ctx, l.stop = context.WithCancel(ctx)
	l.done.Go(func() {
		for sleep(ctx, l.backend.config.Lease/beats) == nil {
			err := l.backend.write(ctx, func(tx driver.ManagedTransaction) error { return l.renew(ctx, tx) })
			if graph.CodeOf(err) == graph.CodeConflict {
				return // the lease is lost; the next batch fails with this error
			}
		}
	})
}

// renew extends the lease as part of a transaction. It fails, and with it the transaction,
// if another load has taken the lease.
func (l *lease) renew(ctx context.Context, tx driver.ManagedTransaction) error {
	held := false
	err := run(ctx, tx, renewLease, l.params(), func([]any) { held = true })
	if err == nil && !held {
		return graph.Errorf(graph.CodeConflict, "this load into Neo4j at %s lost its lease to another load because it stopped renewing it; load again", l.backend.config.URI)
	}
	return err
}

// stopRenewing stops renewing the lease.
func (l *lease) stopRenewing() {
	l.stop()
	l.done.Wait()
}

// drop releases the lease. If that fails, the lease expires.
func (l *lease) drop(ctx context.Context) error {
	l.stopRenewing()
	return l.backend.write(ctx, func(tx driver.ManagedTransaction) error { return run(ctx, tx, dropLease, l.params(), nil) })
}

func (l *lease) params() map[string]any {
	return map[string]any{"namespace": l.backend.config.Namespace, "token": l.token, "milliseconds": l.backend.config.Lease.Milliseconds()}
}

// holder describes this process for the errors of other loads.
func holder() string {
	host, err := os.Hostname()
	if err != nil {
		host = "an unnamed machine"
	}
	return fmt.Sprintf("process %d on %s", os.Getpid(), host)
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
