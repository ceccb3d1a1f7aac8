package neo4j

import (
	"context"
	"strings"

	"policygraph/graph"
)

// RelationCounts implements [graph.Snapshot]. The relations of ordinary entities are read
// and counted. For hubs the server has the number of each type and direction; dates make
// it necessary to read theirs, too.
func (s *snapshot) RelationCounts(ctx context.Context, of []graph.ID, at graph.AsOf) ([][]graph.RelationCount, error) {
	q := graph.ClaimQuery{Direction: graph.Both, At: at}
	shape, _ := shapeOf(q, graph.Window{})
	ordinary, busy := s.release.hubs.split(of)
	if at != (graph.AsOf{}) {
		ordinary, busy = subset{of, nil}, subset{}
	}
	counts := make([]map[graph.RelationCount]int, len(of))
	for i := range counts {
		counts[i] = map[graph.RelationCount]int{}
	}
	read := func(of subset, text string) error {
		if len(of.ids) == 0 {
			return nil
		}
		params := claimParams(q, graph.Window{})
		params["of"] = stringsOf(of.ids)
		v, err := s.query(ctx, text, params)
		if err != nil {
			return err
		}
		for _, row := range v.rows() {
			v := &values{list: row.([]any)}
			i := of.index(v.number())
			c := graph.RelationCount{Type: graph.RelationType(v.text()), Direction: graph.In}
			if v.flag() {
				c.Direction = graph.Out
			}
			if c.Type.Symmetric() {
				c.Direction = graph.Both
			}
			counts[i][c] += v.number()
		}
		return nil
	}
	if err := read(ordinary, shape.groupText()); err != nil {
		return nil, err
	}
	if err := read(busy, degreeText); err != nil {
		return nil, err
	}
	out := make([][]graph.RelationCount, len(of))
	for i, found := range counts {
		for _, r := range graph.Vocabulary {
			for _, d := range []graph.Direction{graph.Out, graph.In, graph.Both} {
				if n := found[graph.RelationCount{Type: r.Type, Direction: d}]; n > 0 {
					out[i] = append(out[i], graph.RelationCount{Type: r.Type, Direction: d, Count: n})
				}
			}
		}
	}
	return out, nil
}

// groupText returns the statement that counts the claims of a shape by type and direction.
func (s claimShape) groupText() string {
	return claimHead + s.union("e") + "\nWITH i, coalesce(r.type, type(r)) AS type, startNode(r) = e AS out, count(*) AS n\nRETURN collect([i, type, out, n])"
}

// degreeText returns the numbers that the server has stored.
var degreeText = func() string {
	var parts []string
	for _, r := range graph.Vocabulary {
		for _, out := range []bool{true, false} {
			b := branch{native: []string{string(r.Type)}, arrow: "<"}
			text := "false"
			if out {
				b.arrow, text = ">", "true"
			}
			parts = append(parts, "['"+string(r.Type)+"', "+text+", COUNT { "+b.pattern("e", "", "")+" }]")
		}
	}
	return claimHead + "UNWIND [" + strings.Join(parts, ", ") + "] AS c\nWITH i, c WHERE c[2] > 0\nRETURN collect([i, c[0], c[1], c[2]])"
}()
