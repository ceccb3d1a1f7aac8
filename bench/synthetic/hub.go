package synthetic

import (
	"iter"

	"policygraph/graph"
)

// hubKinds are the kinds of the ten hubs, each the next of its kind: everything
// can be related to these kinds.
var hubKinds = []graph.Kind{
	graph.Region, graph.Region, graph.Region, graph.Region,
	graph.Programme, graph.Programme, graph.Programme, graph.Programme,
	graph.Agency, graph.Agency,
}

// hubShare: one in so many entities is related to each hub.
const hubShare = 20

func (p *population) hubClaims() int { return len(hubKinds) * (p.size / hubShare) }

// pair is what a claim relates. No two claims have the same pair, but for a
// correction and what it corrects.
type pair struct {
	relation        *graph.Relation
	subject, object who
	again           int
}

func (p *population) hubsOf() []who {
	next := map[kind]int{}
	hubs := make([]who, len(hubKinds))
	for i, k := range hubKinds {
		hubs[i] = who{kindOf(k), next[kindOf(k)]}
		next[kindOf(k)]++
	}
	return hubs
}

// hubPairs relates each hub to one entity in every stretch of [hubShare], by
// any type that can relate the two.
func (d *Dataset) hubPairs() iter.Seq[pair] {
	return func(yield func(pair) bool) {
		for h, hub := range d.population.hubsOf() {
			for i := range d.population.size / hubShare {
				dice := d.dice(forHub, h<<32|i)
				at := dice.below(hubShare)
				member := d.population.at(i*hubShare + at)
				for d.population.isHub(member) {
					at = (at + 1) % hubShare
					member = d.population.at(i*hubShare + at)
				}
				way := pick(&dice, waysToRelate[hub.kind][member.kind])
				p := pair{relation: way.relation, subject: member, object: hub}
				if way.hubIsSubject {
					p.subject, p.object = hub, member
				}
				if !yield(p) {
					return
				}
			}
		}
	}
}

type wayToRelate struct {
	relation     *graph.Relation
	hubIsSubject bool
}

// waysToRelate are the types and directions by kind of the hub and of what it is
// related to. Within a kind hubs, which come first, are the objects: so
// hierarchies have no cycles, and symmetric claims are made once.
var waysToRelate = func() map[kind]map[kind][]wayToRelate {
	ways := map[kind]map[kind][]wayToRelate{}
	for _, h := range hubKinds {
		hub := kindOf(h)
		if ways[hub] != nil {
			continue
		}
		ways[hub] = map[kind][]wayToRelate{}
		for k := range kind(len(graph.Kinds)) {
			for i := range graph.Vocabulary {
				row := &graph.Vocabulary[i]
				if row.Allows(k.of(), h) {
					ways[hub][k] = append(ways[hub][k], wayToRelate{row, false})
				}
				if row.Allows(h, k.of()) && !row.Symmetric && (!row.Hierarchy || k != hub) {
					ways[hub][k] = append(ways[hub][k], wayToRelate{row, true})
				}
			}
		}
	}
	return ways
}()
