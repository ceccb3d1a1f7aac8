package graph

import (
	"cmp"
	"slices"
)

// ProgressOneByOne is what [Actuals.ProgressOf] means, in the slowest way: the first
// actual, latest first, that nothing keeps from being compared.
func ProgressOneByOne(target *Figure, actuals []*Figure, measure Measure) TargetProgress {
	byDate := slices.SortedStableFunc(slices.Values(actuals), func(a, b *Figure) int {
		return cmp.Or(cmp.Compare(dated(b), dated(a)), cmp.Compare(a.ID, b.ID))
	})
	for _, actual := range byDate {
		if obstacle(target, actual, measure) == (Label{}) {
			return compare(target, actual)
		}
	}
	if len(byDate) == 0 {
		return NewActuals(nil, measure).ProgressOf(target)
	}
	return TargetProgress{State: NotComparable, Actual: byDate[0], Reason: obstacle(target, byDate[0], measure)}
}
