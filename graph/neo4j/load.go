package neo4j

import (
	"context"
	"errors"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/graph"
)

// Load implements [graph.Backend]. It writes a new release beside the old one,
// then moves the pointer in one transaction. What former loads left, it removes:
// unfinished releases at once, replaced ones when their time is over.
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
	if err := b.prepare(ctx); err != nil {
		return report, err
	}
	l, err := b.takeLease(ctx, progress)
	if err != nil {
		return report, err
	}
	moved, err := b.loadUnder(ctx, l, src, progress, &report)
	if err != nil {
		b.abandon(ctx, l)
		return report, err
	}
	b.follow(moved)
	if b.config.Await {
		b.awaitRemoval(ctx, progress)
	}
	return report, nil
}

// served is the release that the pointer is at; nil where there is none, or
// none that this program can read: then it is replaced like any other.
func (b *Backend) served(ctx context.Context) (*release, error) {
	r, err := b.readPointer(ctx, nil, nil, b.leaderRow)
	if errors.Is(err, errFormat) {
		return nil, nil
	}
	return r, err
}

// holds begins the report of a load over the release that is served, which may be
// nil. It is true, and the report complete, where the release has that version.
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

// loadUnder loads under a lease, and returns bookmarks of the pointer's move.
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
		l.drop(ctx)
		return nil, nil
	}
	next := &release{name: l.release, dataset: src.Dataset(), hubs: idSet{}}
	if err := b.announce(ctx, l); err != nil {
		return nil, err
	}
	if err := b.writeRecords(ctx, l, src, next, progress); err != nil {
		return nil, err
	}
	if old != nil {
		report.Unchanged, report.Changed, err = b.compare(ctx, old, next, func(done int64) {
			progress(graph.Step{Phase: "comparing with the dataset before", Done: done, Total: digestParts})
		})
		if err != nil {
			return nil, err
		}
		report.Removed = old.records - report.Unchanged - report.Changed
	}
	report.Added = next.records - report.Unchanged - report.Changed
	progress(graph.Step{Phase: "moving the pointer"})
	moved, err := b.move(ctx, l, next)
	if err != nil {
		return nil, err
	}
	l.rest()
	return moved, nil
}

// abandon removes what a failed load has written, if that goes quickly (else the
// next load does), and gives the lease up. The context may be over.
func (b *Backend) abandon(ctx context.Context, l *lease) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), connectTimeout)
	defer cancel()
	_ = b.remove(ctx, l, l.release, func(graph.Step) {})
	l.drop(ctx)
}

// announce writes the release's node before anything that bears its name, so
// that whatever a dying load leaves is found by it.
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

// move makes the release the one that is read, and gives the lease up.
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

// writeRecords writes all of a dataset, and what is derived from it.
func (b *Backend) writeRecords(ctx context.Context, l *lease, src graph.Source, next *release, progress graph.Progress) error {
	w := &writer{backend: b, lease: l, progress: progress, nodes: newNodes(), pending: map[string]*batch{}}
	defer w.close()
	d := derived{documentKeys: map[string]string{}}
	for r, err := range src.Records(ctx) {
		if err != nil {
			return err
		}
		next.records++
		if row := d.digests.add(r); row != nil {
			if err := w.add(ctx, createDigest, row, digestWeight); err != nil {
				return err
			}
		}
		if err := w.write(ctx, r, next, &d); err != nil {
			return err
		}
	}
	return w.writeDerived(ctx, next, &d)
}

// derived is what is written after the records, gathered from them.
type derived struct {
	digests      digests
	cited        citations
	mentioned    mentions
	documentKeys map[string]string
}

// write writes a record.
func (w *writer) write(ctx context.Context, r graph.Record, next *release, d *derived) error {
	switch r := r.(type) {
	case *graph.Indicator:
		next.indicators++
		return w.record(ctx, "writing indicators", 0, createIndicator, encodeIndicator(next.name, r))
	case *graph.Document:
		next.documents++
		d.documentKeys[string(r.ID)] = r.Key
		return w.record(ctx, "writing documents", 0, createDocument, encodeDocument(next.name, r))
	case *graph.Entity:
		if r.Degree >= w.backend.config.HubDegree {
			next.hubs[r.ID] = true
		}
		return w.record(ctx, "writing entities", sumOf(next.dataset.Kinds), createEntity[r.Kind], encodeEntity(next.name, r))
	case *graph.Claim:
		return w.claim(ctx, r, next, d)
	case *graph.Figure:
		if err := d.cited.add(r, labelFigure); err != nil {
			return err
		}
		d.mentioned.figure(r)
		return w.record(ctx, "writing figures", 0, createFigure, encodeFigure(next.name, r))
	}
	return nil
}

func sumOf[K comparable](counts map[K]int) int64 {
	n := 0
	for _, count := range counts {
		n += count
	}
	return int64(n)
}

func (w *writer) record(ctx context.Context, phase string, total int64, create string, row properties) error {
	if err := w.begin(ctx, phase, total); err != nil {
		return err
	}
	return w.add(ctx, create, map[string]any(row), 1)
}

func (w *writer) claim(ctx context.Context, c *graph.Claim, next *release, d *derived) error {
	if err := w.begin(ctx, "writing claims", sumOf(next.dataset.Types)); err != nil {
		return err
	}
	native := string(c.Type)
	if c.Retracted != "" {
		native = typeRetracted
	}
	if err := d.cited.add(c, native); err != nil {
		return err
	}
	d.mentioned.claim(c, next.hubs)
	subject, err := w.nodes.of(c.Subject)
	if err != nil {
		return err
	}
	object, err := w.nodes.of(c.Object)
	if err != nil {
		return err
	}
	return w.add(ctx, createClaim[native], encodeClaim(c, subject, object, next.hubs), 1)
}

// What is heavier than a record.
const (
	digestWeight  = digestRecords / 10
	listingWeight = listingEntries / 2
)

func (w *writer) writeDerived(ctx context.Context, next *release, d *derived) error {
	for part := range digestParts {
		if row := d.digests.row(part); row != nil {
			if err := w.add(ctx, createDigest, row, digestWeight); err != nil {
				return err
			}
		}
	}
	d.cited.sort()
	if err := w.begin(ctx, "writing passages", 0); err != nil {
		return err
	}
	err := d.cited.passages(func(row any, statements int) error { return w.add(ctx, createPassage, row, 1+statements/10) })
	if err != nil {
		return err
	}
	if err := w.begin(ctx, "listing documents of hubs", 0); err != nil {
		return err
	}
	next.named, err = d.mentioned.listings(next.hubs, w.backend.config.HubDegree, d.documentKeys, func(row any) error {
		return w.add(ctx, createEntityListing, row, listingWeight)
	})
	if err != nil {
		return err
	}
	if err := w.begin(ctx, "listing entities of large documents", 0); err != nil {
		return err
	}
	if next.large, err = w.listEntities(ctx, &d.cited); err != nil {
		return err
	}
	return w.flushAll(ctx)
}

// The statements that create records. A row is the properties of what it
// creates, or they are set one by one.
const (
	createIndicator = "UNWIND $rows AS row CREATE (n:Indicator) SET n = row"
	createDocument  = "UNWIND $rows AS row CREATE (n:Document) SET n = row"
	createFigure    = `UNWIND $rows AS row CREATE (f:Figure) SET f = row
WITH f
MATCH (s:Entity {release: $release, id: f.subject}) CREATE (f)-[:FIGURE_OF]->(s)
WITH f
MATCH (i:Indicator {release: $release, id: f.indicator}) CREATE (f)-[:MEASURES]->(i)
WITH f
CALL (f) { MATCH (u:Entity {release: $release, id: f.under}) CREATE (f)-[:REPORTED_BY]->(u) }
CALL (f) { UNWIND f.breakdown AS id MATCH (e:Entity {release: $release, id: id}) CREATE (f)-[:COUNTS]->(e) }`
	createPassage = `UNWIND $rows AS row
MATCH (d:Document {release: $release, id: row.document})
CREATE (d)-[:CITES]->(p:Passage) SET p = row, p.release = $release`
	createDocumentListing = `UNWIND $rows AS row
MATCH (d:Document {release: $release, id: row.owner})
CREATE (d)-[:LISTS]->(l:Listing) SET l = row, l.release = $release`
	createEntityListing = `UNWIND $rows AS row
MATCH (e:Entity {release: $release, id: row.owner})
CREATE (e)-[:LISTS]->(l:Listing) SET l = row, l.release = $release`
)

// createEntity creates entities of a kind, and nodes by which their official
// codes are found. It returns ids with the numbers of nodes.
var createEntity = func() map[graph.Kind]string {
	m := map[graph.Kind]string{}
	for _, k := range graph.Kinds {
		m[k.Kind] = "UNWIND $rows AS row CREATE (n:Entity:" + k.Kind.TypeName() + `) SET n = row
FOREACH (code IN n.codes | CREATE (:Code {release: $release, code: code})-[:CODE_OF]->(n))
RETURN collect([n.id, id(n)])`
	}
	return m
}()

// createClaim creates claims of a native type, from rows of [encodeClaim].
var createClaim = func() map[string]string {
	m := map[string]string{}
	for _, native := range claimTypes() {
		m[native] = `UNWIND $rows AS row
MATCH (s) WHERE id(s) = row[0]
MATCH (o) WHERE id(o) = row[1]
CREATE (s)-[r:` + native + ` {release: $release, id: row[2], key: row[3], listKey: row[4], recorded: row[5], evidence: row[6]}]->(o)
SET r += row[7]`
	}
	return m
}()
