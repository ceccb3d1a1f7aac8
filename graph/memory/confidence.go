package memory

import (
	"math"
	"slices"
	"sort"
)

// levels are confidences, ascending, by which statements are told apart without a
// look at their evidence: those that evidence has, or, where it has more than a
// trait can tell apart, some of them. A statement's level is how many of them its
// surest evidence reaches.
type levels struct {
	bounds []float64
	all    bool // evidence has no other confidence
}

// mostLevels is how many there are at most: a trait has five bits for them.
const mostLevels = 31

func levelsOf(manners []manner, most int) levels {
	var all []float64
	for _, m := range manners {
		all = append(all, m.confidence)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	l := levels{all: len(all) <= most}
	for i := range min(len(all), most) {
		l.bounds = append(l.bounds, all[i*len(all)/min(len(all), most)])
	}
	return l
}

func (l *levels) of(confidence float64) int {
	return sort.Search(len(l.bounds), func(i int) bool { return l.bounds[i] > confidence })
}

// level is that of a claim.
func (s *snapshot) level(c *claim) trait {
	surest := math.Inf(-1)
	s.anyPiece(c.proof, c.several(), func(p *piece) bool {
		surest = max(surest, s.manners[p.manner].confidence)
		return false
	})
	return trait(s.levels.of(surest))
}

// sureness reports of claims, of which it is given the traits, whether some piece
// of their evidence is at least so sure; nil is all.
func (s *snapshot) sureness(confidence *float64) func(claim int32, t trait) bool {
	if confidence == nil {
		return func(int32, trait) bool { return true }
	}
	// What reaches the first bound from there on is sure, what does not reach the
	// last one up to there is not.
	reached := trait(s.levels.of(*confidence))
	enough := trait(sort.SearchFloat64s(s.levels.bounds, *confidence) + 1)
	return func(i int32, t trait) bool {
		switch level := t >> traitLevelShift; {
		case level >= enough:
			return true
		case level < reached || s.levels.all:
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
	return s.anyPiece(proof, several, func(p *piece) bool { return s.manners[p.manner].confidence >= *confidence })
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
