package memory

import (
	"cmp"
	"context"
	"iter"
	"slices"

	"policygraph/graph"
)

// A list of claims or figures with a filter of an end is read in one of two ways: if few
// entities pass the filter, from their statements, otherwise from the whole list.

// restricted reports whether a query of all claims restricts ends or evidence.
func restricted(q *graph.ClaimQuery) bool {
	return q.Subject != nil || q.Object != nil || q.Documents != nil || q.MinConfidence != nil
}

// restrictedClaims returns the claims of such a query, in any order and each once; if
// some is nil, the list of all claims has to be read, of which keep returns true for
// these claims.
func (s *snapshot) restrictedClaims(r filtering, q *graph.ClaimQuery) (some iter.Seq[int32], keep func(claim int32) bool) {
	subject, object := r.filter(q.Subject), r.filter(q.Object)
	cited := s.citing(q.Documents)
	keep = func(i int32) bool {
		c := &s.claims[i]
		return r.step(1) && (cited == nil || cited(c.evidence, c.several())) && s.sure(c.evidence, c.several(), graph.ConfidenceFloor(q.MinConfidence)) &&
			subject.passes(c.subject) && object.passes(c.object)
	}
	ends, endOf := subject, func(c *claim) int32 { return c.subject }
	if object.few != nil && (subject.few == nil || object.size < subject.size) {
		ends, endOf = object, func(c *claim) int32 { return c.object }
	}
	if ends.few == nil || ends.size > s.config.MaxEnds {
		return nil, keep
	}
	wanted, each := relationsOf(q.Types, graph.Both), s.claimFilter(q)
	return func(yield func(int32) bool) {
		for _, e := range ends.few() {
			all := r.claimsOf(e, wanted, everything, func(i int32, _ flags) bool {
				return endOf(&s.claims[i]) != e || each != nil && !each(i) || !keep(i) || yield(i)
			})
			if !all {
				return
			}
		}
	}, keep
}

// listRestricted returns a page of such claims.
func (s *snapshot) listRestricted(ctx context.Context, q *graph.ClaimQuery, w graph.Window) ([]graph.Row[graph.Edge], error) {
	r := s.filtering(ctx, q.At)
	some, keep := s.restrictedClaims(r, q)
	if some != nil {
		claims := s.claimWindow(some, w)
		if r.err != nil {
			return nil, r.err
		}
		return s.claimRows(claims, q.Omit), nil
	}
	runs, time := s.claimListRead(q)
	found, err := page(ctx, runs, within(w, len(s.claimList), s.appendListKey), everything, func(position int32, t flags) bool {
		return (time == nil || time(position, t)) && keep(s.claimList[position])
	})
	if err := cmp.Or(err, r.err); err != nil {
		return nil, err
	}
	claims := make([]int32, len(found))
	for i, position := range found {
		claims[i] = s.claimList[position]
	}
	return s.claimRows(claims, q.Omit), nil
}

func (s *snapshot) countRestricted(ctx context.Context, q *graph.ClaimQuery) (int, error) {
	r := s.filtering(ctx, q.At)
	some, keep := s.restrictedClaims(r, q)
	if some != nil {
		n := 0
		for range some {
			n++
		}
		return n, r.err
	}
	runs, time := s.claimListRead(q)
	n, err := count(ctx, runs, everything, func(position int32, t flags) bool {
		return (time == nil || time(position, t)) && keep(s.claimList[position])
	})
	return n, cmp.Or(err, r.err)
}

// claimWindow returns those of some claims that a window shows, in the order of the list
// of all claims. It holds two pages of claims at most.
func (s *snapshot) claimWindow(claims iter.Seq[int32], w graph.Window) []int32 {
	compare := s.compareListed
	if w.FromEnd {
		compare = func(a, b int32) int { return s.compareListed(b, a) }
	}
	var shown []int32
	cut := func() {
		slices.SortFunc(shown, compare)
		shown = shown[:min(len(shown), w.Limit)]
	}
	full, last := false, int32(0) // whether a page is full, and its last claim
	var key []byte
	for i := range claims {
		if full && compare(i, last) > 0 {
			continue
		}
		key = s.appendListKeyOf(key[:0], i)
		if string(key) <= w.After || w.Before != "" && string(key) >= w.Before {
			continue
		}
		if shown = append(shown, i); len(shown) == 2*w.Limit {
			cut()
			full, last = true, shown[len(shown)-1]
		}
	}
	cut()
	if w.FromEnd {
		slices.Reverse(shown)
	}
	return shown
}

// figureReads returns the runs of figures to merge for each of a set, and a test of the
// figures to keep.
func (s *snapshot) figureReads(r filtering, q *graph.FigureQuery) (runs [][]run, keep func(int32, flags) bool) {
	runs, keep = s.figureRuns(q), s.figureFilter(q)
	f := &q.Filter
	if f.Indicators == nil && f.Subject == nil && f.Under == nil && f.Period == nil && f.Documents == nil && f.Progress == nil && f.Breakdown == nil && f.MinConfidence == nil {
		return runs, keep
	}
	subject, under, cited := r.filter(f.Subject), r.filter(f.Under), s.citing(f.Documents)
	breakdown, least := r.filter(f.Breakdown), graph.ConfidenceFloor(f.MinConfidence)
	indicators := map[int32]bool{}
	for _, id := range f.Indicators {
		if i, ok := s.indicatorByID[id]; ok {
			indicators[i] = true
		}
	}
	if q.Of == nil && subject.few != nil && subject.size <= s.config.MaxEnds {
		runs = [][]run{{{items: r.figuresAbout(subject.few())}}}
	}
	first := keep
	return runs, func(i int32, t flags) bool {
		if !r.step(1) || first != nil && !first(i, t) {
			return false
		}
		g := &s.figures[i]
		return (f.Indicators == nil || indicators[g.indicator]) &&
			(f.Period == nil || g.meets(*f.Period, r.at)) &&
			(cited == nil || cited(g.evidence, g.several())) && s.sure(g.evidence, g.several(), least) &&
			(f.Breakdown == nil || slices.ContainsFunc(s.breakdowns.of(i), breakdown.passes)) &&
			subject.passes(g.subject) && (f.Under == nil || g.under >= 0 && under.passes(g.under)) &&
			(f.Progress == nil || slices.Contains(f.Progress, r.progressOf(i, q.At)))
	}
}

// figuresAbout returns the figures of subjects, ascending.
func (r filtering) figuresAbout(subjects []int32) []int32 {
	var all []int32
	for _, e := range subjects {
		for _, run := range r.figuresOfSubject.of(nil, e, r.at) {
			if !r.step(1 + len(run.items)) {
				return nil
			}
			all = append(all, run.items...)
		}
	}
	slices.Sort(all)
	return all
}

// meets reports whether the figure holds in a range of dates.
func (f *figure) meets(dates graph.DateRange, at clocks) bool {
	begins, ends := f.holds(at)
	if begins == 0 && ends == 0 {
		return false
	}
	from, _ := dateOf(dates.From)
	to, _ := dateOf(dates.To)
	return (from == 0 || ends == 0 || ends.through() >= from) && (to == 0 || begins <= to)
}

// figureWork is the cost of making a figure and comparing it, in [work] steps.
const figureWork = 16

// progressOf returns the progress of a target or plan; "" for actuals.
func (r filtering) progressOf(i int32, at graph.AsOf) graph.ProgressState {
	if graph.FigureStatuses[r.figures[i].status] == graph.StatusActual || !r.step(figureWork) {
		return ""
	}
	// The measures are in the order of figures.
	measure, exact := slices.BinarySearch(r.measures, i)
	if !exact {
		measure--
	}
	actuals, ok := r.actuals[int32(measure)]
	if !ok {
		actuals = r.actualsOf(int32(measure), at)
		r.actuals[int32(measure)] = actuals
	}
	a := answer{snapshot: r.snapshot, omit: graph.OmitEvidence}
	return actuals.ProgressOf(a.figure(i), at.Today(r.Dataset())).State
}

// actualsOf returns the actuals of a measure that were known on the day of a
// query; some may be missing once the work limit is reached.
func (r filtering) actualsOf(measure int32, at graph.AsOf) *graph.Actuals {
	at.ValidOn = ""
	known := clocksOf(at)
	a := answer{snapshot: r.snapshot, omit: graph.OmitEvidence}
	var actuals []*graph.Figure
	for _, run := range r.figuresOfMeasure.of(nil, measure, known) {
		for _, i := range run.items {
			if !r.step(1) {
				break
			}
			if graph.FigureStatuses[r.figures[i].status] == graph.StatusActual && r.seesFigure(known, i) && r.step(figureWork) {
				actuals = append(actuals, a.figure(i))
			}
		}
	}
	return graph.NewActuals(actuals, r.indicators[r.figures[r.snapshot.measures[measure]].indicator].Measure)
}
