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
	// others visits the other ends of an entity's ties.
	others := func(entity int32, visit func(tie tie)) { s.ties(r, &q, entity, visit) }
	var meets *meeting
	if q.Meeting != nil {
		var err error
		if meets, err = s.meeting(ctx, q, others); err != nil {
			return nil, err
		}
	}
	left := q.Limit
	ends := make([]int, len(q.Of)) // where the neighbours of each entity end in found
	var found []tie
	for i, id := range q.Of {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if entity, ok := s.findEntity(id); ok {
			parallel := map[int32]int{} // indexes in found of entities with several ties
			within := into
			if meets != nil {
				within = meets.of(entity)
			}
			others(entity, func(t tie) {
				if avoided>>s.kinds[t.other]&1 != 0 && !exempt.has(t.other) || within != nil && !within.has(t.other) {
					return
				}
				left--
				if t.several {
					if at, known := parallel[t.other]; known {
						if t.before(found[at]) {
							found[at] = t
						}
						return
					}
					parallel[t.other] = len(found)
				}
				found = append(found, t)
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

func (s *snapshot) meeting(ctx context.Context, q graph.NeighbourQuery, others func(entity int32, visit func(tie))) (*meeting, error) {
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
		others(entity, func(t tie) {
			if t.several {
				if parallel[t.other] {
					return
				}
				parallel[t.other] = true
			}
			if !both || m.any.has(t.other) {
				m.others.add(t.other)
			}
			m.any.add(t.other)
		})
	}
	return m, nil
}

// tie is one end of a tie, seen from the other.
type tie struct {
	claim, other int32
	under        bool // it is a tie by what the claim is under
	several      bool // there may be other ties between the two
}

// before reports whether a tie is better than another between the same ends.
func (t tie) before(other tie) bool {
	return t.claim < other.claim || t.claim == other.claim && !t.under && other.under
}

// canBeUnder are the kinds of what a claim can be under, a bit each.
var canBeUnder = func() (kinds uint16) {
	for _, k := range graph.UnderKinds {
		kinds |= 1 << kindNumber(k)
	}
	return kinds
}()

// ties visits the other ends of an entity's ties that a query follows.
func (s *snapshot) ties(r *relationRead, q *graph.NeighbourQuery, entity int32, visit func(tie)) {
	byClaim, byUnder := q.Follows(graph.TieClaim), q.Follows(graph.TieUnder)
	covers := byUnder && len(s.claimsUnder.of(entity)) > 0
	for _, run := range r.runs(nil, entity) {
		for j, claim := range run.items {
			t := run.flags[j]
			if !r.merge.passes(t) || r.time != nil && !r.time(claim, t) {
				continue
			}
			c := &s.claims[claim]
			if byClaim {
				several := t&flagParallel != 0 || byUnder && (covers || canBeUnder>>(t&flagKind>>flagKindShift)&1 != 0)
				visit(tie{claim, c.other(entity), false, several})
			}
			if byUnder && t&flagUnder != 0 && c.under != entity {
				visit(tie{claim, c.under, true, true})
			}
		}
	}
	if !covers {
		return
	}
	for _, claim := range s.claimsUnder.of(entity) {
		c := &s.claims[claim]
		if claim >= r.upTo || !r.relations[c.relationFrom(c.subject)] || !r.merge.passes(s.flagsFrom(c, c.subject)) || c.retracted() && r.at.known == 0 || r.time != nil && !r.time(claim, 0) {
			continue
		}
		if c.subject != entity {
			visit(tie{claim, c.subject, true, true})
		}
		if c.object != entity && c.object != c.subject {
			visit(tie{claim, c.object, true, true})
		}
	}
}

// neighbours makes the answer. The ids of all claims share one string.
func (s *snapshot) neighbours(found []tie, ends []int) [][]graph.Neighbour {
	const width = len(graph.ClaimPrefix) + graph.StatementDigits
	ids := make([]byte, 0, width*len(found))
	for _, o := range found {
		ids = graph.AppendHash(append(ids, graph.ClaimPrefix...), s.claims[o.claim].id, graph.StatementDigits)
	}
	text := string(ids)
	all := make([]graph.Neighbour, len(found))
	for i, o := range found {
		e, by := s.entities[o.other], graph.TieClaim
		if o.under {
			by = graph.TieUnder
		}
		all[i] = graph.Neighbour{
			ID: e.ID, Ties: e.Ties, Tie: by, Claim: graph.ID(text[i*width : (i+1)*width]),
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
