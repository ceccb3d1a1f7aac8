package neo4j

import (
	"context"

	"policygraph/graph"
)

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
