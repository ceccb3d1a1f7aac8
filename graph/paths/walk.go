package paths

import (
	"context"
	"slices"

	"policygraph/graph"
)

// The bounds on the work of one trace or one matrix of links.
const (
	// MaxClaims is the largest number of claims that are read: the relations of
	// all entities whose neighbours are asked for.
	MaxClaims = graph.MaxNeighbourClaims
	// MaxSteps is the largest number of steps that are tried while paths are
	// ranked or counted.
	MaxSteps = 5_000_000
)

// The bounds as variables, which tests lower.
var (
	maxClaims = MaxClaims
	maxSteps  = MaxSteps
	// fewClaims is the number of claims up to which a frontier is expanded without
	// looking ahead first: the extra read would cost more than it saves.
	fewClaims = 2_000
)

// unreached is the distance of a node that a side has not reached.
const unreached = int8(127)

// walk is a bidirectional breadth-first search: the part of the graph that is
// known around two sets of entities, its sides. It always extends the side with
// fewer claims to read, so that a hub at one side is reached from the other and its
// relations are not read.
//
// The known part holds all paths between the sides of up to [walk.reach] steps.
// After extending one side by i steps and the other by j, reach is i+j: every step of
// such a path starts less than i steps from the one side or ends less than j
// steps from the other, and the claims of all those entities have been read.
//
// Where the next step would read a hub on either side, the walk first looks ahead:
// it reads the links between the two frontiers, then the entities that are
// neighbours of both. That finds what lies on a path, and none of the hubs' other
// neighbours.
type walk struct {
	reader  *graph.Reader
	query   graph.NeighbourQuery
	avoided map[graph.ID]bool
	kinds   []graph.Kind // not passed through
	maxHops int
	weakest weakness // of a path

	index   map[graph.ID]int32 // of each known entity in seen
	seen    []walkNode
	members [2][]int32 // the nodes of each set
	links   []link     // those of step n are 2n and 2n+1, one from either end
	steps   []step
	sides   [2]side

	ahead      int        // number of steps looked ahead: 0, 1 or 2
	lookahead  [][2]int32 // ends of the steps found so, which are the last of steps
	aheadNodes []int32    // nodes reached only by looking ahead

	claimsRead int
	stepsTried int
	stopped    bool // by one of the limits
}

// walkNode is a known entity.
type walkNode struct {
	id       graph.ID
	ties     int32
	first    int32   // its first link; -1 for none
	distance [2]int8 // steps from the nearest entity of each side
	blocked  bool    // not to be passed through
	expanded bool    // all its links are known
}

// link is an element of the linked list of a node's links; next is the number of the
// next one, -1 at the end.
type link struct{ to, next int32 }

// step is the best claim between two entities, and how it ties them.
type step struct {
	claim graph.ID
	tie   graph.ClaimTie
	cost  cost
}

// side is the state of the search from one of the sets.
type side struct {
	depth    int
	frontier []int32 // nodes at this depth that may be passed through
}

func newWalk(r *graph.Reader, q TraceQuery, ends [2][]*graph.Entity) *walk {
	w := &walk{
		reader: r, query: graph.NeighbourQuery{Types: q.Types, At: q.At, Avoid: q.Avoid, Certainty: q.Certainty, MinConfidence: q.MinConfidence, Ties: q.Ties},
		avoided: make(map[graph.ID]bool, len(q.AvoidIDs)), kinds: q.Avoid, maxHops: q.MaxHops, weakest: weakest(q.MinStrength),
		index: map[graph.ID]int32{},
	}
	for _, id := range q.AvoidIDs {
		w.avoided[id] = true
	}
	for i, entities := range ends {
		for _, e := range entities {
			node := w.node(e.ID, e.Ties)
			w.seen[node].distance[i] = 0
			w.members[i] = append(w.members[i], node)
			if slices.Contains(q.Avoid, e.Kind) {
				w.query.Exempt = append(w.query.Exempt, e.ID)
			}
		}
		w.sides[i].frontier = w.members[i]
	}
	return w
}

// node returns the index of an entity, which it adds where it is new.
func (w *walk) node(id graph.ID, ties int) int32 {
	if known, ok := w.index[id]; ok {
		return known
	}
	at := int32(len(w.seen))
	w.index[id] = at
	w.seen = append(w.seen, walkNode{
		id: id, ties: int32(ties), first: -1, distance: [2]int8{unreached, unreached},
		blocked: w.avoided[id] || slices.Contains(w.kinds, id.Kind()),
	})
	return at
}

// isEnd reports whether a node is in one of the two sets.
func (w *walk) isEnd(node int32) bool {
	return w.seen[node].distance[0] == 0 || w.seen[node].distance[1] == 0
}

// reach returns the length in steps up to which all paths are known.
func (w *walk) reach() int {
	for _, s := range w.sides {
		if len(s.frontier) == 0 { // nothing more can be reached
			return w.maxHops
		}
	}
	return min(w.sides[0].depth+w.sides[1].depth+w.ahead, w.maxHops)
}

// grow reads until reach has increased or a limit is met.
func (w *walk) grow(ctx context.Context) error {
	for before := w.reach(); w.reach() == before && !w.stopped; {
		if err := w.read(ctx); err != nil {
			return err
		}
	}
	return nil
}

// read makes one read of the store, the cheapest that helps: it expands both
// frontiers where they are small, looks ahead where both are large, and otherwise
// expands the cheaper one.
func (w *walk) read(ctx context.Context) error {
	next := [2]pending{w.pending(0), w.pending(1)}
	cheaper := 0
	if next[1].claims < next[0].claims {
		cheaper = 1
	}
	other := 1 - cheaper
	switch {
	case next[0].claims+next[1].claims <= fewClaims && w.reach()+2 <= w.maxHops:
		if err := w.expand(ctx, slices.Concat(next[0].nodes, next[1].nodes), next[0].claims+next[1].claims); err != nil {
			return err
		}
		w.advance(0)
		w.advance(1)
	case next[cheaper].claims > fewClaims && w.ahead == 0:
		return w.probe(ctx, next[cheaper], next[other])
	case next[cheaper].claims > fewClaims && w.ahead == 1 && w.canAfford(w.whole(0), w.whole(1)):
		return w.bridge(ctx, w.whole(0), w.whole(1))
	default:
		if err := w.expand(ctx, next[cheaper].nodes, next[cheaper].claims); err != nil {
			return err
		}
		w.advance(cheaper)
	}
	return nil
}

// pending is the nodes whose links a read would ask for.
type pending struct {
	nodes  []int32
	claims int // of these nodes, counted with repetition
}

// pending returns the nodes that must be expanded before a side can advance.
func (w *walk) pending(side int) pending {
	var p pending
	for _, node := range w.sides[side].frontier {
		if n := &w.seen[node]; !n.expanded {
			p.nodes = append(p.nodes, node)
			p.claims += int(n.ties)
		}
	}
	return p
}

// whole returns all of a side's frontier, also the nodes that are already expanded
// from the other side.
func (w *walk) whole(side int) pending {
	p := pending{nodes: slices.Clone(w.sides[side].frontier)}
	for _, node := range p.nodes {
		p.claims += int(w.seen[node].ties)
	}
	return p
}

// canAfford reports whether bridging two frontiers takes at most half of the claims
// that may still be read.
func (w *walk) canAfford(near, far pending) bool {
	return near.claims+far.claims <= (maxClaims-w.claimsRead)/2
}

// neighbours reads the neighbours of nodes, restricted by into and meeting as in a
// [graph.NeighbourQuery]. It stops the walk instead where the nodes have more
// claims than may still be read.
func (w *walk) neighbours(ctx context.Context, of []int32, claims int, into, meeting []graph.ID) ([][]graph.Neighbour, error) {
	if claims > maxClaims-w.claimsRead {
		w.stopped = true
		return nil, nil
	}
	q := w.query
	q.Of, q.Into, q.Meeting, q.Limit = w.ids(of), into, meeting, maxClaims-w.claimsRead
	found, err := w.reader.Neighbours(ctx, q)
	if graph.CodeOf(err) == graph.CodeLimit { // of withdrawn claims, which degrees do not count
		w.stopped = true
		return nil, nil
	}
	w.claimsRead += claims
	return found, err
}

func (w *walk) ids(nodes []int32) []graph.ID {
	ids := make([]graph.ID, len(nodes))
	for i, node := range nodes {
		ids[i] = w.seen[node].id
	}
	return ids
}

// expand reads all links of nodes, and drops what looking ahead has found.
func (w *walk) expand(ctx context.Context, of []int32, claims int) error {
	if len(of) == 0 {
		w.dropLookahead()
		return nil
	}
	of = slices.Clone(of)
	slices.Sort(of)
	of = slices.Compact(of) // a node can be on both frontiers
	found, err := w.neighbours(ctx, of, claims, nil, nil)
	if err != nil || w.stopped {
		return err
	}
	w.dropLookahead()
	for i, node := range of {
		for _, n := range found[i] {
			if w.excluded(n.ID) {
				continue
			}
			if other := w.node(n.ID, n.Ties); !w.seen[other].expanded {
				w.link(node, other, n)
			}
		}
		w.seen[node].expanded = true
	}
	return nil
}

// excluded reports whether no path may pass or end at an entity.
func (w *walk) excluded(id graph.ID) bool {
	if !w.avoided[id] {
		return false
	}
	known, ok := w.index[id]
	return !ok || !w.isEnd(known)
}

// link adds a step between two nodes, as a link of either.
func (w *walk) link(a, b int32, n graph.Neighbour) {
	if a == b {
		return
	}
	w.steps = append(w.steps, step{n.Claim, n.Tie, costOf(n)})
	for _, ends := range [2][2]int32{{a, b}, {b, a}} {
		from := &w.seen[ends[0]]
		w.links = append(w.links, link{ends[1], from.first})
		from.first = int32(len(w.links) - 1)
	}
}

// advance moves a side to its next depth. Its frontier must be expanded.
func (w *walk) advance(which int) {
	if w.stopped {
		return
	}
	s := &w.sides[which]
	s.depth++
	var next []int32
	for _, node := range s.frontier {
		for l := w.seen[node].first; l >= 0; l = w.links[l].next {
			n := &w.seen[w.links[l].to]
			if n.distance[which] != unreached {
				continue
			}
			n.distance[which] = int8(s.depth)
			if !n.blocked {
				next = append(next, w.links[l].to)
			}
		}
	}
	s.frontier = next
}

// probe reads only the links between the frontiers, which completes the paths that
// are one step longer.
func (w *walk) probe(ctx context.Context, near, far pending) error {
	found, err := w.neighbours(ctx, near.nodes, near.claims, w.ids(far.nodes), nil)
	if err != nil || w.stopped {
		return err
	}
	w.ahead = 1
	w.linkAhead(near.nodes, found)
	return nil
}

// bridge reads only the entities that have a link to both frontiers, which, with
// what a probe has found, completes the paths that are two steps longer. Both
// frontiers must be whole: where the first of the two steps leads from an expanded
// node, the second is still unknown.
func (w *walk) bridge(ctx context.Context, near, far pending) error {
	found, err := w.neighbours(ctx, near.nodes, near.claims+far.claims, nil, w.ids(far.nodes))
	if err != nil || w.stopped {
		return err
	}
	w.ahead = 2
	var middle pending // nodes whose links to the far frontier are still unknown
	for _, list := range found {
		for _, n := range list {
			if w.excluded(n.ID) {
				continue
			}
			at := w.node(n.ID, n.Ties)
			if node := &w.seen[at]; node.distance[0] == unreached {
				node.distance[0] = int8(w.sides[0].depth + 1)
				w.aheadNodes = append(w.aheadNodes, at)
			}
			if !w.seen[at].blocked && !w.seen[at].expanded {
				middle.nodes = append(middle.nodes, at)
			}
		}
	}
	w.linkAhead(near.nodes, found)
	slices.Sort(middle.nodes)
	middle.nodes = slices.Compact(middle.nodes)
	for _, at := range middle.nodes {
		middle.claims += int(w.seen[at].ties)
	}
	of, into := middle, far
	if far.claims < middle.claims {
		of, into = far, middle
	}
	if len(middle.nodes) == 0 {
		return nil
	}
	if found, err = w.neighbours(ctx, of.nodes, of.claims, w.ids(into.nodes), nil); err != nil || w.stopped {
		return err
	}
	w.linkAhead(of.nodes, found)
	return nil
}

// linkAhead adds the links that looking ahead has found between known nodes, each
// once.
func (w *walk) linkAhead(of []int32, found [][]graph.Neighbour) {
	linked := make(map[[2]int32]bool, len(w.lookahead))
	for _, ends := range w.lookahead {
		linked[ends] = true
	}
	for i, node := range of {
		for _, n := range found[i] {
			other, known := w.index[n.ID]
			ends := [2]int32{min(node, other), max(node, other)}
			if !known || node == other || linked[ends] || w.seen[node].expanded || w.seen[other].expanded {
				continue
			}
			linked[ends] = true
			w.lookahead = append(w.lookahead, ends)
			w.link(node, other, n)
		}
	}
}

// dropLookahead removes the links and distances that looking ahead has found. The
// links are the last ones added, since it is called before nodes are expanded.
func (w *walk) dropLookahead() {
	first := len(w.steps) - len(w.lookahead)
	for n := len(w.steps) - 1; n >= first; n-- {
		forward, backward := w.links[2*n], w.links[2*n+1]
		w.seen[forward.to].first = backward.next
		w.seen[backward.to].first = forward.next
	}
	for _, node := range w.aheadNodes {
		w.seen[node].distance[0] = unreached
	}
	w.steps, w.links = w.steps[:first], w.links[:2*first]
	w.ahead, w.lookahead, w.aheadNodes = 0, nil, nil
}
