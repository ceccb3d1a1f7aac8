package neo4j

import (
	"context"
	"maps"
	"slices"
	"strings"

	"policygraph/graph"
)

// restricted reports whether a query of all claims has conditions that a
// [claimShape] does not express.
func restricted(q graph.ClaimQuery) bool {
	return q.Subject != nil || q.Object != nil || q.Documents != nil
}

// restrictedClaims returns statements, to be joined by UNION ALL, that find the claims of
// such a query as r and end with last. If there are several, each reads the claims of one
// type in the order of the list of all claims.
func (s *snapshot) restrictedClaims(ctx context.Context, q graph.ClaimQuery, key []string, rows int, last string) (parts []string, params map[string]any, err error) {
	c := s.conditions(q.At)
	var types []graph.RelationType // each once
	for _, t := range allTypes {
		if q.Types == nil || slices.Contains(q.Types, t) {
			types = append(types, t)
		}
	}
	conditions, native := claimsOf("r", types, q.At)
	conditions = append(append(conditions, "r.release = $release"), key...)
	if q.Certainty != "" {
		conditions = append(conditions, "coalesce(r.certainty, '"+string(graph.Explicit)+"') = "+c.param(string(q.Certainty)))
	}
	if q.Stages != nil {
		conditions = append(conditions, "coalesce(r.stage, '"+string(graph.Done)+"') IN "+c.param(stringsOf(q.Stages)))
	}
	if q.WithoutUnder {
		conditions = append(conditions, "r.under IS NULL")
	}
	switch q.Validity {
	case graph.ValidityStated:
		conditions = append(conditions, "r.firstDay IS NOT NULL")
	case graph.ValidityPresumed:
		conditions = append(conditions, "r.firstDay IS NULL", "r.presumedFrom IS NOT NULL")
	case graph.ValidityUnknown:
		conditions = append(conditions, "r.firstDay IS NULL", "r.presumedFrom IS NULL")
	}
	if q.Documents != nil {
		conditions = append(conditions, citedBy("r", c.param(stringsOf(q.Documents))))
	}
	if q.MinConfidence != nil {
		conditions = append(conditions, hasConfidence("r", c.param(*graph.ConfidenceFloor(q.MinConfidence))))
	}
	claims := 0
	for _, t := range types {
		claims += s.release.dataset.Types[t]
	}
	var from string
	for _, end := range []struct {
		v      string
		filter *graph.EntityFilter
	}{{"a", q.Subject}, {"b", q.Object}} {
		if end.filter == nil {
			continue
		}
		found, ok, err := c.source(ctx, end.v, *end.filter)
		if err != nil {
			return nil, nil, err
		}
		if ok && from == "" && (rows == 0 || found.worth(rows, claims, claims)) {
			from = found.match + "\nWITH DISTINCT " + end.v + "\n"
		}
		more, err := c.entity(ctx, end.v, *end.filter)
		if err != nil {
			return nil, nil, err
		}
		conditions = append(conditions, more...)
	}
	if from != "" {
		return []string{from + "MATCH (a)-[r:" + native + "]->(b)" + where(conditions...) + "\n" + last}, c.params, nil
	}
	// Each type is read from its index, in order.
	for _, t := range strings.Split(native, "|") {
		parts = append(parts, "MATCH (a)-[r:"+t+"]->(b) USING INDEX SEEK r:"+t+"(release, listKey)"+where(conditions...)+"\n"+last)
	}
	return parts, c.params, nil
}

// listRestricted returns a page of the list of all claims.
func (s *snapshot) listRestricted(ctx context.Context, q graph.ClaimQuery, w graph.Window) ([][]graph.Row[graph.Edge], error) {
	if q.Types != nil && len(q.Types) == 0 {
		return make([][]graph.Row[graph.Edge], 1), nil
	}
	b := boundedBy(w)
	parts, params, err := s.restrictedClaims(ctx, q, b.where("r.listKey"), w.Limit, "WITH r, r.listKey AS key "+b.order("r.release", "key")+" RETURN r, key")
	if err != nil {
		return nil, err
	}
	w.After, w.Before = storedListKey(w.After), storedListKey(w.Before)
	maps.Copy(params, windowParams(w))
	layout := claimLayout{omit: q.Omit, ends: true, typed: true, retracted: clocksOf(q.At).known}
	v, err := s.query(ctx, "CALL () {\n"+b.merge("", "r, key", parts)+"\nRETURN r\n}\nRETURN collect("+layout.row("r", "", "0")+")", params)
	if err != nil {
		return nil, err
	}
	return pages(1, v.rows(), func(v *values) graph.Row[graph.Edge] {
		c := layout.decode(v, "", "", &graph.Claim{})
		return graph.Row[graph.Edge]{Key: listKey(c), Item: graph.Edge{Claim: c}}
	}), nil
}

// countRestricted counts the claims of such a query.
func (s *snapshot) countRestricted(ctx context.Context, q graph.ClaimQuery) ([]int, error) {
	if q.Types != nil && len(q.Types) == 0 {
		return []int{0}, nil
	}
	parts, params, err := s.restrictedClaims(ctx, q, []string{"r.listKey IS NOT NULL"}, 0, "RETURN count(r) AS n")
	if err != nil {
		return nil, err
	}
	return s.totals(ctx, 1, "CALL () {\n"+strings.Join(parts, "\nUNION ALL\n")+"\n}\nWITH sum(n) AS n\nRETURN [[0, n]]", params)
}

// figures returns where to start reading the figures of a query, and the conditions of
// its filter on f except that on progress.
func (c *conditions) figures(ctx context.Context, q graph.FigureQuery) (start figureStart, out []string, err error) {
	f := q.Filter
	if q.Of == nil {
		if start, err = c.figureStart(ctx, f); err != nil {
			return start, nil, err
		}
	}
	if f.Indicators != nil {
		out = append(out, "f.indicator IN "+c.param(stringsOf(f.Indicators)))
	}
	if f.Period != nil {
		presume := c.param(presumes(q.At))
		dates := []string{"(" + begins("f", presume) + " IS NOT NULL OR " + ends("f", presume) + " IS NOT NULL)"}
		if f.Period.From != "" {
			dates = append(dates, "coalesce("+ends("f", presume)+" >= "+c.param(string(f.Period.From))+", true)")
		}
		if f.Period.To != "" {
			dates = append(dates, "coalesce("+begins("f", presume)+" <= "+c.param(string(f.Period.To))+", true)")
		}
		out = append(out, all(dates))
	}
	if f.Documents != nil {
		out = append(out, citedBy("f", c.param(stringsOf(f.Documents))))
	}
	if f.MinConfidence != nil {
		out = append(out, hasConfidence("f", c.param(*graph.ConfidenceFloor(f.MinConfidence))))
	}
	for _, end := range []struct {
		v, tie string
		filter *graph.EntityFilter
	}{{"s", typeFigureOf, f.Subject}, {"u", typeReportedBy, f.Under}, {"b", typeCounts, f.Breakdown}} {
		if end.filter == nil {
			continue
		}
		more, err := c.entity(ctx, end.v, *end.filter)
		if err != nil {
			return start, nil, err
		}
		out = append(out, "EXISTS { MATCH (f)-[:"+end.tie+"]->("+end.v+")"+where(more...)+" }")
	}
	if f.Progress != nil {
		out = append(out, "f.status <> '"+string(graph.StatusActual)+"'")
	}
	return start, out, nil
}

// withProgress returns the figures of each page whose progress is one of the filter's. It
// reads the actuals with which they are compared.
func (s *snapshot) withProgress(ctx context.Context, pages [][]graph.Row[*graph.Figure], f graph.FigureFilter, at graph.AsOf) ([][]graph.Row[*graph.Figure], error) {
	measures := []graph.ID{}
	indicators := []graph.ID{}
	numbers := map[graph.ID]int{} // of measures, from 1
	for _, page := range pages {
		for _, row := range page {
			if m := row.Item.Measure(); numbers[m] == 0 {
				measures = append(measures, m)
				numbers[m] = len(measures)
				indicators = append(indicators, row.Item.Indicator)
			}
		}
	}
	out := make([][]graph.Row[*graph.Figure], len(pages))
	if len(measures) == 0 {
		return out, nil
	}
	at.ValidOn = ""
	reported := graph.FigureQuery{Of: measures, By: graph.ByMeasure, Statuses: []graph.FigureStatus{graph.StatusActual}, At: at}
	totals, err := s.figureTotals(ctx, reported)
	if err != nil {
		return nil, err
	}
	total := 0
	for _, n := range totals {
		total += n
	}
	if most := s.backend.config.MaxCandidates; total > most {
		return nil, graph.Errorf(graph.CodeLimit, "progress filter compares targets with %d actuals, more than %d: add a subject, an indicator or a period", total, most)
	}
	actuals, err := s.Figures(ctx, reported, graph.Window{Limit: total + 1})
	if err != nil {
		return nil, err
	}
	slices.Sort(indicators)
	indicators = slices.Compact(indicators)
	records, err := s.Nodes(ctx, indicators)
	if err != nil {
		return nil, err
	}
	measure := map[graph.ID]graph.Measure{}
	for _, r := range records {
		indicator := r.(*graph.Indicator)
		measure[indicator.ID] = indicator.Measure
	}
	arranged := make([]*graph.Actuals, len(measures))
	for i, page := range pages {
		for _, row := range page {
			n := numbers[row.Item.Measure()] - 1
			if arranged[n] == nil {
				of := make([]*graph.Figure, len(actuals[n]))
				for j, actual := range actuals[n] {
					of[j] = actual.Item
				}
				arranged[n] = graph.NewActuals(of, measure[row.Item.Indicator])
			}
			if slices.Contains(f.Progress, arranged[n].ProgressOf(row.Item, at.Today(s.Dataset())).State) {
				out[i] = append(out[i], row)
			}
		}
	}
	return out, nil
}
