package neo4j

import "policygraph/graph"

// hubs are the entities with at least [Config.HubDegree] relations.
type hubs map[graph.ID]bool

// split parts a set into ordinary entities and hubs, each with its places in it.
func (h hubs) split(of []graph.ID) (ordinary, busy subset) {
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
