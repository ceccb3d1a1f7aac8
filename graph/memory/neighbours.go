package memory

import (
	"context"
	"slices"

	"policygraph/graph"
)

// Neighbours implements [graph.Snapshot]. Claims are numbered by weight, so the best of
// the claims between two entities is the one with the smallest ordinal.
func (s *snapshot) Neighbours(ctx context.Context, q graph.NeighbourQuery) ([][]graph.Neighbour, error) {
	r := s.relationRead(&graph.ClaimQuery{Types: q.Types, Direction: graph.Both, At: q.At, Certainty: q.Certainty, MinConfidence: q.MinConfidence})
	var avoided uint16
	for _, k := range q.Avoid {
		avoided |= 1 << kindNumber(k)
	}
	exempt, into := s.ordinals(q.Exempt), s.ordinals(q.Into)
	// others visits the other ends of an entity's claims.
	others := func(entity int32, visit func(claim, other int32, t flags)) {
		for _, run := range r.runs(nil, entity) {
			for j, claim := range run.items {
				if t := run.flags[j]; r.merge.passes(t) && (r.time == nil || r.time(claim, t)) {
					visit(claim, s.claims[claim].other(entity), t)
				}
			}
		}
	}
	var meets *meeting
	if q.Meeting != nil {
		var err error
		if meets, err = s.meeting(ctx, q, others); err != nil {
			return nil, err
		}
	}
	left := q.Limit
	ends := make([]int, len(q.Of)) // where the neighbours of each entity end in found
	var found []otherEnd
	for i, id := range q.Of {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if entity, ok := s.findEntity(id); ok {
			parallel := map[int32]int{} // indexes in found of entities with several claims
			within := into
			if meets != nil {
				within = meets.of(entity)
			}
			others(entity, func(claim, other int32, t flags) {
				if avoided>>(t&flagKind>>flagKindShift)&1 != 0 && !exempt.has(other) || within != nil && !within.has(other) {
					return
				}
				left--
				if t&flagParallel != 0 {
					if at, known := parallel[other]; known {
						found[at].claim = min(found[at].claim, claim)
						return
					}
					parallel[other] = len(found)
				}
				found = append(found, otherEnd{other, claim})
			})
		}
		if left < 0 {
			return nil, graph.Errorf(graph.CodeLimit, "entities have more than %d relations in total; ask about fewer entities", q.Limit)
		}
		ends[i] = len(found)
	}
	return s.neighbours(found, ends), nil
}

// meeting holds the neighbours of a set of entities.
type meeting struct {
	both bitset // entities that are both in the set and asked about
	// any holds the neighbours of the set. others holds those of them that are
	// neighbours of two entities of the set, or of one that is not in both.
	any, others bitset
}

// of returns the entities in which an entity that is asked about meets another one of
// the set.
func (m *meeting) of(entity int32) bitset {
	if m.both.has(entity) {
		return m.others
	}
	return m.any
}

func (s *snapshot) meeting(ctx context.Context, q graph.NeighbourQuery, others func(entity int32, visit func(claim, other int32, t flags))) (*meeting, error) {
	n := len(s.entities)
	m := &meeting{newBitset(n), newBitset(n), newBitset(n)}
	asked := s.ordinals(q.Of)
	for _, id := range q.Meeting {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		entity, ok := s.findEntity(id)
		if !ok {
			continue
		}
		both := asked.has(entity)
		if both {
			m.both.add(entity)
		}
		parallel := map[int32]bool{}
		others(entity, func(_, other int32, t flags) {
			if t&flagParallel != 0 {
				if parallel[other] {
					return
				}
				parallel[other] = true
			}
			if !both || m.any.has(other) {
				m.others.add(other)
			}
			m.any.add(other)
		})
	}
	return m, nil
}

// otherEnd is a neighbour with the best claim to it.
type otherEnd struct{ entity, claim int32 }

// neighbours makes the answer. The ids of all claims share one string.
func (s *snapshot) neighbours(found []otherEnd, ends []int) [][]graph.Neighbour {
	const width = len(graph.ClaimPrefix) + graph.StatementDigits
	ids := make([]byte, 0, width*len(found))
	for _, o := range found {
		ids = graph.AppendHash(append(ids, graph.ClaimPrefix...), s.claims[o.claim].id, graph.StatementDigits)
	}
	text := string(ids)
	all := make([]graph.Neighbour, len(found))
	for i, o := range found {
		e := s.entities[o.entity]
		all[i] = graph.Neighbour{
			ID: e.ID, Degree: e.Degree, Claim: graph.ID(text[i*width : (i+1)*width]),
			Level: s.level(o.claim), Implied: s.claims[o.claim].state&claimImplied != 0, Evidence: s.pieces(o.claim),
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

// ordinals returns the set of those entities that exist; nil for nil.
func (s *snapshot) ordinals(ids []graph.ID) bitset {
	if ids == nil {
		return nil
	}
	set := newBitset(len(s.entities))
	for _, id := range ids {
		if entity, ok := s.findEntity(id); ok {
			set.add(entity)
		}
	}
	return set
}
