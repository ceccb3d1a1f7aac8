package memory

import (
	"context"
	"math"
	"slices"
	"sort"

	"policygraph/graph"
)

// Claims implements [graph.Snapshot].
func (s *snapshot) Claims(ctx context.Context, q graph.ClaimQuery, w graph.Window) ([][]graph.Row[graph.Edge], error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if q.Of == nil {
		listed, err := s.allClaims(ctx, &q, w)
		return [][]graph.Row[graph.Edge]{listed}, err
	}
	r := s.relationRead(&q)
	b := within(w, len(s.claims), s.appendClaimKey)
	ends := s.findEntities(q.Of)
	runs := r.runsOf(ends)
	pages := make([]edges, len(ends))
	for i, end := range ends {
		var err error
		if pages[i], err = r.page(ctx, end, runs[i], b); err != nil {
			return nil, err
		}
	}
	return s.edgeRows(pages, q.Omit), nil
}

// edges are the claims on a page of an entity.
type edges struct {
	end    int32
	claims []int32
	// between holds, for a distinct page, the best claims between two ends that have
	// several.
	between  map[int32][]int32
	distinct bool
}

// edgeRows returns the rows of pages.
func (s *snapshot) edgeRows(pages []edges, omit graph.Omit) [][]graph.Row[graph.Edge] {
	n := 0
	for _, p := range pages {
		n += len(p.claims)
	}
	all := make([]int32, 0, n)
	for _, p := range pages {
		all = append(all, p.claims...)
	}
	for _, p := range pages {
		if p.between == nil {
			continue
		}
		for _, i := range p.claims {
			for _, parallel := range p.between[s.claims[i].other(p.end)] {
				if parallel != i {
					all = append(all, parallel)
				}
			}
		}
	}
	a := answer{snapshot: s, omit: omit}
	a.expect(all)
	var lists []*graph.Claim
	if len(pages) > 0 && pages[0].distinct {
		lists = make([]*graph.Claim, 0, len(all))
	}
	rows := make([]graph.Row[graph.Edge], n)
	out := make([][]graph.Row[graph.Edge], len(pages))
	for i, p := range pages {
		page := rows[:len(p.claims):len(p.claims)]
		rows = rows[len(p.claims):]
		for j, claim := range p.claims {
			row := &page[j]
			key, id := a.claimKey(claim)
			c := a.claimNamed(claim, id)
			other := s.claims[claim].other(p.end)
			row.Key = key
			row.Item = graph.Edge{Claim: c, Other: s.entities[other], Direction: relationDirection(s.claims[claim].relationFrom(p.end))}
			if p.distinct {
				from := len(lists)
				lists = append(lists, c)
				for _, parallel := range p.between[other] {
					if parallel != claim {
						lists = append(lists, a.claim(parallel))
					}
				}
				row.Item.Claims = lists[from:len(lists):len(lists)]
			}
		}
		out[i] = page
	}
	return out
}

// pieces returns the number of pieces of evidence of a claim.
func (s *snapshot) pieces(claim int32) int {
	return s.piecesOf(s.claims[claim].evidence, s.claims[claim].several())
}

func (s *snapshot) piecesOf(evidence uint32, several bool) int {
	switch {
	case several:
		return int(s.evidenceLists[evidence])
	case evidence == noEvidence:
		return 0
	default:
		return 1
	}
}

// level returns the confidence of a claim, that of its first piece of evidence, as a
// [graph.ConfidenceLevel].
func (s *snapshot) level(claim int32) int {
	c := &s.claims[claim]
	at := c.evidence
	switch {
	case at == noEvidence:
		return 0
	case c.several():
		at = s.evidenceList(at)[0]
	}
	return graph.ConfidenceLevel(s.provenances[s.evidence[at].provenance].confidence)
}

// appendClaimKey appends a claim's [graph.RelationKey].
func (s *snapshot) appendClaimKey(b []byte, i int32) []byte {
	c := &s.claims[i]
	b = appendComplement(b, 99999-(graph.MaxConfidenceLevel-s.level(i)), 5)
	b = append(b, '\t', '0', '\t')
	if c.state&claimImplied != 0 {
		b[len(b)-2] = '1'
	}
	b = appendComplement(b, min(s.pieces(i), 9999), 4)
	b = append(b, '\t')
	if c.from == 0 {
		b = append(b, "9999-99-99"...)
	} else {
		day := c.from.last()
		b = append(appendComplement(b, day.year(), 4), '-')
		b = append(appendComplement(b, day.month(), 2), '-')
		b = appendComplement(b, day.day(), 2)
	}
	b = append(append(b, '\t'), graph.ClaimPrefix...)
	return graph.AppendHash(b, c.id, graph.StatementDigits)
}

// appendComplement appends the last digits of a number, each as its complement to
// nine.
func appendComplement(b []byte, n, digits int) []byte {
	b = append(b, "00000"[:digits]...)
	for i := len(b) - 1; digits > 0; i, digits = i-1, digits-1 {
		b[i] = '9' - byte(n%10)
		n /= 10
	}
	return b
}

// claimKey writes a claim's key, which its id ends.
func (a *answer) claimKey(i int32) (key string, id graph.ID) {
	mark := a.text.Len()
	a.scratch = a.appendClaimKey(a.scratch[:0], i)
	a.text.Write(a.scratch)
	key = a.since(mark)
	return key, graph.ID(key[len(key)-len(graph.ClaimPrefix)-graph.StatementDigits:])
}

// relationRead is one query of the claims of entities.
type relationRead struct {
	*snapshot
	*relations   // what is wanted, seen from the entities
	distinct     bool
	at           clocks
	merge        merge                   // its mask holds the conditions that flags decide
	time         func(int32, flags) bool // nil keeps all
	each         func(int32) bool        // what is required of a claim besides its relation; nil keeps all
	upTo         int32                   // claims from this ordinal on are not confident enough
	prefetchSink int                     // prevents the compiler from eliding the prefetch
}

func (s *snapshot) relationRead(q *graph.ClaimQuery) *relationRead {
	at := clocksOf(q.At)
	r := &relationRead{
		snapshot: s, relations: relationsOf(q.Types, q.Direction), distinct: q.Distinct,
		at: at, merge: merge{flagMask: flagMaskOf(q)}, time: s.timeFilter(at, q.Validity), each: s.claimFilter(q),
		upTo: s.confident(q.MinConfidence),
	}
	if r.distinct && q.Stages == nil && !q.WithoutUnder && q.Certainty == "" && r.time == nil {
		// If the first of a list's claims between two ends does not pass, no other does.
		r.merge.refused |= flagRepeat
		r.merge.all = false
	}
	return r
}

// runs appends the claims of an entity that are of wanted relations.
func (r *relationRead) runs(runs []run, entity int32) []run {
	r.snapshot.relations.each(entity, r.at, func(relation uint8, claims run) {
		if !r.relations[relation] {
			return
		}
		if claims = claims.upTo(r.upTo); len(claims.items) > 0 {
			runs = append(runs, claims)
		}
	})
	return runs
}

// confident returns the number of claims with at least this confidence, which come first:
// all for nil.
func (s *snapshot) confident(least *float64) int32 {
	if least == nil {
		return math.MaxInt32
	}
	level := graph.ConfidenceLevel(*least)
	return int32(sort.Search(len(s.claims), func(i int) bool { return s.level(int32(i)) < level }))
}

// upTo returns the claims of a run that come before an ordinal.
func (r run) upTo(ordinal int32) run {
	n := len(r.items)
	if n > 0 && r.items[n-1] >= ordinal {
		n, _ = slices.BinarySearch(r.items, ordinal)
	}
	return run{r.items[:n], r.flags[:n]}
}

// runsOf returns the runs of each of a set; unknown ids have none. It prefetches
// the beginnings of the runs in loops so short that cache misses overlap.
func (r *relationRead) runsOf(ends []int32) [][]run {
	a := &r.snapshot.relations
	for _, end := range ends {
		if end >= 0 {
			r.prefetchSink += int(a.runStart[a.start[end]])
		}
	}
	var all []run
	upTo := make([]int, len(ends)) // where those of each end among all
	for i, end := range ends {
		if end >= 0 {
			all = r.runs(all, end)
		}
		upTo[i] = len(all)
	}
	for _, run := range all {
		r.prefetchSink += int(run.items[0]) + int(run.flags[0])
	}
	out, from := make([][]run, len(ends)), 0
	for i, to := range upTo {
		out[i], from = all[from:to], to
	}
	return out
}

// page returns a page of an entity's claims, given their runs.
func (r *relationRead) page(ctx context.Context, entity int32, runs []run, b bounds) (edges, error) {
	e := edges{end: entity, distinct: r.distinct}
	keep := r.time
	if r.distinct {
		keep = func(i int32, t flags) bool {
			if t&flagParallel == 0 {
				return r.time == nil || r.time(i, t)
			}
			other := r.claims[i].other(entity)
			best, known := e.between[other]
			if !known {
				if e.between == nil {
					e.between = map[int32][]int32{}
				}
				best = r.best(entity, other)
				e.between[other] = best
			}
			return len(best) > 0 && best[0] == i
		}
	}
	var err error
	e.claims, err = r.merge.page(ctx, runs, b, keep)
	return e, err
}

// best returns the best claims that match the query between two entities that
// have several.
func (r *relationRead) best(entity, other int32) []int32 {
	var best []int32
	for _, i := range r.between(entity, other) {
		c := &r.claims[i]
		if i >= r.upTo || !r.relations[c.relationFrom(entity)] || c.retracted() && r.at.known == 0 || r.each != nil && !r.each(i) {
			continue
		}
		if best = append(best, i); len(best) == graph.MaxClaims {
			break
		}
	}
	return best
}

func (r *relationRead) total(ctx context.Context, entity int32) (int, error) {
	keep := r.time
	if r.distinct {
		var seen map[int32]bool
		keep = func(i int32, t flags) bool {
			if r.time != nil && !r.time(i, t) {
				return false
			}
			if t&flagParallel == 0 {
				return true
			}
			other := r.claims[i].other(entity)
			if seen[other] {
				return false
			}
			if seen == nil {
				seen = map[int32]bool{}
			}
			seen[other] = true
			return true
		}
	}
	return count(ctx, r.runs(nil, entity), r.merge.flagMask, keep)
}

// RelationCounts implements [graph.Snapshot].
func (s *snapshot) RelationCounts(ctx context.Context, of []graph.ID, at graph.AsOf) ([][]graph.RelationCount, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r := s.relationRead(&graph.ClaimQuery{At: at, Direction: graph.Both})
	out := make([][]graph.RelationCount, len(of))
	for i, id := range of {
		end, ok := s.findEntity(id)
		if !ok {
			continue
		}
		var counts [len(relations{})]int
		var err error
		s.relations.each(end, r.at, func(relation uint8, claims run) {
			if err == nil {
				var n int
				n, err = count(ctx, []run{claims}, r.merge.flagMask, r.time)
				counts[relation] += n
			}
		})
		if err != nil {
			return nil, err
		}
		for relation, n := range &counts {
			if n > 0 {
				relation := uint8(relation)
				out[i] = append(out[i], graph.RelationCount{Type: relationType(relation), Direction: relationDirection(relation), Count: n})
			}
		}
	}
	return out, nil
}
