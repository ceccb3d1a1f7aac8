package view

import (
	"context"

	"policygraph/graph"
)

// Progress resolves the progress of a target or plan.
type Progress struct {
	progress graph.TargetProgress
	actual   *Figure
	baseline *Figure
}

// State resolves the field; so do those below.
func (v *Progress) State() graph.ProgressState { return v.progress.State }
func (v *Progress) Actual() *Figure            { return v.actual }
func (v *Progress) Baseline() *Figure          { return v.baseline }
func (v *Progress) Due() graph.Day             { return v.progress.Due }
func (v *Progress) Ratio() *float64            { return v.progress.Ratio }
func (v *Progress) Gap() *float64              { return v.progress.Gap }
func (v *Progress) Reason(language graph.Language) string {
	return v.progress.Reason.In(language)
}

// Progress resolves the field: the figure is compared with the actual values of any
// period that were known on the day. It is nil for actual values.
func (v *Figure) Progress(ctx context.Context, at *graph.AsOf) (*Progress, error) {
	c := v.cohort
	clock := c.clock(at)
	found, err := once(ctx, &c.loads, func() string { return keyOf("", clock, graph.Page{}) }, func(ctx context.Context) ([]*Progress, error) {
		return progressOf(ctx, c, clock)
	})
	if err != nil {
		return nil, err
	}
	return found[v.index], nil
}

// progressOf compares all targets and plans of a cohort.
func progressOf(ctx context.Context, c *figures, at graph.AsOf) ([]*Progress, error) {
	measures := setOf(c.items, func(f *graph.Figure) graph.ID {
		if f.Status == graph.StatusActual {
			return ""
		}
		return f.Measure()
	})
	progress := make([]*Progress, len(c.items))
	if len(measures.ids) == 0 {
		return progress, nil
	}
	found, err := indicatorsOf(ctx, c)
	if err != nil {
		return nil, err
	}
	actuals, err := allFigures(ctx, c.reader, graph.FigureQuery{
		Of: measures.ids, By: graph.ByMeasure, Statuses: []graph.FigureStatus{graph.StatusActual}, At: graph.AsOf{KnownAsOf: at.KnownAsOf},
	})
	if err != nil {
		return nil, err
	}
	byMeasure := make([]*graph.Actuals, len(measures.ids))
	compared := newCohort[*graph.Figure](c.request, at, nil)
	for i, target := range c.items {
		if measures.index[i] < 0 {
			continue
		}
		indicator, err := pick[*Indicator](found, i)
		if err != nil {
			return nil, err
		}
		index := measures.index[i]
		if byMeasure[index] == nil {
			byMeasure[index] = graph.NewActuals(actuals[index], indicator.Measure())
		}
		p := &Progress{progress: byMeasure[index].ProgressOf(target, at.Today(c.reader.Dataset()))}
		if actual := p.progress.Actual; actual != nil {
			p.actual = newFigure(join(&compared, c.request, at, actual))
		}
		if baseline := p.progress.Baseline; baseline != nil {
			p.baseline = newFigure(join(&compared, c.request, at, baseline))
		}
		progress[i] = p
	}
	return progress, nil
}

// allFigures reads all pages of a query. More than one is rare, since few figures are of
// one measure.
func allFigures(ctx context.Context, reader *graph.Reader, q graph.FigureQuery) ([][]*graph.Figure, error) {
	q.Page = graph.Page{First: new(graph.MaxPage)}
	pages, err := reader.Figures(ctx, q)
	if err != nil {
		return nil, err
	}
	all := make([][]*graph.Figure, len(pages))
	for i, page := range pages {
		for {
			for _, edge := range page.Edges {
				all[i] = append(all[i], edge.Item)
			}
			if !page.HasNextPage {
				break
			}
			further := q
			further.Of, further.Page.After = q.Of[i:i+1], page.Edges[len(page.Edges)-1].Cursor()
			next, err := reader.Figures(ctx, further)
			if err != nil {
				return nil, err
			}
			page = next[0]
		}
	}
	return all, nil
}
