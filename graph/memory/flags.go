package memory

import (
	"slices"

	"policygraph/graph"
)

// flags are the properties of a claim, seen from one of its ends, that filters
// ask about. They are stored next to the claim's ordinal in the lists of that end,
// so that a filter skips claims without reading them.
type flags uint16

// The bits of flags: three for the stage and four for the kind of the other end,
// as indexes of [graph.Stages] and [graph.Kinds].
const (
	flagStage       flags = 0x0007
	flagKind        flags = 0x0078
	flagKindShift         = 3
	flagUnder       flags = 0x0080
	flagImplied     flags = 0x0100
	flagParallel    flags = 0x0200 // there are other claims between the same ends
	flagRepeat      flags = 0x0400 // one of those claims comes before it in the same list
	flagBucketShift       = 11     // the five bits from there on: see [buckets]
)

// flagMask holds what a query requires of flags.
type flagMask struct {
	all     bool // everything passes
	stages  uint8
	kinds   uint16
	refused flags // bits that must not be set
	wanted  flags // bits that must be set
}

func (s *flagMask) passes(t flags) bool {
	return s.all || s.stages>>(t&flagStage)&1 != 0 && s.kinds>>(t&flagKind>>flagKindShift)&1 != 0 &&
		t&s.refused == 0 && t&s.wanted == s.wanted
}

func flagMaskOf(q *graph.ClaimQuery) flagMask {
	s := flagMask{stages: 1<<len(graph.Stages) - 1, kinds: 1<<len(graph.Kinds) - 1}
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
		s.refused |= flagImplied
	case graph.Implied:
		s.wanted |= flagImplied
	}
	if q.WithoutUnder {
		s.refused |= flagUnder
	}
	s.all = q.Stages == nil && q.Kinds == nil && s.refused == 0 && s.wanted == 0
	return s
}

func kindNumber(k graph.Kind) int {
	return slices.IndexFunc(graph.Kinds, func(row graph.KindInfo) bool { return row.Kind == k })
}

// everything lets all flags pass.
var everything = flagMask{all: true}
