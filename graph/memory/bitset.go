package memory

import "math/bits"

// bitset is a set of entities.
type bitset []uint64

func newBitset(entities int) bitset { return make(bitset, (entities+63)/64) }

func (m bitset) add(entity int32)      { m[entity/64] |= 1 << (entity % 64) }
func (m bitset) has(entity int32) bool { return m != nil && m[entity/64]>>(entity%64)&1 != 0 }

// items returns the entities of the set, ascending.
func (m bitset) items() []int32 {
	n := 0
	for _, word := range m {
		n += bits.OnesCount64(word)
	}
	out := make([]int32, 0, n)
	for i, word := range m {
		for ; word != 0; word &= word - 1 {
			out = append(out, int32(64*i+bits.TrailingZeros64(word)))
		}
	}
	return out
}
