package memory

import (
	"strings"
	"sync"

	"policygraph/graph"
)

// interned numbers distinct values from 0, in the order of their first occurrence.
// It is safe for concurrent use.
type interned[K comparable] struct {
	mu      sync.RWMutex
	numbers map[K]uint32
	values  []K
}

// number returns the number of a value. own copies a value that is stored.
func (d *interned[K]) number(value K, own func(K) K) uint32 {
	d.mu.RLock()
	n, ok := d.numbers[value]
	d.mu.RUnlock()
	if ok {
		return n
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if n, ok := d.numbers[value]; ok {
		return n
	}
	if d.numbers == nil {
		d.numbers = map[K]uint32{}
	}
	value = own(value)
	n = uint32(len(d.values))
	d.numbers[value] = n
	d.values = append(d.values, value)
	return n
}

func same[K any](k K) K { return k }

// packedStrings holds strings in one allocation, with an overhead of four bytes each.
type packedStrings struct {
	text string
	ends []uint32
}

func packStrings(values []string) (packedStrings, error) {
	w := packedStrings{ends: make([]uint32, len(values))}
	size := uint64(0)
	for i, v := range values {
		size += uint64(len(v))
		w.ends[i] = uint32(size)
	}
	if size > 1<<32-1 {
		return packedStrings{}, graph.Errorf(graph.CodeLimit, "notes or stated values are %d bytes long in total, more than the 4 GiB that the memory store can hold; use Neo4j for this dataset", size)
	}
	var b strings.Builder
	b.Grow(int(size))
	for _, v := range values {
		b.WriteString(v)
	}
	w.text = b.String()
	return w, nil
}

func (w *packedStrings) at(i uint32) string {
	if i == 0 {
		return w.text[:w.ends[0]]
	}
	return w.text[w.ends[i-1]:w.ends[i]]
}
