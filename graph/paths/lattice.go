package paths

import (
	"cmp"
	"slices"

	"policygraph/graph"
)

// lattice is the part of a walk that lies on ways short enough from the one
// side to the other. What is ranked or counted is found in it.
type lattice struct {
	*walk
	longest int         // steps of a way
	nodes   []int32     // of the walk, by distance from the first side
	arcs    []arc       // of each node in turn
	first   []int32     // of each node's arcs; one more at the end
	starts  []int32     // nodes of the first side
	ends    []bool      // of each node: it is of the other side
	toGo    []cost      // of each node, at least, to the other side, if it is passed
	sought  int32       // number of the search under way
	settled []int32     // of each node: the last search that settled it
	states  []pathState // of the search under way
	heap    []int32     // states that are to be settled, the best first
}

// arc is a step from one node of the lattice to another.
type arc struct {
	to, step int32
	cost     cost
}

// lattice cuts out what lies on ways of up to longest steps, which must be
// within reach.
func (w *walk) lattice(longest int) *lattice {
	l := &lattice{walk: w, longest: longest}
	far := w.distancesTo(longest)
	place := make([]int32, len(w.seen))
	var depths []int
	add := func(node int32, depth int) {
		l.nodes, depths = append(l.nodes, node), append(depths, depth)
		place[node] = int32(len(l.nodes)) // from 1
	}
	for _, node := range w.members[0] {
		if int(far[node]) <= longest {
			l.starts = append(l.starts, int32(len(l.nodes)))
			add(node, 0)
		}
	}
	for at := 0; at < len(l.nodes); at++ {
		l.first = append(l.first, int32(len(l.arcs)))
		node, depth := l.nodes[at], depths[at]
		l.ends = append(l.ends, w.seen[node].distance[1] == 0)
		if depth > 0 && w.seen[node].blocked {
			continue
		}
		for k := w.seen[node].first; k >= 0; k = w.links[k].next {
			other := w.links[k].to
			if depth+1+int(far[other]) > longest || w.seen[other].blocked && far[other] > 0 {
				continue
			}
			if place[other] == 0 {
				add(other, depth+1)
			}
			l.arcs = append(l.arcs, arc{place[other] - 1, k / 2, w.steps[k/2].cost})
		}
	}
	l.first = append(l.first, int32(len(l.arcs)))
	l.costsToGo(far)
	l.settled = make([]int32, len(l.nodes))
	return l
}

// distancesTo is how many steps each node is at least from the other side; what
// is not on any way of up to longest steps may be [beyond]. Around that side the
// walk knows it already, so it goes on from where both sides have met.
func (w *walk) distancesTo(longest int) []int8 {
	far := make([]int8, len(w.seen))
	levels := make([][]int32, longest+1)
	meets := func(node int32) {
		if d := far[node]; int(d) <= longest {
			levels[d] = append(levels[d], node)
		}
	}
	for i := range w.seen {
		n := &w.seen[i]
		if far[i] = n.distance[1]; n.distance[0] != beyond {
			meets(int32(i))
		}
	}
	met := map[int32]bool{}
	for _, l := range w.links[len(w.links)-2*len(w.glimpse):] {
		if n := &w.seen[l.to]; n.distance[0] == beyond && !met[l.to] {
			met[l.to] = true
			meets(l.to)
		}
	}
	for d, level := range levels[:longest] {
		for at := 0; at < len(level); at++ {
			n := &w.seen[level[at]]
			if n.blocked && d > 0 {
				continue
			}
			for k := n.first; k >= 0; k = w.links[k].next {
				other := w.links[k].to
				if before := w.seen[other].distance[0]; far[other] == beyond && before != beyond && int(before)+d+1 <= longest {
					far[other] = int8(d + 1)
					levels[d+1] = append(levels[d+1], other)
				}
			}
		}
	}
	return far
}

// costsToGo goes from the other side back. The fewest steps come first in a
// cost, so the best way from a node begins with one towards the other side.
func (l *lattice) costsToGo(far []int8) {
	l.toGo = make([]cost, len(l.nodes))
	levels := make([][]int32, l.longest+1)
	for at, node := range l.nodes {
		levels[far[node]] = append(levels[far[node]], int32(at))
	}
	for d := 1; d < len(levels); d++ {
		for _, at := range levels[d] {
			best := ^cost(0)
			for _, a := range l.arcsOf(at) {
				if int(far[l.nodes[a.to]]) == d-1 {
					best = min(best, a.cost+l.toGo[a.to])
				}
			}
			l.toGo[at] = best + l.passing(at)
		}
	}
}

func (l *lattice) arcsOf(at int32) []arc { return l.arcs[l.first[at]:l.first[at+1]] }

// passing is what it costs to pass a node on the way.
func (l *lattice) passing(at int32) cost { return cost(l.seen[l.nodes[at]].degree) }

func (l *lattice) id(at int32) graph.ID { return l.seen[l.nodes[at]].id }

// try counts steps tried, and reports whether more may be.
func (l *lattice) try(n int) bool {
	if l.tried += n; l.tried > maxSteps {
		l.stopped = true
	}
	return !l.stopped
}

// route is a path by ids.
type route struct{ entities, claims []graph.ID }

func (l *lattice) route(at []int32, arcs []arc) route {
	r := route{make([]graph.ID, len(at)), make([]graph.ID, len(arcs))}
	for i, a := range at {
		r.entities[i] = l.id(a)
	}
	for i, a := range arcs {
		r.claims[i] = l.steps[a.step].claim
	}
	return r
}

// compareIDs compares ways by the ids of their nodes; one that begins another
// comes before it.
func (l *lattice) compareIDs(a, b []int32) int {
	return slices.CompareFunc(a, b, func(x, y int32) int {
		if x == y {
			return 0
		}
		return cmp.Compare(l.id(x), l.id(y))
	})
}
