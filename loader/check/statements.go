package check

import (
	"cmp"
	"iter"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"policygraph/graph"
	"policygraph/loader/inventory"
)

// statements is what is kept of every statement during a check: its id and its
// position, in 16 bytes. Records are read again to compare them.
type statements struct {
	// By the first bits of the id, so that all cores can sort.
	buckets [256][]entry
}

// entry is one record's statement of a claim or figure.
type entry struct {
	key    idKey
	atSure uint64 // twice its place, and 1 where its id may be another
}

func entryOf(key idKey, at inventory.Pos, unsure bool) entry {
	e := entry{key, uint64(at) << 1}
	if unsure {
		e.atSure |= 1
	}
	return e
}

func (e entry) at() inventory.Pos { return inventory.Pos(e.atSure >> 1) }
func (e entry) unsure() bool      { return e.atSure&1 != 0 }

func compareEntries(a, b entry) int {
	return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.atSure, b.atSure))
}

func (s *statements) add(e entry) {
	b := &s.buckets[bucketOf(e.key)]
	*b = append(*b, e)
}

func bucketOf(key idKey) int { return int(key >> (5*graph.StatementDigits + 1 - 8)) }

// sort orders entries by id, then by position; the methods below need that.
func (s *statements) sort() {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range s.buckets {
		group.Go(func() error {
			slices.SortFunc(s.buckets[i], compareEntries)
			return nil
		})
	}
	_ = group.Wait() // sorting does not fail
}

// of returns the entries of an id, in the order of positions.
func (s *statements) of(key idKey) []entry { return ofKey(s.buckets[bucketOf(key)], key) }

func ofKey(sorted []entry, key idKey) []entry {
	from, _ := slices.BinarySearchFunc(sorted, key, func(e entry, k idKey) int { return cmp.Compare(e.key, k) })
	to := from
	for to < len(sorted) && sorted[to].key == key {
		to++
	}
	return sorted[from:to]
}

// several yields the entries of each id that has more than one.
func (s *statements) several() iter.Seq[[]entry] {
	return func(yield func([]entry) bool) {
		for _, b := range &s.buckets {
			for i := 1; i < len(b); i++ {
				if b[i].key != b[i-1].key {
					continue
				}
				group := ofKey(b[i-1:], b[i].key)
				if !yield(group) {
					return
				}
				i += len(group) - 1
			}
		}
	}
}

// ids yields the ids of all claims, or of all figures.
func (s *statements) ids(claims bool) iter.Seq[graph.ID] {
	return func(yield func(graph.ID) bool) {
		for _, b := range &s.buckets {
			for i, e := range b {
				if e.key.isClaim() == claims && (i == 0 || b[i-1].key != e.key) && !yield(e.key.id()) {
					return
				}
			}
		}
	}
}

// declared is the ref of a statement.
type declared struct {
	sum  uint64 // of file and ref
	at   inventory.Pos
	key  idKey
	made bool // there is a statement to refer to
}

// link is a reference from one statement to another: to the one that it replaces, or
// from a figure to the one that it is a part of.
type link struct {
	from  idKey
	at    inventory.Pos
	to    uint64 // the key of an id, or the sum of a ref
	local bool   // by ref
	none  bool   // by an id that is none of a claim or figure
	part  bool
}
