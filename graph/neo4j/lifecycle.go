package neo4j

import (
	"context"
	"errors"
	"fmt"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/graph"
)

// The steps of a load before and after the records are written, and after a failure.

// Load implements [graph.Backend]. It writes a new release beside the old one, then moves
// the pointer in one transaction. It removes unfinished releases of former loads, and
// replaced ones after [Config.Retain].
func (b *Backend) Load(ctx context.Context, src graph.Source, progress graph.Progress) (graph.Report, error) {
	if progress == nil {
		progress = func(graph.Step) {}
	}
	report := graph.Report{Version: src.Dataset().Version}
	old, err := b.served(ctx)
	if err != nil || old.holds(&report) {
		return report, err
	}
	progress(graph.Step{Phase: "preparing the database"})
	l, err := b.begin(ctx, progress)
	if err != nil {
		return report, err
	}
	moved, err := b.loadUnder(ctx, l, src, progress, &report)
	if err != nil {
		if moved, err = b.abandon(ctx, l, err); err != nil {
			return report, err
		}
	}
	b.follow(moved)
	if b.config.Await {
		b.awaitRemoval(ctx, progress)
	}
	return report, nil
}

// begin prepares the database and takes the lease.
func (b *Backend) begin(ctx context.Context, progress graph.Progress) (*lease, error) {
	err := b.prepare(ctx)
	if err == nil {
		var l *lease
		if l, err = b.takeLease(ctx, progress); err == nil {
			return l, nil
		}
	}
	if ctx.Err() != nil {
		err = graph.Errorf(graph.CodeTimeout, "load interrupted before anything was written: %w", context.Cause(ctx))
	}
	return nil, err
}

// served returns the release that the pointer names; nil if there is none or if its storage
// format is unknown: a load replaces it in either case.
func (b *Backend) served(ctx context.Context) (*release, error) {
	r, err := b.readPointer(ctx, nil, nil, b.leaderRow)
	if errors.Is(err, errFormat) {
		return nil, nil
	}
	return r, err
}

// holds sets the previous version in the report of a load that replaces r, which may be
// nil. If r has the version to be loaded, it completes the report and returns true.
func (r *release) holds(report *graph.Report) bool {
	if r == nil {
		return false
	}
	report.Previous = r.dataset.Version
	if report.Previous != report.Version {
		return false
	}
	report.Unchanged = r.records
	return true
}

// loadUnder loads under a lease, and returns the bookmarks of the move of the pointer.
func (b *Backend) loadUnder(ctx context.Context, l *lease, src graph.Source, progress graph.Progress, report *graph.Report) (driver.Bookmarks, error) {
	if err := b.removeLeft(ctx, l, progress); err != nil {
		return nil, err
	}
	// Another load may have ended since the pointer was read.
	old, err := b.served(ctx)
	if err != nil {
		return nil, err
	}
	if old.holds(report) {
		_ = l.drop(ctx) // if it fails, the lease expires
		return nil, nil
	}
	next := &release{name: l.release, dataset: src.Dataset(), hubs: idSet{}}
	if err := b.announce(ctx, l); err != nil {
		return nil, err
	}
	written, err := b.writeRecords(ctx, l, src, next, progress)
	if err != nil {
		return nil, err
	}
	if err := b.report(ctx, b.leaderRow, written, old, report, progress); err != nil {
		return nil, err
	}
	progress(graph.Step{Phase: "moving the pointer"})
	moved, err := b.move(ctx, l, next)
	if err == nil {
		l.stopRenewing()
	}
	return moved, err
}

// abandon ends a load that has failed: it removes what was written, if that is quick
// (otherwise the next load does), releases the lease, and adds the version served
// now to the error. If the pointer was moved and only the response was lost, it
// returns the bookmarks of the move and no error. The context may have ended.
func (b *Backend) abandon(ctx context.Context, l *lease, err error) (driver.Bookmarks, error) {
	patience := connectTimeout
	var broken brokenCommit
	if errors.As(err, &broken) {
		patience = rideOut // the server may be restarting
	}
	after, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	now, asked := b.served(after)
	if asked == nil && now != nil && now.name == l.release {
		l.stopRenewing()
		return now.bookmarks, nil
	}
	left := ""
	if b.remove(after, l, l.release, func(graph.Step) {}) != nil {
		left = "; the next load removes what this one wrote"
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), connectTimeout)
	defer cancel()
	if l.drop(last) != nil {
		left += fmt.Sprintf(", and can begin when the lease expires, within %v", b.config.Lease)
	}
	state := "no dataset is served"
	switch {
	case asked != nil:
		state = "the version served now is unknown; load again to see it"
	case now != nil:
		state = fmt.Sprintf("version %s is still served", now.dataset.Version)
	}
	var ours *graph.Error
	switch {
	case ctx.Err() != nil:
		return nil, graph.Errorf(graph.CodeTimeout, "load interrupted: %s%s: %w", state, left, context.Cause(ctx))
	case errors.As(err, &ours):
		return nil, &graph.Error{Code: ours.Code, Message: ours.Message + "; " + state + left, Err: ours.Err}
	default:
		return nil, graph.Errorf(graph.CodeOf(err), "load failed: %s%s: %w", state, left, err)
	}
}

// announce writes the node of the release, before anything else of it, so that the next
// load finds what an interrupted one has left.
func (b *Backend) announce(ctx context.Context, l *lease) error {
	return b.write(ctx, func(tx driver.ManagedTransaction) error {
		err := run(ctx, tx, "CREATE (:Release {namespace: $namespace, release: $release, begun: datetime.realtime(), by: $holder})",
			map[string]any{"namespace": b.config.Namespace, "release": l.release, "holder": holder()}, nil)
		if err != nil {
			return err
		}
		return l.renew(ctx, tx)
	})
}

// move makes the pointer name the release, and releases the lease.
func (b *Backend) move(ctx context.Context, l *lease, next *release) (driver.Bookmarks, error) {
	description, err := next.describe()
	if err != nil {
		return nil, err
	}
	return b.writeMarked(ctx, func(tx driver.ManagedTransaction) error {
		if err := l.renew(ctx, tx); err != nil {
			return err
		}
		return run(ctx, tx, `MATCH (p:PolicyGraph {namespace: $namespace})
MATCH (n:Release {namespace: $namespace, release: $release})
SET n += $description, n.loaded = datetime.realtime()
WITH p, n
OPTIONAL MATCH (p)-[s:SERVES]->(old:Release)
SET old.replaced = datetime.realtime()
DELETE s
WITH DISTINCT p, n
CREATE (p)-[:SERVES]->(n)
SET p.release = $release
REMOVE p.lease, p.leaseHolder, p.leaseSince, p.leaseUntil`,
			map[string]any{"namespace": b.config.Namespace, "release": next.name, "description": map[string]any(description)}, nil)
	})
}
