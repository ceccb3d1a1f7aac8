package neo4j

import (
	"context"
	"strings"

	"policygraph/graph"
)

// Neighbours implements [graph.Snapshot] with one statement. Claims between the
// same ends are told apart here: a server that groups them takes longer than
// they take to travel.
func (s *snapshot) Neighbours(ctx context.Context, q graph.NeighbourQuery) ([][]graph.Neighbour, error) {
	out := make([][]graph.Neighbour, len(q.Of))
	claims := graph.ClaimQuery{Of: q.Of, Types: q.Types, Direction: graph.Both, At: q.At}
	shape, ok := shapeOf(claims, graph.Window{})
	if !ok || len(q.Of) == 0 || q.Into != nil && len(q.Into) == 0 || q.Meeting != nil && len(q.Meeting) == 0 {
		return out, nil
	}
	params := claimParams(claims, graph.Window{Limit: q.Limit + 1})
	params["of"], params["avoid"], params["exempt"] = stringsOf(q.Of), stringsOf(q.Avoid), stringsOf(q.Exempt)
	if q.Into != nil {
		params["into"] = stringsOf(q.Into)
	}
	if q.Meeting != nil {
		params["meeting"] = stringsOf(q.Meeting)
	}
	delete(params, "after")
	delete(params, "before")
	v, err := s.query(ctx, shape.neighboursText(q.Into != nil, q.Meeting != nil), params)
	if err != nil {
		return nil, err
	}
	left := q.Limit
	place := map[graph.ID]int{}
	for _, row := range v.rows() {
		v := &values{list: row.([]any)}
		i := v.number()
		clear(place)
		var keys []string // of the best claims
		rows := v.rows()
		if left -= len(rows); left < 0 {
			return nil, graph.Errorf(graph.CodeLimit, "the entities asked about have more than %d relations: ask about fewer", q.Limit)
		}
		for _, row := range rows {
			v := &values{list: row.([]any)}
			n, key := graph.Neighbour{ID: graph.ID(v.text()), Degree: v.number()}, v.text()
			at, known := place[n.ID]
			if !known {
				at = len(keys)
				place[n.ID] = at
				keys, out[i] = append(keys, key), append(out[i], n)
			}
			keys[at] = min(keys[at], key)
		}
		for at, stored := range keys {
			key, _ := relationKey(stored)
			out[i][at].SetClaim(key)
		}
	}
	return out, nil
}

// neighboursText gives for each entity the other ends of its claims, with the
// claims' keys, which say all that is asked of them.
func (s claimShape) neighboursText(into, meeting bool) string {
	conditions := []string{"(NOT o.kind IN $avoid OR o.id IN $exempt)"}
	if into {
		conditions = append(conditions, "o.id IN $into")
	}
	head := claimHead
	if meeting { // the neighbours of those to meet, as sets for all
		conditions = append(conditions, "(o IN others OR NOT e.id IN $meeting AND o IN alone)")
		head = "CALL () {\nUNWIND $meeting AS id\nMATCH (e:Entity {release: $release, id: id})\n" + s.union("e") +
			"\nWITH o, count(DISTINCT e) > 1 OR NOT head(collect(e.id)) IN $of AS other" +
			"\nRETURN collect(CASE WHEN other THEN o END) AS others, collect(CASE WHEN NOT other THEN o END) AS alone\n}\n" + claimHead
	}
	return strings.Join([]string{
		head + s.union("e"),
		"WITH *" + where(conditions...) + " LIMIT $limit",
		"WITH i, collect([o.id, o.degree, r.key]) AS found",
		"RETURN collect([i, found])",
	}, "\n")
}
