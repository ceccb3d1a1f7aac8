package graph_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"policygraph/graph"
)

func TestStand(t *testing.T) {
	fig := func(id graph.ID, v float64, options ...func(*graph.Figure)) *graph.Figure {
		f := &graph.Figure{ID: id, Value: &v, Comparator: graph.Exact}
		for _, o := range options {
			o(f)
		}
		return f
	}
	meant := func(c graph.Comparator) func(*graph.Figure) { return func(f *graph.Figure) { f.Comparator = c } }
	in := func(period graph.PartialDate) func(*graph.Figure) {
		return func(f *graph.Figure) { f.Period = graph.Period{From: period, To: period} }
	}
	stated := func(d graph.PartialDate) func(*graph.Figure) { return func(f *graph.Figure) { f.AsOf = d } }
	parts := func(ids ...graph.ID) func(*graph.Figure) { return func(f *graph.Figure) { f.Breakdown = ids } }
	met := func(condition string) func(*graph.Figure) { return func(f *graph.Figure) { f.Condition = condition } }
	words := func(f *graph.Figure) { f.Value, f.Comparator = nil, graph.Qualitative }
	list := func(f ...*graph.Figure) []*graph.Figure { return f }

	for _, c := range []struct {
		rule    string
		target  *graph.Figure
		actuals []*graph.Figure
		measure graph.Measure
		state   graph.ProgressState
		actual  graph.ID
	}{
		{"nothing to compare with", fig("t", 100), nil, graph.Stock, graph.NoActual, ""},
		{"reached at its value", fig("t", 100, meant(graph.AtLeast)), list(fig("a", 100)), graph.Stock, graph.Reached, "a"},
		{"not reached below it", fig("t", 100, meant(graph.AtLeast)), list(fig("a", 99.9)), graph.Stock, graph.NotReached, "a"},
		{"more than is not reached at the value", fig("t", 100, meant(graph.MoreThan)), list(fig("a", 100)), graph.Stock, graph.NotReached, "a"},
		{"unless the actual is more than it too", fig("t", 100, meant(graph.MoreThan)), list(fig("a", 100, meant(graph.MoreThan))), graph.Stock, graph.Reached, "a"},
		{"more than is reached above", fig("t", 100, meant(graph.MoreThan)), list(fig("a", 100.1)), graph.Stock, graph.Reached, "a"},
		{"at most is reached at its value", fig("t", 100, meant(graph.AtMost)), list(fig("a", 100)), graph.Stock, graph.Reached, "a"},
		{"at most is not reached above", fig("t", 100, meant(graph.AtMost)), list(fig("a", 101)), graph.Stock, graph.NotReached, "a"},
		{"at most is not reached by at least the same", fig("t", 100, meant(graph.AtMost)), list(fig("a", 100, meant(graph.AtLeast))), graph.Stock, graph.NotReached, "a"},
		{"at most is reached by an upper bound", fig("t", 100, meant(graph.AtMost)), list(fig("a", 90, meant(graph.AtMost))), graph.Stock, graph.Reached, "a"},
		{"about has no tolerance", fig("t", 100, meant(graph.About)), list(fig("a", 99)), graph.Stock, graph.NotReached, "a"},
		{"a range is reached at its lower end", fig("t", 45, meant(graph.Range)), list(fig("a", 46)), graph.Share, graph.Reached, "a"},
		{"a target in words", fig("t", 0, words), list(fig("a", 1)), graph.Stock, graph.NotComparable, "a"},
		{"an actual in words", fig("t", 1), list(fig("a", 0, words)), graph.Stock, graph.NotComparable, "a"},
		{"other parts", fig("t", 1), list(fig("a", 2, parts("lab:a"))), graph.Stock, graph.NotComparable, "a"},
		{"the same parts", fig("t", 1, parts("lab:a")), list(fig("a", 2, parts("lab:a"))), graph.Stock, graph.Reached, "a"},
		{"another condition", fig("t", 1, met("large firms")), list(fig("a", 2)), graph.Stock, graph.NotComparable, "a"},
		{"a flow of another period", fig("t", 1, in("2025")), list(fig("a", 2, in("2024"))), graph.Flow, graph.NotComparable, "a"},
		{"a change of another period", fig("t", 1, in("2025")), list(fig("a", 2, in("2024"))), graph.Change, graph.NotComparable, "a"},
		{"a stock of another period", fig("t", 1, in("2025")), list(fig("a", 2, in("2024"))), graph.Stock, graph.Reached, "a"},
		{"a flow of the same period", fig("t", 1, in("2025")), list(fig("a", 2, in("2025"))), graph.Flow, graph.Reached, "a"},
		{"an upper bound says nothing of a lower one", fig("t", 1), list(fig("a", 2, meant(graph.AtMost))), graph.Stock, graph.NotComparable, "a"},
		{"a lower bound below the target leaves it open", fig("t", 10), list(fig("a", 9, meant(graph.MoreThan))), graph.Stock, graph.NotComparable, "a"},
		{"a lower bound above the target reaches it", fig("t", 10), list(fig("a", 11, meant(graph.AtLeast))), graph.Stock, graph.Reached, "a"},
		{"the latest counts, by the end of its period", fig("t", 100), list(fig("a", 120, in("2023")), fig("b", 90, in("2024"))), graph.Stock, graph.NotReached, "b"},
		{"else by the document that states it", fig("t", 100), list(fig("a", 120, stated("2024-12")), fig("b", 90, stated("2024-11-30"))), graph.Stock, graph.Reached, "a"},
		{"of the same day the first id", fig("t", 100), list(fig("b", 120), fig("a", 90)), graph.Stock, graph.NotReached, "a"},
		{"the latest that compares, not the latest", fig("t", 100), list(fig("a", 120, in("2023")), fig("b", 90, in("2024"), parts("lab:a"))), graph.Stock, graph.Reached, "a"},
		{"where none compares the latest is shown", fig("t", 100), list(fig("a", 120, in("2023"), met("x")), fig("b", 90, in("2024"), parts("lab:a"))), graph.Stock, graph.NotComparable, "b"},
	} {
		got := graph.NewActuals(c.actuals, c.measure).ProgressOf(c.target)
		actual := graph.ID("")
		if got.Actual != nil {
			actual = got.Actual.ID
		}
		if got.State != c.state || actual != c.actual || got.Reason.ZH == "" || got.Reason.EN == "" {
			t.Errorf("%s: %s by %q (%s), want %s by %q", c.rule, got.State, actual, got.Reason.EN, c.state, c.actual)
		}
		compared := c.state == graph.Reached || c.state == graph.NotReached
		if (got.Gap != nil) != compared || (got.Ratio != nil) != compared {
			t.Errorf("%s: gap %v, ratio %v", c.rule, got.Gap, got.Ratio)
		}
	}

	s := graph.NewActuals(list(fig("a", 150)), graph.Stock).ProgressOf(fig("t", 200))
	if *s.Gap != -50 || *s.Ratio != 0.75 {
		t.Errorf("gap %g, ratio %g", *s.Gap, *s.Ratio)
	}
	if s := graph.NewActuals(list(fig("a", 5)), graph.Stock).ProgressOf(fig("t", 0)); s.Ratio != nil || *s.Gap != 5 {
		t.Errorf("against a target of 0: ratio %v, gap %v", s.Ratio, s.Gap)
	}
}

func TestMeasureIsOfSubjectAndIndicator(t *testing.T) {
	f := &graph.Figure{Subject: "region:a", Indicator: "indicator:i", Status: graph.StatusTarget}
	same := &graph.Figure{Subject: "region:a", Indicator: "indicator:i", Status: graph.StatusActual}
	if f.Measure() != same.Measure() || f.Measure() == (&graph.Figure{Subject: "region:b", Indicator: "indicator:i"}).Measure() || f.Measure() == (&graph.Figure{Subject: "region:a", Indicator: "indicator:j"}).Measure() {
		t.Error("figures of one subject and indicator, and they alone, measure the same")
	}
}

func TestStandSaysWhenTheDeadlineIsStillToCome(t *testing.T) {
	ten, nine := 10.0, 9.0
	target := &graph.Figure{ID: "t", Value: &ten, Period: graph.Period{To: "2025"}}
	for asOf, want := range map[graph.PartialDate]string{"2024-06": "before the target is due", "2026": "the latest actual of the same"} {
		got := graph.NewActuals([]*graph.Figure{{ID: "a", Value: &nine, AsOf: asOf}}, graph.Stock).ProgressOf(target)
		if got.State != graph.NotReached || !strings.Contains(got.Reason.EN, want) {
			t.Errorf("an actual of %s: %s, %s", asOf, got.State, got.Reason.EN)
		}
	}
}

func TestArrangedActualsCompareAsOneByOne(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	dice := rand.New(rand.NewPCG(seed, 0))
	one := func(of ...string) string { return of[dice.IntN(len(of))] }
	figure := func(i int) *graph.Figure {
		f := &graph.Figure{
			ID: graph.ID(fmt.Sprint("figure:", i)), Condition: one("", "", "", "large firms"),
			AsOf: graph.PartialDate(one("", "2023", "2024-05", "2024-05-06")), Comparator: graph.Comparators[dice.IntN(len(graph.Comparators))],
		}
		if dice.IntN(4) == 0 {
			f.Breakdown = []graph.ID{"lab:a", graph.ID(one("lab:b", "lab:c"))}
		}
		if year := graph.PartialDate(one("", "2022", "2023", "2024")); year != "" {
			f.Period = graph.Period{From: year, To: year}
		}
		if dice.IntN(6) > 0 {
			f.Value = new(float64(dice.IntN(5)))
		}
		return f
	}
	for range 2000 {
		actuals := make([]*graph.Figure, dice.IntN(12))
		for i := range actuals {
			actuals[i] = figure(i)
		}
		measure := graph.Measures[dice.IntN(len(graph.Measures))]
		arranged := graph.NewActuals(actuals, measure)
		for i := range 4 {
			target := figure(-i)
			if got, want := arranged.ProgressOf(target), graph.ProgressOneByOne(target, actuals, measure); !reflect.DeepEqual(got, want) {
				t.Fatalf("%+v against %d actuals of a %s: %+v, want %+v", *target, len(actuals), measure, got, want)
			}
		}
	}
}
