package memory

import (
	"cmp"
	"context"
	"slices"

	"policygraph/graph"
)

// Claims implements [graph.Snapshot].
func (s *snapshot) Claims(ctx context.Context, q graph.ClaimQuery, w graph.Window) ([][]graph.Row[graph.Edge], error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if q.Of == nil {
		listed, err := s.listClaims(ctx, q, w)
		return [][]graph.Row[graph.Edge]{listed}, err
	}
	r := s.relationRead(q)
	b := within(w, len(s.claims), s.claimKey)
	out := make([][]graph.Row[graph.Edge], len(q.Of))
	for i, id := range q.Of {
		end, ok := s.entityByID[id]
		if !ok {
			continue
		}
		var err error
		if out[i], err = r.page(ctx, end, b); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// RelationCounts implements [graph.Snapshot].
func (s *snapshot) RelationCounts(ctx context.Context, of []graph.ID, at graph.AsOf) ([][]graph.RelationCount, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	keep := s.relationRead(graph.ClaimQuery{Direction: graph.Both, At: at}).keep
	out := make([][]graph.RelationCount, len(of))
	for i, id := range of {
		end, ok := s.entityByID[id]
		if !ok {
			continue
		}
		counts := make([]int, 2*len(graph.Vocabulary))
		for _, a := range s.adjacent(at) {
			var err error
			a.each(end, func(relation uint8, claims []int32) {
				if err == nil {
					var n int
					n, err = count(ctx, [][]int32{claims}, keep)
					counts[relation] += n
				}
			})
			if err != nil {
				return nil, err
			}
		}
		for r, n := range counts {
			if n > 0 {
				relation := uint8(r)
				out[i] = append(out[i], graph.RelationCount{Type: relationType(relation), Direction: relationDirection(relation), Count: n})
			}
		}
	}
	return out, nil
}

func (s *snapshot) claimKey(claim int32) string { return s.claims[claim].Key }

// adjacent is where claims that can be seen as of the dates are.
func (s *snapshot) adjacent(at graph.AsOf) []*adjacency {
	if at.KnownAsOf == "" {
		return []*adjacency{&s.relations}
	}
	return []*adjacency{&s.relations, &s.withdrawn}
}

// claimFilter is what a query asks of a claim besides its type; nil if nothing.
func (s *snapshot) claimFilter(q graph.ClaimQuery) func(int32) bool {
	if q.At == (graph.AsOf{}) && q.Certainty == "" && q.Stages == nil && !q.Plain {
		return nil
	}
	return func(claim int32) bool {
		c := s.claims[claim]
		return seesClaim(q.At, c) &&
			(q.Certainty == "" || c.Certainty == q.Certainty) &&
			(q.Stages == nil || slices.Contains(q.Stages, c.Stage)) &&
			(!q.Plain || c.Under == "")
	}
}

// relationRead is one query of the claims of entities.
type relationRead struct {
	*snapshot
	query     graph.ClaimQuery
	out, back relations        // what is wanted, seen from the entities and from the other ends
	keep      func(int32) bool // nil keeps all
	kinds     map[graph.Kind]bool
}

func (s *snapshot) relationRead(q graph.ClaimQuery) *relationRead {
	r := &relationRead{snapshot: s, query: q, out: relationsOf(q.Types, q.Direction), keep: s.claimFilter(q)}
	r.back = r.out.reversed()
	if q.Kinds != nil {
		r.kinds = setOf(q.Kinds)
	}
	return r
}

// runs are the claims of an entity that are of wanted relations.
func (r *relationRead) runs(entity int32, wanted relations) [][]int32 {
	var runs [][]int32
	for _, a := range r.adjacent(r.query.At) {
		a.each(entity, func(relation uint8, claims []int32) {
			if wanted[relation] {
				runs = append(runs, claims)
			}
		})
	}
	return runs
}

// filter is the whole of what the query asks of a claim of the entity; nil if
// nothing.
func (r *relationRead) filter(entity int32) func(int32) bool {
	if r.kinds == nil {
		return r.keep
	}
	return func(claim int32) bool {
		return r.kinds[r.entities[r.ends[claim].other(entity)].Kind] && (r.keep == nil || r.keep(claim))
	}
}

func (r *relationRead) page(ctx context.Context, entity int32, b bounds) ([]graph.Row[graph.Edge], error) {
	if r.query.Distinct {
		return r.distinct(ctx, entity, b)
	}
	found, err := page(ctx, r.runs(entity, r.out), b, r.filter(entity))
	return rows(found, r.claimKey, func(claim int32) graph.Edge { return r.edge(entity, claim) }), err
}

func (r *relationRead) edge(entity, claim int32) graph.Edge {
	c := r.claims[claim]
	return graph.Edge{
		Claim:     c,
		Other:     r.entities[r.ends[claim].other(entity)],
		Direction: c.From(r.entities[entity].ID),
	}
}

// distinct keeps of the claims between the same ends only the best, which is
// where the other end has its place.
func (r *relationRead) distinct(ctx context.Context, entity int32, b bounds) ([]graph.Row[graph.Edge], error) {
	keep := r.filter(entity)
	between := map[int32][]int32{}
	var failed error
	found, err := page(ctx, r.runs(entity, r.out), b, func(claim int32) bool {
		if failed != nil || keep != nil && !keep(claim) {
			return false
		}
		other := r.ends[claim].other(entity)
		if _, known := between[other]; !known {
			between[other], failed = r.between(ctx, entity, other)
		}
		return failed == nil && between[other][0] == claim
	})
	if err := cmp.Or(failed, err); err != nil {
		return nil, err
	}
	return rows(found, r.claimKey, func(claim int32) graph.Edge {
		e := r.edge(entity, claim)
		for _, c := range between[r.ends[claim].other(entity)] {
			e.Claims = append(e.Claims, r.claims[c])
		}
		return e
	}), nil
}

// between are the best claims between two entities, looked for at the one that
// has fewer.
func (r *relationRead) between(ctx context.Context, entity, other int32) ([]int32, error) {
	near, far := r.runs(entity, r.out), r.runs(other, r.back)
	if length(far) < length(near) {
		near = far
	}
	return page(ctx, near, bounds{hi: int32(len(r.claims)), limit: graph.MaxClaims}, func(claim int32) bool {
		e := r.ends[claim]
		return (e == ends{entity, other} || e == ends{other, entity}) && (r.keep == nil || r.keep(claim))
	})
}

func length(runs [][]int32) int {
	n := 0
	for _, run := range runs {
		n += len(run)
	}
	return n
}

func (r *relationRead) total(ctx context.Context, entity int32) (int, error) {
	keep := r.filter(entity)
	if !r.query.Distinct {
		return count(ctx, r.runs(entity, r.out), keep)
	}
	seen := map[int32]bool{}
	return count(ctx, r.runs(entity, r.out), func(claim int32) bool {
		other := r.ends[claim].other(entity)
		if seen[other] || keep != nil && !keep(claim) {
			return false
		}
		seen[other] = true
		return true
	})
}

// listClaims answers from the list of all claims.
func (s *snapshot) listClaims(ctx context.Context, q graph.ClaimQuery, w graph.Window) ([]graph.Row[graph.Edge], error) {
	key := func(place int32) string { return s.claims[s.claimList[place]].ListKey }
	runs, keep := s.claimListRead(q)
	found, err := page(ctx, runs, within(w, len(s.claimList), key), keep)
	return rows(found, key, func(place int32) graph.Edge { return graph.Edge{Claim: s.claims[s.claimList[place]]} }), err
}

// claimListRead is what to merge of the list of all claims, and what to keep.
func (s *snapshot) claimListRead(q graph.ClaimQuery) (runs [][]int32, keep func(place int32) bool) {
	wanted := setOf(q.Types)
	for t := range graph.Vocabulary {
		if q.Types == nil || wanted[graph.Vocabulary[t].Type] {
			runs = s.claimListByType.of(runs, int32(t), q.At)
		}
	}
	if filter := s.claimFilter(q); filter != nil {
		keep = func(place int32) bool { return filter(s.claimList[place]) }
	}
	return runs, keep
}

func setOf[T comparable](values []T) map[T]bool {
	set := make(map[T]bool, len(values))
	for _, v := range values {
		set[v] = true
	}
	return set
}
