package memory

import (
	"math"
	"slices"
	"sort"
)

// buckets divide confidences by bounds, ascending: all confidences that occur, or a
// selection if flags have too few bits for them. The bucket of a statement is the
// number of bounds that its highest confidence reaches. It decides most comparisons of
// confidence without reading evidence.
type buckets struct {
	bounds []float64
	all    bool // the bounds are all confidences that occur
}

// maxBuckets is the largest number of buckets: flags have five bits for them.
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

// bucket returns the bucket of a claim.
func (s *snapshot) bucket(c *claim) flags {
	surest := math.Inf(-1)
	s.anyPiece(c.evidence, c.several(), func(p *piece) bool {
		surest = max(surest, s.provenances[p.provenance].confidence)
		return false
	})
	return flags(s.buckets.of(surest))
}

// confidenceTest returns a test of a claim, given with its flags: whether a piece of
// its evidence has at least the confidence. With nil, all claims pass.
func (s *snapshot) confidenceTest(confidence *float64) func(claim int32, t flags) bool {
	if confidence == nil {
		return func(int32, flags) bool { return true }
	}
	// A claim passes if it reaches the first bound that is not below the confidence,
	// and fails if it does not reach the last one that is not above it.
	reached := flags(s.buckets.of(*confidence))
	enough := flags(sort.SearchFloat64s(s.buckets.bounds, *confidence) + 1)
	return func(i int32, t flags) bool {
		switch bucket := t >> flagBucketShift; {
		case bucket >= enough:
			return true
		case bucket < reached || s.buckets.all:
			return false
		default:
			return s.sure(s.claims[i].evidence, s.claims[i].several(), confidence)
		}
	}
}

// sure reports whether a piece of a statement's evidence has at least the confidence;
// true for nil.
func (s *snapshot) sure(evidence uint32, several bool, confidence *float64) bool {
	if confidence == nil {
		return true
	}
	return s.anyPiece(evidence, several, func(p *piece) bool { return s.provenances[p.provenance].confidence >= *confidence })
}

// anyPiece reports whether is returns true for a piece of evidence of a statement.
func (s *snapshot) anyPiece(evidence uint32, several bool, is func(*piece) bool) bool {
	switch {
	case several:
		return slices.ContainsFunc(s.evidenceList(evidence), func(at uint32) bool { return is(&s.evidence[at]) })
	case evidence == noEvidence:
		return false
	default:
		return is(&s.evidence[evidence])
	}
}
