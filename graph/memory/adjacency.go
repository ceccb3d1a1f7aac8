package memory

import (
	"slices"

	"policygraph/graph"
)

// adjacency is the claims of every entity, in runs: one for each type and
// direction, each sorted by weight. A read of some types touches their runs and
// no other, however many claims a hub has.
type adjacency struct {
	start []int32 // where the runs of each entity start; one more at the end
	runs  []run
	items []int32 // claims
}

// run is where the claims of one relation start; they end where the next starts.
type run struct {
	start    int32
	relation uint8
}

// A relation numbers a type and the direction in which it is seen, in the order
// of [graph.Vocabulary], Out before In. Symmetric types have the first alone.
func relation(t int, in bool) uint8 {
	if in {
		return uint8(2*t + 1)
	}
	return uint8(2 * t)
}

func relationType(relation uint8) graph.RelationType { return graph.Vocabulary[relation/2].Type }

func relationDirection(relation uint8) graph.Direction {
	switch {
	case graph.Vocabulary[relation/2].Symmetric:
		return graph.Both
	case relation%2 == 1:
		return graph.In
	default:
		return graph.Out
	}
}

var typeIndex = func() map[graph.RelationType]int {
	m := make(map[graph.RelationType]int, len(graph.Vocabulary))
	for i, r := range graph.Vocabulary {
		m[r.Type] = i
	}
	return m
}()

// connect builds the adjacency of the claims that are withdrawn, or those that
// are not.
func connect(entities int, claims []*graph.Claim, between []ends, withdrawn bool) adjacency {
	flat := collect(entities, func(add func(owner, item int32)) {
		for i, c := range claims {
			if (c.Retracted != "") != withdrawn {
				continue
			}
			e := between[i]
			add(e.subject, int32(i))
			if e.object != e.subject {
				add(e.object, int32(i))
			}
		}
	})
	types := make([]uint8, len(claims))
	for i, c := range claims {
		types[i] = uint8(typeIndex[c.Type])
	}
	a := adjacency{start: make([]int32, entities+1), items: flat.items}
	for entity := range int32(entities) {
		of := func(claim int32) uint8 {
			t := types[claim]
			return relation(int(t), !graph.Vocabulary[t].Symmetric && between[claim].subject != entity)
		}
		items := flat.of(entity)
		slices.SortStableFunc(items, func(x, y int32) int { return int(of(x)) - int(of(y)) })
		for i, claim := range items {
			if r := of(claim); i == 0 || r != of(items[i-1]) {
				a.runs = append(a.runs, run{start: flat.start[entity] + int32(i), relation: r})
			}
		}
		a.start[entity+1] = int32(len(a.runs))
	}
	a.runs = append(slices.Clip(a.runs), run{start: int32(len(a.items))})
	return a
}

// each gives an entity's runs.
func (a *adjacency) each(entity int32, visit func(relation uint8, claims []int32)) {
	for i := a.start[entity]; i < a.start[entity+1]; i++ {
		visit(a.runs[i].relation, a.items[a.runs[i].start:a.runs[i+1].start])
	}
}

// relations says of each relation whether it is wanted.
type relations []bool

// relationsOf translates types and a direction; nil types are all.
func relationsOf(types []graph.RelationType, d graph.Direction) relations {
	wanted := make(relations, 2*len(graph.Vocabulary))
	add := func(t int) {
		symmetric := graph.Vocabulary[t].Symmetric
		wanted[relation(t, false)] = d != graph.In || symmetric
		wanted[relation(t, true)] = d != graph.Out && !symmetric
	}
	if types == nil {
		for t := range graph.Vocabulary {
			add(t)
		}
	}
	for _, t := range types {
		add(typeIndex[t])
	}
	return wanted
}

// reversed are the same relations seen from their other ends.
func (r relations) reversed() relations {
	out := slices.Clone(r)
	for t := range graph.Vocabulary {
		if !graph.Vocabulary[t].Symmetric {
			out[relation(t, false)], out[relation(t, true)] = r[relation(t, true)], r[relation(t, false)]
		}
	}
	return out
}
