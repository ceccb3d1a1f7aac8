package graphtest

import (
	"context"
	"fmt"

	"policygraph/graph"
)

var formerCases = []Case{
	reading("a former id finds the present record", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		for i, got := range nodes(ctx, t, r, FormerYunhe, FormerBureau, FormerBureauNext, Yunhe) {
			want := []graph.ID{Yunhe, Bureau, Bureau, Yunhe}[i]
			if got == nil || got.RecordID() != want {
				t.Errorf("node %d: %v, want %s", i, got, want)
			}
		}
	}),
	reading("former ids are accepted in sets", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		expect(t, "relations", joined(check(ctx, t, r, m, graph.ClaimQuery{Of: of(FormerBureauNext), Types: types(graph.HoldsPost, graph.FundedBy)})),
			[]string{"IN HOLDS_POST person:lin-haiyan", "IN FUNDED_BY programme:digital-fund"})
		expect(t, "figures", joined(check(ctx, t, r, m, graph.FigureQuery{Of: of(FormerYunhe)})), []string{"ACTUAL 21家 region:yunhe indicator:smart-factories"})
		expect(t, "documents", joined(check(ctx, t, r, m, graph.DocumentQuery{Of: of(FormerBureau)})), []string{string(RulesText), string(BriefingText)})
		expectOrder(t, "counts", relationCounts(ctx, t, r, graph.AsOf{}, FormerBureau)[0], relationCounts(ctx, t, r, graph.AsOf{}, Bureau)[0])
	}),
	reading("former ids are accepted in filters", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		expectOrder(t, "entities", joined(check(ctx, t, r, m, graph.ListQuery{Filter: graph.EntityFilter{IDs: of(FormerYunhe, Bureau, FormerBureau)}})),
			[]string{string(Bureau), string(Yunhe)})
	}),
	reading("a cursor of a list under a former id is valid under the present id", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		cursor := cursorOf(ctx, t, r, graph.ClaimQuery{Of: of(FormerBureau)}, 2)
		expectOrder(t, "the rest", forward(ctx, t, r, graph.ClaimQuery{Of: of(Bureau)}, 2, cursor, everything), m.answer(graph.ClaimQuery{Of: of(Bureau)})[0][2:])
	}),
	reading("a set with a former and the present id of a record is invalid", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		_, err := r.Claims(ctx, graph.ClaimQuery{Of: of(Yunhe, FormerYunhe)})
		expectCode(t, "a set with both ids", err, graph.CodeInvalid)
	}),
}

// reads calls every method that takes a set with that set.
func reads(ctx context.Context, r *graph.Reader, set []graph.ID) map[string]error {
	errs := map[string]error{}
	_, errs["Nodes"] = r.Nodes(ctx, set)
	_, errs["List"] = r.List(ctx, graph.ListQuery{Of: set})
	_, errs["Claims"] = r.Claims(ctx, graph.ClaimQuery{Of: set})
	_, errs["Claims, distinct"] = r.Claims(ctx, graph.ClaimQuery{Of: set, Distinct: true})
	_, errs["Figures"] = r.Figures(ctx, graph.FigureQuery{Of: set})
	_, errs["Figures by measure"] = r.Figures(ctx, graph.FigureQuery{Of: set, By: graph.ByMeasure})
	_, errs["Documents"] = r.Documents(ctx, graph.DocumentQuery{Of: set})
	_, errs["RelationCounts"] = r.RelationCounts(ctx, set, graph.AsOf{})
	_, errs["Totals of claims"] = r.Totals(ctx, graph.ClaimQuery{Of: set})
	_, errs["Totals of documents"] = r.Totals(ctx, graph.DocumentQuery{Of: set})
	passages := make([]graph.Passage, len(set))
	for i, id := range set {
		passages[i] = graph.Passage{Document: id, From: 1, To: 1}
	}
	_, errs["Evidence"] = r.Evidence(ctx, passages, graph.AsOf{})
	return errs
}

var limitCases = []Case{
	reading("the largest set has an answer for each member", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		set := make([]graph.ID, graph.MaxSet)
		for i := range set {
			set[i] = graph.ID(fmt.Sprintf("lab:nowhere-%d", i))
		}
		set[7], set[graph.MaxSet-1] = Beichen, Zhao
		for method, err := range reads(ctx, r, set) {
			expectCode(t, method, err, "")
		}
		found := nodes(ctx, t, r, set...)
		if found[6] != nil || found[7] == nil || found[graph.MaxSet-1] == nil {
			t.Errorf("records of the largest set are not in the order of their ids")
		}
		totals, err := r.Totals(ctx, graph.ClaimQuery{Of: set})
		if err != nil || len(totals) != graph.MaxSet || totals[6] != 0 || totals[7] != 4 {
			t.Errorf("totals of the largest set: %d answers, %v", len(totals), err)
		}
	}),
	reading("a set that is too large fails with a limit", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		set := make([]graph.ID, graph.MaxSet+1)
		for i := range set {
			set[i] = graph.ID(fmt.Sprintf("lab:nowhere-%d", i))
		}
		for method, err := range reads(ctx, r, set) {
			expectCode(t, method, err, graph.CodeLimit)
		}
		_, err := r.List(ctx, graph.ListQuery{Filter: graph.EntityFilter{IDs: set}})
		expectCode(t, "a filter of too many ids", err, graph.CodeLimit)
	}),
	reading("malformed ids are invalid", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		for _, id := range []graph.ID{"", "beichen", "enterprise:", "Enterprise:beichen", "nothing:beichen", "enterprise:bei chen", "enterprise:北辰"} {
			for method, err := range reads(ctx, r, of(id)) {
				if method != "Figures by measure" { // a measure is not the id of a record
					expectCode(t, fmt.Sprintf("%s of %q", method, id), err, graph.CodeInvalid)
				}
			}
			_, err := r.List(ctx, graph.ListQuery{Filter: graph.EntityFilter{IDs: of(id)}})
			expectCode(t, fmt.Sprintf("a filter with %q", id), err, graph.CodeInvalid)
		}
	}),
	reading("a set with a repeated id is invalid, except for nodes and passages", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		for method, err := range reads(ctx, r, of(Beichen, Beichen)) {
			want := graph.CodeInvalid
			if method == "Nodes" || method == "Evidence" {
				want = ""
			}
			expectCode(t, method, err, want)
		}
	}),
	reading("dates that do not exist are invalid", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		for _, at := range []graph.AsOf{{ValidOn: "2023-02-30"}, {KnownAsOf: "2023"}, {ValidOn: "2023-01-01", KnownAsOf: "yesterday"}} {
			_, errList := r.List(ctx, graph.ListQuery{At: at})
			_, errClaims := r.Claims(ctx, graph.ClaimQuery{At: at})
			_, errFigures := r.Figures(ctx, graph.FigureQuery{At: at})
			_, errMeasure := r.Figures(ctx, graph.FigureQuery{By: graph.ByMeasure, At: at})
			_, errDocuments := r.Documents(ctx, graph.DocumentQuery{At: at})
			_, errCounts := r.RelationCounts(ctx, of(Zhao), at)
			_, errEvidence := r.Evidence(ctx, []graph.Passage{{Document: PlanText, From: 1, To: 1}}, at)
			_, errTotals := r.Totals(ctx, graph.FigureQuery{At: at})
			for i, err := range []error{errList, errClaims, errFigures, errMeasure, errDocuments, errCounts, errEvidence, errTotals} {
				expectCode(t, fmt.Sprintf("%+v, read %d", at, i), err, graph.CodeInvalid)
			}
		}
	}),
	reading("unknown values of enumerations are invalid", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		for _, q := range []graph.Query{
			graph.ListQuery{Filter: graph.EntityFilter{Kinds: kinds("FIRM")}},
			graph.ListQuery{Order: graph.EntityOrder{Field: "SIZE"}},
			graph.ListQuery{Order: graph.EntityOrder{Field: graph.OrderByDate, Direction: "DOWN"}},
			graph.ClaimQuery{Types: types("LIKES")},
			graph.ClaimQuery{Of: of(Zhao), Kinds: kinds("FIRM")},
			graph.ClaimQuery{Of: of(Zhao), Direction: "UP"},
			graph.ClaimQuery{Certainty: "MAYBE"},
			graph.ClaimQuery{Stages: []graph.Stage{"SOON"}},
			graph.FigureQuery{Statuses: []graph.FigureStatus{"WISH"}},
		} {
			_, err := ask(ctx, r, q, graph.Page{})
			expectCode(t, inFull(q), err, graph.CodeInvalid)
			_, err = r.Totals(ctx, q)
			expectCode(t, "total of "+inFull(q), err, graph.CodeInvalid)
		}
	}),
	reading("the list of all claims has no direction, distinct ends or kinds of ends", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		for _, q := range []graph.ClaimQuery{{Direction: graph.Out}, {Distinct: true}, {Kinds: kinds(graph.Policy)}} {
			_, err := r.Claims(ctx, q)
			expectCode(t, inFull(q), err, graph.CodeInvalid)
		}
	}),
	reading("a read whose context has ended fails", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
		ended, cancel := context.WithCancel(ctx)
		cancel()
		for method, err := range reads(ended, r, of(MorningStar)) {
			expectCode(t, method, err, graph.CodeTimeout)
		}
		for _, q := range []graph.Query{graph.ListQuery{}, graph.ClaimQuery{}, graph.FigureQuery{}, graph.DocumentQuery{}, graph.IndicatorQuery{}, graph.ListQuery{Filter: graph.EntityFilter{IDs: of(Zhao)}}} {
			_, err := ask(ended, r, q, graph.Page{})
			expectCode(t, inFull(q), err, graph.CodeTimeout)
			_, err = r.Totals(ended, q)
			expectCode(t, "total of "+inFull(q), err, graph.CodeTimeout)
		}
	}),
}
