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
	NoActual      ProgressState = "NO_ACTUAL"
	NotComparable ProgressState = "NOT_COMPARABLE"
)

// ProgressStates lists the states.
var ProgressStates = []ProgressState{Reached, NotReached, NoActual, NotComparable}

// TargetProgress is how far a target or plan is reached, by the latest actual that
// compares with it.
type TargetProgress struct {
	State  ProgressState
	Actual *Figure  // the actual that it is compared with; where none is comparable, the latest
	Ratio  *float64 // actual divided by target; nil unless compared, and where the target is 0
	Gap    *float64 // actual minus target, in the indicator's unit; nil unless compared
	Reason Label    // what the state is based on
}

// Actuals is an index of the actuals of one subject and indicator ([Figure.Measure]).
// Building it of n actuals takes O(n log n) steps, and comparing a target O(log n).
type Actuals struct {
	measure    Measure
	latest     *Figure
	comparable map[scope]*series
}

// scope is what an actual and a target must share to be comparable.
type scope struct {
	parts, condition string
	period           Period // zero unless the indicator is measured over a period
}

// series is the actuals of a scope that have a value.
type series struct {
	latest *Figure
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
	a := &Actuals{measure: measure, comparable: map[scope]*series{}}
	for i, f := range byDate {
		if i == 0 {
			a.latest = f.Figure
		}
		if f.Value == nil {
			continue
		}
		of := a.scope(f.Figure)
		s := a.comparable[of]
		if s == nil {
			s = &series{latest: f.Figure}
			a.comparable[of] = s
		}
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

// ProgressOf compares a target or plan with the actuals.
//
// An actual is comparable if it counts the same parts under the same condition and,
// where the indicator measures a flow or a change, of the same period. Of the
// comparable actuals the latest counts: by the end of its period, or else by the date
// of the document that states it. A target is reached at its value, or at the lower end
// of its range; "about" has no tolerance, since texts state none.
func (a *Actuals) ProgressOf(target *Figure) TargetProgress {
	if a.latest == nil {
		return TargetProgress{State: NoActual, Reason: Label{"没有同一主体、同一指标的实际值", "no actual of this indicator is known for this subject"}}
	}
	if target.Value != nil {
		if s := a.comparable[a.scope(target)]; s != nil {
			if actual := s.comparedWith(target); actual != nil {
				return compare(target, actual)
			}
		}
	}
	return TargetProgress{State: NotComparable, Actual: a.latest, Reason: obstacle(target, a.latest, a.measure)}
}

// comparedWith returns the latest actual that is comparable with a target of the same
// scope; nil if none is.
func (s *series) comparedWith(target *Figure) *Figure {
	if target.Comparator == AtMost {
		return s.latest
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

func compare(target, actual *Figure) TargetProgress {
	t, a := *target.Value, *actual.Value
	gap := a - t
	s := TargetProgress{State: NotReached, Actual: actual, Gap: &gap}
	if t != 0 {
		ratio := a / t
		s.Ratio = &ratio
	}
	switch target.Comparator {
	case AtMost:
		if a <= t && actual.Comparator != MoreThan && actual.Comparator != AtLeast || a < t {
			s.State = Reached
		}
	case MoreThan:
		if a > t || a == t && actual.Comparator == MoreThan {
			s.State = Reached
		}
	default:
		if a >= t {
			s.State = Reached
		}
	}
	s.Reason = Label{"与同一主体、同一指标的最新实际值比较", "against the latest actual of the same indicator, subject and parts"}
	if due := target.Period.To.Last(); s.State == NotReached && due != "" && dated(actual) < due {
		s.Reason = Label{"最新实际值早于目标期限", "by the latest actual, which is from before the target is due"}
	}
	return s
}
