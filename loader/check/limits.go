package check

// What bounds the work that one record can cause, whatever is in it.
const (
	// maxName is how many characters a name has. Lists are in the order of names, and
	// an index takes no key of more than some 8,000 bytes.
	maxName = 500
	// maxExpansion is how many statements one record's lists may stand for,
	// times the pointers of each.
	maxExpansion = 10_000
	// maxCycles is how many cycles are looked for in a hierarchy.
	maxCycles = 100
)
