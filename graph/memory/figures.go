package memory

import (
	"context"
	"slices"

	"policygraph/graph"
)

// Figures implements [graph.Snapshot].
func (s *snapshot) Figures(ctx context.Context, q graph.FigureQuery, w graph.Window) ([][]graph.Row[*graph.Figure], error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	key := func(figure int32) string { return s.figures[figure].Key }
	b, keep := within(w, len(s.figures), key), s.figureFilter(q)
	pages := s.figureRuns(q)
	out := make([][]graph.Row[*graph.Figure], len(pages))
	for i, runs := range pages {
		found, err := page(ctx, runs, b, keep)
		if err != nil {
			return nil, err
		}
		out[i] = rows(found, key, func(figure int32) *graph.Figure { return s.figures[figure] })
	}
	return out, nil
}

// figureRuns is what to merge for each of the set, or once where that is nil.
func (s *snapshot) figureRuns(q graph.FigureQuery) [][][]int32 {
	if q.Of == nil {
		return [][][]int32{s.figuresAll.of(nil, 0, q.At)}
	}
	owner, by := s.entityByID, &s.figuresOfSubject
	switch q.By {
	case graph.ByUnder:
		by = &s.figuresUnder
	case graph.ByIndicator:
		owner, by = s.indicatorByID, &s.figuresOfIndicator
	case graph.ByMeasure:
		owner, by = s.measureByID, &s.figuresOfMeasure
	}
	out := make([][][]int32, len(q.Of))
	for i, id := range q.Of {
		if ordinal, ok := owner[id]; ok {
			out[i] = by.of(nil, ordinal, q.At)
		}
	}
	return out
}

// figureFilter is what a query asks of a figure; nil if nothing.
func (s *snapshot) figureFilter(q graph.FigureQuery) func(int32) bool {
	if q.At == (graph.AsOf{}) && q.Statuses == nil {
		return nil
	}
	return func(figure int32) bool {
		f := s.figures[figure]
		return seesFigure(q.At, f) && (q.Statuses == nil || slices.Contains(q.Statuses, f.Status))
	}
}
