package check

import (
	"cmp"
	"hash/maphash"
	"slices"
)

// sightings finds entities that share a name or a code, by a 64-bit hash of it. A
// sighting takes 16 bytes; entities that seem to share something are read again and
// compared.
type sightings []sighting

type sighting struct {
	sum    uint64
	entity uint32
	// shared is set for an alias. Several entities may share an alias, so 发改局 may
	// stand for two bureaus; but it must not be the name of a third.
	shared bool
}

func (s *sightings) add(sum uint64, entity uint32, shared bool) {
	*s = append(*s, sighting{sum, entity, shared})
}

// suspects returns, in order, the entities that may share something with another
// entity or may have it twice. A value that every holder may share makes no suspects.
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

// sumSeed seeds hashes that are compared within one run of the program.
var sumSeed = maphash.MakeSeed()

// sumOf hashes two texts, of which the first contains no zero byte. It never returns
// 0.
func sumOf(first, second string) uint64 {
	var h maphash.Hash
	h.SetSeed(sumSeed)
	_, _ = h.WriteString(first) // never fails
	_ = h.WriteByte(0)
	_, _ = h.WriteString(second)
	return max(h.Sum64(), 1)
}
