package neo4j

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"policygraph/graph"
)

// Evidence implements [graph.Snapshot]. A passage's node names the statements
// that it evidences; the evidence itself is theirs.
func (s *snapshot) Evidence(ctx context.Context, of []graph.Passage, at graph.AsOf) ([][]graph.Evidence, error) {
	passages := make([]any, len(of))
	for i, p := range of {
		passages[i] = []any{string(p.Document), p.From, p.To}
	}
	v, err := s.query(ctx, evidenceText(clocksOf(at)), clockParams(map[string]any{"of": passages}, at))
	if err != nil {
		return nil, err
	}
	out := make([][]graph.Evidence, len(of))
	for _, row := range v.rows() {
		v := &values{list: row.([]any)}
		i := v.number()
		p := of[i]
		statement := graph.ID(v.text())
		for _, e := range decodeEvidence(statement, v.rows()) {
			if e.Document == p.Document && p.From <= e.Paragraph && e.Paragraph <= p.To {
				out[i] = append(out[i], e)
			}
		}
	}
	for _, found := range out {
		slices.SortFunc(found, func(a, b graph.Evidence) int {
			return cmp.Or(cmp.Compare(a.Paragraph, b.Paragraph), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.ID, b.ID))
		})
	}
	return out, nil
}

// evidenceText finds the statements of passages, each looked up under the type
// or label that the passage says.
func evidenceText(c clocks) string {
	lookUp := func(kind, match string, retracted bool) string {
		return "UNWIND [c IN cited WHERE c[1] = '" + kind + "'] AS c\n" + match +
			where(append([]string{"s.release = $release", "s.id = c[2]"}, c.where("s", retracted)...)...) + " RETURN c[0] AS i, s.id AS id, s.evidence AS evidence"
	}
	parts := []string{lookUp(labelFigure, "MATCH (s:Figure)", true)}
	for _, t := range claimTypes() {
		if t != typeRetracted || c.known {
			parts = append(parts, lookUp(t, "MATCH ()-[s:"+t+"]->()", t == typeRetracted))
		}
	}
	return `UNWIND range(0, size($of) - 1) AS i
MATCH (p:Passage)
WHERE p.release = $release AND p.document = $of[i][0] AND p.paragraph >= $of[i][1] AND p.paragraph <= $of[i][2] AND p.part IS NOT NULL
UNWIND p.statements AS statement
WITH DISTINCT i, split(statement, ' ') AS named
WITH collect([i, named[0], named[1]]) AS cited
CALL (cited) {
` + strings.Join(parts, "\nUNION ALL\n") + `
}
RETURN collect([i, id, evidence])`
}
