package memory

import (
	"math/bits"
	"sync/atomic"
)

// lookup finds ordinals by hash, in six bytes each. It is a hash table with linear
// probing (Knuth, The Art of Computer Programming 3, 6.4) that holds ordinals without
// keys and is two thirds full. The caller compares keys.
type lookup struct{ slots []int32 } // ordinal plus one; 0 is a free slot

func newLookup(n int) lookup { return lookup{make([]int32, n*3/2+1)} }

// start scales the hash to the table; the high bits of hashes must be uniform.
func (l lookup) start(hash uint64) int {
	high, _ := bits.Mul64(hash, uint64(len(l.slots)))
	return int(high)
}

// insert may be called from many goroutines.
func (l lookup) insert(hash uint64, ordinal int32) {
	for i := l.start(hash); ; {
		if atomic.CompareAndSwapInt32(&l.slots[i], 0, ordinal+1) {
			return
		}
		if i++; i == len(l.slots) {
			i = 0
		}
	}
}

// first returns the ordinal in the first slot for the hash, which usually is the
// one searched for; -1 if the slot is free.
func (l lookup) first(hash uint64) int32 { return l.slots[l.start(hash)] - 1 }

func (l lookup) find(hash uint64, is func(ordinal int32) bool) (int32, bool) {
	for i := l.start(hash); ; {
		slot := l.slots[i]
		if slot == 0 {
			return 0, false
		}
		if is(slot - 1) {
			return slot - 1, true
		}
		if i++; i == len(l.slots) {
			i = 0
		}
	}
}
