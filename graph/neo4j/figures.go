package neo4j

import (
	"context"

	"policygraph/graph"
)

// figureColumns are the properties by which figures are found; each has an index
// with the key behind it.
var figureColumns = map[graph.FiguresBy]string{
	graph.BySubject: "subject", graph.ByUnder: "under", graph.ByIndicator: "indicator", graph.ByMeasure: "measure",
}

// figureMatch matches the figures of a query as f, in the order of an index,
// whose columns it returns. With a set, i numbers its members.
func figureMatch(q graph.FigureQuery, key []string) (match string, columns []string) {
	conditions := []string{"f.release = $release"}
	columns = []string{"f.release"}
	if q.Of != nil {
		column := "f." + figureColumns[q.By]
		conditions = append(conditions, column+" = $of[i]")
		columns = append(columns, column)
	}
	conditions = append(append(conditions, key...), clocksOf(q.At).where("f", true)...)
	if q.Statuses != nil {
		conditions = append(conditions, "f.status IN $statuses")
	}
	return "MATCH (f:Figure)" + where(conditions...), append(columns, "f.key")
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

func figuresText(q graph.FigureQuery, b bounded) string {
	match, columns := figureMatch(q, b.where("f.key"))
	return "UNWIND range(0, $size - 1) AS i\nCALL (i) {\n" + match + "\nWITH f " + b.order(columns...) + "\nRETURN f\n}\nRETURN collect([i, " + figureColumnList("f") + "])"
}

// Figures implements [graph.Snapshot].
func (s *snapshot) Figures(ctx context.Context, q graph.FigureQuery, w graph.Window) ([][]graph.Row[*graph.Figure], error) {
	size := max(len(q.Of), 1)
	params := figureParams(windowParams(w), q)
	params["size"] = size
	v, err := s.query(ctx, figuresText(q, boundedBy(w)), params)
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
	match, _ := figureMatch(q, []string{"f.key IS NOT NULL"})
	params := figureParams(map[string]any{"size": size}, q)
	return s.totals(ctx, size, "UNWIND range(0, $size - 1) AS i\nCALL (i) {\n"+match+"\nRETURN count(*) AS n\n}\nRETURN collect([i, n])", params)
}
