package graph

import (
	"cmp"
	"slices"
	"strings"
)

// ProgressState is whether a target or plan is reached.
type ProgressState string

// The states of targets and plans.
const (
	Reached       ProgressState = "REACHED"
	NotReached    ProgressState = "NOT_REACHED"
	Pending       ProgressState = "PENDING"
	NoActual      ProgressState = "NO_ACTUAL"
	BaselineOnly  ProgressState = "BASELINE_ONLY"
	NotComparable ProgressState = "NOT_COMPARABLE"
)

// ProgressStates lists the states.
var ProgressStates = []ProgressState{Reached, NotReached, Pending, NoActual, BaselineOnly, NotComparable}

// TargetProgress is how far a target or plan is reached, by the latest actual that
// compares with it.
type TargetProgress struct {
	State ProgressState
	// Actual is what it is compared with. Where no actual is comparable it is the latest;
	// where only baselines are, nil.
	Actual   *Figure
	Baseline *Figure  // the latest comparable actual from before the promise; nil where none
	Due      Day      // when it is due; "" where no document says
	Ratio    *float64 // actual divided by target; nil unless compared, and where the target is 0
	Gap      *float64 // actual minus target, in the indicator's unit; nil unless compared
	Reason   Label    // what the state is based on
}

// Actuals is an index of the actuals of one subject and indicator ([Figure.Measure]).
// Building it of n actuals takes O(n log n) steps, and comparing a target O(log n).
type Actuals struct {
	measure    Measure
	latest     *Figure
	comparable map[scope]*scoped
}

// scoped is the actuals of a scope that have a value: those that are dated by the end of
// a period of their own, and those dated by the document that states them.
type scoped struct{ byPeriod, byDocument series }

func (s *scoped) of(f *Figure) *series {
	if f.Period.To != "" {
		return &s.byPeriod
	}
	return &s.byDocument
}

// scope is what an actual and a target must share to be comparable.
type scope struct {
	parts, condition string
	period           Period // zero unless the indicator is measured over a period
}

// series is a part of the actuals of a scope.
type series struct {
	all []*Figure // latest first
	// bounds are the actuals stated as lower bounds that are later than exact, latest
	// first, without those that are at most as high as a later one: values ascend.
	bounds []*Figure
	exact  *Figure // the latest that is neither a lower nor an upper bound; may be nil
}

// NewActuals indexes the actuals of one subject and indicator; measure is what the
// indicator measures.
func NewActuals(actuals []*Figure, measure Measure) *Actuals {
	type datedFigure struct {
		day Day
		*Figure
	}
	byDate := make([]datedFigure, len(actuals))
	for i, f := range actuals {
		byDate[i] = datedFigure{dated(f), f}
	}
	slices.SortStableFunc(byDate, func(a, b datedFigure) int {
		return cmp.Or(cmp.Compare(b.day, a.day), cmp.Compare(a.ID, b.ID))
	})
	a := &Actuals{measure: measure, comparable: map[scope]*scoped{}}
	for i, f := range byDate {
		if i == 0 {
			a.latest = f.Figure
		}
		if f.Value == nil {
			continue
		}
		of := a.scope(f.Figure)
		if a.comparable[of] == nil {
			a.comparable[of] = &scoped{}
		}
		s := a.comparable[of].of(f.Figure)
		s.all = append(s.all, f.Figure)
		switch {
		case s.exact != nil || f.Comparator == AtMost:
		case !lowerBound(f.Figure):
			s.exact = f.Figure
		case len(s.bounds) == 0 || *f.Value > *s.bounds[len(s.bounds)-1].Value:
			s.bounds = append(s.bounds, f.Figure)
		}
	}
	return a
}

func (a *Actuals) scope(f *Figure) scope {
	var parts strings.Builder
	for _, id := range f.Breakdown {
		parts.WriteString(string(id))
		parts.WriteByte(' ')
	}
	s := scope{parts: parts.String(), condition: f.Condition}
	if a.measure == Flow || a.measure == Change {
		s.period = f.Period
	}
	return s
}

// ProgressOf compares a target or plan with the actuals. today is the day on which the
// dataset is read ([AsOf.Today]).
//
// An actual is comparable if it counts the same parts under the same condition and,
// where the indicator measures a flow or a change, of the same period. It is dated by the
// end of its period, or else by the document that states it. One that is dated on or
// before the first document of the promise is a baseline, unless its own period reaches
// the promise's end: what a report gives as the present state is not yet what came of the
// next steps in the same report. Of the others the latest counts. A target is reached at
// its value, or at the lower end of its range; "about" has no tolerance, since texts state
// none.
func (a *Actuals) ProgressOf(target *Figure, today Day) TargetProgress {
	p := TargetProgress{Due: target.Period.To.Last()}
	if a.latest == nil {
		p.State, p.Reason = NoActual, Label{"没有同一主体、同一指标的实际值", "no actual of this indicator is known for this subject"}
		return p
	}
	var latest, actual *Figure // that are not baselines: the latest, and the latest that decides
	if s := a.comparable[a.scope(target)]; s != nil && target.Value != nil {
		for _, part := range []*series{&s.byPeriod, &s.byDocument} {
			p.Baseline = later(p.Baseline, part.baseline(target))
			if len(part.all) > 0 && !isBaseline(part.all[0], target) {
				latest = later(latest, part.all[0])
			}
			if found := part.comparedWith(target); found != nil && !isBaseline(found, target) {
				actual = later(actual, found)
			}
		}
	}
	switch {
	case actual != nil:
		p.compare(target, actual, today)
	case latest != nil:
		p.State, p.Actual, p.Reason = NotComparable, latest, obstacle(target, latest, a.measure)
	case p.Baseline != nil:
		p.State, p.Reason = BaselineOnly, Label{"可比的实际值都不晚于首次提出目标的文件，只是基数", "every comparable actual is from no later than the first document of the promise: a baseline"}
	default:
		p.State, p.Actual, p.Reason = NotComparable, a.latest, obstacle(target, a.latest, a.measure)
	}
	return p
}

// isBaseline reports whether an actual is from before the promise.
func isBaseline(actual, target *Figure) bool {
	first, due := target.Since.Last(), target.Period.To.Last()
	if first == "" || dated(actual) > first {
		return false
	}
	return actual.Period.To == "" || due == "" || dated(actual) < due
}

// baseline returns the latest baseline of a target of the same scope; nil if none is.
func (s *series) baseline(target *Figure) *Figure {
	i, _ := slices.BinarySearchFunc(s.all, true, func(f *Figure, _ bool) int {
		if isBaseline(f, target) {
			return 0
		}
		return -1
	})
	if i < len(s.all) {
		return s.all[i]
	}
	return nil
}

// later returns the later of two actuals, of the same day that with the first id.
func later(a, b *Figure) *Figure {
	switch {
	case a == nil:
		return b
	case b == nil || cmp.Or(cmp.Compare(dated(b), dated(a)), cmp.Compare(a.ID, b.ID)) < 0:
		return a
	default:
		return b
	}
}

// comparedWith returns the latest actual that is comparable with a target of the same
// scope; nil if none is.
func (s *series) comparedWith(target *Figure) *Figure {
	if target.Comparator == AtMost {
		if len(s.all) == 0 {
			return nil
		}
		return s.all[0]
	}
	i, _ := slices.BinarySearchFunc(s.bounds, *target.Value, func(f *Figure, value float64) int { return cmp.Compare(*f.Value, value) })
	if i < len(s.bounds) {
		return s.bounds[i]
	}
	return s.exact
}

// dated returns the day by which actuals are ordered.
func dated(f *Figure) Day {
	if last := f.Period.To.Last(); last != "" {
		return last
	}
	return f.AsOf.Last()
}

// obstacle returns why a target and an actual of one measure cannot be compared; the
// zero label if they can.
func obstacle(target, actual *Figure, measure Measure) Label {
	switch {
	case target.Value == nil:
		return Label{"目标只有文字表述，没有数值", "the target is stated in words only"}
	case actual.Value == nil:
		return Label{"实际值只有文字表述，没有数值", "the actual is stated in words only"}
	case !slices.Equal(target.Breakdown, actual.Breakdown):
		return Label{"实际值统计的分项不同", "the actual counts other parts"}
	case target.Condition != actual.Condition:
		return Label{"实际值统计的条件不同", "the actual is counted under another condition"}
	case (measure == Flow || measure == Change) && target.Period != actual.Period:
		return Label{"两者所指期间不同，而该指标按期间统计", "the indicator is measured over a period, and the periods differ"}
	case actual.Comparator == AtMost && target.Comparator != AtMost:
		return Label{"实际值只给出上限", "the actual is stated as an upper bound only"}
	case lowerBound(actual) && target.Comparator != AtMost && *actual.Value < *target.Value:
		return Label{"实际值只给出下限，且低于目标", "the actual is stated as a lower bound only, and that lies below the target"}
	default:
		return Label{}
	}
}

func lowerBound(f *Figure) bool { return f.Comparator == AtLeast || f.Comparator == MoreThan }

// compare compares a target with an actual that is not a baseline.
func (p *TargetProgress) compare(target, actual *Figure, today Day) {
	p.Actual = actual
	switch {
	case reaches(actual, target):
		p.State, p.Reason = Reached, Label{"同一主体、同一指标的最新实际值已达到", "the latest actual of the same indicator, subject and parts reaches it"}
	case p.Due == "":
		p.State, p.Reason = Pending, Label{"没有写明期限；最新实际值未达到", "no due date is stated; the latest actual does not reach it"}
	case p.Due > today:
		p.State, p.Reason = Pending, Label{"尚未到期；最新实际值未达到", "it is not due yet; the latest actual does not reach it"}
	case dated(actual) >= p.Due:
		p.State, p.Reason = NotReached, Label{"到期时或到期后的最新实际值未达到", "the latest actual, from the due date or after it, does not reach it"}
	default:
		p.State, p.Reason = NotComparable, Label{"到期后没有实际值", "no actual since the due date"}
		return
	}
	t, a := *target.Value, *actual.Value
	p.Gap = new(a - t)
	if t != 0 {
		p.Ratio = new(a / t)
	}
}

// reaches reports whether an actual reaches a comparable target.
func reaches(actual, target *Figure) bool {
	t, a := *target.Value, *actual.Value
	switch target.Comparator {
	case AtMost:
		return a < t || a == t && !lowerBound(actual)
	case MoreThan:
		return a > t || a == t && actual.Comparator == MoreThan
	default:
		return a >= t
	}
}
