package neo4j

import (
	"context"

	"policygraph/graph"
)

// Documents implements [graph.Snapshot].
func (s *snapshot) Documents(ctx context.Context, q graph.DocumentQuery, w graph.Window) ([][]graph.Row[*graph.Document], error) {
	size := max(len(q.Of), 1)
	params := clockParams(windowParams(w), q.At)
	params["size"] = size
	if q.Of != nil {
		params["of"] = stringsOf(q.Of)
	}
	v, err := s.query(ctx, documentsText(q, boundedBy(w)), params)
	if err != nil {
		return nil, err
	}
	return pages(size, v.rows(), decodeDocumentRow), nil
}

// documentsText reads in the order of an index. A document mentions an entity
// once for each span of time in which statements that it evidences hold, hence
// DISTINCT, which keeps the order.
func documentsText(q graph.DocumentQuery, b bounded) string {
	found := "MATCH (d:Document)" + where(append([]string{"d.release = $release"}, b.where("d.key")...)...) +
		"\nWITH d " + b.order("d.release", "d.key")
	if q.Of != nil {
		found = mentioning(clocksOf(q.At), b.where("m.documentKey")) +
			"\nWITH d, m " + b.sort("m.release", "m.entity", "m.documentKey") +
			"\nWITH DISTINCT d LIMIT $limit"
	}
	return "UNWIND range(0, $size - 1) AS i\nCALL (i) {\n" + found + "\nRETURN d\n}\nRETURN collect([i, " + documentColumns("d") + "])"
}

func decodeDocumentRow(v *values) graph.Row[*graph.Document] {
	d := decodeDocument(v.rows())
	return graph.Row[*graph.Document]{Key: d.Key, Item: d}
}

// mentioning matches the documents d that mention the entity $of[i], through the
// index of mentions, which has them in order.
func mentioning(c clocks, key []string) string {
	conditions := append([]string{"m.release = $release", "m.entity = $of[i]"}, key...)
	return "MATCH (d)-[m:MENTIONS]->() USING INDEX m:MENTIONS(release, entity, documentKey)" + where(append(conditions, c.where("m", true)...)...)
}

func (s *snapshot) documentTotals(ctx context.Context, q graph.DocumentQuery) ([]int, error) {
	if q.Of == nil {
		return []int{s.release.documents}, nil
	}
	params := clockParams(map[string]any{"of": stringsOf(q.Of), "size": len(q.Of)}, q.At)
	return s.totals(ctx, len(q.Of), "UNWIND range(0, $size - 1) AS i\nCALL (i) {\n"+mentioning(clocksOf(q.At), []string{"m.documentKey IS NOT NULL"})+
		"\nRETURN count(DISTINCT d) AS n\n}\nRETURN collect([i, n])", params)
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
