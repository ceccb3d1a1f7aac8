package paths

import (
	"context"
	"slices"

	"policygraph/graph"
)

// The bounds on the work of one trace or one matrix of links.
const (
	// MaxClaims is how many claims are looked at: the relations of all
	// entities whose neighbours are read.
	MaxClaims = graph.MaxNeighbourClaims
	// MaxSteps is how many steps are tried while paths are ranked or counted.
	MaxSteps = 5_000_000
)

// The same as variables, for tests to lower.
var (
	maxClaims = MaxClaims
	maxSteps  = MaxSteps
	// fewClaims is how many claims are read without first asking whether fewer
	// would do: a read of its own costs more than they do.
	fewClaims = 2_000
)

// beyond is the distance of what is not reached.
const beyond = int8(127)

// walk is what is known of the graph around two sets of entities. It grows from
// both sides at once, always on the one with fewer claims to look at, so that a
// hub on one side is met from the other and not looked through.
//
// All paths between the sides of up to reach steps lie in what is known. After
// growing by i steps on one side and j on the other, reach is i+j: every step of
// such a path starts less than i steps from the one side or ends less than j
// steps from the other, and the claims of all those entities have been read.
//
// Where a step further means a hub on either side, it first looks ahead: at the
// links between the frontiers, then at the entities that are neighbours of both.
// That takes in what lies on a path, and nothing else that the hubs are tied to.
type walk struct {
	reader  *graph.Reader
	query   graph.NeighbourQuery
	avoided map[graph.ID]bool
	kinds   []graph.Kind
	maxHops int

	place   map[graph.ID]int32
	seen    []walkNode
	members [2][]int32 // of the sets
	links   []link     // of step n those numbered 2n and 2n+1, from either end
	steps   []step
	sides   [2]side

	ahead   int        // how many steps it has looked ahead: 0, 1 or 2
	glimpse [][2]int32 // what those links join, the last of all
	between []int32    // entities that only looking ahead has reached

	looked  int  // claims
	tried   int  // steps
	stopped bool // at one of the limits
}

// walkNode is an entity that is known of.
type walkNode struct {
	id       graph.ID
	degree   int32
	first    int32   // of its links; -1 for none
	distance [2]int8 // steps from the nearest entity of each side
	blocked  bool    // not to be passed through
	expanded bool    // all its links are known
}

type link struct{ to, next int32 }

// step is the best claim between two entities.
type step struct {
	claim graph.ID
	cost  cost
}

// side is how far the walk has come from one of the sets.
type side struct {
	depth    int
	frontier []int32 // at that distance, and may be passed through
}

// cost is what speaks against a path, first what weighs more: steps, implied
// steps, steps written in one place only, and relations of what is passed. Costs
// add up along a path and none of its parts overflows in [MaxHops].
type cost uint64

const (
	costOfStep    cost = 1 << 52
	costOfImplied cost = 1 << 48
	costOfSingle  cost = 1 << 44
)

func (c cost) steps() int { return int(c / costOfStep) }

func costOf(n graph.Neighbour) cost {
	c := costOfStep
	if n.Implied {
		c += costOfImplied
	}
	if n.Evidence < 2 {
		c += costOfSingle
	}
	return c
}

func newWalk(r *graph.Reader, q TraceQuery, ends [2][]*graph.Entity) *walk {
	w := &walk{
		reader: r, query: graph.NeighbourQuery{Types: q.Types, At: q.At, Avoid: q.Avoid},
		avoided: make(map[graph.ID]bool, len(q.AvoidIDs)), kinds: q.Avoid, maxHops: q.MaxHops,
		place: map[graph.ID]int32{},
	}
	for _, id := range q.AvoidIDs {
		w.avoided[id] = true
	}
	for i, entities := range ends {
		for _, e := range entities {
			node := w.node(e.ID, e.Degree)
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

func (w *walk) node(id graph.ID, degree int) int32 {
	if known, ok := w.place[id]; ok {
		return known
	}
	at := int32(len(w.seen))
	w.place[id] = at
	w.seen = append(w.seen, walkNode{
		id: id, degree: int32(degree), first: -1, distance: [2]int8{beyond, beyond},
		blocked: w.avoided[id] || slices.Contains(w.kinds, id.Kind()),
	})
	return at
}

func (w *walk) isEnd(node int32) bool {
	return w.seen[node].distance[0] == 0 || w.seen[node].distance[1] == 0
}

// reach is up to how many steps all paths are known.
func (w *walk) reach() int {
	for _, s := range w.sides {
		if len(s.frontier) == 0 { // nothing more can be reached
			return w.maxHops
		}
	}
	return min(w.sides[0].depth+w.sides[1].depth+w.ahead, w.maxHops)
}

// grow reaches further, or is stopped at a limit.
func (w *walk) grow(ctx context.Context) error {
	for before := w.reach(); w.reach() == before && !w.stopped; {
		if err := w.read(ctx); err != nil {
			return err
		}
	}
	return nil
}

// read makes one read.
func (w *walk) read(ctx context.Context) error {
	due := [2]pending{w.pending(0), w.pending(1)}
	cheaper := 0
	if due[1].claims < due[0].claims {
		cheaper = 1
	}
	further := 1 - cheaper
	switch {
	case due[0].claims+due[1].claims <= fewClaims && w.reach()+2 <= w.maxHops:
		if err := w.expand(ctx, slices.Concat(due[0].nodes, due[1].nodes), due[0].claims+due[1].claims); err != nil {
			return err
		}
		w.advance(0)
		w.advance(1)
	case due[cheaper].claims > fewClaims && w.ahead == 0:
		return w.probe(ctx, due[cheaper], due[further])
	case due[cheaper].claims > fewClaims && w.ahead == 1 && w.affords(w.whole(0), w.whole(1)):
		return w.bridge(ctx, w.whole(0), w.whole(1))
	default:
		if err := w.expand(ctx, due[cheaper].nodes, due[cheaper].claims); err != nil {
			return err
		}
		w.advance(cheaper)
	}
	return nil
}

// pending is what has to be read to go a step further on a side.
type pending struct {
	nodes  []int32
	claims int // that these have
}

func (w *walk) pending(side int) pending {
	var p pending
	for _, node := range w.sides[side].frontier {
		if n := &w.seen[node]; !n.expanded {
			p.nodes = append(p.nodes, node)
			p.claims += int(n.degree)
		}
	}
	return p
}

// whole is all of a side's frontier, what is expanded from the other side too.
func (w *walk) whole(side int) pending {
	p := pending{nodes: slices.Clone(w.sides[side].frontier)}
	for _, node := range p.nodes {
		p.claims += int(w.seen[node].degree)
	}
	return p
}

// affords reports whether bridging two frontiers leaves as much to look at again.
func (w *walk) affords(near, far pending) bool {
	return near.claims+far.claims <= (maxClaims-w.looked)/2
}

// neighbours reads those of nodes, or of them those in a set, or those that have a
// neighbour in another; it is stopped instead where that means more claims than
// may still be looked at.
func (w *walk) neighbours(ctx context.Context, of []int32, claims int, into, meeting []graph.ID) ([][]graph.Neighbour, error) {
	if claims > maxClaims-w.looked {
		w.stopped = true
		return nil, nil
	}
	q := w.query
	q.Of, q.Into, q.Meeting, q.Limit = w.ids(of), into, meeting, maxClaims-w.looked
	found, err := w.reader.Neighbours(ctx, q)
	if graph.CodeOf(err) == graph.CodeLimit { // withdrawn claims, which no degree counts
		w.stopped = true
		return nil, nil
	}
	w.looked += claims
	return found, err
}

func (w *walk) ids(nodes []int32) []graph.ID {
	ids := make([]graph.ID, len(nodes))
	for i, node := range nodes {
		ids[i] = w.seen[node].id
	}
	return ids
}

// expand reads all links of nodes.
func (w *walk) expand(ctx context.Context, of []int32, claims int) error {
	if len(of) == 0 {
		w.forget()
		return nil
	}
	of = slices.Clone(of)
	slices.Sort(of)
	of = slices.Compact(of) // what is on both frontiers
	found, err := w.neighbours(ctx, of, claims, nil, nil)
	if err != nil || w.stopped {
		return err
	}
	w.forget()
	for i, node := range of {
		for _, n := range found[i] {
			if w.outOfWay(n.ID) {
				continue
			}
			if other := w.node(n.ID, n.Degree); !w.seen[other].expanded {
				w.link(node, other, n)
			}
		}
		w.seen[node].expanded = true
	}
	return nil
}

// outOfWay reports whether no path may lead to an entity.
func (w *walk) outOfWay(id graph.ID) bool {
	if !w.avoided[id] {
		return false
	}
	known, ok := w.place[id]
	return !ok || !w.isEnd(known)
}

func (w *walk) link(a, b int32, n graph.Neighbour) {
	if a == b {
		return
	}
	w.steps = append(w.steps, step{n.Claim, costOf(n)})
	for _, ends := range [2][2]int32{{a, b}, {b, a}} {
		from := &w.seen[ends[0]]
		w.links = append(w.links, link{ends[1], from.first})
		from.first = int32(len(w.links) - 1)
	}
}

// advance goes a step further on a side all of whose frontier is expanded.
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
			if n.distance[which] != beyond {
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

// probe reads only the links between the frontiers, which is all that paths one
// step longer need.
func (w *walk) probe(ctx context.Context, near, far pending) error {
	found, err := w.neighbours(ctx, near.nodes, near.claims, w.ids(far.nodes), nil)
	if err != nil || w.stopped {
		return err
	}
	w.ahead = 1
	w.linkAhead(near.nodes, found)
	return nil
}

// bridge reads only the entities that have a link to each frontier, which is all
// that paths two steps longer need besides what a probe has found. Both are to be
// whole: where the first of the two steps leads from what is expanded, only the
// second is not known.
func (w *walk) bridge(ctx context.Context, near, far pending) error {
	found, err := w.neighbours(ctx, near.nodes, near.claims+far.claims, nil, w.ids(far.nodes))
	if err != nil || w.stopped {
		return err
	}
	w.ahead = 2
	var middle pending // of which the other links are wanted
	for _, list := range found {
		for _, n := range list {
			if w.outOfWay(n.ID) {
				continue
			}
			at := w.node(n.ID, n.Degree)
			if node := &w.seen[at]; node.distance[0] == beyond {
				node.distance[0] = int8(w.sides[0].depth + 1)
				w.between = append(w.between, at)
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
		middle.claims += int(w.seen[at].degree)
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

// linkAhead links nodes with neighbours of theirs, those that are known of.
func (w *walk) linkAhead(of []int32, found [][]graph.Neighbour) {
	there := make(map[[2]int32]bool, len(w.glimpse))
	for _, ends := range w.glimpse {
		there[ends] = true
	}
	for i, node := range of {
		for _, n := range found[i] {
			other, known := w.place[n.ID]
			ends := [2]int32{min(node, other), max(node, other)}
			if !known || node == other || there[ends] || w.seen[node].expanded || w.seen[other].expanded {
				continue
			}
			there[ends] = true
			w.glimpse = append(w.glimpse, ends)
			w.link(node, other, n)
		}
	}
}

// forget drops what it has found by looking ahead, before its nodes are expanded.
func (w *walk) forget() {
	first := len(w.steps) - len(w.glimpse)
	for n := len(w.steps) - 1; n >= first; n-- {
		there, back := w.links[2*n], w.links[2*n+1]
		w.seen[there.to].first = back.next
		w.seen[back.to].first = there.next
	}
	for _, node := range w.between {
		w.seen[node].distance[0] = beyond
	}
	w.steps, w.links = w.steps[:first], w.links[:2*first]
	w.ahead, w.glimpse, w.between = 0, nil, nil
}
