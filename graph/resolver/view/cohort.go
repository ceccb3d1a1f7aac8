package view

import (
	"sync"

	"policygraph/graph"
)

// cohort holds all records that one selection produced over all its parents. A field of
// one of them is loaded for all at once.
type cohort[T graph.Record] struct {
	*request
	at    graph.AsOf // the dates at which the list was read
	items []T        // the members; a record can occur more than once
	loads loads

	mu   sync.Mutex
	sets map[graph.Kind]*set
}

type (
	entities   = cohort[*graph.Entity]
	claims     = cohort[*graph.Claim]
	figures    = cohort[*graph.Figure]
	indicators = cohort[*graph.Indicator]
	documents  = cohort[*graph.Document]
	evidences  = cohort[*graph.Evidence]
)

func newCohort[T graph.Record](r *request, at graph.AsOf, items []T) *cohort[T] {
	return &cohort[T]{request: r, at: at, items: items}
}

// clock returns the dates at which a field is read: its argument, or those of the
// enclosing list.
func (c *cohort[T]) clock(at *graph.AsOf) graph.AsOf {
	if at == nil {
		return c.at
	}
	return *at
}

// set holds the ids of members without repetition.
type set struct {
	ids   []graph.ID
	index []int // of each member's id in ids; -1 where it has none
}

// set returns the set of the members of a kind, or of all members where it is "".
func (c *cohort[T]) set(of graph.Kind) *set {
	c.mu.Lock()
	defer c.mu.Unlock()
	found := c.sets[of]
	if found == nil {
		found = setOf(c.items, func(item T) graph.ID {
			if id := item.RecordID(); of == "" || id.Kind() == of {
				return id
			}
			return ""
		})
		if c.sets == nil {
			c.sets = map[graph.Kind]*set{}
		}
		c.sets[of] = found
	}
	return found
}

// setOf returns the set of the ids that idOf returns for items; "" is no id.
func setOf[T any](items []T, idOf func(T) graph.ID) *set {
	s := &set{index: make([]int, len(items))}
	seen := make(map[graph.ID]int, len(items))
	for i, item := range items {
		id := idOf(item)
		if id == "" {
			s.index[i] = -1
			continue
		}
		index, known := seen[id]
		if !known {
			index = len(s.ids)
			seen[id] = index
			s.ids = append(s.ids, id)
		}
		s.index[i] = index
	}
	return s
}

// collect returns n views in one allocation.
func collect[V any](n int, view func(int) V) []*V {
	views := make([]V, n)
	out := make([]*V, n)
	for i := range views {
		views[i] = view(i)
		out[i] = &views[i]
	}
	return out
}
