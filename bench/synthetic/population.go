package synthetic

import (
	"slices"

	"policygraph/graph"
)

// kind is the place of a kind of entity in [graph.Kinds].
type kind int

func kindOf(k graph.Kind) kind {
	return kind(slices.IndexFunc(graph.Kinds, func(row graph.KindInfo) bool { return row.Kind == k }))
}

func (k kind) of() graph.Kind { return graph.Kinds[k].Kind }

// kindShares are how many of a hundred entities are of each kind.
var kindShares = []struct {
	kind  graph.Kind
	parts int
}{
	{graph.Enterprise, 36}, {graph.Project, 20}, {graph.Programme, 8}, {graph.Organisation, 7}, {graph.Platform, 6}, {graph.Lab, 6},
	{graph.Policy, 5}, {graph.Region, 3}, {graph.Industry, 3}, {graph.Agency, 2}, {graph.Cluster, 2}, {graph.Person, 1}, {graph.Event, 1},
}

// cycle is after how many entities the kinds repeat.
const cycle = 100

// who is an entity: the number-th of its kind, from 0. Low numbers have more
// relations.
type who struct {
	kind   kind
	number int
}

// population says which entities there are. They are counted through with kinds
// mixed, so that every stretch of them has all kinds in it.
type population struct {
	kinds  [cycle]kind // of the entities of a cycle
	before [cycle]int  // how many of the same kind the cycle has before it
	parts  []int       // how many of each kind a cycle has
	count  []int       // how many of each kind there are
	hubs   []int       // how many of each kind are hubs, the first ones
	size   int
}

func newPopulation(entities int) *population {
	p := &population{size: entities, parts: make([]int, len(graph.Kinds)), count: make([]int, len(graph.Kinds)), hubs: make([]int, len(graph.Kinds))}
	next := 0
	for _, share := range kindShares {
		for range share.parts {
			// 37 has no factor in common with 100, so this passes every place once.
			p.kinds[next*37%cycle] = kindOf(share.kind)
			next++
		}
	}
	for i := range p.kinds {
		k := p.kinds[i]
		p.before[i] = p.parts[k]
		p.parts[k]++
	}
	for k := range p.count {
		p.count[k] = entities / cycle * p.parts[k]
	}
	for i := range entities % cycle {
		p.count[p.kinds[i]]++
	}
	for _, h := range hubKinds {
		p.hubs[kindOf(h)]++
	}
	return p
}

// at is the i-th entity of all.
func (p *population) at(i int) who {
	k := p.kinds[i%cycle]
	return who{k, i/cycle*p.parts[k] + p.before[i%cycle]}
}

func (p *population) isHub(w who) bool { return w.number < p.hubs[w.kind] }
