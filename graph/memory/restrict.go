package memory

import (
	"cmp"
	"context"
	"slices"

	"policygraph/graph"
)

// A list of claims or figures restricted by their ends reads the statements of the
// entities that pass, if the filter of an end leaves few.

// restricted reports whether a query of all claims restricts ends or evidence.
func restricted(q *graph.ClaimQuery) bool {
	return q.Subject != nil || q.Object != nil || q.Documents != nil || q.MinConfidence != nil
}

// restrictedClaims returns either all claims of such a query, or which claims to
// keep of the list of all claims.
func (s *snapshot) restrictedClaims(r filtering, q *graph.ClaimQuery) (few []int32, begun bool, keep func(claim int32) bool) {
	subject, object := r.filter(q.Subject), r.filter(q.Object)
	cited := s.citing(q.Documents)
	keep = func(i int32) bool {
		c := &s.claims[i]
		return r.step(1) && (cited == nil || cited(c.proof, c.several())) && s.sure(c.proof, c.several(), q.MinConfidence) &&
			subject.passes(c.subject) && object.passes(c.object)
	}
	end, direction := subject, graph.Out
	if object.few != nil && (subject.few == nil || object.size < subject.size) {
		end, direction = object, graph.In
	}
	if end.few == nil || end.size > s.config.MaxEnds {
		return nil, false, keep
	}
	wanted, each := relationsOf(q.Types, graph.Both), s.claimFilter(q)
	for _, e := range end.few() {
		r.claimsOf(e, wanted, everything, func(i int32, _ flags) bool {
			c := &s.claims[i]
			if at := c.subject; direction == graph.In {
				at = c.object
				if at != e {
					return true
				}
			} else if at != e {
				return true
			}
			if (each == nil || each(i)) && keep(i) {
				few = append(few, i)
			}
			return true
		})
	}
	return few, true, keep
}

// listRestricted returns a page of such claims.
func (s *snapshot) listRestricted(ctx context.Context, q *graph.ClaimQuery, w graph.Window) ([]graph.Row[graph.Edge], error) {
	r := s.filtering(ctx, q.At)
	few, begun, keep := s.restrictedClaims(r, q)
	if begun {
		rows := s.claimRows(few, q.Omit)
		rows = slices.DeleteFunc(rows, func(row graph.Row[graph.Edge]) bool {
			return row.Key <= w.After || w.Before != "" && row.Key >= w.Before
		})
		slices.SortFunc(rows, func(a, b graph.Row[graph.Edge]) int { return cmp.Compare(a.Key, b.Key) })
		return windowOf(rows, w), r.err
	}
	runs, time := s.claimListRead(q)
	found, err := page(ctx, runs, within(w, len(s.claimList), s.appendListKey), everything, func(place int32, t flags) bool {
		return (time == nil || time(place, t)) && keep(s.claimList[place])
	})
	if err := cmp.Or(err, r.err); err != nil {
		return nil, err
	}
	claims := make([]int32, len(found))
	for i, place := range found {
		claims[i] = s.claimList[place]
	}
	return s.claimRows(claims, q.Omit), nil
}

func (s *snapshot) countRestricted(ctx context.Context, q *graph.ClaimQuery) (int, error) {
	r := s.filtering(ctx, q.At)
	few, begun, keep := s.restrictedClaims(r, q)
	if begun {
		return len(few), r.err
	}
	runs, time := s.claimListRead(q)
	n, err := count(ctx, runs, everything, func(place int32, t flags) bool {
		return (time == nil || time(place, t)) && keep(s.claimList[place])
	})
	return n, cmp.Or(err, r.err)
}

// windowOf returns the part of rows, ascending and inside its bounds, that a window
// shows.
func windowOf[T any](rows []graph.Row[T], w graph.Window) []graph.Row[T] {
	if over := len(rows) - w.Limit; over > 0 && w.FromEnd {
		return rows[over:]
	} else if over > 0 {
		return rows[:w.Limit]
	}
	return rows
}

// figureReads returns the runs of figures to merge for each of a set, and which
// figures to keep.
func (s *snapshot) figureReads(r filtering, q *graph.FigureQuery) (runs [][]run, keep func(int32, flags) bool) {
	runs, keep = s.figureRuns(q), s.figureFilter(q)
	f := &q.Filter
	if f.Indicators == nil && f.Subject == nil && f.Under == nil && f.Period == nil && f.Documents == nil && f.Progress == nil {
		return runs, keep
	}
	subject, under, cited := r.filter(f.Subject), r.filter(f.Under), s.citing(f.Documents)
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
			(f.Period == nil || g.meets(*f.Period)) &&
			(cited == nil || cited(g.proof, g.several())) &&
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

// meets reports whether the period of the figure overlaps a span.
func (f *figure) meets(span graph.DateRange) bool {
	if f.from == 0 && f.to == 0 {
		return false
	}
	from, _ := dateOf(span.From)
	to, _ := dateOf(span.To)
	return (from == 0 || f.to == 0 || f.to.through() >= from) && (to == 0 || f.from <= to)
}

// figureWork is the cost of making a figure and comparing it, in records examined.
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
	return actuals.ProgressOf(a.figure(i)).State
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
