package check

import "policygraph/graph"

// idKey packs the id of a claim or figure into 61 bits: the hash in it, and
// [figureKey]. Only derived ids have a key; a valid dataset has no others.
type idKey uint64

// figureKey is the bit that is set in keys of figures.
const figureKey idKey = 1

// keyOf returns the key of an id, or false if the id is not a derived one.
func keyOf(id graph.ID) (idKey, bool) {
	if hash, ok := graph.StatementHash(id, graph.ClaimPrefix); ok {
		return idKey(hash << 1), true
	}
	hash, ok := graph.StatementHash(id, graph.FigurePrefix)
	return idKey(hash<<1) | figureKey, ok
}

func (k idKey) isClaim() bool { return k&figureKey == 0 }

// id returns the id of the key.
func (k idKey) id() graph.ID {
	prefix := graph.ClaimPrefix
	if !k.isClaim() {
		prefix = graph.FigurePrefix
	}
	return graph.StatementID(prefix, uint64(k>>1))
}
