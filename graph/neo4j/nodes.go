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
// Each has a ordinal, from 0, in the order in which they come. Instead of ids it
// keeps hashes of them, which takes a third of the memory, and the keys that their
// lists are ordered by: about 120 bytes each.
type nodes struct {
	seed     maphash.Seed
	ordinals map[uint64]uint32 // by hash of the id
	nodeIDs  []int64           // by ordinal
	keys     []byte            // one after the other, each with its id at its end
	ends     []int             // by ordinal: where the key ends
}

func newNodes() *nodes { return &nodes{seed: maphash.MakeSeed(), ordinals: map[uint64]uint32{}} }

// add gives a record its ordinal. It fails where two ids have the same hash: one in
// 30 million datasets of a million entities, and the same dataset with another seed
// does not.
func (n *nodes) add(id graph.ID, key string) error {
	hash := maphash.String(n.seed, string(id))
	if _, twice := n.ordinals[hash]; twice {
		return graph.Errorf(graph.CodeInternal, "%s occurs twice or has the hash of another record; load again", id)
	}
	n.ordinals[hash] = uint32(len(n.ends))
	n.keys = append(n.keys, key...)
	n.ends = append(n.ends, len(n.keys))
	n.nodeIDs = append(n.nodeIDs, -1)
	return nil
}

// written stores the number of a record's node.
func (n *nodes) written(id string, number int64) {
	n.nodeIDs[n.ordinals[maphash.String(n.seed, id)]] = number
}

// ordinal is that of a record that a statement names.
func (n *nodes) ordinal(id graph.ID) (uint32, error) {
	ordinal, ok := n.ordinals[maphash.String(n.seed, string(id))]
	if !ok {
		return 0, graph.Errorf(graph.CodeInternal, "statement refers to %s, which the source has not given yet; it must give indicators, documents and entities first", id)
	}
	return ordinal, nil
}

// of is the number of the node of a record that a statement names.
func (n *nodes) nodeID(id graph.ID) (int64, error) {
	ordinal, err := n.ordinal(id)
	if err != nil {
		return 0, err
	}
	return n.nodeIDs[ordinal], nil
}

func (n *nodes) nodeIDsOf(ids []graph.ID) ([]int64, error) {
	numbers := make([]int64, len(ids))
	for i, id := range ids {
		var err error
		if numbers[i], err = n.nodeID(id); err != nil {
			return nil, err
		}
	}
	return numbers, nil
}

// key is what the lists of the record at a ordinal are ordered by.
func (n *nodes) key(ordinal uint32) string {
	start := 0
	if ordinal > 0 {
		start = n.ends[ordinal-1]
	}
	return string(n.keys[start:n.ends[ordinal]])
}

// id is that of the record at a ordinal: its key ends in it.
func (n *nodes) id(ordinal uint32) graph.ID { return idInKey(n.key(ordinal)) }

func idInKey(key string) graph.ID { return graph.ID(key[strings.LastIndexByte(key, '\t')+1:]) }
