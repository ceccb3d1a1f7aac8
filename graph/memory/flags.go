package memory

import (
	"slices"

	"policygraph/graph"
)

// trait is what filters ask of a claim seen from one of its ends, beside the
// claim's ordinal in the lists of that end: so what a filter refuses is passed
// over without a look at the claim itself.
type trait uint16

// The bits of a trait: three of the stage and four of the kind of the other
// end, by their places in [graph.Stages] and [graph.Kinds].
const (
	traitStage      trait = 0x0007
	traitKind       trait = 0x0078
	traitKindShift        = 3
	traitUnder      trait = 0x0080
	traitImplied    trait = 0x0100
	traitTwin       trait = 0x0200 // there are other claims between the same ends
	traitRepeat     trait = 0x0400 // one of them comes before it in the same list
	traitLevelShift       = 11     // the five bits from there on: see [levels]
)

// sieve is what a query asks of traits.
type sieve struct {
	all     bool // everything passes
	stages  uint8
	kinds   uint16
	refused trait // bits that must not be set
	wanted  trait // bits that must be
}

func (s *sieve) passes(t trait) bool {
	return s.all || s.stages>>(t&traitStage)&1 != 0 && s.kinds>>(t&traitKind>>traitKindShift)&1 != 0 &&
		t&s.refused == 0 && t&s.wanted == s.wanted
}

func sieveOf(q *graph.ClaimQuery) sieve {
	s := sieve{stages: 1<<len(graph.Stages) - 1, kinds: 1<<len(graph.Kinds) - 1}
	if q.Stages != nil {
		s.stages = 0
		for _, stage := range q.Stages {
			s.stages |= 1 << slices.Index(graph.Stages, stage)
		}
	}
	if q.Kinds != nil {
		s.kinds = 0
		for _, k := range q.Kinds {
			s.kinds |= 1 << kindNumber(k)
		}
	}
	switch q.Certainty {
	case graph.Explicit:
		s.refused |= traitImplied
	case graph.Implied:
		s.wanted |= traitImplied
	}
	if q.Plain {
		s.refused |= traitUnder
	}
	s.all = q.Stages == nil && q.Kinds == nil && s.refused == 0 && s.wanted == 0
	return s
}

func kindNumber(k graph.Kind) int {
	return slices.IndexFunc(graph.Kinds, func(row graph.KindInfo) bool { return row.Kind == k })
}

// everything passes all.
var everything = sieve{all: true}
