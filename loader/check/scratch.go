package check

import (
	"policygraph/graph"
	"policygraph/loader/encoding"
)

// scratch is the room that one core makes the statements of a record in. What
// is in it is good until the next record's.
type scratch struct {
	subjects, objects, breakdown []end
	proofs                       []proof
	made                         []graph.Statement
	ends                         [][2]uint32

	// forgets is set where also the statements themselves are good only until the
	// next record's.
	forgets  bool
	claims   encoding.Slab[graph.Claim]
	figures  encoding.Slab[graph.Figure]
	amounts  encoding.Slab[float64]
	evidence encoding.Slab[graph.Evidence]
}

// begin takes all room back.
func (s *scratch) begin() {
	s.made, s.ends = s.made[:0], s.ends[:0]
	if s.forgets {
		s.claims.Reset()
		s.figures.Reset()
		s.amounts.Reset()
		s.evidence.Reset()
	}
}

// takeOne is room for one value in a slab of s.
func takeOne[T any](s *scratch, in *encoding.Slab[T]) *T {
	if s.forgets {
		return &in.Take(1)[0]
	}
	return new(T)
}

// evidenceOf is the evidence of one of the statements that proofs prove.
func (s *scratch) evidenceOf(proofs []proof) []graph.Evidence {
	var out []graph.Evidence
	if s.forgets {
		out = s.evidence.Take(len(proofs))
	} else {
		out = make([]graph.Evidence, len(proofs))
	}
	for i := range proofs {
		out[i] = proofs[i].Evidence
	}
	return out
}
