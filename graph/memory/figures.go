package memory

import (
	"cmp"
	"context"
	"slices"

	"policygraph/graph"
)

// Figures implements [graph.Snapshot].
func (s *snapshot) Figures(ctx context.Context, q graph.FigureQuery, w graph.Window) ([][]graph.Row[*graph.Figure], error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r := s.filtering(ctx, q.At)
	b := within(w, len(s.figures), s.appendFigureKey)
	pages, keep := s.figureReads(r, &q)
	found := make([][]int32, len(pages))
	evidence := 0
	for i, runs := range pages {
		var err error
		found[i], err = page(ctx, runs, b, everything, keep)
		if err := cmp.Or(err, r.err); err != nil {
			return nil, err
		}
		for _, f := range found[i] {
			evidence += s.piecesOf(s.figures[f].evidence, s.figures[f].several())
		}
	}
	a := answer{snapshot: s}
	a.expectEvidence(evidence)
	out := make([][]graph.Row[*graph.Figure], len(pages))
	for i, figures := range found {
		out[i] = make([]graph.Row[*graph.Figure], len(figures))
		for j, f := range figures {
			mark := a.text.Len()
			a.scratch = s.appendFigureKey(a.scratch[:0], f)
			a.text.Write(a.scratch)
			out[i][j] = graph.Row[*graph.Figure]{Key: a.since(mark), Item: a.figure(f)}
		}
	}
	return out, nil
}

// appendFigureKey appends a figure's [graph.FigureKey].
func (s *snapshot) appendFigureKey(b []byte, i int32) []byte {
	f := &s.figures[i]
	a := answer{snapshot: s}
	return graph.AppendFigureKey(b, &graph.Figure{
		ID: a.id(graph.FigurePrefix, f.id), Indicator: s.indicators[f.indicator].ID, Subject: s.entities[f.subject].ID,
		Period: graph.Period{From: graph.PartialDate(a.date(f.from)), To: graph.PartialDate(a.date(f.to))},
	})
}

// figureRuns returns the runs to merge for each of a set, or one list of runs if the
// set is nil.
func (s *snapshot) figureRuns(q *graph.FigureQuery) [][]run {
	at := clocksOf(q.At)
	if q.Of == nil {
		var runs []run
		for i, status := range graph.FigureStatuses {
			if q.Statuses == nil || slices.Contains(q.Statuses, status) {
				runs = s.figuresByStatus.of(runs, int32(i), at)
			}
		}
		return [][]run{runs}
	}
	in := func(m map[graph.ID]int32) func(graph.ID) (int32, bool) {
		return func(id graph.ID) (int32, bool) { return present(m, id) }
	}
	owner, by := s.findEntity, &s.figuresOfSubject
	switch q.By {
	case graph.ByUnder:
		by = &s.figuresUnder
	case graph.ByIndicator:
		owner, by = in(s.indicatorByID), &s.figuresOfIndicator
	case graph.ByMeasure:
		owner, by = s.findMeasure, &s.figuresOfMeasure
	}
	out := make([][]run, len(q.Of))
	for i, id := range q.Of {
		if ordinal, ok := owner(id); ok {
			out[i] = by.of(nil, ordinal, at)
		}
	}
	return out
}
