package neo4j

import (
	"context"

	"policygraph/graph"
)

// writeRecords writes all of a dataset, and what is derived from it. It gives the
// digests of what was written.
func (b *Backend) writeRecords(ctx context.Context, l *lease, src graph.Source, next *release, progress graph.Progress) (*digests, error) {
	w := &writer{backend: b, lease: l, progress: progress, nodes: newNodes(), pending: map[string]*batch{}}
	defer w.close()
	d := derived{documentKeys: map[string]string{}}
	for r, err := range src.Records(ctx) {
		if err != nil {
			return nil, err
		}
		next.records++
		d.digests.add(r)
		if err := w.write(ctx, r, next, &d); err != nil {
			return nil, err
		}
	}
	return &d.digests, w.writeDerived(ctx, next, &d)
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
	if err := w.begin(ctx, "writing digests", 0); err != nil {
		return err
	}
	if err := d.digests.rows(func(row any) error { return w.add(ctx, createDigest, row, digestWeight) }); err != nil {
		return err
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
