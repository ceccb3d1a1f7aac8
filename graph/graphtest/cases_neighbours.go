package graphtest

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"

	"policygraph/graph"
	"policygraph/internal/testenv"
)

// Traces of small datasets do not restrict the neighbours that they read, so stores are
// asked for restricted neighbours here.
var neighbourCases = []Case{
	{Name: "neighbours are all, those in a set, or those that are also neighbours of a set", Run: func(ctx context.Context, t T, s *Suite) {
		backend := s.open()
		store := graph.NewStore(backend)
		s.opened = append(s.opened, store)
		const graphs = 10
		seed := testenv.Seed(t) + 4
		parts := RandomParts(seed, graphs, 14)
		load(ctx, t, store, parts.Source)
		snapshot, err := backend.Open(ctx)
		if err != nil {
			t.Fatalf("%v", err)
		}
		defer func() {
			if err := snapshot.Close(); err != nil {
				t.Errorf("closing a snapshot: %v", err)
			}
		}()
		a := &asker{generator: &generator{Rand: rand.New(rand.NewPCG(seed, 1))}}
		compared := 0
		for i := range graphs {
			a.model = parts.models[i]
			for n := range 5 {
				of, into, meeting, exempt := a.half(), a.half(), a.half(), a.half()
				q := graph.NeighbourQuery{Of: of, At: a.at(), Avoid: []graph.Kind{graph.Project, graph.Enterprise}, Exempt: exempt, Limit: 1000}
				if n > 1 {
					q.Certainty, q.MinConfidence, _ = a.weighed()
					q.Ties = a.ties()
				}
				if n == 0 {
					into, meeting = []graph.ID{}, []graph.ID{} // nothing matches
				}
				ask := func(q graph.NeighbourQuery) map[graph.ID][]graph.Neighbour {
					found, err := snapshot.Neighbours(ctx, q)
					if err != nil {
						t.Fatalf("seed %d, graph %d, query %d: %v", seed, i, n, err)
					}
					out := map[graph.ID][]graph.Neighbour{}
					for j, list := range found {
						list = slices.Clone(list)
						slices.SortFunc(list, func(a, b graph.Neighbour) int { return cmp.Compare(a.ID, b.ID) })
						out[q.Of[j]] = list
					}
					return out
				}
				whole := ask(q)
				around := map[graph.ID]map[graph.ID]bool{} // of those to meet
				for id, list := range ask(graph.NeighbourQuery{Of: meeting, Types: q.Types, At: q.At, Certainty: q.Certainty, MinConfidence: q.MinConfidence, Ties: q.Ties, Limit: 1000}) {
					around[id] = map[graph.ID]bool{}
					for _, x := range list {
						around[id][x.ID] = true
					}
				}
				in, met := q, q
				in.Into, met.Meeting = into, meeting
				isIn, isMet := ask(in), ask(met)
				for _, id := range of {
					same(t, fmt.Sprintf("seed %d, graph %d, query %d: of %s in %v", seed, i, n, id, into),
						isIn[id], keep(whole[id], func(x graph.Neighbour) bool { return slices.Contains(into, x.ID) }))
					same(t, fmt.Sprintf("seed %d, graph %d, query %d: of %s meeting %v", seed, i, n, id, meeting),
						isMet[id], keep(whole[id], func(x graph.Neighbour) bool {
							return slices.ContainsFunc(meeting, func(m graph.ID) bool { return m != id && around[m][x.ID] })
						}))
					compared += len(whole[id])
				}
			}
		}
		if compared < 500 { // TestEachGroupFailsForStoresWithItsFaults needs this many to see the faults
			t.Errorf("only %d neighbours were compared", compared)
		}
	}},
}

// half returns about half of the entities.
func (a *asker) half() []graph.ID {
	return slices.DeleteFunc(a.entityIDs(), func(graph.ID) bool { return a.chance(2) })
}

func keep(list []graph.Neighbour, wanted func(graph.Neighbour) bool) []graph.Neighbour {
	return slices.DeleteFunc(slices.Clone(list), func(x graph.Neighbour) bool { return !wanted(x) })
}

func same(t T, what string, got, want []graph.Neighbour) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %v\nwant %v", what, got, want)
	}
}
