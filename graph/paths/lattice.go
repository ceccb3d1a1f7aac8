package paths

import (
	"cmp"
	"slices"

	"policygraph/graph"
)

// lattice is the part of a walk that can lie on paths of up to longest steps from
// the first side to the second. Paths are ranked and counted in it.
//
// Its nodes and arcs are numbered anew; a node's number is an index into nodes.
type lattice struct {
	*walk
	longest int     // largest number of steps of a path
	nodes   []int32 // indexes in walk.seen, by distance from the first side
	arcs    []arc   // outgoing arcs, node after node
	first   []int32 // index of each node's first arc; at the end the number of arcs
	starts  []int32 // nodes of the first side
	ends    []bool  // whether each node is of the second side
	toGo    []cost  // least cost from each node to the second side, passing the node included
	// ahead holds the least weakness from each node to the second side within each number
	// of steps; nil where any path is strong enough.
	ahead [][]weakness

	// Of the searches of [candidates.find]:
	searchNumber int32       // of the current search
	settled      []int32     // the number of the last search that settled each node
	settledAt    []weakness  // the least weakness with which that search settled it
	states       []pathState // of the current search
	heap         []int32     // open states, a binary heap with the best first
}

// arc is a step from one node of the lattice to another.
type arc struct {
	to, step int32
	cost     cost
}

// lattice returns the part of the walk that can lie on paths of up to longest steps,
// which must be within reach.
func (w *walk) lattice(longest int) *lattice {
	l := &lattice{walk: w, longest: longest}
	distances := w.distancesTo(longest)
	index := make([]int32, len(w.seen))
	var depths []int // steps from the first side
	add := func(node int32, depth int) {
		l.nodes, depths = append(l.nodes, node), append(depths, depth)
		index[node] = int32(len(l.nodes)) // from 1
	}
	for _, node := range w.members[0] {
		if int(distances[node]) <= longest {
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
			if depth+1+int(distances[other]) > longest || w.seen[other].blocked && distances[other] > 0 {
				continue
			}
			if index[other] == 0 {
				add(other, depth+1)
			}
			l.arcs = append(l.arcs, arc{index[other] - 1, k / 2, w.steps[k/2].cost})
		}
	}
	l.first = append(l.first, int32(len(l.arcs)))
	l.costsToGo(distances)
	l.settled = make([]int32, len(l.nodes))
	if w.weakest != anyWeakness {
		l.settledAt = make([]weakness, len(l.nodes))
		l.look()
	}
	return l
}

// distancesTo returns the distance of each node from the second side; a node that is
// on no path of up to longest steps may be [unreached]. Around that side the walk
// has found the distances, so this continues from where the two sides have met.
func (w *walk) distancesTo(longest int) []int8 {
	distances := make([]int8, len(w.seen))
	levels := make([][]int32, longest+1)
	addMeeting := func(node int32) {
		if d := distances[node]; int(d) <= longest {
			levels[d] = append(levels[d], node)
		}
	}
	for i := range w.seen {
		n := &w.seen[i]
		if distances[i] = n.distance[1]; n.distance[0] != unreached {
			addMeeting(int32(i))
		}
	}
	met := map[int32]bool{}
	for _, l := range w.links[len(w.links)-2*len(w.lookahead):] {
		if n := &w.seen[l.to]; n.distance[0] == unreached && !met[l.to] {
			met[l.to] = true
			addMeeting(l.to)
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
				if before := w.seen[other].distance[0]; distances[other] == unreached && before != unreached && int(before)+d+1 <= longest {
					distances[other] = int8(d + 1)
					levels[d+1] = append(levels[d+1], other)
				}
			}
		}
	}
	return distances
}

// costsToGo fills in toGo from the second side backwards. The number of steps
// outweighs all else in a cost, so the best path from a node begins with a step that
// reduces the distance.
func (l *lattice) costsToGo(distances []int8) {
	l.toGo = make([]cost, len(l.nodes))
	levels := make([][]int32, l.longest+1)
	for at, node := range l.nodes {
		levels[distances[node]] = append(levels[distances[node]], int32(at))
	}
	for d := 1; d < len(levels); d++ {
		for _, at := range levels[d] {
			best := ^cost(0)
			for _, a := range l.arcsOf(at) {
				if int(distances[l.nodes[a.to]]) == d-1 {
					best = min(best, a.cost+l.toGo[a.to])
				}
			}
			l.toGo[at] = best + l.passing(at)
		}
	}
}

// look fills in ahead. The walks that it counts may pass a node twice, so that it is a
// lower bound for paths.
func (l *lattice) look() {
	none := make([]weakness, len(l.nodes))
	for at := range none {
		if none[at] = anyWeakness; l.ends[at] {
			none[at] = 0
		}
	}
	l.ahead = append(l.ahead, none)
	for steps := 1; steps <= l.longest; steps++ {
		before, least := l.ahead[steps-1], slices.Clone(l.ahead[steps-1])
		for at := range least {
			for _, a := range l.arcsOf(int32(at)) {
				if before[a.to] != anyWeakness {
					least[at] = min(least[at], a.cost.weakness()+before[a.to])
				}
			}
		}
		l.ahead = append(l.ahead, least)
	}
}

// strongEnough reports whether a path that has come to a node at a cost, with steps left,
// can still be strong enough.
func (l *lattice) strongEnough(at int32, c cost, left int) bool {
	if l.ahead == nil {
		return true
	}
	more := l.ahead[left][at]
	return more != anyWeakness && c.weakness()+more <= l.weakest
}

// settle marks a node as settled by the current search, unless a path to it that was
// settled before is as strong. It reports whether it did. Where any path is strong enough,
// the first path to a node settles it for good; otherwise a later one, which has more
// steps or comes later in the order of paths, settles it again if it is stronger.
func (l *lattice) settle(at int32, w weakness) bool {
	if !l.unsettled(at, w) {
		return false
	}
	l.settled[at] = l.searchNumber
	if l.weakest != anyWeakness {
		l.settledAt[at] = w
	}
	return true
}

func (l *lattice) unsettled(at int32, w weakness) bool {
	return l.settled[at] != l.searchNumber || l.weakest != anyWeakness && w < l.settledAt[at]
}

// arcsOf returns the outgoing arcs of a node.
func (l *lattice) arcsOf(at int32) []arc { return l.arcs[l.first[at]:l.first[at+1]] }

// passing returns the cost of passing a node.
func (l *lattice) passing(at int32) cost {
	return min(cost(l.seen[l.nodes[at]].ties), mostPassing)
}

func (l *lattice) id(at int32) graph.ID { return l.seen[l.nodes[at]].id }

// spend counts n tried steps, and reports whether the limit allows them.
func (l *lattice) spend(n int) bool {
	if l.stepsTried += n; l.stepsTried > maxSteps {
		l.stopped = true
	}
	return !l.stopped
}

// route is a path as ids.
type route struct {
	entities, claims []graph.ID
	ties             []graph.ClaimTie
}

func (l *lattice) route(at []int32, arcs []arc) route {
	r := route{make([]graph.ID, len(at)), make([]graph.ID, len(arcs)), make([]graph.ClaimTie, len(arcs))}
	for i, a := range at {
		r.entities[i] = l.id(a)
	}
	for i, a := range arcs {
		r.claims[i], r.ties[i] = l.steps[a.step].claim, l.steps[a.step].tie
	}
	return r
}

// compareIDs compares paths by the ids of their nodes, lexicographically.
func (l *lattice) compareIDs(a, b []int32) int {
	return slices.CompareFunc(a, b, func(x, y int32) int {
		if x == y {
			return 0
		}
		return cmp.Compare(l.id(x), l.id(y))
	})
}
