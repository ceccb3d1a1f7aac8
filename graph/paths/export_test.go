package paths

// LowerLimits makes traces meet their limits on small graphs; restore sets the limits
// back.
func LowerLimits(claims, steps, few int) (restore func()) {
	before := [...]int{maxClaims, maxSteps, fewClaims}
	maxClaims, maxSteps, fewClaims = claims, steps, few
	return func() { maxClaims, maxSteps, fewClaims = before[0], before[1], before[2] }
}
