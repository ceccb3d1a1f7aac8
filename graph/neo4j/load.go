package neo4j

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sync/errgroup"

	"policygraph/graph"
)

// writeRecords writes all records of a dataset, what is derived from them, and the indexes.
// It returns the digests of the records.
func (b *Backend) writeRecords(ctx context.Context, l *lease, src graph.Source, next *release, progress graph.Progress) (*digests, error) {
	n := newNodes()
	d := derived{cited: citations{nodes: n}, mentioned: newMentions(n, next.hubs, b.config.HubDegree)}
	both, within := errgroup.WithContext(ctx) // writes, and the indexes of claims
	both.Go(func() error {
		w := &batchWriter{backend: b, lease: l, progress: progress, nodes: n, pending: map[string]*batch{}}
		defer w.close()
		// What to do once all entities, and then all claims, are written.
		ready := []func() error{
			func() error { return b.beginEntities(within) },
			func() error { both.Go(func() error { return b.indexClaims(within) }); return nil },
		}
		begun := 0
		for r, err := range src.Records(within) {
			if err != nil {
				return err
			}
			for ; begun < writtenBefore(r); begun++ {
				if err := w.flushAll(within); err != nil {
					return err
				}
				if err := ready[begun](); err != nil {
					return err
				}
			}
			next.records++
			d.digests.add(r)
			if err := w.write(within, r, next, &d); err != nil {
				return err
			}
		}
		return w.writeDerived(within, next, &d)
	})
	if err := both.Wait(); err != nil {
		return nil, err
	}
	return &d.digests, b.index(ctx, progress)
}

// writtenBefore returns what a record comes after: 1 is all entities, 2 is all claims,
// too.
func writtenBefore(r graph.Record) int {
	switch r.(type) {
	case *graph.Claim:
		return 1
	case *graph.Figure:
		return 2
	}
	return 0
}

// derived is what is gathered from the records and written after them.
type derived struct {
	digests   digests
	cited     citations
	mentioned *mentions
}

// write writes a record.
func (w *batchWriter) write(ctx context.Context, r graph.Record, next *release, d *derived) error {
	switch r := r.(type) {
	case *graph.Indicator:
		next.indicators++
		return w.record(ctx, "writing indicators", 0, createIndicator, r.ID, graph.IndicatorKey(r), map[string]any(encodeIndicator(next.name, r)))
	case *graph.Document:
		next.documents++
		if err := w.record(ctx, "writing documents", 0, createDocument, r.ID, r.Key, map[string]any(encodeDocument(next.name, r))); err != nil {
			return err
		}
		return d.mentioned.document(r)
	case *graph.Entity:
		if r.Degree >= w.backend.config.HubDegree {
			next.hubs[r.ID] = true
		}
		create := createEntity[r.Kind]
		if len(r.Codes) > 0 {
			create = createEntityWithCodes[r.Kind]
		}
		p := encodeEntity(r)
		return w.record(ctx, "writing entities", sumOf(next.dataset.Kinds), create, r.ID, p[nameKey].(string), p.row(entityProperties))
	case *graph.Claim:
		return w.claim(ctx, r, next, d)
	case *graph.Figure:
		return w.figure(ctx, r, next, d)
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

// record writes a record that statements refer to; key is its key in lists.
func (w *batchWriter) record(ctx context.Context, phase string, total int64, create string, id graph.ID, key string, row any) error {
	if err := w.begin(ctx, phase, total); err != nil {
		return err
	}
	if err := w.nodes.add(id, key); err != nil {
		return err
	}
	return w.add(ctx, create, row, 1)
}

func (w *batchWriter) claim(ctx context.Context, c *graph.Claim, next *release, d *derived) error {
	if err := w.begin(ctx, "writing claims", sumOf(next.dataset.Types)); err != nil {
		return err
	}
	if c.Type.Relation() == nil { // createClaim would accept it
		return graph.Errorf(graph.CodeInvalid, "claim %s has the unknown type %q; run policygraph validate", c.ID, c.Type)
	}
	native := string(c.Type)
	if c.Retracted != "" {
		native = typeRetracted
	}
	if err := d.cited.add(c, native); err != nil {
		return err
	}
	if err := d.mentioned.claim(c); err != nil {
		return err
	}
	subject, err := w.nodes.nodeID(c.Subject)
	if err != nil {
		return err
	}
	object, err := w.nodes.nodeID(c.Object)
	if err != nil {
		return err
	}
	if err := w.add(ctx, createClaim, encodeClaim(c, native, subject, object, next.hubs), 1); err != nil {
		return err
	}
	c.TiedUnder(func(end, under graph.ID) {
		if err == nil {
			err = w.under(ctx, c, end, under)
		}
	})
	return err
}

// under writes that an end of a claim is tied to what the claim is under.
func (w *batchWriter) under(ctx context.Context, c *graph.Claim, end, under graph.ID) error {
	from, err := w.nodes.nodeID(end)
	if err != nil {
		return err
	}
	to, err := w.nodes.nodeID(under)
	if err != nil {
		return err
	}
	return w.add(ctx, createUnder, []any{from, to, map[string]any(encodeUnder(c))}, 1)
}

func (w *batchWriter) figure(ctx context.Context, f *graph.Figure, next *release, d *derived) error {
	if err := w.begin(ctx, "writing figures", 0); err != nil {
		return err
	}
	if err := d.cited.add(f, labelFigure); err != nil {
		return err
	}
	if err := d.mentioned.figure(f); err != nil {
		return err
	}
	subject, err := w.nodes.nodeID(f.Subject)
	if err != nil {
		return err
	}
	indicator, err := w.nodes.nodeID(f.Indicator)
	if err != nil {
		return err
	}
	counts, err := w.nodes.nodeIDsOf(f.Breakdown)
	if err != nil {
		return err
	}
	var under []int64
	if f.Under != "" {
		if under, err = w.nodes.nodeIDsOf([]graph.ID{f.Under}); err != nil {
			return err
		}
	}
	row := []any{map[string]any(encodeFigure(next.name, f)), subject, indicator, counts, under}
	return w.add(ctx, createFigure, row, 1)
}

// The weights of rows that are larger than records: see [batchWriter.add].
const (
	digestWeight  = digestRecords / 10
	listingWeight = listingEntries / 2
)

func (w *batchWriter) writeDerived(ctx context.Context, next *release, d *derived) error {
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
	next.oftenMentioned, next.large = d.mentioned.often(), d.mentioned.largeDocuments()
	list := func(row any) error { return w.add(ctx, createListing, row, listingWeight) }
	if err := d.mentioned.ofEntities(list); err != nil {
		return err
	}
	if err := w.begin(ctx, "listing entities of large documents", 0); err != nil {
		return err
	}
	if err := d.mentioned.ofDocuments(list); err != nil {
		return err
	}
	return w.flushAll(ctx)
}

// The statements that create nodes.
const (
	createIndicator = "UNWIND $rows AS row CREATE (n:Indicator) SET n = row RETURN collect([n.id, id(n)])"
	createDocument  = "UNWIND $rows AS row CREATE (n:Document) SET n = row RETURN collect([n.id, id(n)])"
	createFigure    = `UNWIND $rows AS row
MATCH (s) WHERE id(s) = row[1]
MATCH (i) WHERE id(i) = row[2]
CREATE (f:Figure)-[:FIGURE_OF]->(s), (f)-[:MEASURES]->(i)
SET f = row[0]
WITH f, row
CALL (f, row) { UNWIND row[3] AS n MATCH (e) WHERE id(e) = n CREATE (f)-[:COUNTS]->(e) }
CALL (f, row) { UNWIND row[4] AS n MATCH (u) WHERE id(u) = n CREATE (f)-[:REPORTED_BY]->(u) }`
	createUnder = `UNWIND $rows AS row
MATCH (end) WHERE id(end) = row[0]
MATCH (u) WHERE id(u) = row[1]
CREATE (end)-[r:UNDER]->(u) SET r = row[2], r.release = $release`
	createPassage = `UNWIND $rows AS row
MATCH (d) WHERE id(d) = row[0]
CREATE (d)-[:CITES]->(:Passage {release: $release, document: row[1], paragraph: row[2], part: row[3], statements: row[4]})`
	createListing = `UNWIND $rows AS row
MATCH (owner) WHERE id(owner) = row[0]
CREATE (owner)-[:LISTS]->(l:Listing) SET l = row[1], l.release = $release`
)

// createEntity has the statements that create entities of each kind, from rows of
// [entityProperties]. They return pairs of id and node id.
var createEntity = entityStatements("")

// createEntityWithCodes also create the nodes by which official codes are found.
var createEntityWithCodes = entityStatements("\nFOREACH (code IN row[" + strconv.Itoa(slices.Index(entityProperties, "codes")) +
	"] | CREATE (:Code {release: $release, code: code})-[:CODE_OF]->(n))")

func entityStatements(more string) map[graph.Kind]string {
	m := map[graph.Kind]string{}
	for _, k := range graph.Kinds {
		m[k.Kind] = "UNWIND $rows AS row CREATE (n:Entity:" + k.Kind.TypeName() + byIndex(entityProperties, 0) + ")" + more +
			"\nRETURN collect([row[0], id(n)])"
	}
	return m
}

// byIndex returns a Cypher map of the release and of properties whose values are in a row,
// from an index on.
func byIndex(properties []string, from int) string {
	list := make([]string, len(properties))
	for i, name := range properties {
		list[i] = name + ": row[" + strconv.Itoa(from+i) + "]"
	}
	return " {release: $release, " + strings.Join(list, ", ") + "}"
}

// createClaim creates claims from rows of [encodeClaim]. One statement for all types is
// planned once, and writes consecutive claims of an entity in one batch: each batch has to
// change the node at which they begin.
var createClaim = "UNWIND $rows AS row\nMATCH (s) WHERE id(s) = row[0]\nMATCH (o) WHERE id(o) = row[1]\n" +
	"CREATE (s)-[:$(row[2])" + byIndex(claimProperties, 3) + "]->(o)"
