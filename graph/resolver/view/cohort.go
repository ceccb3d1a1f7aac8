package view

import (
	"sync"

	"policygraph/graph"
)

// cohort holds all records that one selection produced over all its parents. What
// is loaded for one of them is loaded for all.
type cohort[T graph.Record] struct {
	*request
	at    graph.AsOf // the dates that the list was read as of
	items []T        // a record can occur more than once
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

// clock returns the dates that a field reads as of: its argument, or those of the
// enclosing list.
func (c *cohort[T]) clock(at *graph.AsOf) graph.AsOf {
	if at == nil {
		return c.at
	}
	return *at
}

// set holds ids without repetition, and the index of each member's id among them,
// -1 where the member has none.
type set struct {
	ids   []graph.ID
	place []int
}

// set returns the set of the members of a kind; of all members where it is "".
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

// setOf returns the set of the ids that name returns; "" is none.
func setOf[T any](items []T, name func(T) graph.ID) *set {
	s := &set{place: make([]int, len(items))}
	seen := make(map[graph.ID]int, len(items))
	for i, item := range items {
		id := name(item)
		if id == "" {
			s.place[i] = -1
			continue
		}
		place, known := seen[id]
		if !known {
			place = len(s.ids)
			seen[id] = place
			s.ids = append(s.ids, id)
		}
		s.place[i] = place
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
