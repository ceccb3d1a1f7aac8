package memory

import "cmp"

// Config says when a store gives up, and when it changes from one way of reading
// to another. What is zero has its default.
type Config struct {
	// MaxWork is how many entities, claims, figures and pieces of evidence the
	// filters of one read look at, before it fails with graph.CodeLimit. The
	// default, 10,000,000, takes some tenths of a second.
	MaxWork int
	// MaxSimilar is how many entities are compared with a mistyped text, before the
	// read fails with graph.CodeLimit. The default, 100,000, takes some tenths of a
	// second.
	MaxSimilar int
	// MaxEnds is the largest number of entities whose statements are read to find
	// what a filter of their other ends leaves; with more, the list is read in its
	// order. Default 10,000.
	MaxEnds int
	// MatchCost is how many entries of the index of names are read in the time in
	// which one name is matched. Default 64.
	MatchCost int
	// DenseShare: a facet is counted in a map until one in DenseShare of its
	// possible values was counted, from then on in an array. Default 256.
	DenseShare int
	// ConfidenceBuckets is how many confidences claims are told apart by without
	// reading their evidence. Default 31, which is also the largest number.
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
