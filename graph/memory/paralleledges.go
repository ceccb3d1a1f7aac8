package memory

import (
	"slices"
	"sync"

	"policygraph/internal/hashtable"
)

// parallelEdges holds the claims of each pair of entities that have several between
// them. They are found with one lookup, however many claims each entity has. Most
// claims are the only one between their ends, and are not in it.
type parallelEdges struct {
	lists                 // the claims of each pair, by weight
	find  hashtable.Table // pairs by their ends
}

func pairHash(a, b int32) uint64 {
	x := uint64(uint32(min(a, b)))<<32 | uint64(uint32(max(a, b)))
	// The finaliser of MurmurHash3 distributes it over all bits.
	x = (x ^ x>>33) * 0xff51afd7ed558ccd
	x = (x ^ x>>33) * 0xc4ceb9fe1a85ec53
	return x ^ x>>33
}

// between returns the claims between two entities that have several, by weight.
func (s *snapshot) between(a, b int32) []int32 {
	pair, ok := s.parallel.find.Find(pairHash(a, b), func(pair int32) bool {
		c := &s.claims[s.parallel.items[s.parallel.start[pair]]]
		return c.subject == a && c.object == b || c.subject == b && c.object == a
	})
	if !ok {
		return nil
	}
	return s.parallel.of(pair)
}

// findParallel finds the parallel edges, marks them, and sets the flags of all
// claims in the adjacency.
func (b *builder) findParallel() error {
	s := b.snapshot
	t := &s.parallel
	t.start = []int32{0}
	var mu sync.Mutex
	const phase = "pairing claims"
	if err := b.each(phase, len(s.entities), func(from, to int) error {
		var near []uint64 // the other end, then the claim
		var items, ends []int32
		for e := int32(from); e < int32(to); e++ {
			near = near[:0]
			for _, i := range s.relations.claimsOf(e) {
				if other := s.claims[i].other(e); other > e {
					near = append(near, uint64(other)<<32|uint64(i))
				}
			}
			slices.Sort(near)
			for i := 0; i < len(near); {
				j := i + 1
				for j < len(near) && near[j]>>32 == near[i]>>32 {
					j++
				}
				if j > i+1 {
					for ; i < j; i++ {
						claim := int32(uint32(near[i]))
						s.claims[claim].state |= claimParallel
						items = append(items, claim)
					}
					ends = append(ends, int32(len(items)))
				}
				i = j
			}
		}
		mu.Lock()
		defer mu.Unlock()
		before := int32(len(t.items))
		t.items = append(t.items, items...)
		for _, end := range ends {
			t.start = append(t.start, before+end)
		}
		return nil
	}); err != nil {
		return err
	}
	t.items, t.start = slices.Clip(t.items), slices.Clip(t.start)
	pairs := len(t.start) - 1
	t.find = hashtable.New(pairs)
	if err := b.each(phase, pairs, func(from, to int) error {
		for p := from; p < to; p++ {
			c := &s.claims[t.items[t.start[p]]]
			t.find.Insert(pairHash(c.subject, c.object), int32(p))
		}
		return nil
	}); err != nil {
		return err
	}
	return b.setFlags(phase)
}

// setFlags sets the flags of every claim of every entity.
func (b *builder) setFlags(phase string) error {
	s := b.snapshot
	a := &s.relations
	a.flags = make([]flags, len(a.items))
	return b.each(phase, len(s.entities), func(from, to int) error {
		var several []uint64 // the other end, then the index of the claim in the adjacency
		for e := int32(from); e < int32(to); e++ {
			for r := a.start[e]; r < a.start[e+1]; r++ {
				several = several[:0]
				for i := a.runStart[r]; i < a.runStart[r+1]; i++ {
					c := &s.claims[a.items[i]]
					t := s.flagsFrom(c, e)
					if t&flagParallel != 0 {
						several = append(several, uint64(c.other(e))<<32|uint64(i))
					}
					a.flags[i] = t
				}
				slices.Sort(several)
				for i := 1; i < len(several); i++ {
					if several[i]>>32 == several[i-1]>>32 {
						a.flags[uint32(several[i])] |= flagRepeat
					}
				}
			}
		}
		return nil
	})
}
