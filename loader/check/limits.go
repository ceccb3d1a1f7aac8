package check

// Limits on the work that one record can cause.
const (
	// maxName is the length of a name in characters. Lists are ordered by name, and an
	// index takes no key of more than some 8,000 bytes.
	maxName = 500
	// maxExpansion is how many statements the lists of a record may stand for, times its
	// pointers. A record of one statement may have any number of pointers.
	maxExpansion = 10_000
	// maxCycles is how many cycles are reported in a hierarchy.
	maxCycles = 100
)
