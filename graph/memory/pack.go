package memory

import (
	"math"

	"policygraph/graph"
)

// packing packs the values of one record, and keeps the first error. A valid
// dataset causes none.
type packing struct {
	record graph.Record
	err    error
}

func (p *packing) fail(format string, args ...any) {
	if p.err == nil {
		p.err = graph.Errorf(graph.CodeInvalid, "%s "+format+"; run policygraph validate", append([]any{p.record.RecordID()}, args...)...)
	}
}

func (p *packing) missing(id graph.ID) int32 {
	p.fail("refers to %q, which is not in the dataset", id)
	return -1
}

func (p *packing) entity(s *snapshot, id graph.ID) int32 {
	if i, ok := s.findEntity(id); ok {
		return i
	}
	return p.missing(id)
}

func (p *packing) id(id graph.ID, prefix string) uint64 {
	h, ok := graph.StatementHash(id, prefix)
	if !ok {
		p.fail("has or refers to the invalid statement id %q", id)
	}
	return h
}

func packDate[D ~string](p *packing, s D) date {
	d, ok := dateOf(s)
	if !ok {
		p.fail("has the invalid date %q", s)
	}
	return d
}

func (p *packing) number(n int) int32 {
	if n < 0 || n > math.MaxInt32 {
		p.fail("has the number %d, which is out of range", n)
	}
	return int32(n)
}

// packOne returns the index of a value in its enumeration.
func packOne[V ~string](p *packing, what string, numbers map[V]int, value V) int {
	n, ok := numbers[value]
	if !ok {
		p.fail("has the unknown %s %q", what, value)
	}
	return n
}

func numbersOf[V comparable](values []V) map[V]int {
	m := make(map[V]int, len(values))
	for i, v := range values {
		m[v] = i
	}
	return m
}

var (
	typeNumbers       = typesByName()
	stageNumbers      = numbersOf(graph.Stages)
	methodNumbers     = numbersOf(graph.Methods)
	basisNumbers      = numbersOf(bases)
	statusNumbers     = numbersOf(graph.FigureStatuses)
	comparatorNumbers = numbersOf(graph.Comparators)
)

// bases are no basis, then those of the domain.
var bases = append([]graph.Basis{""}, graph.BasisValues...)

func typesByName() map[graph.RelationType]int {
	m := make(map[graph.RelationType]int, len(graph.Vocabulary))
	for i, r := range graph.Vocabulary {
		m[r.Type] = i
	}
	return m
}
