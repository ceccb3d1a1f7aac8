package neo4j

import (
	"context"
	"strings"

	"policygraph/graph"
)

// Documents implements [graph.Snapshot].
func (s *snapshot) Documents(ctx context.Context, q graph.DocumentQuery, w graph.Window) ([][]graph.Row[*graph.Document], error) {
	if q.Of == nil {
		v, err := s.query(ctx, allDocumentsText(boundedBy(w)), windowParams(w))
		if err != nil {
			return nil, err
		}
		return pages(1, v.rows(), decodeDocumentRow), nil
	}
	v, err := s.query(ctx, documentsText(boundedBy(w)), s.documentParams(windowParams(w), q))
	if err != nil {
		return nil, err
	}
	return pages(len(q.Of), v.rows(), decodeDocumentRow), nil
}

func (s *snapshot) documentParams(p map[string]any, q graph.DocumentQuery) map[string]any {
	p["of"], p["hub"], p["often"] = stringsOf(q.Of), s.release.hubs.of(q.Of), s.release.oftenMentioned.of(q.Of)
	return alwaysParams(p, q.At)
}

func decodeDocumentRow(v *values) graph.Row[*graph.Document] {
	d := decodeDocument(v.rows())
	return graph.Row[*graph.Document]{Key: d.Key, Item: d}
}

// allDocumentsText returns the statement for all documents, in the order of an index.
func allDocumentsText(b bounded) string {
	return "CALL () {\nMATCH (d:Document)" + where(append([]string{"d.release = $release"}, b.where("d.key")...)...) +
		"\nWITH d " + b.order("d.release", "d.key") + "\nRETURN d\n}\nRETURN collect([0, " + documentColumns("d") + "])"
}

// documentsText returns the statement for the documents of each of a set of entities.
func documentsText(b bounded) string {
	listed := listingMatch(b, "$of[i]", "'"+listedDocuments+"'") + "\nWITH DISTINCT key LIMIT $limit\nRETURN " + idOfKey + " AS id"
	return evidencing(listed) + "\nMATCH (d:Document {release: $release, id: id})" + byID("d", labelDocument) + where(b.where("d.key")...) +
		"\nWITH d " + b.order("d.key") + "\nRETURN d\n}\nRETURN collect([i, " + documentColumns("d") + "])"
}

var documentTotalsText = evidencing(listingAll("$of[i]", "'"+listedDocuments+"'")+"\nRETURN DISTINCT "+idOfKey+" AS id") +
	"\nRETURN count(*) AS n\n}\nRETURN collect([i, n])"

// evidencing returns the beginning of a statement, which finds the ids of the documents of
// each entity e, each once. They are the documents of its relations, of the claims under
// it and of its figures. Entities with a listing are read from that, by listed.
func evidencing(listed string) string {
	under := make([]string, 0, len(graph.Vocabulary)+1)
	for _, t := range claimTypes() {
		under = append(under, "MATCH ()-[r:"+t+"]->() USING INDEX SEEK r:"+t+"(release, under) WHERE r.release = $release AND r.under = e.id RETURN r")
	}
	seen := where(always("r")...)
	return claimHead + "CALL (i, e) {\nCALL (i, e) {\nCALL (i, e) {\n" +
		"WITH i, e WHERE NOT $hub[i]\nMATCH (e)-[r:" + strings.Join(claimTypes(), "|") + "]-()" + seen + "\nUNWIND r.evidence AS line RETURN line\n" +
		"UNION ALL\nWITH i, e WHERE NOT $hub[i] AND NOT $often[i]\n" +
		"CALL (e) {\nMATCH (r:Figure)-[:" + strings.Join(figureTies, "|") + "]->(e) RETURN r\nUNION ALL\n" + strings.Join(under, "\nUNION ALL\n") + "\n}\n" +
		"WITH r" + seen + "\nUNWIND r.evidence AS line RETURN line\n}\nRETURN split(line, ' ')[0] AS id\n" +
		"UNION ALL\nWITH i, e WHERE $hub[i] OR $often[i]\n" + listed + "\n}\nWITH DISTINCT id"
}

func (s *snapshot) documentTotals(ctx context.Context, q graph.DocumentQuery) ([]int, error) {
	if q.Of == nil {
		return []int{s.release.documents}, nil
	}
	return s.totals(ctx, len(q.Of), documentTotalsText, s.documentParams(map[string]any{}, q))
}

// Indicators implements [graph.Snapshot].
func (s *snapshot) Indicators(ctx context.Context, w graph.Window) ([]graph.Row[*graph.Indicator], error) {
	v, err := s.query(ctx, indicatorsText(boundedBy(w)), windowParams(w))
	if err != nil {
		return nil, err
	}
	return pages(1, v.rows(), func(v *values) graph.Row[*graph.Indicator] {
		return graph.Row[*graph.Indicator]{Key: v.text(), Item: decodeIndicator(v.rows())}
	})[0], nil
}

func indicatorsText(b bounded) string {
	return "CALL () {\nMATCH (n:Indicator)" + where(append([]string{"n.release = $release"}, b.where("n.key")...)...) +
		"\nWITH n " + b.order("n.release", "n.key") + "\nRETURN n\n}\nRETURN collect([0, n.key, " + indicatorColumns("n") + "])"
}
