package check

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"policygraph/graph"
	"policygraph/loader/inventory"
)

// edge is one edge of a hierarchy, from the lower entity to the upper, by number.
type edge struct {
	from, to uint32
	at       inventory.Pos
}

// noteHierarchy notes a claim of a type that makes a hierarchy. Claims under a policy
// or programme, which group things in their own way, and retracted claims do not
// count.
func (out *checked) noteHierarchy(s *graph.Claim, ends [2]uint32, at inventory.Pos) {
	if !s.Type.Relation().Hierarchy || s.Under != "" || s.Retracted != "" || s.Subject.Kind() != s.Object.Kind() {
		return
	}
	out.above = append(out.above, typedEdge{s.Type, edge{ends[0], ends[1], at}})
}

// checkHierarchies reports cycles among claims of types that make a hierarchy.
func (p *secondPass) checkHierarchies() {
	for relation, all := range p.hierarchies {
		id := func(n uint32) graph.ID { return p.index.entities.ids[n] }
		for cycle, at := range cyclesIn(len(p.index.entities.ids), all, id) {
			p.report(p.again.reader.Claim(at, true).Position, "type: cycle in the hierarchy of %s, %s; delete one of the claims", relation, inWords(cycle))
		}
	}
}

// part is a figure that is a part of another, as one record says.
type part struct {
	part, whole idKey
	at          inventory.Pos
}

// checkPartsOf reports figures that are parts of their own parts.
func (p *secondPass) checkPartsOf(parts []part) {
	keys := make([]idKey, 0, 2*len(parts))
	for _, one := range parts {
		keys = append(keys, one.part, one.whole)
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	number := func(k idKey) uint32 {
		n, _ := slices.BinarySearch(keys, k) // All are there
		return uint32(n)
	}
	all := make([]edge, len(parts))
	for i, one := range parts {
		all[i] = edge{number(one.part), number(one.whole), one.at}
	}
	for cycle, at := range cyclesIn(len(keys), all, func(n uint32) graph.ID { return keys[n].id() }) {
		r := p.again.reader.Figure(at, true)
		p.report(r.On(r.PartOf.Line), "part_of: cycle of figures, %s; delete one part_of", inWords(cycle))
	}
}

// cyclesIn yields a cycle for every knot of a graph of n nodes, see [edges.cycles],
// with the first record of the edge that closes it.
func cyclesIn(n int, all []edge, id func(uint32) graph.ID) iter.Seq2[[]graph.ID, inventory.Pos] {
	return func(yield func([]graph.ID, inventory.Pos) bool) {
		rest := leadToCycles(n, all)
		slices.SortFunc(rest, func(a, b edge) int { return cmp.Compare(a.at, b.at) })
		type pair struct{ from, to graph.ID }
		e, places := edges{}, map[pair]inventory.Pos{}
		for _, a := range rest {
			p := pair{id(a.from), id(a.to)}
			if _, known := places[p]; !known { // several documents may say it
				places[p] = a.at
				e.add(p.from, p.to)
			}
		}
		for _, cycle := range e.cycles() {
			if !yield(cycle, places[pair{cycle[len(cycle)-1], cycle[0]}]) {
				return
			}
		}
	}
}

// leadToCycles returns the edges from which a cycle can be reached. It repeatedly
// removes nodes that lead nowhere (Kahn 1962), in time and memory linear in the graph;
// usually nothing remains.
func leadToCycles(n int, all []edge) []edge {
	leaving := make([]uint32, n) // edges of each node that are left
	for _, a := range all {
		leaving[a.from]++
	}
	slices.SortFunc(all, func(a, b edge) int { return cmp.Compare(a.to, b.to) })
	into := make([]uint32, n+1) // where the edges to each node begin
	for _, a := range all {
		into[a.to+1]++
	}
	for i := range n {
		into[i+1] += into[i]
	}
	var ends []uint32
	for i := range leaving {
		if leaving[i] == 0 && into[i] < into[i+1] {
			ends = append(ends, uint32(i))
		}
	}
	for len(ends) > 0 {
		end := ends[len(ends)-1]
		ends = ends[:len(ends)-1]
		for _, a := range all[into[end]:into[end+1]] {
			if leaving[a.from]--; leaving[a.from] == 0 {
				ends = append(ends, a.from)
			}
		}
	}
	var rest []edge
	for _, a := range all {
		if leaving[a.from] > 0 && leaving[a.to] > 0 {
			rest = append(rest, a)
		}
	}
	return rest
}

// edges is a directed graph.
type edges map[graph.ID][]graph.ID

func (e edges) add(from, to graph.ID) { e[from] = append(e[from], to) }

// cycles finds at least one cycle in every knot of the graph, though not every cycle:
// once a reported cycle is broken, a smaller knot remains, or none. A cycle begins at
// its least id and does not repeat it at the end.
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

// inWords prints a cycle back to its start; of a long one, both ends.
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
