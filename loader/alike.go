package loader

import (
	"cmp"
	"hash/maphash"
	"iter"
	"slices"
)

// sightings finds entities that have a name or a code in common, by 64 bits of
// its sum: 16 bytes each. Those that are found are compared by reading them
// again.
type sightings []sighting

type sighting struct {
	sum    uint64
	entity uint32
	shared bool // several may have it, unless it is also another's that is not
}

func (s *sightings) add(sum uint64, entity uint32, shared bool) {
	*s = append(*s, sighting{sum, entity, shared})
}

// alike yields the sums that were seen of several entities, or of one twice,
// with the entities, in order. What all of them may share is left out.
func (s *sightings) alike() iter.Seq2[uint64, []uint32] {
	slices.SortFunc(*s, func(a, b sighting) int { return cmp.Or(cmp.Compare(a.sum, b.sum), cmp.Compare(a.entity, b.entity)) })
	return func(yield func(uint64, []uint32) bool) {
		for rest := *s; len(rest) > 0; {
			n := 1
			for n < len(rest) && rest[n].sum == rest[0].sum {
				n++
			}
			group := rest[:n]
			rest = rest[n:]
			if n == 1 {
				continue
			}
			suspect := false
			var entities []uint32
			for i, one := range group {
				twice := i > 0 && group[i-1].entity == one.entity
				suspect = suspect || twice || !one.shared
				if !twice {
					entities = append(entities, one.entity)
				}
			}
			if suspect && !yield(group[0].sum, entities) {
				return
			}
		}
	}
}

// sumSeed is of sums that are compared within one run of the program.
var sumSeed = maphash.MakeSeed()

// sumOf sums up texts of which the first holds no zero byte; it is never 0.
func sumOf(first, second string) uint64 {
	var h maphash.Hash
	h.SetSeed(sumSeed)
	_, _ = h.WriteString(first) // never fails
	_ = h.WriteByte(0)
	_, _ = h.WriteString(second)
	return max(h.Sum64(), 1)
}
