package check

import (
	"cmp"
	"hash/maphash"
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

// suspects are the entities that may have something in common with another, or
// have it twice, in order. What all who have it may share makes none suspect.
func (s *sightings) suspects() []uint32 {
	slices.SortFunc(*s, func(a, b sighting) int { return cmp.Or(cmp.Compare(a.sum, b.sum), cmp.Compare(a.entity, b.entity)) })
	var out []uint32
	for rest := *s; len(rest) > 0; {
		n, shared, twice := 1, rest[0].shared, false
		for ; n < len(rest) && rest[n].sum == rest[0].sum; n++ {
			shared = shared && rest[n].shared
			twice = twice || rest[n].entity == rest[n-1].entity
		}
		if n > 1 && (!shared || twice) {
			for _, one := range rest[:n] {
				out = append(out, one.entity)
			}
		}
		rest = rest[n:]
	}
	slices.Sort(out)
	return slices.Compact(out)
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
