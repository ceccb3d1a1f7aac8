package neo4j

import (
	"context"
	"slices"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/graph"
)

// The entities of large documents are listed when all statements are written, by
// asking the server: to keep the ends of all statements in memory until it is
// known which documents are large would take more than all else.

// askStatements is how many statements are asked for at once.
const askStatements = 5000

// listEntities writes the listings of documents with many statements, which it
// returns.
func (w *writer) listEntities(ctx context.Context, c *citations) (idSet, error) {
	large := idSet{}
	for cited := range runs(c.all, citation.document) {
		if len(cited) < w.backend.config.HubDegree {
			continue
		}
		document := c.documents.name[cited[0].document()]
		large[graph.ID(document)] = true
		if err := w.listEntitiesOf(ctx, c, document, cited); err != nil {
			return nil, err
		}
	}
	return large, nil
}

// entry is an entity of a document, by kind and key.
type entry struct{ kind, key string }

func (w *writer) listEntitiesOf(ctx context.Context, c *citations, document string, cited []citation) error {
	spans := map[entry][]span{}
	for kind, name := range c.kinds.name {
		var ids []string
		for _, s := range cited {
			if s.kind() == kind {
				ids = append(ids, statementID(name, s.statement))
			}
		}
		for some := range slices.Chunk(ids, askStatements) {
			if err := w.askMentioned(ctx, name, some, spans); err != nil {
				return err
			}
		}
	}
	entries := make([]entry, 0, len(spans))
	for e := range spans {
		entries = append(entries, e)
	}
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.kind+"\t"+a.key, b.kind+"\t"+b.key) })
	l := listing{owner: document, yield: func(row any) error { return w.add(ctx, createDocumentListing, row, listingWeight) }}
	for _, e := range entries {
		if e.kind != l.kind {
			if err := l.flush(); err != nil {
				return err
			}
			l.kind = e.kind
		}
		if err := l.add(e.key, spans[e]); err != nil {
			return err
		}
	}
	return l.flush()
}

// askMentioned asks which entities some statements of one kind mention.
func (w *writer) askMentioned(ctx context.Context, kind string, ids []string, spans map[entry][]span) error {
	var found []any
	err := w.backend.write(ctx, func(tx driver.ManagedTransaction) error {
		params := map[string]any{"release": w.lease.release, "ids": ids}
		return run(ctx, tx, mentionedText(kind), params, func(row []any) { found, _ = row[0].([]any) })
	})
	for _, row := range found {
		v := values{list: row.([]any)}
		e := entry{v.text(), v.text()}
		s := span{momentOf(graph.Day(v.text())), momentOf(graph.Day(v.text())), momentOf(graph.Day(v.text())), momentOf(graph.Day(v.text()))}
		// Kept short: most of what is said of an entity is seen with something else.
		if have := spans[e]; !slices.ContainsFunc(have, func(o span) bool { return o.holds(s) }) {
			spans[e] = append(have, s)
		}
	}
	return err
}

// mentionedText finds what statements of a kind (a native type of claims, or
// figures) mention, with their clocks.
func mentionedText(kind string) string {
	found := "MATCH (a)-[s:" + kind + "]->(o) WHERE s.release = $release AND s.id = id\n" +
		"OPTIONAL MATCH (u:Entity {release: $release, id: s.under})\nUNWIND [a, o, u] AS e"
	if kind == labelFigure {
		found = "MATCH (s:Figure {release: $release, id: id})-[:" + strings.Join(figureTies, "|") + "]->(e)"
	}
	return "UNWIND $ids AS id\n" + found + "\nWITH s, e WHERE e IS NOT NULL\n" +
		"RETURN collect([e.kind, e.nameKey, s.recorded, s.retracted, s.firstDay, s.lastDay])"
}

// figureTies are what relates a figure to the entities that it mentions.
var figureTies = []string{typeFigureOf, typeReportedBy, typeCounts}
