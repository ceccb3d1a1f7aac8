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
	asked := around{into: q.Into != nil, meeting: q.Meeting != nil, claim: q.Follows(graph.TieClaim), under: q.Follows(graph.TieUnder)}
	if !asked.claim && !asked.under {
		return out, nil
	}
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
		var best []ordered // the best tie to each
		rows := v.rows()
		if left -= len(rows); left < 0 {
			return nil, graph.Errorf(graph.CodeLimit, "entities have more than %d relations in total; ask about fewer entities", q.Limit)
		}
		for _, row := range rows {
			v := &values{list: row.([]any)}
			n, tie := graph.Neighbour{ID: graph.ID(v.text()), Ties: v.number()}, ordered{v.text(), v.flag()}
			at, known := index[n.ID]
			if !known {
				at = len(best)
				index[n.ID] = at
				best, out[i] = append(best, tie), append(out[i], n)
			} else if tie.before(best[at]) {
				best[at] = tie
			}
		}
		for at, tie := range best {
			key, _ := relationKey(tie.key)
			out[i][at].SetClaim(key)
			if out[i][at].Tie = graph.TieClaim; tie.under {
				out[i][at].Tie = graph.TieUnder
			}
		}
	}
	return out, nil
}

// ordered is a tie by what decides which is the best.
type ordered struct {
	key   string
	under bool
}

func (t ordered) before(other ordered) bool {
	return t.key < other.key || t.key == other.key && !t.under && other.under
}

// around are the restrictions of a query for neighbours.
type around struct {
	into, meeting bool
	claim, under  bool // the ties that are followed
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
		head += "CALL () {\nUNWIND $meeting AS id\n" + those + s.ties("e", a) +
			"\nWITH o, count(DISTINCT e) > 1 OR NOT head(collect(e.id)) IN $of AS other" +
			"\nRETURN collect(CASE WHEN other THEN o END) AS others, collect(CASE WHEN NOT other THEN o END) AS alone\n}\n"
		first = append(first, "(o IN others OR NOT e.id IN $meeting AND o IN alone)")
	case a.meeting:
		head += "CALL () {\nUNWIND $meeting AS id\n" + those + s.ties("e", a) + "\nRETURN collect(DISTINCT o) AS met\n}\n"
		first = append(first, "o IN met")
	}
	return strings.Join([]string{
		head + claimHead + s.ties("e", a),
		"WITH *" + where(append(first, "(NOT o.kind IN $avoid OR o.id IN $exempt)")...) + " LIMIT $limit",
		"WITH i, collect([o.id, o.ties, r.key, type(r) = 'UNDER']) AS found",
		"RETURN collect([i, found])",
	}, "\n")
}

// ties finds the relations r and other ends o of an entity's ties.
func (s claimShape) ties(bound string, a around) string {
	var parts []string
	if a.claim {
		parts = s.parts()
	}
	if a.under {
		var conditions []string
		if types := strings.Split(s.types, ","); len(types) < len(graph.Vocabulary) {
			conditions = append(conditions, "r.type IN ['"+strings.Join(types, "', '")+"']")
		}
		if s.known {
			conditions = append(conditions, "coalesce(r.retracted > $gone, true)")
		} else {
			conditions = append(conditions, "r.retracted IS NULL")
		}
		parts = append(parts, "MATCH ("+bound+")-[r:"+typeUnder+"]-(o)"+where(append(conditions, s.conditions(branch{}, "r")...)...)+" RETURN r, o")
	}
	return unionOf(bound, parts)
}
