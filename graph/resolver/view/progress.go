package view

import (
	"context"
	"slices"

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
	progress := make([]*Progress, len(c.items))
	if !slices.ContainsFunc(c.items, func(f *graph.Figure) bool { return f.Status != graph.StatusActual }) {
		return progress, nil
	}
	found, err := indicatorsOf(ctx, c)
	if err != nil {
		return nil, err
	}
	measures := make([]graph.Measure, len(c.items))
	for i := range c.items {
		indicator, err := pick[*Indicator](found, i)
		if err != nil {
			return nil, err
		}
		measures[i] = indicator.Measure()
	}
	compared, err := c.reader.Progress(ctx, c.items, measures, at)
	if err != nil {
		return nil, err
	}
	others := newCohort[*graph.Figure](c.request, at, nil)
	for i, found := range compared {
		if found == nil {
			continue
		}
		progress[i] = &Progress{progress: *found}
		if found.Actual != nil {
			progress[i].actual = newFigure(join(&others, c.request, at, found.Actual))
		}
		if found.Baseline != nil {
			progress[i].baseline = newFigure(join(&others, c.request, at, found.Baseline))
		}
	}
	return progress, nil
}
