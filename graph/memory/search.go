package memory

import (
	"cmp"
	"context"
	"hash/maphash"
	"slices"
	"sort"

	"policygraph/graph"
	"policygraph/graph/textmatch"
)

// Search implements [graph.Snapshot]. It reads the candidates of one rank after the
// other, each in the order of hits, until the page is full. Names are matched only for
// the hits of the page and for candidates that have all grams of a long text without
// matching it.
func (s *snapshot) Search(ctx context.Context, q graph.SearchQuery, w graph.Window) ([]graph.Row[graph.Hit], error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r := s.filtering(ctx, graph.AsOf{})
	kinds := r.filter(&graph.EntityFilter{Kinds: q.Kinds})
	needle := textmatch.NewNeedle(q.Text)
	if !s.matches(r, needle) {
		fuzzy, ok := needle.Fuzzy()
		if !ok {
			return nil, r.err
		}
		return s.mistyped(r, kinds, fuzzy, w)
	}
	o := s.orders[byHits]
	m := textmatch.NewMatcher(needle)
	var out []graph.Row[graph.Hit]
	for _, l := range needle.Lookups() {
		rank, from := graph.RankKey(l.Rank), int32(0)
		if w.After != "" {
			if w.After[:1] > rank {
				continue
			}
			if w.After[:1] == rank {
				from = int32(sort.Search(len(o.entity), func(i int) bool {
					return graph.EntityKey(s.entities[o.entity[i]], byHits) > w.After[1:]
				}))
			}
		}
		s.eachCandidate(l, from, func(position int32) bool {
			e := s.entities[o.entity[position]]
			if !r.step(1) || !kinds.passes(o.entity[position]) {
				return r.err == nil
			}
			if match, ok := m.Match(e.SearchNames()); ok && match.Rank() == l.Rank {
				out = append(out, graph.Row[graph.Hit]{Key: graph.HitKey(match, graph.EntityKey(e, byHits)), Item: graph.Hit{Entity: e, Match: match}})
			}
			return len(out) < w.Limit
		})
		if r.err != nil || len(out) == w.Limit {
			break
		}
	}
	return out, r.err
}

// mistyped returns the hits of a fuzzy needle. Its lookups have the same candidates
// for all ranks, so all of them are read once.
func (s *snapshot) mistyped(r filtering, kinds filter, needle textmatch.Needle, w graph.Window) ([]graph.Row[graph.Hit], error) {
	o := s.orders[byHits]
	m := textmatch.NewMatcher(needle)
	var out []graph.Row[graph.Hit]
	s.eachCandidate(needle.Lookups()[0], 0, func(position int32) bool {
		e := s.entities[o.entity[position]]
		if !r.step(1) || !r.compare() || !kinds.passes(o.entity[position]) {
			return r.err == nil
		}
		if match, ok := m.Match(e.SearchNames()); ok {
			if key := graph.HitKey(match, graph.EntityKey(e, byHits)); key > w.After {
				out = append(out, graph.Row[graph.Hit]{Key: key, Item: graph.Hit{Entity: e, Match: match}})
			}
		}
		return true
	})
	slices.SortFunc(out, func(a, b graph.Row[graph.Hit]) int { return cmp.Compare(a.Key, b.Key) })
	return out[:min(len(out), w.Limit)], r.err
}

// compare counts an entity as compared with a mistyped text, and reports whether
// to go on.
func (r filtering) compare() bool {
	w := r.work
	if w.similar--; w.similar < 0 && w.err == nil {
		w.err = graph.Errorf(graph.CodeLimit, "text matches no name exactly and more than %d names approximately; correct it, or make it longer", r.config.MaxSimilar)
	}
	return w.err == nil
}

// listsOf returns the postings of the grams of a lookup: an entity is in all lists
// of every and, if some is not nil, in one list of some.
func (s *snapshot) listsOf(l textmatch.Lookup) (every, some []postings) {
	var h maphash.Hash
	h.SetSeed(seed)
	lists := func(grams []textmatch.Gram) []postings {
		if grams == nil {
			return nil
		}
		out := make([]postings, len(grams))
		for i, g := range grams {
			out[i] = s.names.list(hashOfGram(&h, g.How, g.Class, []byte(g.Piece)))
		}
		return out
	}
	if l.Near != nil {
		return nil, lists(l.Near)
	}
	return lists(l.All), lists(l.Any)
}

// eachCandidate visits the entities that have the grams of a lookup, as positions
// in the order of hits, beginning at from, until visit returns false.
func (s *snapshot) eachCandidate(l textmatch.Lookup, from int32, visit func(position int32) bool) {
	every, some := s.listsOf(l)
	if some != nil {
		var all []int32
		for _, p := range some {
			for position, ok := p.skipTo(from); ok; position, ok = p.next() {
				all = append(all, position)
			}
		}
		for _, position := range distinct(all) {
			if !visit(position) {
				return
			}
		}
		return
	}
	if slices.ContainsFunc(every, func(p postings) bool { return len(p.data) == 0 }) {
		return
	}
	slices.SortFunc(every, func(a, b postings) int { return cmp.Compare(len(a.data), len(b.data)) })
	at, ok := every[0].skipTo(from)
	for ok {
		common := true
		for i := 1; i < len(every); i++ {
			other := every[i].at
			if other < at {
				if other, ok = every[i].skipTo(at); !ok {
					return
				}
			}
			if other > at {
				at, ok = every[0].skipTo(other)
				common = false
				break
			}
		}
		if common {
			if !visit(at) {
				return
			}
			at, ok = every[0].next()
		}
	}
}

// matches reports whether a needle matches anything.
func (s *snapshot) matches(r filtering, n textmatch.Needle) bool {
	o := s.orders[byHits]
	m := textmatch.NewMatcher(n)
	for _, l := range n.Lookups() {
		found := false
		s.eachCandidate(l, 0, func(position int32) bool {
			_, found = m.Match(s.entities[o.entity[position]].SearchNames())
			return !found && r.step(1)
		})
		if found {
			return true
		}
	}
	return false
}
