package neo4j

import (
	"cmp"
	"context"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/graph"
)

// removeLeft removes, under the lease, releases that no reader uses: those that were never
// finished, and those that were replaced longer ago than [Config.Retain].
func (b *Backend) removeLeft(ctx context.Context, l *lease, progress graph.Progress) error {
	var names []string
	err := b.write(ctx, func(tx driver.ManagedTransaction) error {
		names = nil
		return run(ctx, tx, `MATCH (p:PolicyGraph {namespace: $namespace})
MATCH (n:Release {namespace: $namespace})
WHERE n.release <> coalesce(p.release, '') AND coalesce(n.replaced <= datetime.realtime() - duration({milliseconds: $retain}), n.loaded IS NULL)
RETURN n.release ORDER BY n.begun`,
			map[string]any{"namespace": b.config.Namespace, "retain": b.config.Retain.Milliseconds()},
			func(row []any) { names = append(names, row[0].(string)) })
	})
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := b.remove(ctx, l, name, progress); err != nil {
			return err
		}
	}
	return nil
}

// remove deletes a release in batches: relations, then nodes, and the release node last, so
// that the next load finds the release if the removal is interrupted.
func (b *Backend) remove(ctx context.Context, l *lease, name string, progress graph.Progress) error {
	step := graph.Step{Phase: "removing the release " + name}
	progress(step)
	runDown := func(text string) error {
		for {
			var n int64
			err := b.write(ctx, func(tx driver.ManagedTransaction) error {
				err := run(ctx, tx, text, map[string]any{"release": name, "limit": b.config.Batch}, func(row []any) { n, _ = row[0].(int64) })
				if err != nil {
					return err
				}
				return l.renew(ctx, tx)
			})
			if err != nil {
				return err
			}
			if n == 0 {
				return nil
			}
			step.Done += n
			progress(step)
		}
	}
	ofRelease := func(what string) error {
		return b.write(ctx, func(tx driver.ManagedTransaction) error {
			err := run(ctx, tx, "MATCH (n:Release {namespace: $namespace, release: $release}) "+what,
				map[string]any{"namespace": b.config.Namespace, "release": name}, nil)
			if err != nil {
				return err
			}
			return l.renew(ctx, tx)
		})
	}
	// From now on readers of the release fail: see snapshot.stillThere.
	if err := ofRelease("SET n.removing = true"); err != nil {
		return err
	}
	for _, text := range removals {
		if err := runDown(text); err != nil {
			return err
		}
	}
	return ofRelease("DETACH DELETE n")
}

// removals are the statements that delete a part of what belongs to a release. They have a
// condition on every property of an index, without which the server does not use it. Where
// there are few relations of a type, the server would sometimes scan another index.
var removals = func() []string {
	const end = " LIMIT $limit "
	var texts []string
	for _, t := range append(claimTypes(), typeUnder) {
		texts = append(texts, "MATCH ()-[r:"+t+"]->() USING INDEX SEEK r:"+t+"(release, id) WHERE r.release = $release AND r.id IS NOT NULL WITH r"+end+"DELETE r RETURN count(*)")
	}
	present := map[string]string{
		labelPassage: "n.document IS NOT NULL AND n.paragraph IS NOT NULL AND n.part IS NOT NULL",
		labelCode:    "n.code IS NOT NULL",
		labelListing: "n.owner IS NOT NULL AND n.kind IS NOT NULL AND n.first IS NOT NULL",
		labelDigest:  "n.part IS NOT NULL",
	}
	for _, label := range recordLabels {
		texts = append(texts, "MATCH (n:"+label+") WHERE n.release = $release AND "+cmp.Or(present[label], "n.id IS NOT NULL")+" WITH n"+end+"DETACH DELETE n RETURN count(*)")
	}
	return texts
}()

// awaitRemoval waits until the replaced release may be removed, and removes it, unless
// another load has begun, which then does so. The load itself has succeeded, so errors and
// interruptions are ignored.
func (b *Backend) awaitRemoval(ctx context.Context, progress graph.Progress) {
	end := time.Now().Add(b.config.Retain)
	for left := b.config.Retain; left > 0; left = time.Until(end) {
		progress(graph.Step{Phase: "waiting for readers of the old release", Left: left})
		if sleep(ctx, min(left, time.Second)) != nil {
			return
		}
	}
	l, err := b.takeLease(ctx, func(graph.Step) {})
	if err != nil {
		return
	}
	_ = b.removeLeft(ctx, l, progress)
	_ = l.drop(ctx)
}
