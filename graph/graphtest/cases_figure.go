package graphtest

import (
	"context"

	"policygraph/graph"
)

// figureCase is a query of figures with its answer in the words of
// [model.words], in order, with "" between the answers for a set.
type figureCase struct {
	rule  string
	query graph.FigureQuery
	want  []string
}

// measure is what the fixture's figures of a subject and indicator measure.
func measure(subject, indicator graph.ID) graph.ID {
	return (&graph.Figure{Subject: subject, Indicator: indicator}).Measure()
}

var figureTable = []figureCase{
	{"by subject: indicator, then period, undated last; retracted ones are not there", graph.FigureQuery{Of: of(Langang, Zhao)}, []string{
		"ACTUAL 58家 region:langang indicator:smart-factories", "ACTUAL 73家 region:langang indicator:smart-factories",
		"ACTUAL 26% region:langang indicator:smart-factory-growth", "",
	}},
	{"by what sets or reports them", graph.FigureQuery{By: graph.ByUnder, Of: of(SmartPlan, DigitalFund, Dongling)}, []string{
		"TARGET 45%至50% region:dongling indicator:digital-economy-share", "PLAN 明显增强 region:dongling indicator:digital-economy-share",
		"TARGET 200家以上 region:dongling indicator:smart-factories", "",
		"PLAN 10%左右 enterprise:hengyao-chemical indicator:smart-factory-growth", "",
	}},
	{"by indicator", graph.FigureQuery{By: graph.ByIndicator, Of: of(Growth, Patents)}, []string{
		"PLAN 10%左右 enterprise:hengyao-chemical indicator:smart-factory-growth", "ACTUAL 26% region:langang indicator:smart-factory-growth", "",
	}},
	{"by measure: the same subject and indicator, whatever the status", graph.FigureQuery{By: graph.ByMeasure, Of: of(measure(Langang, Factories), measure(Langang, Share), measure(Yunhe, Factories))}, []string{
		"ACTUAL 58家 region:langang indicator:smart-factories", "ACTUAL 73家 region:langang indicator:smart-factories", "", "",
		"ACTUAL 21家 region:yunhe indicator:smart-factories",
	}},
	{"statuses", graph.FigureQuery{Of: of(Dongling), Statuses: []graph.FigureStatus{graph.StatusTarget, graph.StatusPlan}}, []string{
		"TARGET 45%至50% region:dongling indicator:digital-economy-share", "PLAN 明显增强 region:dongling indicator:digital-economy-share",
		"TARGET 200家以上 region:dongling indicator:smart-factories",
	}},
	{"no statuses match nothing", graph.FigureQuery{Of: of(Dongling), Statuses: []graph.FigureStatus{}}, nil},
	{"a breakdown does not make a figure one of its parts", graph.FigureQuery{Of: of(Yunhe)}, []string{"ACTUAL 21家 region:yunhe indicator:smart-factories"}},
	{"unknown ones have none", graph.FigureQuery{Of: of("lab:nowhere")}, nil},
	{"unknown indicators have none", graph.FigureQuery{By: graph.ByIndicator, Of: of("indicator:nowhere", Factories), Statuses: []graph.FigureStatus{graph.StatusTarget}}, []string{
		"", "TARGET 200家以上 region:dongling indicator:smart-factories",
	}},
	{"all figures of a status", graph.FigureQuery{Statuses: []graph.FigureStatus{graph.StatusPlan}}, []string{
		"PLAN 明显增强 region:dongling indicator:digital-economy-share", "PLAN 10%左右 enterprise:hengyao-chemical indicator:smart-factory-growth",
	}},
	{"nothing asked about, no answers", graph.FigureQuery{Of: of()}, nil},
}

var figureCases = casesOf(figureTable, func(c figureCase) Case {
	return reading(c.rule, func(ctx context.Context, t T, r *graph.Reader, m *model) {
		expectOrder(t, c.rule, joined(check(ctx, t, r, m, c.query)), c.want)
	})
})
