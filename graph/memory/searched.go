package memory

import "policygraph/graph/textmatch"

// searched is a filter by a text. It matches entities one by one until that has cost as
// much as reading the index would, then looks up all entities that match.
type searched struct {
	filtering
	needle  textmatch.Needle
	lookups []textmatch.Lookup // those that have different candidates
	matcher *textmatch.Matcher
	all     bitset // the entities that match; nil until they are looked up
	alone   int    // entities that may still be matched one by one
}

// textFilter passes entities that a search finds.
func (r filtering) textFilter(text string) filter {
	t := &searched{filtering: r, needle: textmatch.NewNeedle(text)}
	var out filter
	if !r.matches(r, t.needle) {
		var ok bool
		if t.needle, ok = t.needle.Fuzzy(); !ok {
			out.only(nil)
			return out
		}
	}
	t.matcher, t.lookups = textmatch.NewMatcher(t.needle), t.needle.Lookups()
	if t.needle.IsFuzzy() {
		t.lookups = t.lookups[:1]
	}
	size, cost := 0, 0
	for _, l := range t.lookups {
		n := r.atMost(l)
		size += n
		if l.Precise {
			cost += n
		} else {
			cost += n * r.config.MatchCost
		}
	}
	if !t.needle.IsFuzzy() { // each entity compared with a fuzzy needle counts towards Config.MaxSimilar
		t.alone = cost / r.config.MatchCost
	}
	out.and(t.passes)
	out.begin(func() []int32 {
		t.lookUp()
		return t.all.items()
	}, size)
	return out
}

func (t *searched) passes(entity int32) bool {
	if t.all == nil {
		if t.alone--; t.alone >= 0 {
			_, ok := t.matcher.Match(t.entities[entity].SearchNames())
			return ok
		}
		t.lookUp()
	}
	return t.all.has(entity)
}

// lookUp finds all entities that the needle matches.
func (t *searched) lookUp() {
	if t.all != nil {
		return
	}
	o := t.orders[byHits]
	t.all = newBitset(len(o.entity))
	for _, l := range t.lookups {
		t.eachCandidate(l, 0, func(position int32) bool {
			if t.needle.IsFuzzy() && !t.compare() {
				return false
			}
			if e := o.entity[position]; !t.all.has(e) {
				ok := l.Precise
				if !ok {
					_, ok = t.matcher.Match(t.entities[e].SearchNames())
				}
				if ok {
					t.all.add(e)
				}
			}
			return t.step(1)
		})
	}
}

// atMost returns an upper bound of the number of candidates of a lookup.
func (s *snapshot) atMost(l textmatch.Lookup) int {
	every, some := s.listsOf(l)
	n := 0
	for _, p := range some {
		n += p.size()
	}
	for i, p := range every {
		if of := p.size(); i == 0 || of < n {
			n = of
		}
	}
	return n
}
