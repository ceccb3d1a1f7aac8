package graph

import (
	"cmp"
	"slices"
)

// ProgressOneByOne is what [Actuals.ProgressOf] means, in the slowest way: all actuals
// that nothing keeps from being compared, latest first.
func ProgressOneByOne(target *Figure, actuals []*Figure, measure Measure, today Day) TargetProgress {
	byDate := slices.SortedStableFunc(slices.Values(actuals), func(a, b *Figure) int {
		return cmp.Or(cmp.Compare(dated(b), dated(a)), cmp.Compare(a.ID, b.ID))
	})
	p := TargetProgress{Due: target.Period.To.Last()}
	var latest *Figure
	for _, actual := range byDate {
		inScope := target.Value != nil && actual.Value != nil && obstacle(&Figure{
			Value: actual.Value, Breakdown: target.Breakdown, Condition: target.Condition, Period: target.Period, Comparator: AtMost,
		}, actual, measure) == (Label{})
		switch {
		case !inScope:
		case isBaseline(actual, target):
			p.Baseline = cmp.Or(p.Baseline, actual)
		default:
			latest = cmp.Or(latest, actual)
			if p.Actual == nil && obstacle(target, actual, measure) == (Label{}) {
				p.compare(target, actual, today)
			}
		}
	}
	switch {
	case p.Actual != nil:
	case len(byDate) == 0:
		return NewActuals(nil, measure).ProgressOf(target, today)
	case latest != nil:
		p.State, p.Actual, p.Reason = NotComparable, latest, obstacle(target, latest, measure)
	case p.Baseline != nil:
		p.State, p.Reason = BaselineOnly, NewActuals(actuals, measure).ProgressOf(target, today).Reason
	default:
		p.State, p.Actual, p.Reason = NotComparable, byDate[0], obstacle(target, byDate[0], measure)
	}
	return p
}
