package graphtest

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"policygraph/graph"
	"policygraph/graph/paths"
)

// bruteForce finds paths by following all claims from each entity. It is slow, and simple
// enough to be checked against the contract by reading it.
type bruteForce struct {
	model *model
	query paths.TraceQuery // without former ids
	best  map[graph.ID]map[graph.ID]tied
	found []bruteRoute
}

type bruteRoute struct {
	nodes  []graph.ID
	claims []*graph.Claim
	ties   []graph.ClaimTie
}

// everyPath returns all paths that a query asks for, best first.
func (m *model) everyPath(q paths.TraceQuery) []bruteRoute {
	b := &bruteForce{model: m, query: q, best: map[graph.ID]map[graph.ID]tied{}}
	for _, ids := range []*[]graph.ID{&b.query.From, &b.query.To, &b.query.AvoidIDs} {
		*ids = slices.Clone(*ids)
		for i, id := range *ids {
			(*ids)[i] = m.dataset.Resolve(id)
		}
		slices.Sort(*ids)
		*ids = slices.Compact(*ids)
	}
	for _, c := range m.claims {
		if q.At.Sees(c.Recorded, c.Retracted, c.Holds(q.At)) && allows(q.Types, c.Type) &&
			(q.Certainty == "" || c.Certainty == q.Certainty) && graph.HasConfidence(c.Evidence, q.MinConfidence) {
			if q.Ties == nil || slices.Contains(q.Ties, graph.TieClaim) {
				b.see(c.Subject, c.Object, tied{c, graph.TieClaim})
			}
			if c.Under != "" && (q.Ties == nil || slices.Contains(q.Ties, graph.TieUnder)) {
				b.see(c.Subject, c.Under, tied{c, graph.TieUnder})
				b.see(c.Object, c.Under, tied{c, graph.TieUnder})
			}
		}
	}
	for _, from := range b.query.From {
		b.walk(bruteRoute{nodes: []graph.ID{from}})
	}
	slices.SortFunc(b.found, b.compare)
	return b.found
}

// tied is a claim that ties two entities, and how.
type tied struct {
	claim *graph.Claim
	tie   graph.ClaimTie
}

// see keeps the best claim that ties two entities, in either direction.
func (b *bruteForce) see(one, other graph.ID, t tied) {
	for _, ends := range [][2]graph.ID{{one, other}, {other, one}} {
		of := b.best[ends[0]]
		if of == nil {
			of = map[graph.ID]tied{}
			b.best[ends[0]] = of
		}
		known := of[ends[1]]
		if known.claim == nil || cmp.Or(cmp.Compare(graph.RelationKey(t.claim), graph.RelationKey(known.claim)), cmp.Compare(t.tie, known.tie)) < 0 {
			of[ends[1]] = t
		}
	}
}

func (b *bruteForce) walk(r bruteRoute) {
	last := r.nodes[len(r.nodes)-1]
	if slices.Contains(b.query.To, last) && b.strongEnough(r) {
		b.found = append(b.found, r)
	}
	inner := len(r.nodes) > 1
	if len(r.claims) == b.query.MaxHops || inner && (slices.Contains(b.query.Avoid, b.model.entity(last).Kind) || slices.Contains(b.query.AvoidIDs, last)) {
		return
	}
	for next, t := range b.best[last] {
		if !slices.Contains(r.nodes, next) {
			b.walk(bruteRoute{append(slices.Clone(r.nodes), next), append(slices.Clone(r.claims), t.claim), append(slices.Clone(r.ties), t.tie)})
		}
	}
}

// strongEnough reports whether the product of the confidences is at least what is asked
// for, to within 0.01 %.
func (b *bruteForce) strongEnough(r bruteRoute) bool {
	return b.query.MinStrength == 0 || r.weakness() <= hundredThousandths(b.query.MinStrength)+paths.MaxHops
}

// weakness is the sum of the negative logarithms of the confidences, each rounded to a
// hundred-thousandth.
func (r bruteRoute) weakness() (sum int) {
	for _, c := range r.claims {
		sum += hundredThousandths(math.Round(c.Confidence()*10_000) / 10_000)
	}
	return sum
}

// hundredThousandths is a negative logarithm; the weakest confidences count as one.
func hundredThousandths(confidence float64) int {
	return int(math.Round(min(-math.Log(confidence)*100_000, 1<<20-1)))
}

// compare orders paths: fewer steps, greater strength, fewer implied claims, fewer claims
// with one piece of evidence, fewer ties of the entities passed, and ids.
func (b *bruteForce) compare(x, y bruteRoute) int {
	for _, against := range []func(bruteRoute) int{
		func(r bruteRoute) int { return len(r.claims) },
		bruteRoute.weakness,
		func(r bruteRoute) int {
			return len(kept(r.claims, func(c *graph.Claim) bool { return c.Certainty == graph.Implied }))
		},
		func(r bruteRoute) int {
			return len(kept(r.claims, func(c *graph.Claim) bool { return len(c.Evidence) == 1 }))
		},
		func(r bruteRoute) (sum int) {
			for i := 1; i < len(r.nodes)-1; i++ {
				sum += b.model.ties(r.nodes[i])
			}
			return sum
		},
	} {
		if d := cmp.Compare(against(x), against(y)); d != 0 {
			return d
		}
	}
	return slices.Compare(x.nodes, y.nodes)
}

// text formats a path, with the claims of its steps.
func (r bruteRoute) text() string {
	var out strings.Builder
	out.WriteString(string(r.nodes[0]))
	for i, c := range r.claims {
		direction := c.From(r.nodes[i])
		if r.ties[i] == graph.TieUnder {
			if direction = graph.In; r.nodes[i+1] == c.Under {
				direction = graph.Out
			}
		}
		fmt.Fprintf(&out, " -%s %s %s-> %s", c.ID, r.ties[i], direction, r.nodes[i+1])
	}
	return out.String()
}

// ties counts the ends of ties of live claims that an entity is.
func (m *model) ties(id graph.ID) (n int) {
	for _, c := range m.claims {
		if c.Retracted != "" {
			continue
		}
		if c.Subject == id {
			n++
		}
		if c.Object == id && c.Object != c.Subject {
			n++
		}
		for i, end := range []graph.ID{c.Subject, c.Object} {
			if c.Under == "" || end == c.Under || i == 1 && c.Object == c.Subject {
				continue
			}
			if end == id {
				n++
			}
			if c.Under == id {
				n++
			}
		}
	}
	return n
}

func pathText(p paths.Path) string {
	var out strings.Builder
	out.WriteString(string(p.Entities[0].ID))
	for i, c := range p.Claims {
		fmt.Fprintf(&out, " -%s %s %s-> %s", c.ID, p.Ties[i], p.Direction(i), p.Entities[i+1].ID)
	}
	return out.String()
}
