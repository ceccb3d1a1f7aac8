package neo4j

import "policygraph/graph"

// idSet is the set of the few ids that are read in another way than the others.
type idSet map[graph.ID]bool

// of reports for each id whether it is in the set.
func (h idSet) of(ids []graph.ID) []bool {
	out := make([]bool, len(ids))
	for i, id := range ids {
		out[i] = h[id]
	}
	return out
}

// split divides a set into ids outside h and inside h, with their indexes in it.
func (h idSet) split(of []graph.ID) (ordinary, busy subset) {
	if len(h) == 0 {
		return subset{of, nil}, subset{}
	}
	for i, id := range of {
		to := &ordinary
		if h[id] {
			to = &busy
		}
		to.ids, to.indexes = append(to.ids, id), append(to.indexes, i)
	}
	return ordinary, busy
}

// subset is a part of a set.
type subset struct {
	ids     []graph.ID
	indexes []int // index of each in the set; nil if it is the whole set
}

func (s subset) index(i int) int {
	if s.indexes == nil {
		return i
	}
	return s.indexes[i]
}
