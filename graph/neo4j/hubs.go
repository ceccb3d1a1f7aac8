package neo4j

import "policygraph/graph"

// idSet is a few ids that are read in another way than the rest.
type idSet map[graph.ID]bool

// of tells of each of a set whether it is one of them.
func (h idSet) of(ids []graph.ID) []bool {
	out := make([]bool, len(ids))
	for i, id := range ids {
		out[i] = h[id]
	}
	return out
}

// split parts a set into ordinary ones and these, each with their places in it.
func (h idSet) split(of []graph.ID) (ordinary, busy subset) {
	if len(h) == 0 {
		return subset{of, nil}, subset{}
	}
	for i, id := range of {
		to := &ordinary
		if h[id] {
			to = &busy
		}
		to.ids, to.places = append(to.ids, id), append(to.places, i)
	}
	return ordinary, busy
}

// subset is some of a set.
type subset struct {
	ids    []graph.ID
	places []int // of each in the set; nil where it is the whole set
}

func (s subset) place(i int) int {
	if s.places == nil {
		return i
	}
	return s.places[i]
}
