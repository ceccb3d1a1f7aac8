package graph

// LowerTraceLimits makes traces meet their limits on small graphs, and gives
// what sets them back.
func LowerTraceLimits(claims, steps, few int) (restore func()) {
	before := [...]int{maxTraceClaims, maxTraceSteps, fewClaims}
	maxTraceClaims, maxTraceSteps, fewClaims = claims, steps, few
	return func() { maxTraceClaims, maxTraceSteps, fewClaims = before[0], before[1], before[2] }
}
