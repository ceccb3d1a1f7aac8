package neo4j

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"policygraph/graph"
)

// Evidence implements [graph.Snapshot]. A passage's node names the statements that it
// evidences; the evidence is stored with them.
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

// evidenceText returns the statement for the evidence of passages. It looks up each
// statement by the native type or label that the passage names.
func evidenceText(c clocks) string {
	types := claimTypes()
	if !c.known {
		types = types[:len(types)-1] // RETRACTED is the last
	}
	return `UNWIND range(0, size($of) - 1) AS i
MATCH (p:Passage)
WHERE p.release = $release AND p.document = $of[i][0] AND p.paragraph >= $of[i][1] AND p.paragraph <= $of[i][2] AND p.part IS NOT NULL
UNWIND p.statements AS statement
WITH DISTINCT i, statement
WITH collect(split(statement, ' ') + i) AS cited
CALL (cited) {
` + claimsCited(types) + `
UNION ALL
UNWIND [c IN cited WHERE c[0] = 'Figure'] AS c
MATCH (s:Figure) WHERE s.release = $release AND s.id = c[1] RETURN c, s
}
WITH c, s` + where(c.where("s", true)...) + `
RETURN collect([c[2], s.id, s.evidence])`
}

// claimsCited finds the claims s of the list cited, of pairs of a native type and an id.
// Each type has a branch, since an index is of one type. Short branches are planned 30
// times faster than long ones.
func claimsCited(types []string) string {
	parts := make([]string, len(types))
	for i, t := range types {
		parts[i] = "UNWIND [c IN cited WHERE c[0] = '" + t + "'] AS c\nMATCH ()-[s:" + t + "]->()" + byID("s", t) + " WHERE s.release = $release AND s.id = c[1] RETURN c, s"
	}
	return strings.Join(parts, "\nUNION ALL\n")
}
