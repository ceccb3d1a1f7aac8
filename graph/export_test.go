package graph

import (
	"cmp"
	"slices"
)

// LowerTraceLimits makes traces meet their limits on small graphs, and gives
// what sets them back.
func LowerTraceLimits(claims, steps, few int) (restore func()) {
	before := [...]int{maxTraceClaims, maxTraceSteps, fewClaims}
	maxTraceClaims, maxTraceSteps, fewClaims = claims, steps, few
	return func() { maxTraceClaims, maxTraceSteps, fewClaims = before[0], before[1], before[2] }
}

// StandOneByOne is what [Actuals.Stand] means, in the slowest way: the first
// actual, latest first, that nothing keeps from being compared.
func StandOneByOne(target *Figure, actuals []*Figure, measure Measure) Standing {
	byDate := slices.SortedStableFunc(slices.Values(actuals), func(a, b *Figure) int {
		return cmp.Or(cmp.Compare(dated(b), dated(a)), cmp.Compare(a.ID, b.ID))
	})
	for _, actual := range byDate {
		if obstacle(target, actual, measure) == (Label{}) {
			return compare(target, actual)
		}
	}
	if len(byDate) == 0 {
		return NewActuals(nil, measure).Stand(target)
	}
	return Standing{State: NotComparable, Actual: byDate[0], Reason: obstacle(target, byDate[0], measure)}
}
