package memory

import "cmp"

// Config limits the work of reads and chooses between ways of reading. A field that is
// zero has its default.
type Config struct {
	// MaxWork is the number of entities, claims, figures and pieces of evidence that
	// the filters of one read examine before it fails with graph.CodeLimit. Default
	// 10,000,000, which take some tenths of a second.
	MaxWork int
	// MaxSimilar is the number of entities that one read compares with a mistyped text
	// before it fails with graph.CodeLimit. Default 100,000, which take some tenths of
	// a second.
	MaxSimilar int
	// MaxEnds is the largest number of entities whose statements are read to find what a
	// filter by other ends selects. If more entities pass the filter of the other ends,
	// the list is read in its order instead. Default 10,000.
	MaxEnds int
	// MatchCost is the cost of matching one name, in entries of the name index read.
	// Default 64.
	MatchCost int
	// DenseShare decides when a facet is counted in an array instead of a map: once more
	// than one in DenseShare of its possible values occur. Default 256.
	DenseShare int
	// ConfidenceBuckets is the number of confidences that are distinguished without
	// reading evidence. Default 31, which is also the maximum.
	ConfidenceBuckets int
}

func (c Config) withDefaults() Config {
	c.MaxWork = cmp.Or(c.MaxWork, 10_000_000)
	c.MaxSimilar = cmp.Or(c.MaxSimilar, 100_000)
	c.MaxEnds = cmp.Or(c.MaxEnds, 10_000)
	c.MatchCost = cmp.Or(c.MatchCost, 64)
	c.DenseShare = cmp.Or(c.DenseShare, 256)
	c.ConfidenceBuckets = min(cmp.Or(c.ConfidenceBuckets, maxBuckets), maxBuckets)
	return c
}
