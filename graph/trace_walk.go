package graph

import (
	"context"
	"slices"
)

// The bounds on the work of one trace or one matrix of links.
const (
	// MaxTraceClaims is how many claims are looked at: the relations of all
	// entities whose neighbours are read.
	MaxTraceClaims = 500_000
	// MaxTraceSteps is how many steps are tried while paths are ranked or counted.
	MaxTraceSteps = 5_000_000
)

// The same as variables, for tests to lower.
var (
	maxTraceClaims = MaxTraceClaims
	maxTraceSteps  = MaxTraceSteps
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
type walk struct {
	snapshot Snapshot
	query    NeighbourQuery
	avoided  map[ID]bool
	kinds    []Kind
	maxHops  int

	place   map[ID]int32
	seen    []walkNode
	members [2][]int32 // of the sets
	links   []link     // of step n those numbered 2n and 2n+1, from either end
	steps   []step
	sides   [2]side
	probed  int // steps at the end that came from a probe; -1 unless the last read was one

	looked  int  // claims
	tried   int  // steps
	stopped bool // at one of the limits
}

// walkNode is an entity that is known of.
type walkNode struct {
	id       ID
	degree   int32
	first    int32   // of its links; -1 for none
	distance [2]int8 // steps from the nearest entity of each side
	blocked  bool    // not to be passed through
	expanded bool    // all its links are known
}

type link struct{ to, next int32 }

// step is the best claim between two entities.
type step struct {
	claim ID
	cost  cost
}

// side is how far the walk has come from one of the sets.
type side struct {
	depth    int
	frontier []int32 // at that distance, and may be passed through
}

// cost is what speaks against a path, first what weighs more: steps, implied
// steps, steps written in one place only, and relations of what is passed. Costs
// add up along a path and none of its parts overflows in [MaxTraceHops].
type cost uint64

const (
	costOfStep    cost = 1 << 52
	costOfImplied cost = 1 << 48
	costOfSingle  cost = 1 << 44
)

func (c cost) steps() int { return int(c / costOfStep) }

func costOf(n Neighbour) cost {
	c := costOfStep
	if n.Implied {
		c += costOfImplied
	}
	if n.Evidence < 2 {
		c += costOfSingle
	}
	return c
}

func newWalk(s Snapshot, q TraceQuery, ends [2][]*Entity) *walk {
	w := &walk{
		snapshot: s, query: NeighbourQuery{Types: q.Types, At: q.At, Avoid: q.Avoid},
		avoided: make(map[ID]bool, len(q.AvoidIDs)), kinds: q.Avoid, maxHops: q.MaxHops,
		place: map[ID]int32{}, probed: -1,
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

func (w *walk) node(id ID, degree int) int32 {
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
	steps := w.sides[0].depth + w.sides[1].depth
	if w.probed >= 0 {
		steps++
	}
	return min(steps, w.maxHops)
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
	case due[cheaper].claims > fewClaims && w.probed < 0:
		return w.probe(ctx, due[cheaper], due[further])
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

// neighbours reads those of nodes; it is stopped instead where they have more
// claims than may still be looked at.
func (w *walk) neighbours(ctx context.Context, of []int32, claims int, into []ID) ([][]Neighbour, error) {
	if claims > maxTraceClaims-w.looked {
		w.stopped = true
		return nil, nil
	}
	q := w.query
	q.Of, q.Into, q.Limit = w.ids(of), into, maxTraceClaims-w.looked
	found, err := w.snapshot.Neighbours(ctx, q)
	if CodeOf(err) == CodeLimit { // withdrawn claims, which no degree counts
		w.stopped = true
		return nil, nil
	}
	w.looked += claims
	return found, err
}

func (w *walk) ids(nodes []int32) []ID {
	ids := make([]ID, len(nodes))
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
	found, err := w.neighbours(ctx, of, claims, nil)
	if err != nil || w.stopped {
		return err
	}
	w.forget()
	for i, node := range of {
		for _, n := range found[i] {
			if w.avoided[n.ID] {
				if known, ok := w.place[n.ID]; !ok || !w.isEnd(known) {
					continue
				}
			}
			if other := w.node(n.ID, n.Degree); !w.seen[other].expanded {
				w.link(node, other, n)
			}
		}
		w.seen[node].expanded = true
	}
	return nil
}

func (w *walk) link(a, b int32, n Neighbour) {
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
	found, err := w.neighbours(ctx, near.nodes, near.claims, w.ids(far.nodes))
	if err != nil || w.stopped {
		return err
	}
	isFar := make(map[int32]bool, len(far.nodes))
	for _, node := range far.nodes {
		isFar[node] = true
	}
	before := len(w.steps)
	done := make(map[int32]bool, len(near.nodes))
	for i, node := range near.nodes {
		for _, n := range found[i] {
			if other := w.place[n.ID]; !done[other] || !isFar[node] {
				w.link(node, other, n)
			}
		}
		done[node] = true
	}
	w.probed = len(w.steps) - before
	return nil
}

// forget drops what a probe has found, before its nodes are expanded.
func (w *walk) forget() {
	if w.probed < 0 {
		return
	}
	for n := len(w.steps) - 1; n >= len(w.steps)-w.probed; n-- {
		there, back := w.links[2*n], w.links[2*n+1]
		w.seen[there.to].first = back.next
		w.seen[back.to].first = there.next
	}
	w.steps = w.steps[:len(w.steps)-w.probed]
	w.links = w.links[:2*len(w.steps)]
	w.probed = -1
}
