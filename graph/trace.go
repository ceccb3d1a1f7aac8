package graph

import (
	"context"
	"slices"
)

// What a trace may ask for.
const (
	MaxTraceHops  = 8
	MaxTraceSide  = 20  // entities on either side
	MaxTracePaths = 20  // paths of an answer
	MaxTraceAvoid = 100 // entities not passed through
)

// TraceQuery asks for the paths between two sets of entities: for every pair of
// one of From and one of To, the ways over claims, whatever their direction,
// that pass no entity twice.
type TraceQuery struct {
	From, To []ID
	MaxHops  int            // 1 to [MaxTraceHops]
	Types    []RelationType // nil for all
	// Avoid and AvoidIDs are kinds and entities not passed through. The ends of a
	// path are exempt: it may start or end at such an entity.
	Avoid    []Kind
	AvoidIDs []ID
	At       AsOf
	First    int // how many paths, 1 to [MaxTracePaths]
}

// Trace is what a [TraceQuery] finds.
type Trace struct {
	From, To []*Entity // each once
	// Paths are the first that were asked for, in the order of [Path].
	Paths   []Path
	HasMore bool // there are more
	// Complete: the search ended by itself, so that Paths are the best there are
	// and, unless HasMore, all there are. Otherwise it met one of its limits,
	// [MaxTraceClaims] or [MaxTraceSteps]; what it found comes before all that it
	// did not.
	Complete bool
	Explored int // entities seen; may differ from store to store
	Verdict  TraceVerdict
}

// TraceVerdict is what may be concluded from a trace.
type TraceVerdict string

// The verdicts.
const (
	Found            TraceVerdict = "FOUND"
	NoneWithinLimits TraceVerdict = "NONE_WITHIN_LIMITS" // and the search is complete
	StoppedAtLimit   TraceVerdict = "STOPPED_AT_LIMIT"   // it found none, and is not
)

// Path is a way from one entity to another, each step by the best claim
// ([RelationKey]) between its two ends that the query allows.
//
// Paths are ordered by what speaks for them: fewer steps, then fewer implied
// steps, then fewer steps that are written in one place only, then passing
// entities with fewer relations (the sum of [Entity.Degree] of those between the
// ends, so that a way over a hub comes last), then by the ids of their entities
// from the start.
type Path struct {
	Entities []*Entity // one more than Claims; one alone where it is on both sides
	Claims   []*Claim
}

// Trace finds paths. Ids that no entity has fail with [CodeNotFound], so that
// "there is no path" is never said of a mistake.
func (r *Reader) Trace(ctx context.Context, q TraceQuery) (*Trace, error) {
	q, err := r.trace(q)
	if err != nil {
		return nil, err
	}
	found := &Trace{}
	if found.From, found.To, err = r.traceEnds(ctx, q); err != nil {
		return nil, err
	}
	w := newWalk(r.snapshot, q, [2][]*Entity{found.From, found.To})
	ranking, err := w.ranked(ctx, q.First)
	if err != nil {
		return nil, err
	}
	if found.Paths, err = r.paths(ctx, ranking.routes, slices.Concat(found.From, found.To)); err != nil {
		return nil, err
	}
	found.HasMore, found.Complete, found.Explored = ranking.more, ranking.complete, len(w.seen)
	switch {
	case len(found.Paths) > 0:
		found.Verdict = Found
	case found.Complete:
		found.Verdict = NoneWithinLimits
	default:
		found.Verdict = StoppedAtLimit
	}
	return found, nil
}

// trace checks a query and resolves its ids.
func (r *Reader) trace(q TraceQuery) (_ TraceQuery, err error) {
	for _, side := range []*[]ID{&q.From, &q.To, &q.AvoidIDs} {
		if *side, err = r.ids(*side); err != nil {
			return q, err
		}
		*side = distinct(*side)
	}
	for _, side := range []struct {
		name string
		size int
	}{{"from", len(q.From)}, {"to", len(q.To)}} {
		if side.size < 1 || side.size > MaxTraceSide {
			return q, Errorf(CodeInvalid, "a trace has 1 to %d entities on each side: %s names %d", MaxTraceSide, side.name, side.size)
		}
	}
	if len(q.AvoidIDs) > MaxTraceAvoid {
		return q, Errorf(CodeInvalid, "a trace avoids up to %d entities by id: these are %d", MaxTraceAvoid, len(q.AvoidIDs))
	}
	return q, firstError(
		checkBetween("maxHops", q.MaxHops, MaxTraceHops), checkBetween("first", q.First, MaxTracePaths),
		checkTypes(q.Types), checkKinds(q.Avoid), q.At.check())
}

func checkBetween(what string, n, most int) error {
	if n < 1 || n > most {
		return Errorf(CodeInvalid, "%s is 1 to %d: %d is asked for", what, most, n)
	}
	return nil
}

// traceEnds finds the entities that a trace names, in one read.
func (r *Reader) traceEnds(ctx context.Context, q TraceQuery) (from, to []*Entity, err error) {
	named := distinct(slices.Concat(q.From, q.To, q.AvoidIDs))
	for _, id := range named {
		if id.Kind() == "" {
			return nil, nil, Errorf(CodeInvalid, "paths lead over entities, and %s is none", id)
		}
	}
	known, err := r.entities(ctx, named)
	if err != nil {
		return nil, nil, err
	}
	for _, id := range named {
		if known[id] == nil {
			return nil, nil, Errorf(CodeNotFound, "there is no %s: look the entity up by its name", id)
		}
	}
	for _, id := range q.From {
		from = append(from, known[id])
	}
	for _, id := range q.To {
		to = append(to, known[id])
	}
	return from, to, nil
}

// entities finds entities by present id.
func (r *Reader) entities(ctx context.Context, ids []ID) (map[ID]*Entity, error) {
	known := make(map[ID]*Entity, len(ids))
	records, err := r.snapshot.Nodes(ctx, ids)
	for _, record := range records {
		if e, ok := record.(*Entity); ok {
			known[e.ID] = e
		}
	}
	return known, err
}

// paths reads what routes lead over, in one read unless that is more than
// [MaxSet]; known entities are not read again.
func (r *Reader) paths(ctx context.Context, routes []route, known []*Entity) ([]Path, error) {
	entities := make(map[ID]*Entity, len(known))
	for _, e := range known {
		entities[e.ID] = e
	}
	claims := map[ID]*Claim{}
	var wanted []ID
	for _, route := range routes {
		for _, id := range route.entities {
			if entities[id] == nil {
				wanted = append(wanted, id)
			}
		}
		wanted = append(wanted, route.claims...)
	}
	for set := range slices.Chunk(distinct(wanted), MaxSet) {
		records, err := r.snapshot.Nodes(ctx, set)
		if err != nil {
			return nil, err
		}
		for i, record := range records {
			switch record := record.(type) {
			case *Entity:
				entities[record.ID] = record
			case *Claim:
				claims[record.ID] = record
			default:
				return nil, Errorf(CodeInternal, "the store names %s as a neighbour or its claim and does not hold it", set[i])
			}
		}
	}
	out := make([]Path, len(routes))
	for i, route := range routes {
		p := Path{Entities: make([]*Entity, len(route.entities)), Claims: make([]*Claim, len(route.claims))}
		for j, id := range route.entities {
			p.Entities[j] = entities[id]
		}
		for j, id := range route.claims {
			p.Claims[j] = claims[id]
		}
		out[i] = p
	}
	return out, nil
}

// Direction is which way the claim of a step leads, seen from where it starts.
func (p Path) Direction(step int) Direction { return p.Claims[step].From(p.Entities[step].ID) }
