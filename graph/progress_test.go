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
		{"not reached yet below it", fig("t", 100, meant(graph.AtLeast)), list(fig("a", 99.9)), graph.Stock, graph.Pending, "a"},
		{"more than is not reached yet at the value", fig("t", 100, meant(graph.MoreThan)), list(fig("a", 100)), graph.Stock, graph.Pending, "a"},
		{"unless the actual is more than it too", fig("t", 100, meant(graph.MoreThan)), list(fig("a", 100, meant(graph.MoreThan))), graph.Stock, graph.Reached, "a"},
		{"more than is reached above", fig("t", 100, meant(graph.MoreThan)), list(fig("a", 100.1)), graph.Stock, graph.Reached, "a"},
		{"at most is reached at its value", fig("t", 100, meant(graph.AtMost)), list(fig("a", 100)), graph.Stock, graph.Reached, "a"},
		{"at most is not reached yet above", fig("t", 100, meant(graph.AtMost)), list(fig("a", 101)), graph.Stock, graph.Pending, "a"},
		{"at most is not reached yet by at least the same", fig("t", 100, meant(graph.AtMost)), list(fig("a", 100, meant(graph.AtLeast))), graph.Stock, graph.Pending, "a"},
		{"at most is reached by an upper bound", fig("t", 100, meant(graph.AtMost)), list(fig("a", 90, meant(graph.AtMost))), graph.Stock, graph.Reached, "a"},
		{"about has no tolerance", fig("t", 100, meant(graph.About)), list(fig("a", 99)), graph.Stock, graph.Pending, "a"},
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
		{"the latest counts, by the end of its period", fig("t", 100), list(fig("a", 120, in("2023")), fig("b", 90, in("2024"))), graph.Stock, graph.Pending, "b"},
		{"else by the document that states it", fig("t", 100), list(fig("a", 120, stated("2024-12")), fig("b", 90, stated("2024-11-30"))), graph.Stock, graph.Reached, "a"},
		{"of the same day the first id", fig("t", 100), list(fig("b", 120), fig("a", 90)), graph.Stock, graph.Pending, "a"},
		{"the latest that compares, not the latest", fig("t", 100), list(fig("a", 120, in("2023")), fig("b", 90, in("2024"), parts("lab:a"))), graph.Stock, graph.Reached, "a"},
		{"where none compares the latest is shown", fig("t", 100), list(fig("a", 120, in("2023"), met("x")), fig("b", 90, in("2024"), parts("lab:a"))), graph.Stock, graph.NotComparable, "b"},
	} {
		got := graph.NewActuals(c.actuals, c.measure).ProgressOf(c.target, "2026-01-01")
		actual := graph.ID("")
		if got.Actual != nil {
			actual = got.Actual.ID
		}
		if got.State != c.state || actual != c.actual || got.Reason.ZH == "" || got.Reason.EN == "" {
			t.Errorf("%s: %s by %q (%s), want %s by %q", c.rule, got.State, actual, got.Reason.EN, c.state, c.actual)
		}
		compared := c.state == graph.Reached || c.state == graph.Pending
		if (got.Gap != nil) != compared || (got.Ratio != nil) != compared {
			t.Errorf("%s: gap %v, ratio %v", c.rule, got.Gap, got.Ratio)
		}
	}

	s := graph.NewActuals(list(fig("a", 150)), graph.Stock).ProgressOf(fig("t", 200), "2026-01-01")
	if *s.Gap != -50 || *s.Ratio != 0.75 {
		t.Errorf("gap %g, ratio %g", *s.Gap, *s.Ratio)
	}
	if s := graph.NewActuals(list(fig("a", 5)), graph.Stock).ProgressOf(fig("t", 0), "2026-01-01"); s.Ratio != nil || *s.Gap != 5 {
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

// Each border of the states: an actual of 9 against a target of 10 that is due by the end
// of 2025 and that a document of May 2024 states first.
func TestTheStateOfATargetDependsOnDates(t *testing.T) {
	ten, nine := 10.0, 9.0
	year := func(y graph.PartialDate) graph.Period { return graph.Period{To: y} }
	for _, c := range []struct {
		rule   string
		target graph.Period
		since  graph.PartialDate
		actual graph.Figure
		today  graph.Day
		want   graph.ProgressState
		reason string
	}{
		{"of the day of the promise", year("2025"), "2024-05-10", graph.Figure{AsOf: "2024-05-10"}, "2026-01-01", graph.BaselineOnly, "baseline"},
		{"of the day after", year("2025"), "2024-05-10", graph.Figure{AsOf: "2024-05-11"}, "2025-12-30", graph.Pending, "not due yet"},
		{"of the month of the promise, whose last day is later", year("2025"), "2024-05-10", graph.Figure{AsOf: "2024-05"}, "2025-12-30", graph.Pending, "not due yet"},
		{"of a month, promised in the same month", year("2025"), "2024-05", graph.Figure{AsOf: "2024-05-31"}, "2026-01-01", graph.BaselineOnly, "baseline"},
		{"by a period that ended before the promise", year("2025"), "2024-05-10", graph.Figure{AsOf: "2025", Period: year("2023")}, "2026-01-01", graph.BaselineOnly, "baseline"},
		{"by a period that reaches the end of a promise reported later", year("2022"), "2024-05-10", graph.Figure{Period: year("2022")}, "2026-01-01", graph.NotReached, "from the due date"},
		{"by a document from after the end of a promise reported later", year("2022"), "2024-05-10", graph.Figure{AsOf: "2023"}, "2026-01-01", graph.BaselineOnly, "baseline"},
		{"promised on an unknown day", year("2025"), "", graph.Figure{AsOf: "2020"}, "2025-12-30", graph.Pending, "not due yet"},
		{"read on the day before it is due", year("2025"), "2024-05-10", graph.Figure{AsOf: "2025-06"}, "2025-12-30", graph.Pending, "not due yet"},
		{"read on the day on which it is due", year("2025"), "2024-05-10", graph.Figure{AsOf: "2025-06"}, "2025-12-31", graph.NotComparable, "no actual since the due date"},
		{"of the due date", year("2025"), "2024-05-10", graph.Figure{Period: year("2025")}, "2025-12-31", graph.NotReached, "from the due date"},
		{"of the day before the due date", year("2025"), "2024-05-10", graph.Figure{AsOf: "2025-12-30"}, "2026-01-01", graph.NotComparable, "no actual since the due date"},
		{"of the due date, read before", year("2025"), "2024-05-10", graph.Figure{Period: year("2025")}, "2025-12-30", graph.Pending, "not due yet"},
		{"without a due date", graph.Period{}, "2024-05-10", graph.Figure{AsOf: "2025"}, "2030-01-01", graph.Pending, "no due date"},
	} {
		c.actual.ID, c.actual.Value = "a", &nine
		target := &graph.Figure{ID: "t", Value: &ten, Period: c.target, Since: c.since}
		got := graph.NewActuals([]*graph.Figure{&c.actual}, graph.Stock).ProgressOf(target, c.today)
		if got.State != c.want || !strings.Contains(got.Reason.EN, c.reason) {
			t.Errorf("an actual %s: %s, %s; want %s, %s", c.rule, got.State, got.Reason.EN, c.want, c.reason)
		}
		if baseline := c.want == graph.BaselineOnly; (got.Baseline != nil) != baseline || (got.Actual == nil) != baseline || got.Due != c.target.To.Last() {
			t.Errorf("an actual %s: actual %v, baseline %v, due %q", c.rule, got.Actual, got.Baseline, got.Due)
		}
		if compared := c.want == graph.Pending || c.want == graph.NotReached; (got.Gap != nil) != compared || (got.Ratio != nil) != compared {
			t.Errorf("an actual %s: gap %v, ratio %v", c.rule, got.Gap, got.Ratio)
		}
		eleven := 11.0
		c.actual.Value = &eleven
		if got := graph.NewActuals([]*graph.Figure{&c.actual}, graph.Stock).ProgressOf(target, c.today); (got.State == graph.Reached) == (c.want == graph.BaselineOnly) {
			t.Errorf("an actual %s that is high enough: %s", c.rule, got.State)
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
			AsOf: graph.PartialDate(one("", "2023", "2024-05", "2024-05-06")), Since: graph.PartialDate(one("", "2022", "2023-12-31", "2024-05-06")), Comparator: graph.Comparators[dice.IntN(len(graph.Comparators))],
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
			target, today := figure(-i), graph.Day(one("2023-06-01", "2023-12-31", "2024-12-31"))
			if got, want := arranged.ProgressOf(target, today), graph.ProgressOneByOne(target, actuals, measure, today); !reflect.DeepEqual(got, want) {
				t.Fatalf("%+v against %d actuals of a %s: %+v, want %+v", *target, len(actuals), measure, got, want)
			}
		}
	}
}
