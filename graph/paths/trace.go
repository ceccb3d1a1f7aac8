package paths

import (
	"cmp"
	"context"
	"slices"

	"policygraph/graph"
)

// Bounds of a [TraceQuery].
const (
	MaxHops  = 8
	MaxEnds  = 20  // entities on either side
	MaxPaths = 20  // paths of an answer
	MaxAvoid = 100 // entities not passed through
)

// TraceQuery asks for the paths between two sets of entities: from any entity of From
// to any of To, over claims of either direction, passing no entity twice.
type TraceQuery struct {
	From, To []graph.ID
	MaxHops  int                  // 1 to [MaxHops]
	Types    []graph.RelationType // of the claims; nil for all
	Ties     []graph.ClaimTie     // nil for all
	// Avoid and AvoidIDs are kinds and entities not passed through. The ends of a
	// path are exempt: it may start or end at such an entity.
	Avoid    []graph.Kind
	AvoidIDs []graph.ID
	At       graph.AsOf
	// Certainty and MinConfidence restrict the claims: "" and nil allow any.
	Certainty     graph.Certainty
	MinConfidence *float64
	// MinStrength restricts paths by [Path.Strength], to within 0.01 %; 0 allows any.
	MinStrength float64
	First       int // number of paths, 1 to [MaxPaths]
}

// TraceResult is the answer to a [TraceQuery].
type TraceResult struct {
	From, To []*graph.Entity // each once
	// Paths are the first [TraceQuery.First] paths, in the order of [Path].
	Paths   []Path
	HasMore bool // whether there are further paths
	// Complete reports that the search met no limit: Paths are the best ones and,
	// unless HasMore, all. Otherwise it met [MaxClaims] or [MaxSteps]; each path that
	// it found comes before all that it did not find.
	Complete bool
	Explored int // number of entities seen; may differ between stores
	Verdict  Verdict
}

// Verdict is what may be concluded from a trace.
type Verdict string

// The verdicts.
const (
	Found            Verdict = "FOUND"
	NoneWithinLimits Verdict = "NONE_WITHIN_LIMITS" // no path, and the search is complete
	StoppedAtLimit   Verdict = "STOPPED_AT_LIMIT"   // no path found before a limit was met
)

// Verdicts labels the verdicts.
var Verdicts = graph.Enumeration{Name: "TraceVerdict", Values: []graph.EnumValue{
	{Value: string(Found), Label: graph.Label{ZH: "已找到", EN: "found"}},
	{Value: string(NoneWithinLimits), Label: graph.Label{ZH: "范围内没有", EN: "none within the limits"}},
	{Value: string(StoppedAtLimit), Label: graph.Label{ZH: "已达上限而停止", EN: "stopped at a limit"}},
}}

// Path is a path from one entity to another. Each step is the best claim
// ([graph.RelationKey]) that ties its two ends and that the query allows.
//
// The order of paths is total: fewer steps first, then the greater strength
// ([Path.Strength]), compared as sums of the logarithms of confidences in
// hundred-thousandths, then fewer implied steps, then fewer steps with a single piece of
// evidence, then the smaller sum of [graph.Entity.Ties]
// of the entities between the ends, so that paths over hubs come last, then the ids of
// their entities from the start.
type Path struct {
	Entities []*graph.Entity // one more than Claims; a single one where it is on both sides
	Claims   []*graph.Claim
	Ties     []graph.ClaimTie // how each claim ties the two ends of its step
}

// Trace finds paths. An unknown id fails with [graph.CodeNotFound], so that a mistake
// is never answered with "there is no path".
func Trace(ctx context.Context, r *graph.Reader, q TraceQuery) (*TraceResult, error) {
	q, err := q.resolved(r)
	if err != nil {
		return nil, err
	}
	found := &TraceResult{}
	if found.From, found.To, err = q.ends(ctx, r); err != nil {
		return nil, err
	}
	w := newWalk(r, q, [2][]*graph.Entity{found.From, found.To})
	shortest, err := w.shortestPaths(ctx, q.First)
	if err != nil {
		return nil, err
	}
	if found.Paths, err = pathsOf(ctx, r, shortest.routes, slices.Concat(found.From, found.To)); err != nil {
		return nil, err
	}
	found.HasMore, found.Complete, found.Explored = shortest.more, shortest.complete, len(w.seen)
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

// resolved checks the query and returns it with former ids resolved and repetitions
// removed.
func (q TraceQuery) resolved(r *graph.Reader) (_ TraceQuery, err error) {
	for _, side := range []*[]graph.ID{&q.From, &q.To, &q.AvoidIDs} {
		if *side, err = r.Resolve(*side); err != nil {
			return q, err
		}
		*side = distinct(*side)
	}
	for _, side := range []struct {
		name string
		size int
	}{{"from", len(q.From)}, {"to", len(q.To)}} {
		if side.size < 1 || side.size > MaxEnds {
			return q, graph.Errorf(graph.CodeInvalid, "invalid %s: %d entities; expected 1 to %d", side.name, side.size, MaxEnds)
		}
	}
	if len(q.AvoidIDs) > MaxAvoid {
		return q, graph.Errorf(graph.CodeInvalid, "invalid avoidIds: %d entities; expected at most %d", len(q.AvoidIDs), MaxAvoid)
	}
	return q, cmp.Or(q.check(MaxHops), checkBetween("first", q.First, MaxPaths))
}

// check checks what a trace and a matrix of links have in common.
func (q TraceQuery) check(maxHops int) error {
	return cmp.Or(checkBetween("maxHops", q.MaxHops, maxHops), checkStrength(q.MinStrength),
		graph.NeighbourQuery{Types: q.Types, Avoid: q.Avoid, At: q.At, Certainty: q.Certainty, MinConfidence: q.MinConfidence, Ties: q.Ties}.Check())
}

func checkStrength(least float64) error {
	if !(least >= 0 && least <= 1) {
		return graph.Errorf(graph.CodeInvalid, "invalid minStrength: %v; expected 0 to 1", least)
	}
	return nil
}

func checkBetween(what string, n, most int) error {
	if n < 1 || n > most {
		return graph.Errorf(graph.CodeInvalid, "invalid %s: %d; expected 1 to %d", what, n, most)
	}
	return nil
}

// ends reads the entities that a trace names, those to avoid included, in one read.
func (q TraceQuery) ends(ctx context.Context, r *graph.Reader) (from, to []*graph.Entity, err error) {
	ids := distinct(slices.Concat(q.From, q.To, q.AvoidIDs))
	for _, id := range ids {
		if id.Kind() == "" {
			return nil, nil, graph.Errorf(graph.CodeInvalid, "invalid id %q: a path leads over entities only", id)
		}
	}
	records, err := r.Nodes(ctx, ids)
	if err != nil {
		return nil, nil, err
	}
	known := make(map[graph.ID]*graph.Entity, len(ids))
	for i, id := range ids {
		e, ok := records[i].(*graph.Entity)
		if known[id] = e; !ok {
			return nil, nil, graph.Errorf(graph.CodeNotFound, "unknown entity %q: search for it by name", id)
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

// pathsOf reads the records of routes, in one read unless there are more than
// [graph.MaxSet]; known entities are not read again.
func pathsOf(ctx context.Context, r *graph.Reader, routes []route, known []*graph.Entity) ([]Path, error) {
	entities := make(map[graph.ID]*graph.Entity, len(known))
	for _, e := range known {
		entities[e.ID] = e
	}
	claims := map[graph.ID]*graph.Claim{}
	var wanted []graph.ID
	for _, route := range routes {
		for _, id := range route.entities {
			if entities[id] == nil {
				wanted = append(wanted, id)
			}
		}
		wanted = append(wanted, route.claims...)
	}
	for set := range slices.Chunk(distinct(wanted), graph.MaxSet) {
		records, err := r.Nodes(ctx, set)
		if err != nil {
			return nil, err
		}
		for i, record := range records {
			switch record := record.(type) {
			case *graph.Entity:
				entities[record.ID] = record
			case *graph.Claim:
				claims[record.ID] = record
			default:
				return nil, graph.Errorf(graph.CodeInternal, "the store returned %q as a neighbour or its claim and does not hold it", set[i])
			}
		}
	}
	out := make([]Path, len(routes))
	for i, route := range routes {
		p := Path{Entities: make([]*graph.Entity, len(route.entities)), Claims: make([]*graph.Claim, len(route.claims)), Ties: route.ties}
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

// Direction returns the direction of a step, seen from its start: of a step by what the
// claim is under, OUT to that, and IN from it.
func (p Path) Direction(step int) graph.Direction {
	c := p.Claims[step]
	if p.Ties[step] == graph.TieUnder {
		if p.Entities[step+1].ID == c.Under {
			return graph.Out
		}
		return graph.In
	}
	return c.From(p.Entities[step].ID)
}

// Label returns the label of a step, read from its start.
func (p Path) Label(step int, lang graph.Language) string {
	if p.Ties[step] == graph.TieClaim {
		return p.Claims[step].Type.LabelFrom(p.Direction(step), lang)
	}
	if p.Direction(step) == graph.Out {
		return graph.UnderLabel.In(lang)
	}
	return graph.CoversLabel.In(lang)
}

// distinct returns ids without repetitions.
func distinct(ids []graph.ID) []graph.ID {
	seen := make(map[graph.ID]bool, len(ids))
	out := make([]graph.ID, 0, len(ids))
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}
