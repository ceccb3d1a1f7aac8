package neo4j

import "policygraph/graph"

// idSet is a small set of ids.
type idSet map[graph.ID]bool

// of reports for each id whether it is in the set.
func (h idSet) of(ids []graph.ID) []bool {
	out := make([]bool, len(ids))
	for i, id := range ids {
		out[i] = h[id]
	}
	return out
}

// split divides ids into those outside and those inside the set.
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

// subset is a part of the set of a query.
type subset struct {
	ids     []graph.ID
	indexes []int // of the ids in the set of the query; nil if they are the whole set
}

func (s subset) index(i int) int {
	if s.indexes == nil {
		return i
	}
	return s.indexes[i]
}
