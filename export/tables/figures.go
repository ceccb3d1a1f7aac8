package tables

import (
	"context"
	"iter"
	"slices"

	"policygraph/graph"
)

// FigureQuery asks for a table of figures, in the order of the API's list of figures.
type FigureQuery struct {
	Name     string // of the table, such as "targets"
	Statuses []graph.FigureStatus
	// AnyOf are filters of which a figure must match one; nil for all figures.
	AnyOf []graph.FigureFilter
	At    graph.AsOf
}

var figureColumns = slices.Concat([]Column{
	{Name: "subject"}, {Name: "indicator"}, {Name: "breakdown"}, {Name: "condition"}, {Name: "status", Enum: true},
	{Name: "stated"}, {Name: "period"}, {Name: "actual"}, {Name: "baseline"}, {Name: "state", Enum: true}, {Name: "ratio"}, {Name: "reason"},
	{Name: "gap", Wide: true}, {Name: "value", Wide: true}, {Name: "value_max", Wide: true}, {Name: "unit", Wide: true}, {Name: "comparator", Wide: true, Enum: true},
	{Name: "period_from", Wide: true}, {Name: "period_to", Wide: true}, {Name: "as_of", Wide: true},
	{Name: "actual_value", Wide: true}, {Name: "actual_as_of", Wide: true}, {Name: "actual_id", Wide: true, ID: true},
	{Name: "baseline_id", Wide: true, ID: true}, {Name: "due", Wide: true},
	{Name: "under", Wide: true}, {Name: "recorded", Wide: true}, {Name: "retracted", Wide: true}, {Name: "basis", Wide: true, Enum: true}, {Name: "confidence", Wide: true},
}, wide(evidenceColumns), []Column{
	{Name: "status_label", Wide: true}, {Name: "state_label", Wide: true},
	{Name: "pieces_of_evidence", Wide: true}, {Name: "subject_id", Wide: true, ID: true}, {Name: "indicator_id", Wide: true, ID: true},
	{Name: "breakdown_ids", Wide: true, ID: true}, {Name: "under_id", Wide: true, ID: true}, {Name: "part_of", Wide: true, ID: true},
	{Name: "replaced_by", Wide: true, ID: true}, {Name: "id", ID: true},
})

// wide returns columns that are for files only.
func wide(columns []Column) []Column {
	out := slices.Clone(columns)
	for i := range out {
		out[i].Wide = true
	}
	return out
}

// Figures returns a table of figures, targets and plans with their progress. Its evidence
// is a figure's best piece.
func Figures(ctx context.Context, r *graph.Reader, q FigureQuery, o Options) (*Table, error) {
	filters := q.AnyOf
	if filters == nil {
		filters = []graph.FigureFilter{{}}
	}
	queries := make([]graph.FigureQuery, len(filters))
	total := 0
	for i, filter := range filters {
		queries[i] = graph.FigureQuery{Statuses: q.Statuses, Filter: filter, At: q.At}
		totals, err := r.Totals(ctx, queries[i]) // checks the query too
		if err != nil {
			return nil, err
		}
		total += totals[0]
	}
	t := newTable(q.Name, r, q.At, figureColumns)
	return t.read(o, func(emit emit) error {
		o.progress(0, total)
		var lists []*figureList
		defer func() {
			for _, l := range lists {
				l.stop()
			}
		}()
		for _, of := range queries {
			next, stop := iter.Pull2(graph.Pages(func(p graph.Page) ([]graph.Connection[*graph.Figure], error) {
				of.Page = p
				return r.Figures(ctx, of)
			}))
			lists = append(lists, &figureList{next: next, stop: stop})
		}
		for done := 0; ; {
			page, read, err := nextFigures(lists)
			if err != nil || len(page) == 0 {
				return err
			}
			done += read
			o.progress(done, total)
			if more, err := t.figures(ctx, r, page, q.At, o, emit); err != nil || !more {
				return err
			}
		}
	}), nil
}

// figureList is a list of figures, of which a page at a time is read.
type figureList struct {
	next func() ([]*graph.Figure, error, bool)
	stop func()
	page []*graph.Figure // read and not yet taken
}

// fill reads the next page where none is left; after the last one it leaves none.
func (l *figureList) fill() (err error) {
	if len(l.page) == 0 {
		l.page, err, _ = l.next()
	}
	return err
}

// nextFigures takes the next [graph.MaxPage] figures of lists merged in their order; a
// figure in several lists is taken once. read is how many were taken from lists.
func nextFigures(lists []*figureList) (page []*graph.Figure, read int, err error) {
	for len(page) < graph.MaxPage {
		var next *graph.Figure
		for _, l := range lists {
			if err := l.fill(); err != nil {
				return nil, 0, err
			}
			if len(l.page) > 0 && (next == nil || graph.FigureKey(l.page[0]) < graph.FigureKey(next)) {
				next = l.page[0]
			}
		}
		if next == nil {
			break
		}
		for _, l := range lists {
			if len(l.page) > 0 && l.page[0].ID == next.ID {
				l.page = l.page[1:]
				read++
			}
		}
		page = append(page, next)
	}
	return page, read, nil
}

// figures emits the rows of a page of figures.
func (t *Table) figures(ctx context.Context, r *graph.Reader, page []*graph.Figure, at graph.AsOf, o Options, emit emit) (more bool, err error) {
	var ids []graph.ID
	for _, f := range page {
		ids = append(ids, f.Subject, f.Indicator, f.Under, f.Evidence[0].Document)
		ids = append(ids, f.Breakdown...)
	}
	of, err := lookUp(ctx, r, ids)
	if err != nil {
		return false, err
	}
	progress, err := r.Progress(ctx, page, of.Measures(page), at)
	if err != nil {
		return false, err
	}
	for i, f := range page {
		row, err := t.figure(ctx, f, progress[i], of, o)
		if err != nil || !emit(row) {
			return false, err
		}
	}
	return true, nil
}

func (t *Table) figure(ctx context.Context, f *graph.Figure, progress *graph.TargetProgress, of records, o Options) (Row, error) {
	written, err := t.evidence(ctx, f.Evidence[0], of, o)
	if err != nil {
		return nil, err
	}
	breakdown, breakdownIDs := make([]string, len(f.Breakdown)), make([]string, len(f.Breakdown))
	for i, id := range f.Breakdown {
		breakdown[i], breakdownIDs[i] = of.name(id, o.Language), string(id)
	}
	var under any
	if f.Under != "" {
		under = of.name(f.Under, o.Language)
	}
	var actual, baseline, state, stateLabel, ratio, reason, gap, actualValue, actualAsOf, actualID, baselineID, due any
	if p := progress; p != nil {
		state, stateLabel, reason, gap, due = string(p.State), label("ProgressState", p.State, o.Language), text(p.Reason.In(o.Language)), number(p.Gap), text(p.Due)
		if p.Ratio != nil {
			ratio = rounded(*p.Ratio)
		}
		if a := p.Actual; a != nil {
			actual, actualValue, actualAsOf, actualID = text(a.Stated), number(a.Value), text(a.AsOf), string(a.ID)
		}
		if b := p.Baseline; b != nil {
			baseline, baselineID = text(b.Stated), string(b.ID)
		}
	}
	return slices.Concat(Row{
		of.name(f.Subject, o.Language), of.name(f.Indicator, o.Language), joined(breakdown, ", "), text(f.Condition), text(f.Status),
		text(f.Stated), text(f.Period.String()), actual, baseline, state, ratio, reason,
		gap, number(f.Value), number(f.ValueMax), text(f.Unit), text(f.Comparator),
		text(f.Period.From), text(f.Period.To), text(f.AsOf),
		actualValue, actualAsOf, actualID,
		baselineID, due,
		under, text(f.Recorded), text(f.Retracted), text(f.Evidence[0].Basis), f.Evidence[0].Confidence,
	}, written, Row{
		label("FigureStatus", f.Status, o.Language), stateLabel,
		len(f.Evidence), string(f.Subject), string(f.Indicator),
		joined(breakdownIDs, " "), text(f.Under), text(f.PartOf),
		text(f.ReplacedBy), string(f.ID),
	}), nil
}
