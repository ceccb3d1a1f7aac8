package graphtest

import (
	"context"

	"policygraph/graph"
)

// figureCase is a query of figures with its answer, formatted as by [model.words], in
// order, with "" between the answers for a set.
type figureCase struct {
	rule  string
	query graph.FigureQuery
	want  []string
}

// measure returns the measure of the figures of a subject and indicator.
func measure(subject, indicator graph.ID) graph.ID {
	return (&graph.Figure{Subject: subject, Indicator: indicator}).Measure()
}

var figureTable = []figureCase{
	{"live figures of a subject are by indicator, then period, undated last", graph.FigureQuery{Of: of(Langang, Zhao)}, []string{
		"ACTUAL 58家 region:langang indicator:smart-factories", "ACTUAL 73家 region:langang indicator:smart-factories",
		"ACTUAL 26% region:langang indicator:smart-factory-growth", "",
	}},
	{"figures are found by what they are under", graph.FigureQuery{By: graph.ByUnder, Of: of(SmartPlan, DigitalFund, Dongling)}, []string{
		"TARGET 45%至50% region:dongling indicator:digital-economy-share", "PLAN 明显增强 region:dongling indicator:digital-economy-share",
		"TARGET 200家以上 region:dongling indicator:smart-factories", "",
		"PLAN 10%左右 enterprise:hengyao-chemical indicator:smart-factory-growth", "",
	}},
	{"figures are found by indicator", graph.FigureQuery{By: graph.ByIndicator, Of: of(Growth, Patents)}, []string{
		"PLAN 10%左右 enterprise:hengyao-chemical indicator:smart-factory-growth", "ACTUAL 26% region:langang indicator:smart-factory-growth", "",
	}},
	{"figures are found by measure, which is subject and indicator, whatever the status", graph.FigureQuery{By: graph.ByMeasure, Of: of(measure(Langang, Factories), measure(Langang, Share), measure(Yunhe, Factories))}, []string{
		"ACTUAL 58家 region:langang indicator:smart-factories", "ACTUAL 73家 region:langang indicator:smart-factories", "", "",
		"ACTUAL 21家 region:yunhe indicator:smart-factories",
	}},
	{"figures are filtered by statuses", graph.FigureQuery{Of: of(Dongling), Statuses: []graph.FigureStatus{graph.StatusTarget, graph.StatusPlan}}, []string{
		"TARGET 45%至50% region:dongling indicator:digital-economy-share", "PLAN 明显增强 region:dongling indicator:digital-economy-share",
		"TARGET 200家以上 region:dongling indicator:smart-factories",
	}},
	{"no statuses match nothing", graph.FigureQuery{Of: of(Dongling), Statuses: []graph.FigureStatus{}}, nil},
	{"a breakdown does not make a figure one of its parts", graph.FigureQuery{Of: of(Yunhe)}, []string{"ACTUAL 21家 region:yunhe indicator:smart-factories"}},
	{"an unknown subject has no figures", graph.FigureQuery{Of: of("lab:nowhere")}, nil},
	{"an unknown indicator has no figures", graph.FigureQuery{By: graph.ByIndicator, Of: of("indicator:nowhere", Factories), Statuses: []graph.FigureStatus{graph.StatusTarget}}, []string{
		"", "TARGET 200家以上 region:dongling indicator:smart-factories",
	}},
	{"the list of all figures is filtered by statuses", graph.FigureQuery{Statuses: []graph.FigureStatus{graph.StatusPlan}}, []string{
		"PLAN 明显增强 region:dongling indicator:digital-economy-share", "PLAN 10%左右 enterprise:hengyao-chemical indicator:smart-factory-growth",
	}},
	{"an empty set has no pages", graph.FigureQuery{Of: of()}, nil},
}

var figureCases = casesOf(figureTable, func(c figureCase) Case {
	return reading(c.rule, func(ctx context.Context, t T, r *graph.Reader, m *model) {
		expectOrder(t, c.rule, joined(check(ctx, t, r, m, c.query)), c.want)
	})
})
