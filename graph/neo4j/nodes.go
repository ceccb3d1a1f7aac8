package neo4j

import (
	"hash/maphash"
	"strings"

	"policygraph/graph"
)

// nodes remembers, for the time of a load, which node of the server each
// indicator, document and entity is: by its number the server finds the end of a
// claim in a tenth of the time that an index takes, and needs none. A server gives
// a node's number to another one only after it is deleted, which nobody does to
// what is being written.
//
// Each has a place, from 0, in the order in which they come. Instead of ids it
// keeps hashes of them, which takes a third of the memory, and the keys that their
// lists are ordered by: about 120 bytes each.
type nodes struct {
	seed   maphash.Seed
	places map[uint64]uint32 // by hash of the id
	number []int64           // by place
	keys   []byte            // one after the other, each with its id at its end
	ends   []int             // by place: where the key ends
}

func newNodes() *nodes { return &nodes{seed: maphash.MakeSeed(), places: map[uint64]uint32{}} }

// add gives a record its place. It fails where two ids have the same hash: one in
// 30 million datasets of a million entities, and the same dataset with another seed
// does not.
func (n *nodes) add(id graph.ID, key string) error {
	hash := maphash.String(n.seed, string(id))
	if _, twice := n.places[hash]; twice {
		return graph.Errorf(graph.CodeInternal, "%s occurs twice or has the hash of another record; load again", id)
	}
	n.places[hash] = uint32(len(n.ends))
	n.keys = append(n.keys, key...)
	n.ends = append(n.ends, len(n.keys))
	n.number = append(n.number, -1)
	return nil
}

// written stores the number of a record's node.
func (n *nodes) written(id string, number int64) {
	n.number[n.places[maphash.String(n.seed, id)]] = number
}

// place is that of a record that a statement names.
func (n *nodes) place(id graph.ID) (uint32, error) {
	place, ok := n.places[maphash.String(n.seed, string(id))]
	if !ok {
		return 0, graph.Errorf(graph.CodeInternal, "statement refers to %s, which the source has not given yet; it must give indicators, documents and entities first", id)
	}
	return place, nil
}

// of is the number of the node of a record that a statement names.
func (n *nodes) of(id graph.ID) (int64, error) {
	place, err := n.place(id)
	if err != nil {
		return 0, err
	}
	return n.number[place], nil
}

func (n *nodes) ofAll(ids []graph.ID) ([]int64, error) {
	numbers := make([]int64, len(ids))
	for i, id := range ids {
		var err error
		if numbers[i], err = n.of(id); err != nil {
			return nil, err
		}
	}
	return numbers, nil
}

// key is what the lists of the record at a place are ordered by.
func (n *nodes) key(place uint32) string {
	start := 0
	if place > 0 {
		start = n.ends[place-1]
	}
	return string(n.keys[start:n.ends[place]])
}

// id is that of the record at a place: its key ends in it.
func (n *nodes) id(place uint32) graph.ID { return idInKey(n.key(place)) }

func idInKey(key string) graph.ID { return graph.ID(key[strings.LastIndexByte(key, '\t')+1:]) }
