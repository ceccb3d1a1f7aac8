package memory

import (
	"math"
	"slices"
	"sort"
)

// buckets are confidences, ascending, by which statements are told apart without a
// look at their evidence: those that evidence has, or, where it has more than a
// flags can tell apart, some of them. A statement's bucket is how many of them its
// surest evidence reaches.
type buckets struct {
	bounds []float64
	all    bool // evidence has no other confidence
}

// maxBuckets is how many there are at most: a flags has five bits for them.
const maxBuckets = 31

func bucketsOf(provenances []provenance, most int) buckets {
	var all []float64
	for _, m := range provenances {
		all = append(all, m.confidence)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	l := buckets{all: len(all) <= most}
	for i := range min(len(all), most) {
		l.bounds = append(l.bounds, all[i*len(all)/min(len(all), most)])
	}
	return l
}

func (l *buckets) of(confidence float64) int {
	return sort.Search(len(l.bounds), func(i int) bool { return l.bounds[i] > confidence })
}

// bucket is that of a claim.
func (s *snapshot) bucket(c *claim) flags {
	surest := math.Inf(-1)
	s.anyPiece(c.proof, c.several(), func(p *piece) bool {
		surest = max(surest, s.provenances[p.provenance].confidence)
		return false
	})
	return flags(s.buckets.of(surest))
}

// confidenceTest reports of claims, of which it is given the flags, whether some piece
// of their evidence is at least so sure; nil is all.
func (s *snapshot) confidenceTest(confidence *float64) func(claim int32, t flags) bool {
	if confidence == nil {
		return func(int32, flags) bool { return true }
	}
	// What reaches the first bound from there on is sure, what does not reach the
	// last one up to there is not.
	reached := flags(s.buckets.of(*confidence))
	enough := flags(sort.SearchFloat64s(s.buckets.bounds, *confidence) + 1)
	return func(i int32, t flags) bool {
		switch bucket := t >> flagBucketShift; {
		case bucket >= enough:
			return true
		case bucket < reached || s.buckets.all:
			return false
		default:
			return s.sure(s.claims[i].proof, s.claims[i].several(), confidence)
		}
	}
}

// sure reports whether some piece of a statement's evidence is at least so sure.
func (s *snapshot) sure(proof uint32, several bool, confidence *float64) bool {
	if confidence == nil {
		return true
	}
	return s.anyPiece(proof, several, func(p *piece) bool { return s.provenances[p.provenance].confidence >= *confidence })
}

// anyPiece reports whether a statement has a piece of evidence of some sort.
func (s *snapshot) anyPiece(proof uint32, several bool, is func(*piece) bool) bool {
	switch {
	case several:
		return slices.ContainsFunc(s.proof(proof, true), func(at uint32) bool { return is(&s.evidence[at]) })
	case proof == noProof:
		return false
	default:
		return is(&s.evidence[proof])
	}
}
