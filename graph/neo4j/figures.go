package neo4j

import (
	"context"
	"maps"
	"slices"
	"strings"

	"policygraph/graph"
)

// figureColumns are the properties by which figures are found. Each has an index, in the
// order of figures.
var figureColumns = map[graph.FiguresBy]string{
	graph.BySubject: "subject", graph.ByUnder: "under", graph.ByIndicator: "indicator", graph.ByMeasure: "measure",
}

// figureStart selects the figures that can pass a filter: match binds each x, and column is
// the property of figures that equals id. The zero value selects all figures.
type figureStart struct{ match, column, id string }

// figureStart returns the start with the fewest figures for a filter.
func (c *conditions) figureStart(ctx context.Context, f graph.FigureFilter) (best figureStart, err error) {
	size := c.backend.config.MaxCandidates + 1
	for _, end := range []struct {
		by     graph.FiguresBy
		filter *graph.EntityFilter
	}{{graph.BySubject, f.Subject}, {graph.ByUnder, f.Under}} {
		if end.filter == nil {
			continue
		}
		from, ok, err := c.source(ctx, "x", *end.filter)
		if err != nil {
			return best, err
		}
		if ok && from.size < size {
			best, size = figureStart{from.match + "\nWITH DISTINCT x\n", figureColumns[end.by], "x.id"}, from.size
		}
	}
	if best.match == "" && f.Indicators != nil {
		ids := slices.Compact(slices.Sorted(slices.Values(stringsOf(f.Indicators))))
		best = figureStart{"UNWIND " + c.param(ids) + " AS x\n", figureColumns[graph.ByIndicator], "x"}
	}
	return best, nil
}

// figureMatch finds the figures f of a query by an index, and returns the index's columns.
// If the query has a set, i is the index of the member.
func figureMatch(q graph.FigureQuery, start figureStart, key []string, more ...string) (match string, columns []string) {
	if q.Of != nil {
		start = figureStart{column: figureColumns[q.By], id: "$of[i]"}
	}
	conditions := []string{"f.release = $release"}
	columns = []string{"release", "key"}
	if start.column != "" {
		conditions = append(conditions, "f."+start.column+" = "+start.id)
		columns = []string{"release", start.column, "key"}
	}
	conditions = append(append(conditions, key...), clocksOf(q.At).where("f", true)...)
	if q.Statuses != nil {
		conditions = append(conditions, "f.status IN $statuses")
	}
	conditions = append(conditions, more...)
	hint := " USING INDEX SEEK f:Figure(" + strings.Join(columns, ", ") + ")"
	for n := range columns {
		columns[n] = "f." + columns[n]
	}
	return "MATCH (f:Figure)" + hint + where(conditions...), columns
}

func figureParams(p map[string]any, q graph.FigureQuery) map[string]any {
	if q.Of != nil {
		p["of"] = stringsOf(q.Of)
	}
	if q.Statuses != nil {
		p["statuses"] = stringsOf(q.Statuses)
	}
	return clockParams(p, q.At)
}

func figuresText(q graph.FigureQuery, start figureStart, b bounded, more ...string) string {
	match, columns := figureMatch(q, start, b.where("f.key"), more...)
	page := match + "\nWITH f " + b.order(columns...) + "\nRETURN f"
	if start.match != "" {
		page = start.match + "CALL (x) {\n" + page + "\n}\nWITH f " + b.order("f.key") + "\nRETURN f"
	}
	return "UNWIND range(0, $size - 1) AS i\nCALL (i) {\n" + page + "\n}\nRETURN collect([i, " + figureColumnList("f") + "])"
}

// Figures implements [graph.Snapshot].
func (s *snapshot) Figures(ctx context.Context, q graph.FigureQuery, w graph.Window) ([][]graph.Row[*graph.Figure], error) {
	if q.Filter.Progress == nil {
		return s.figures(ctx, q, w)
	}
	all, err := s.progressFigures(ctx, q)
	if err != nil {
		return nil, err
	}
	for i, rows := range all {
		rows = slices.DeleteFunc(rows, func(r graph.Row[*graph.Figure]) bool {
			return r.Key <= w.After || w.Before != "" && r.Key >= w.Before
		})
		if over := len(rows) - w.Limit; over > 0 && w.FromEnd {
			rows = rows[over:]
		} else if over > 0 {
			rows = rows[:w.Limit]
		}
		all[i] = rows
	}
	return all, nil
}

// progressFigures returns all figures of a query that filters by progress.
func (s *snapshot) progressFigures(ctx context.Context, q graph.FigureQuery) ([][]graph.Row[*graph.Figure], error) {
	maxCandidates := s.backend.config.MaxCandidates
	all, err := s.figures(ctx, q, graph.Window{Limit: maxCandidates + 1})
	if err != nil {
		return nil, err
	}
	for _, rows := range all {
		if len(rows) > maxCandidates {
			return nil, graph.Errorf(graph.CodeLimit, "progress filter applies to more than %d targets; add a subject, an indicator or a status", maxCandidates)
		}
	}
	return s.withProgress(ctx, all, q.Filter, q.At)
}

// figures reads a page without the filter by progress.
func (s *snapshot) figures(ctx context.Context, q graph.FigureQuery, w graph.Window) ([][]graph.Row[*graph.Figure], error) {
	size := max(len(q.Of), 1)
	c := s.conditions(q.At)
	start, more, err := c.figures(ctx, q)
	if err != nil {
		return nil, err
	}
	params := figureParams(windowParams(w), q)
	maps.Copy(params, c.params)
	params["size"] = size
	v, err := s.query(ctx, figuresText(q, start, boundedBy(w), more...), params)
	if err != nil {
		return nil, err
	}
	return pages(size, v.rows(), func(v *values) graph.Row[*graph.Figure] {
		f := decodeFigure(v.rows())
		return graph.Row[*graph.Figure]{Key: f.Key, Item: f}
	}), nil
}

func (s *snapshot) figureTotals(ctx context.Context, q graph.FigureQuery) ([]int, error) {
	size := max(len(q.Of), 1)
	if q.Filter.Progress != nil {
		all, err := s.progressFigures(ctx, q)
		out := make([]int, size)
		for i := range all {
			out[i] = len(all[i])
		}
		return out, err
	}
	c := s.conditions(q.At)
	start, more, err := c.figures(ctx, q)
	if err != nil {
		return nil, err
	}
	match, _ := figureMatch(q, start, []string{"f.key IS NOT NULL"}, more...)
	params := figureParams(map[string]any{"size": size}, q)
	maps.Copy(params, c.params)
	return s.totals(ctx, size, "UNWIND range(0, $size - 1) AS i\nCALL (i) {\n"+start.match+match+"\nRETURN count(*) AS n\n}\nRETURN collect([i, n])", params)
}
