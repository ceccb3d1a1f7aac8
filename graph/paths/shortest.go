package paths

import (
	"cmp"
	"container/heap"
	"context"
	"slices"
)

// shortestPaths is the first paths between two sets, in the order of [Path].
type shortestPaths struct {
	routes         []route
	more, complete bool
}

// shortestPaths finds the first n paths. It extends the walk only while too few paths
// are known: longer paths come after all shorter ones.
func (w *walk) shortestPaths(ctx context.Context, n int) (shortestPaths, error) {
	for {
		found := w.lattice(w.reach()).shortestPaths(n)
		if len(found.routes) == n && found.more || w.stopped {
			found.complete = !w.stopped
			return found, ctx.Err()
		}
		if w.reach() == w.maxHops {
			found.complete = true
			return found, ctx.Err()
		}
		if err := w.grow(ctx); err != nil {
			return shortestPaths{}, err
		}
		if w.stopped {
			return found, ctx.Err()
		}
	}
}

// shortestPaths finds the first n paths of the lattice: the K shortest loopless paths,
// by the algorithm of Yen (1971) with the partition of Lawler (1972). It finds the
// best path, then partitions the others by the node at which they first deviate from
// it; the best path of each part is a candidate for the next one.
func (l *lattice) shortestPaths(n int) shortestPaths {
	var found shortestPaths
	candidates := &candidates{lattice: l}
	candidates.find(nil, nil, nil)
	for len(found.routes) < n && candidates.Len() > 0 && !l.stopped {
		best := heap.Pop(candidates).(candidate)
		found.routes = append(found.routes, l.route(best.nodes, best.arcs))
		for kept := best.kept; kept <= len(best.nodes) && !l.stopped; kept++ {
			next := pathEnd
			if kept < len(best.nodes) {
				next = best.nodes[kept]
			}
			banned := []int32{next}
			if kept == best.kept {
				banned = append(banned, best.banned...)
			}
			candidates.find(best.nodes[:kept], best.arcs[:max(kept-1, 0)], banned)
		}
	}
	found.more = candidates.Len() > 0
	return found
}

// passed settles a node that no later path may come to: nothing is stronger.
const passed = weakness(-1)

// pathEnd is what follows a path's last node in place of a next node: banned, it
// keeps a path from ending there.
const pathEnd = int32(-1)

// candidate is the best path of a part: of the paths that share its first kept nodes
// and whose next node is not banned.
type candidate struct {
	nodes  []int32
	arcs   []arc
	cost   cost
	kept   int
	banned []int32
}

// candidates is a [heap.Interface] of candidates, the best first.
type candidates struct {
	*lattice
	list []candidate
}

func (c *candidates) Len() int      { return len(c.list) }
func (c *candidates) Swap(i, j int) { c.list[i], c.list[j] = c.list[j], c.list[i] }
func (c *candidates) Push(x any)    { c.list = append(c.list, x.(candidate)) }
func (c *candidates) Pop() any {
	last := c.list[len(c.list)-1]
	c.list = c.list[:len(c.list)-1]
	return last
}

func (c *candidates) Less(i, j int) bool {
	a, b := &c.list[i], &c.list[j]
	return cmp.Or(cmp.Compare(a.cost, b.cost), c.compareIDs(a.nodes, b.nodes)) < 0
}

// pathState is a partial path from a start, as its last step.
type pathState struct {
	node     int32
	previous int32 // number of the state before this step; -1 at the first new node
	depth    int32 // steps from the start
	arc      arc   // the last step
	cost     cost  // from the start
	estimate cost  // lower bound of the cost of a whole path
}

// find adds the best path that begins with the kept nodes and arcs and whose next node
// is not banned, if there is one. It is A* with the exact costs to go in the lattice
// as estimate, which is admissible: banned and already passed nodes can only raise a
// cost. Of equally good paths to a node the first in the order of ids settles it, so
// equally good paths come in the order of ids.
//
// Where paths must be strong, the best path to a node may be too weak, and a longer one
// strong enough. So a node is settled again by each path that is stronger than those
// before; what comes later and is not stronger leads to nothing better.
func (c *candidates) find(kept []int32, arcs []arc, banned []int32) {
	l := c.lattice
	l.searchNumber++
	l.states, l.heap = l.states[:0], l.heap[:0]
	if len(kept) == 0 {
		for _, start := range l.starts {
			if slices.Contains(banned, start) || !l.strongEnough(start, 0, l.longest) {
				continue
			}
			s := pathState{node: start, previous: -1}
			if !l.ends[start] {
				s.estimate = l.toGo[start] - l.passing(start)
			}
			l.push(s)
		}
	} else {
		costSoFar := cost(0)
		for i, a := range arcs {
			if costSoFar += a.cost; i > 0 {
				costSoFar += l.passing(kept[i])
			}
		}
		for _, node := range kept {
			l.settle(node, passed)
		}
		l.expand(pathState{node: kept[len(kept)-1], depth: int32(len(arcs)), cost: costSoFar}, -1, banned)
	}
	for len(l.heap) > 0 && !l.stopped {
		at := l.pop()
		s := l.states[at]
		if !l.settle(s.node, s.cost.weakness()) {
			continue
		}
		if l.ends[s.node] {
			var path [MaxHops + 1]int32
			heap.Push(c, candidate{
				nodes: slices.Concat(kept, l.pathOf(at, &path)), arcs: slices.Concat(arcs, l.arcsTo(at)),
				cost: s.cost, kept: len(kept), banned: banned,
			})
			return
		}
		l.expand(s, at, nil)
	}
}

// expand pushes the states that are one step further.
func (l *lattice) expand(s pathState, at int32, banned []int32) {
	if s.depth > 0 {
		if l.seen[l.nodes[s.node]].blocked {
			return
		}
		s.cost += l.passing(s.node)
	}
	arcs := l.arcsOf(s.node)
	if !l.spend(len(arcs)) {
		return
	}
	for _, a := range arcs {
		if slices.Contains(banned, a.to) {
			continue
		}
		next := pathState{node: a.to, previous: at, depth: s.depth + 1, arc: a, cost: s.cost + a.cost}
		if left := l.longest - int(next.depth); left < 0 || !l.unsettled(a.to, next.cost.weakness()) || !l.strongEnough(a.to, next.cost, left) {
			continue
		}
		next.estimate = next.cost
		if !l.ends[a.to] {
			next.estimate += l.toGo[a.to]
		}
		if next.estimate.steps() <= l.longest {
			l.push(next)
		}
	}
}

// push adds a state to the heap of open states; pop removes and returns the best.
func (l *lattice) push(s pathState) {
	l.states = append(l.states, s)
	l.heap = append(l.heap, int32(len(l.states)-1))
	for at := len(l.heap) - 1; at > 0; {
		above := (at - 1) / 2
		if !l.before(l.heap[at], l.heap[above]) {
			return
		}
		l.heap[at], l.heap[above] = l.heap[above], l.heap[at]
		at = above
	}
}

func (l *lattice) pop() int32 {
	top, last := l.heap[0], len(l.heap)-1
	l.heap[0] = l.heap[last]
	l.heap = l.heap[:last]
	for at := 0; ; {
		best := at
		for _, below := range [2]int{2*at + 1, 2*at + 2} {
			if below < last && l.before(l.heap[below], l.heap[best]) {
				best = below
			}
		}
		if best == at {
			return top
		}
		l.heap[at], l.heap[best] = l.heap[best], l.heap[at]
		at = best
	}
}

// before reports whether state a is settled before state b: by estimate, then by the
// ids of their paths.
func (l *lattice) before(a, b int32) bool {
	x, y := &l.states[a], &l.states[b]
	if x.estimate != y.estimate {
		return x.estimate < y.estimate
	}
	var pathOfA, pathOfB [MaxHops + 1]int32
	return l.compareIDs(l.pathOf(a, &pathOfA), l.pathOf(b, &pathOfB)) < 0
}

// pathOf writes the nodes of a state's path, after the kept ones, into the end of an
// array, and returns them.
func (l *lattice) pathOf(at int32, into *[MaxHops + 1]int32) []int32 {
	from := len(into)
	for ; at >= 0; at = l.states[at].previous {
		from--
		into[from] = l.states[at].node
	}
	return into[from:]
}

// arcsTo returns the arcs of a state's path, after the kept ones.
func (l *lattice) arcsTo(at int32) []arc {
	var arcs []arc
	for ; at >= 0; at = l.states[at].previous {
		if s := &l.states[at]; s.depth > 0 {
			arcs = append(arcs, s.arc)
		}
	}
	slices.Reverse(arcs)
	return arcs
}
