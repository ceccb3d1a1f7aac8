package check

import (
	"policygraph/graph"
	"policygraph/loader/encoding"
)

// scratch is the memory in which one worker makes the statements of a record. Its
// content is valid until the next record.
type scratch struct {
	subjects, objects, breakdown []end
	proofs                       []proof
	made                         []graph.Statement
	ends                         [][2]uint32

	// forgets is set if the statements, too, are valid only until the next record.
	forgets  bool
	claims   encoding.Slab[graph.Claim]
	figures  encoding.Slab[graph.Figure]
	amounts  encoding.Slab[float64]
	evidence encoding.Slab[graph.Evidence]
}

// begin reclaims all memory.
func (s *scratch) begin() {
	s.made, s.ends = s.made[:0], s.ends[:0]
	if s.forgets {
		s.claims.Reset()
		s.figures.Reset()
		s.amounts.Reset()
		s.evidence.Reset()
	}
}

// takeOne returns memory for one value.
func takeOne[T any](s *scratch, in *encoding.Slab[T]) *T {
	if s.forgets {
		return &in.Take(1)[0]
	}
	return new(T)
}

// evidenceOf copies the evidence for one statement.
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
