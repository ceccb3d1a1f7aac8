package memory

import (
	"slices"
	"sync/atomic"

	"policygraph/graph"
)

// adjacency holds the claims of every entity in runs, one for each type and
// direction, each sorted by weight. A read of some types touches only their runs,
// however many claims a hub has. Retracted claims have runs of their own.
type adjacency struct {
	start    []int32 // where the runs of each entity start; one more at the end
	runStart []int32 // where the claims of each run start; one more at the end
	runOf    []uint8 // the relation of each run
	items    []int32 // claims
	flags    []flags
}

// A relation numbers a type and the direction in which it is seen, in the order
// of [graph.Vocabulary], Out before In. Symmetric types have the first alone.
func relation(t int, in bool) uint8 {
	if in {
		return uint8(2*t + 1)
	}
	return uint8(2 * t)
}

// retractedRun marks the relation of a run of retracted claims.
const retractedRun = 0x80

func relationType(relation uint8) graph.RelationType { return graph.Vocabulary[relation/2].Type }

func relationDirection(relation uint8) graph.Direction {
	switch {
	case graph.Vocabulary[relation/2].Symmetric:
		return graph.Both
	case relation%2 == 1:
		return graph.In
	default:
		return graph.Out
	}
}

// connect builds the adjacency.
func (b *builder) connect() error {
	s := b.snapshot
	phase := "connecting claims"
	a := &s.relations
	// Each entity's entries: the run that a claim belongs to, then the claim.
	start := make([]int32, len(s.entities)+1)
	ends := func(give func(end int32, c *claim, i int)) error {
		return b.each(phase, len(s.claims), func(from, to int) error {
			for i := from; i < to; i++ {
				c := &s.claims[i]
				give(c.subject, c, i)
				if c.object != c.subject {
					give(c.object, c, i)
				}
			}
			return nil
		})
	}
	if err := ends(func(end int32, _ *claim, _ int) { atomic.AddInt32(&start[end+1], 1) }); err != nil {
		return err
	}
	sum(start)
	entries := make([]uint64, start[len(s.entities)])
	next := slices.Clone(start)
	if err := ends(func(end int32, c *claim, i int) {
		of := c.relationFrom(end)
		if c.retracted() {
			of |= retractedRun
		}
		entries[atomic.AddInt32(&next[end], 1)-1] = uint64(of)<<32 | uint64(i)
	}); err != nil {
		return err
	}

	a.start = make([]int32, len(s.entities)+1)
	if err := b.each(phase, len(s.entities), func(from, to int) error {
		for e := from; e < to; e++ {
			of := entries[start[e]:start[e+1]]
			slices.Sort(of)
			for i := range of {
				if i == 0 || of[i]>>32 != of[i-1]>>32 {
					a.start[e+1]++
				}
			}
		}
		return nil
	}); err != nil {
		return err
	}
	sum(a.start)
	a.runStart = make([]int32, a.start[len(s.entities)]+1)
	a.runOf = make([]uint8, a.start[len(s.entities)])
	a.items = make([]int32, len(entries))
	a.runStart[len(a.runOf)] = int32(len(entries))
	return b.each(phase, len(s.entities), func(from, to int) error {
		for e := from; e < to; e++ {
			run := a.start[e]
			for i := start[e]; i < start[e+1]; i++ {
				if i == start[e] || entries[i]>>32 != entries[i-1]>>32 {
					a.runStart[run], a.runOf[run] = i, uint8(entries[i]>>32)
					run++
				}
				a.items[i] = int32(uint32(entries[i]))
			}
		}
		return nil
	})
}

// claimsOf returns all claims of an entity, run by run.
func (a *adjacency) claimsOf(entity int32) []int32 {
	return a.items[a.runStart[a.start[entity]]:a.runStart[a.start[entity+1]]]
}

// each visits the runs of an entity, including those of retracted claims if they
// can be seen at the dates.
func (a *adjacency) each(entity int32, at clocks, visit func(relation uint8, r run)) {
	for i := a.start[entity]; i < a.start[entity+1]; i++ {
		of := a.runOf[i]
		if of&retractedRun != 0 && at.known == 0 {
			continue
		}
		from, to := a.runStart[i], a.runStart[i+1]
		visit(of&^retractedRun, run{a.items[from:to], a.flags[from:to]})
	}
}

// relations is a set of relations.
type relations [2 * 64]bool

// relationsOf returns the relations of types in a direction; nil means all types.
func relationsOf(types []graph.RelationType, d graph.Direction) *relations {
	var wanted relations
	add := func(t int) {
		symmetric := graph.Vocabulary[t].Symmetric
		wanted[relation(t, false)] = d != graph.In || symmetric
		wanted[relation(t, true)] = d != graph.Out && !symmetric
	}
	if types == nil {
		for t := range graph.Vocabulary {
			add(t)
		}
	}
	for _, t := range types {
		add(typeNumbers[t])
	}
	return &wanted
}
