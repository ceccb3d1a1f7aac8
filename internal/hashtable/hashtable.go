// Package hashtable finds the ordinals of values that are kept elsewhere by their hashes.
package hashtable

import (
	"math/bits"
	"sync/atomic"
)

// Table holds ordinals by hash, in six bytes each: a hash table with linear probing
// (Knuth, The Art of Computer Programming 3, 6.4) that holds ordinals only, with two of
// three slots filled at most. The caller compares keys.
type Table struct{ slots []int32 } // ordinal and one; 0 is free

// New returns a table with room for n ordinals.
func New(n int) Table { return Table{make([]int32, n*3/2+1)} }

// start scales the hash to the table; the high bits of hashes must be uniform.
func (t Table) start(hash uint64) int {
	high, _ := bits.Mul64(hash, uint64(len(t.slots)))
	return int(high)
}

// Insert adds an ordinal, for which there must be room. It may be called from many
// goroutines.
func (t Table) Insert(hash uint64, ordinal int32) {
	for i := t.start(hash); ; {
		if atomic.CompareAndSwapInt32(&t.slots[i], 0, ordinal+1) {
			return
		}
		if i++; i == len(t.slots) {
			i = 0
		}
	}
}

// First returns the ordinal in the first slot for the hash, which usually is the
// one searched for; -1 if the slot is free.
func (t Table) First(hash uint64) int32 { return t.slots[t.start(hash)] - 1 }

// Find returns the ordinal with the hash that is the one searched for.
func (t Table) Find(hash uint64, is func(ordinal int32) bool) (int32, bool) {
	for i := t.start(hash); ; {
		slot := t.slots[i]
		if slot == 0 {
			return 0, false
		}
		if is(slot - 1) {
			return slot - 1, true
		}
		if i++; i == len(t.slots) {
			i = 0
		}
	}
}
