package check

import (
	"hash/maphash"
	"iter"
	"slices"
	"sync/atomic"

	"policygraph/graph"
	"policygraph/internal/hashtable"
	"policygraph/loader/inventory"
)

// entities is the index of all entities. It keeps an id, a position and the number of
// claims of each, some 90 bytes, and identifies an entity by a number in the order of
// reading.
type entities struct {
	ids     []graph.ID
	places  []inventory.Pos
	numbers hashtable.Table // by hash of the id
	room    int             // of numbers
	seed    maphash.Seed

	degrees []atomic.Uint32
	ties    []atomic.Uint32       // [graph.Entity.Ties]
	former  map[graph.ID]graph.ID // present ids by former ones
	first   map[graph.ID]graph.ID // first-ever ids of those that had others
	folded  [][]string            // names, folded; if documents were given
}

func newEntities() *entities {
	const room = 1 << 10
	return &entities{
		numbers: hashtable.New(room), room: room, seed: maphash.MakeSeed(),
		former: map[graph.ID]graph.ID{}, first: map[graph.ID]graph.ID{},
	}
}

func (t *entities) hash(id graph.ID) uint64 { return maphash.String(t.seed, string(id)) }

// find returns the number of an entity.
func (t *entities) find(id graph.ID) (number uint32, ok bool) {
	n, ok := t.numbers.Find(t.hash(id), func(n int32) bool { return t.ids[n] == id })
	return uint32(n), ok
}

// add adds an entity that is not in the index yet.
func (t *entities) add(id graph.ID, at inventory.Pos) (number uint32) {
	n := len(t.ids)
	if n == t.room {
		t.room *= 2
		t.numbers = hashtable.New(t.room)
		for i, known := range t.ids {
			t.numbers.Insert(t.hash(known), int32(i))
		}
	}
	t.numbers.Insert(t.hash(id), int32(n))
	t.ids, t.places = append(t.ids, id), append(t.places, at)
	return uint32(n)
}

// present returns the number of an entity by its id or a former one.
func (t *entities) present(id graph.ID) (number uint32, ok bool) {
	if n, ok := t.find(id); ok {
		return n, true
	}
	if present, renamed := t.former[id]; renamed { // never the id of an entity too
		return t.find(present)
	}
	return 0, false
}

// endsOf returns the numbers of a claim's ends; 0 and 0 for a figure.
func (t *entities) endsOf(s graph.Statement) (ends [2]uint32) {
	if claim, ok := s.(*graph.Claim); ok {
		ends[0], _ = t.find(claim.Subject) // both were found when it was made
		ends[1], _ = t.find(claim.Object)
	}
	return ends
}

// firstOf returns the id that an entity had first; the ids of statements derive from
// it.
func (t *entities) firstOf(id graph.ID) graph.ID {
	if id == "" {
		return ""
	}
	if first, ok := t.first[id]; ok {
		return first
	}
	return id
}

// foldedOf returns an entity's names, folded.
func (t *entities) foldedOf(id graph.ID) []string {
	n, _ := t.find(id) // a statement names only what was found
	return t.folded[n]
}

func (t *entities) all() iter.Seq[graph.ID] { return slices.Values(t.ids) }
