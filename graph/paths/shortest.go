package paths

import (
	"cmp"
	"container/heap"
	"context"
	"slices"
)

// ranking is the first paths between two sets, in order.
type ranking struct {
	routes         []route
	more, complete bool
}

// ranked finds the first n paths. It looks for short ones first, and reaches
// further only while there are too few.
func (w *walk) ranked(ctx context.Context, n int) (ranking, error) {
	for {
		found := w.lattice(w.reach()).ranked(n)
		if len(found.routes) == n && found.more || w.stopped {
			found.complete = !w.stopped
			return found, ctx.Err()
		}
		if w.reach() == w.maxHops {
			found.complete = true
			return found, ctx.Err()
		}
		if err := w.grow(ctx); err != nil {
			return ranking{}, err
		}
		if w.stopped {
			return found, ctx.Err()
		}
	}
}

// ranked finds the first n paths of the lattice: the K shortest paths without
// loops, by the partition of Lawler (1972) of the algorithm of Yen (1971). The
// best path of all is found first. Taking it out parts the rest by where they
// first leave it, and the best of each part is a candidate for the next place.
func (l *lattice) ranked(n int) ranking {
	var found ranking
	candidates := &candidates{lattice: l}
	candidates.find(nil, nil, nil)
	for len(found.routes) < n && candidates.Len() > 0 && !l.stopped {
		best := heap.Pop(candidates).(candidate)
		found.routes = append(found.routes, l.route(best.nodes, best.arcs))
		for kept := best.kept; kept <= len(best.nodes) && !l.stopped; kept++ {
			next := ending
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

// ending stands for a path's end where its next node would stand.
const ending = int32(-1)

// candidate is the best path among those that begin with the first kept of its
// nodes and do not go on with any that is banned.
type candidate struct {
	nodes  []int32
	arcs   []arc
	cost   cost
	kept   int
	banned []int32
}

// candidates is a heap of them.
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

// pathState is a path from a start on, as its last step.
type pathState struct {
	node   int32
	before int32 // state; -1 where the path, or what is kept of it, begins
	depth  int32 // steps so far
	arc    arc   // that led here
	so     cost  // so far
	atBest cost  // at least, to the other side
}

// find adds the best path that begins as given and does not go on with what is
// banned, if there is one. It is A* with exact costs to go: what is banned or
// already passed only makes them higher. A node is settled by the first of the
// equally good ways to it in the order of ids, so ids decide among paths, too.
func (c *candidates) find(kept []int32, arcs []arc, banned []int32) {
	l := c.lattice
	l.sought++
	l.states, l.heap = l.states[:0], l.heap[:0]
	if len(kept) == 0 {
		for _, start := range l.starts {
			if slices.Contains(banned, start) {
				continue
			}
			s := pathState{node: start, before: -1}
			if !l.ends[start] {
				s.atBest = l.toGo[start] - l.passing(start)
			}
			l.push(s)
		}
	} else {
		so := cost(0)
		for i, a := range arcs {
			if so += a.cost; i > 0 {
				so += l.passing(kept[i])
			}
		}
		for _, node := range kept {
			l.settled[node] = l.sought
		}
		l.expand(pathState{node: kept[len(kept)-1], depth: int32(len(arcs)), so: so}, -1, banned)
	}
	for len(l.heap) > 0 && !l.stopped {
		at := l.pop()
		s := l.states[at]
		if l.settled[s.node] == l.sought {
			continue
		}
		l.settled[s.node] = l.sought
		if l.ends[s.node] {
			var path [MaxHops + 1]int32
			heap.Push(c, candidate{
				nodes: slices.Concat(kept, l.pathOf(at, &path)), arcs: slices.Concat(arcs, l.stepsOf(at)),
				cost: s.so, kept: len(kept), banned: banned,
			})
			return
		}
		l.expand(s, at, nil)
	}
}

// expand pushes what one more step leads to.
func (l *lattice) expand(s pathState, at int32, banned []int32) {
	if s.depth > 0 {
		if l.seen[l.nodes[s.node]].blocked {
			return
		}
		s.so += l.passing(s.node)
	}
	arcs := l.arcsOf(s.node)
	if !l.try(len(arcs)) {
		return
	}
	for _, a := range arcs {
		if l.settled[a.to] == l.sought || slices.Contains(banned, a.to) {
			continue
		}
		next := pathState{node: a.to, before: at, depth: s.depth + 1, arc: a, so: s.so + a.cost}
		next.atBest = next.so
		if !l.ends[a.to] {
			next.atBest += l.toGo[a.to]
		}
		if next.atBest.steps() <= l.longest {
			l.push(next)
		}
	}
}

// push and pop keep the heap of states that are to be settled.
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

// before reports whether a state is to be settled before another: the better
// one, and of equally good ones that whose path has the lesser ids.
func (l *lattice) before(a, b int32) bool {
	x, y := &l.states[a], &l.states[b]
	if x.atBest != y.atBest {
		return x.atBest < y.atBest
	}
	var pathOfA, pathOfB [MaxHops + 1]int32
	return l.compareIDs(l.pathOf(a, &pathOfA), l.pathOf(b, &pathOfB)) < 0
}

// pathOf writes the path of a state, after what was kept, into the end of an array.
func (l *lattice) pathOf(at int32, into *[MaxHops + 1]int32) []int32 {
	from := len(into)
	for ; at >= 0; at = l.states[at].before {
		from--
		into[from] = l.states[at].node
	}
	return into[from:]
}

// stepsOf are its steps.
func (l *lattice) stepsOf(at int32) []arc {
	var arcs []arc
	for ; at >= 0; at = l.states[at].before {
		if s := &l.states[at]; s.depth > 0 {
			arcs = append(arcs, s.arc)
		}
	}
	slices.Reverse(arcs)
	return arcs
}
