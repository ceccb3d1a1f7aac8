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
	w := &writer{backend: b, lease: l, progress: progress, pending: map[string]*batch{}}
	if old != nil {
		w.before = old.name
	}
	next := &release{name: l.release, dataset: src.Dataset(), hubs: hubs{}}
	if err := b.announce(ctx, l); err != nil {
		return nil, err
	}
	if err := w.writeRecords(ctx, src, next); err != nil {
		return nil, err
	}
	progress(graph.Step{Phase: "moving the pointer"})
	moved, err := b.move(ctx, l, next)
	if err != nil {
		return nil, err
	}
	l.rest()
	report.Unchanged, report.Changed = w.unchanged, w.changed
	report.Added = next.records - w.unchanged - w.changed
	if old != nil {
		report.Removed = old.records - w.unchanged - w.changed
	}
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
func (w *writer) writeRecords(ctx context.Context, src graph.Source, next *release) error {
	var cited citations
	documentKeys := map[string]string{}
	claims, entities := 0, 0
	for _, n := range next.dataset.Types {
		claims += n
	}
	for _, n := range next.dataset.Kinds {
		entities += n
	}
	phase := ""
	begin := func(name string, total int) error {
		if phase == name {
			return nil
		}
		phase = name
		if err := w.flushAll(ctx); err != nil {
			return err
		}
		w.phase(name, int64(total))
		return nil
	}
	for r, err := range src.Records(ctx) {
		if err != nil {
			return err
		}
		next.records++
		switch r := r.(type) {
		case *graph.Indicator:
			next.indicators++
			err = w.recordAfter(ctx, begin("writing indicators", 0), createIndicator, labelIndicator, encodeIndicator(next.name, r))
		case *graph.Document:
			next.documents++
			documentKeys[string(r.ID)] = r.Key
			err = w.recordAfter(ctx, begin("writing documents", 0), createDocument, labelDocument, encodeDocument(next.name, r))
		case *graph.Entity:
			if r.Degree >= w.backend.config.HubDegree {
				next.hubs[r.ID] = true
			}
			err = w.recordAfter(ctx, begin("writing entities", entities), createEntity[r.Kind], labelEntity, encodeEntity(next.name, r))
		case *graph.Claim:
			native := string(r.Type)
			if r.Retracted != "" {
				native = typeRetracted
			}
			cited.add(r, native, r.Holds)
			if err = begin("writing claims", claims); err == nil {
				err = w.add(ctx, createClaim[native], compareClaim[r.Type], encodeClaim(next.name, r))
			}
		case *graph.Figure:
			cited.add(r, labelFigure, r.Period)
			err = w.recordAfter(ctx, begin("writing figures", 0), createFigure, labelFigure, encodeFigure(next.name, r))
		}
		if err != nil {
			return err
		}
	}
	if err := begin("writing passages", 0); err != nil {
		return err
	}
	err := cited.passages(func(row properties) error { return w.add(ctx, createPassage, "", row) })
	if err != nil {
		return err
	}
	if err := begin("writing mentions", 0); err != nil {
		return err
	}
	err = cited.mentions(func(row properties) error {
		row["documentKey"] = documentKeys[row["document"].(string)]
		return w.add(ctx, createMention, "", row)
	})
	if err != nil {
		return err
	}
	return w.flushAll(ctx)
}

// recordAfter adds a node's row unless an error came before.
func (w *writer) recordAfter(ctx context.Context, before error, create, label string, row properties) error {
	if before != nil {
		return before
	}
	return w.add(ctx, create, compareNode[label], row)
}

// The statements that create records. A row is the properties of what it
// creates; those of ties and passages get their release here.
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
	createMention = `UNWIND $rows AS row
MATCH (d:Document {release: $release, id: row.document})
MATCH (e:Entity {release: $release, id: row.entity})
CREATE (d)-[m:MENTIONS]->(e) SET m = row, m.release = $release`
)

// createEntity creates entities of a kind, and nodes by which their official
// codes are found.
var createEntity = func() map[graph.Kind]string {
	m := map[graph.Kind]string{}
	for _, k := range graph.Kinds {
		m[k.Kind] = "UNWIND $rows AS row CREATE (n:Entity:" + k.Kind.TypeName() + `) SET n = row
WITH n WHERE n.codes IS NOT NULL
UNWIND n.codes AS code CREATE (:Code {release: $release, code: code})-[:CODE_OF]->(n)`
	}
	return m
}()

// createClaim creates claims of a native type.
var createClaim = func() map[string]string {
	m := map[string]string{}
	for _, native := range claimTypes() {
		m[native] = `UNWIND $rows AS row
MATCH (s:Entity {release: $release, id: row.subject})
MATCH (o:Entity {release: $release, id: row.object})
CREATE (s)-[r:` + native + "]->(o) SET r = row"
	}
	return m
}()

// compareNode finds, for pairs of id and hash, the records in the release before,
// and counts how many there are, and how many of them have the same hash.
var compareNode = func() map[string]string {
	m := map[string]string{}
	for _, label := range recordLabels {
		m[label] = "UNWIND $pairs AS pair MATCH (n:" + label + ` {release: $before, id: pair[0]})
RETURN count(*), sum(CASE n.hash WHEN pair[1] THEN 1 ELSE 0 END)`
	}
	return m
}()

// compareClaim does so for claims of a type, which can have been retracted since,
// or stand again.
var compareClaim = func() map[graph.RelationType]string {
	m := map[graph.RelationType]string{}
	for _, r := range graph.Vocabulary {
		m[r.Type] = `UNWIND $pairs AS pair
CALL (pair) {
  MATCH ()-[r:` + string(r.Type) + `]->() WHERE r.release = $before AND r.id = pair[0] RETURN r.hash AS hash
  UNION ALL
  MATCH ()-[r:RETRACTED]->() WHERE r.release = $before AND r.id = pair[0] RETURN r.hash AS hash
}
RETURN count(*), sum(CASE hash WHEN pair[1] THEN 1 ELSE 0 END)`
	}
	return m
}()
