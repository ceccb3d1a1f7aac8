package neo4j

import (
	"context"
	"slices"
	"strings"

	"policygraph/graph"
)

// Neighbours implements [graph.Snapshot] with one statement. Claims between the same ends
// are grouped here: grouping in the server takes longer than transferring them.
func (s *snapshot) Neighbours(ctx context.Context, q graph.NeighbourQuery) ([][]graph.Neighbour, error) {
	out := make([][]graph.Neighbour, len(q.Of))
	claims := graph.ClaimQuery{Of: q.Of, Types: q.Types, Direction: graph.Both, At: q.At, Certainty: q.Certainty, MinConfidence: q.MinConfidence}
	shape, ok := shapeOf(claims, graph.Window{})
	if !ok || len(q.Of) == 0 || q.Into != nil && len(q.Into) == 0 || q.Meeting != nil && len(q.Meeting) == 0 {
		return out, nil
	}
	params := claimParams(claims, graph.Window{Limit: q.Limit + 1})
	params["of"], params["avoid"], params["exempt"] = stringsOf(q.Of), stringsOf(q.Avoid), stringsOf(q.Exempt)
	asked := around{into: q.Into != nil, meeting: q.Meeting != nil}
	if asked.into {
		params["into"] = stringsOf(q.Into)
	}
	if asked.meeting {
		params["meeting"] = stringsOf(q.Meeting)
		asked.both = slices.ContainsFunc(q.Meeting, func(id graph.ID) bool { return slices.Contains(q.Of, id) })
	}
	delete(params, "after")
	delete(params, "before")
	v, err := s.query(ctx, shape.neighboursText(asked), params)
	if err != nil {
		return nil, err
	}
	left := q.Limit
	index := map[graph.ID]int{}
	for _, row := range v.rows() {
		v := &values{list: row.([]any)}
		i := v.number()
		clear(index)
		var keys []string // of the best claim to each
		rows := v.rows()
		if left -= len(rows); left < 0 {
			return nil, graph.Errorf(graph.CodeLimit, "entities have more than %d relations in total; ask about fewer entities", q.Limit)
		}
		for _, row := range rows {
			v := &values{list: row.([]any)}
			n, key := graph.Neighbour{ID: graph.ID(v.text()), Degree: v.number()}, v.text()
			at, known := index[n.ID]
			if !known {
				at = len(keys)
				index[n.ID] = at
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

// around are the restrictions of a query for neighbours.
type around struct {
	into, meeting bool
	both          bool // some entities of meeting are asked about, too
}

// neighboursText returns the statement for the other ends of each entity's claims and the
// claims' keys, from which all that is returned of a claim follows. A hub can have tens of
// thousands of other ends, so they are restricted as nodes, before properties are read.
func (s claimShape) neighboursText(a around) string {
	const those = "MATCH (e:Entity {release: $release, id: id})\n"
	head, first := "", []string{}
	if a.into {
		head = "CALL () {\nUNWIND $into AS id\n" + those + "RETURN collect(e) AS within\n}\n"
		first = append(first, "o IN within")
	}
	switch {
	case a.both:
		// An entity does not meet itself in its neighbours.
		head += "CALL () {\nUNWIND $meeting AS id\n" + those + s.union("e") +
			"\nWITH o, count(DISTINCT e) > 1 OR NOT head(collect(e.id)) IN $of AS other" +
			"\nRETURN collect(CASE WHEN other THEN o END) AS others, collect(CASE WHEN NOT other THEN o END) AS alone\n}\n"
		first = append(first, "(o IN others OR NOT e.id IN $meeting AND o IN alone)")
	case a.meeting:
		head += "CALL () {\nUNWIND $meeting AS id\n" + those + s.union("e") + "\nRETURN collect(DISTINCT o) AS met\n}\n"
		first = append(first, "o IN met")
	}
	return strings.Join([]string{
		head + claimHead + s.union("e"),
		"WITH *" + where(append(first, "(NOT o.kind IN $avoid OR o.id IN $exempt)")...) + " LIMIT $limit",
		"WITH i, collect([o.id, o.degree, r.key]) AS found",
		"RETURN collect([i, found])",
	}, "\n")
}
