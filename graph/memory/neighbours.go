package memory

import (
	"context"
	"slices"

	"policygraph/graph"
)

// Neighbours implements [graph.Snapshot]. Ordinals of claims ascend by weight, so
// the least between two entities is the best.
func (s *snapshot) Neighbours(ctx context.Context, q graph.NeighbourQuery) ([][]graph.Neighbour, error) {
	r := s.relationRead(&graph.ClaimQuery{Types: q.Types, Direction: graph.Both, At: q.At})
	var avoided uint16
	for _, k := range q.Avoid {
		avoided |= 1 << kindNumber(k)
	}
	exempt, into := s.ordinals(q.Exempt), s.ordinals(q.Into)
	left := q.Limit
	ends := make([]int, len(q.Of)) // of each one's others among all
	var found []otherEnd
	for i, id := range q.Of {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if entity, ok := s.findEntity(id); ok {
			twins := map[int32]int{} // where others with several claims are
			for _, run := range r.runs(entity) {
				for j, claim := range run.items {
					t := run.traits[j]
					other := s.claims[claim].other(entity)
					if avoided>>(t&traitKind>>traitKindShift)&1 != 0 && !exempt[other] || q.Into != nil && !into[other] || r.time != nil && !r.time(claim, t) {
						continue
					}
					left--
					if t&traitTwin != 0 {
						if at, known := twins[other]; known {
							found[at].claim = min(found[at].claim, claim)
							continue
						}
						twins[other] = len(found)
					}
					found = append(found, otherEnd{other, claim})
				}
			}
		}
		if left < 0 {
			return nil, graph.Errorf(graph.CodeLimit, "the entities asked about have more than %d relations: ask about fewer", q.Limit)
		}
		ends[i] = len(found)
	}
	return s.neighbours(found, ends), nil
}

// otherEnd is an entity with the claim that leads to it.
type otherEnd struct{ entity, claim int32 }

// neighbours puts others in words, with all text in one piece.
func (s *snapshot) neighbours(found []otherEnd, ends []int) [][]graph.Neighbour {
	const width = len(claimPrefix) + statementDigits
	ids := make([]byte, 0, width*len(found))
	for _, o := range found {
		ids = appendHash(append(ids, claimPrefix...), s.claims[o.claim].id, statementDigits)
	}
	text := string(ids)
	all := make([]graph.Neighbour, len(found))
	for i, o := range found {
		e := s.entities[o.entity]
		all[i] = graph.Neighbour{
			ID: e.ID, Degree: e.Degree, Claim: graph.ID(text[i*width : (i+1)*width]),
			Implied: s.claims[o.claim].state&claimImplied != 0, Evidence: s.pieces(o.claim),
		}
	}
	out := make([][]graph.Neighbour, len(ends))
	from := 0
	for i, end := range ends {
		out[i] = slices.Clip(all[from:end])
		from = end
	}
	return out
}

// ordinals are those of the entities that there are.
func (s *snapshot) ordinals(ids []graph.ID) map[int32]bool {
	set := make(map[int32]bool, len(ids))
	for _, id := range ids {
		if entity, ok := s.findEntity(id); ok {
			set[entity] = true
		}
	}
	return set
}
