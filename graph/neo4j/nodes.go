package neo4j

import (
	"hash/maphash"
	"strings"

	"policygraph/graph"
)

// nodes holds, during a load, the server's node id of each indicator, document and entity.
// By node id the server finds the end of a claim in a tenth of the time that an index
// takes, and without an index. A server reuses a node id only after the node is deleted,
// and no one deletes nodes of a release that is being written.
//
// Records are numbered from 0 in the order in which they come; these numbers are their
// ordinals. nodes stores hashes of ids, which takes a third of the memory of ids, and the
// keys of the records in lists: about 120 bytes for each record.
type nodes struct {
	seed     maphash.Seed
	ordinals map[uint64]uint32 // by hash of the id
	nodeIDs  []int64           // by ordinal
	keys     []byte            // concatenated; a key ends in the id
	ends     []int             // by ordinal: end of the key in keys
}

func newNodes() *nodes { return &nodes{seed: maphash.MakeSeed(), ordinals: map[uint64]uint32{}} }

// add adds a record. It fails if two ids have the same hash, as happens in one load of a
// million entities in 30 million; with another seed the same dataset can be loaded.
func (n *nodes) add(id graph.ID, key string) error {
	hash := maphash.String(n.seed, string(id))
	if _, twice := n.ordinals[hash]; twice {
		return graph.Errorf(graph.CodeInternal, "record %s is repeated by the source, or has the hash of another record; load again", id)
	}
	n.ordinals[hash] = uint32(len(n.ends))
	n.keys = append(n.keys, key...)
	n.ends = append(n.ends, len(n.keys))
	n.nodeIDs = append(n.nodeIDs, -1)
	return nil
}

// written sets the node id of a record.
func (n *nodes) written(id string, number int64) {
	n.nodeIDs[n.ordinals[maphash.String(n.seed, id)]] = number
}

// ordinal returns the ordinal of a record that a statement refers to.
func (n *nodes) ordinal(id graph.ID) (uint32, error) {
	ordinal, ok := n.ordinals[maphash.String(n.seed, string(id))]
	if !ok {
		return 0, graph.Errorf(graph.CodeInternal, "statement refers to %s, which the source has not given; run policygraph validate", id)
	}
	return ordinal, nil
}

// nodeID returns the node id of a record that a statement refers to.
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

// key returns the key of a record in lists.
func (n *nodes) key(ordinal uint32) string {
	start := 0
	if ordinal > 0 {
		start = n.ends[ordinal-1]
	}
	return string(n.keys[start:n.ends[ordinal]])
}

// id returns the id of a record, in which its key ends.
func (n *nodes) id(ordinal uint32) graph.ID { return idInKey(n.key(ordinal)) }

func idInKey(key string) graph.ID { return graph.ID(key[strings.LastIndexByte(key, '\t')+1:]) }
