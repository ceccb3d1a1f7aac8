package loader

import (
	"slices"
	"strings"

	"policygraph/graph"
)

// checkHierarchies: where the vocabulary says that a type makes a hierarchy, no
// entity is above itself. What a policy groups in its own way (claims under
// something) and what was withdrawn does not count.
func (c *checking) checkHierarchies() {
	type pair struct{ from, to graph.ID }
	byType := map[graph.RelationType]edges{}
	places := map[graph.RelationType]map[pair]position{}
	for _, m := range c.claimsMade.all {
		s := m.statement
		if !s.Type.Relation().Hierarchy || s.Under != "" || s.Retracted != "" || s.Subject.Kind() != s.Object.Kind() {
			continue
		}
		if byType[s.Type] == nil {
			byType[s.Type], places[s.Type] = edges{}, map[pair]position{}
		}
		byType[s.Type].add(s.Subject, s.Object)
		if _, ok := places[s.Type][pair{s.Subject, s.Object}]; !ok {
			places[s.Type][pair{s.Subject, s.Object}] = m.position
		}
	}
	for relation, e := range byType {
		for _, cycle := range e.cycles() {
			last := len(cycle) - 1
			c.report(places[relation][pair{cycle[last], cycle[0]}], "type: %s makes a hierarchy, and these are above each other, %s: take one of the claims out", relation, inWords(cycle))
		}
	}
}

// edges is a directed graph.
type edges map[graph.ID][]graph.ID

func (e edges) add(from, to graph.ID) { e[from] = append(e[from], to) }

// cycles finds a cycle through every knot of the graph, if not every cycle: what
// is reported and broken leaves a smaller knot or none. Each begins at its least
// id and leaves out the return to it.
func (e edges) cycles() [][]graph.ID {
	var (
		out   [][]graph.ID
		path  []graph.ID
		place = map[graph.ID]int{} // on the path, from 1; -1 when done with
	)
	// A step is an entity on the path and which of its edges comes next; kept
	// by hand, since a path may be longer than a goroutine's stack.
	type step struct {
		id   graph.ID
		next int
	}
	var steps []step
	enter := func(id graph.ID) {
		path = append(path, id)
		place[id] = len(path)
		steps = append(steps, step{id: id})
	}
	starts := make([]graph.ID, 0, len(e))
	for id, to := range e {
		slices.Sort(to)
		starts = append(starts, id)
	}
	slices.Sort(starts)
	for _, start := range starts {
		if place[start] == 0 {
			enter(start)
		}
		for len(steps) > 0 {
			top := &steps[len(steps)-1]
			if top.next == len(e[top.id]) {
				place[top.id] = -1
				steps, path = steps[:len(steps)-1], path[:len(path)-1]
				continue
			}
			to := e[top.id][top.next]
			top.next++
			switch at := place[to]; {
			case at == 0:
				enter(to)
			case at > 0 && len(out) < maxCycles:
				out = append(out, fromLeast(path[at-1:]))
			}
		}
	}
	return out
}

func fromLeast(cycle []graph.ID) []graph.ID {
	least := slices.Index(cycle, slices.Min(cycle))
	return slices.Concat(cycle[least:], cycle[:least])
}

// inWords prints a cycle back to where it begins; of a long one, both ends.
func inWords(cycle []graph.ID) string {
	const longest = 12
	words := make([]string, 0, longest+1)
	for i, id := range cycle {
		if i == longest-2 && len(cycle) > longest {
			words = append(words, "…", string(cycle[len(cycle)-1]))
			break
		}
		words = append(words, string(id))
	}
	return strings.Join(append(words, string(cycle[0])), " → ")
}
