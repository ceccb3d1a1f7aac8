package memory

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/graph/textmatch"
	"policygraph/loader/names"
)

// A filter that finds little among much ends in an error instead of looking on.
func TestAFilterThatLooksAtTooMuchSaysSo(t *testing.T) {
	s := made(2000)
	q := graph.ListQuery{Filter: graph.EntityFilter{Has: &graph.RelationFilter{Types: []graph.RelationType{graph.SelectedFor}, Certainty: graph.Explicit}}}
	look := func(most int) (found int, err error) {
		r := s.filtering(t.Context(), graph.AsOf{})
		r.left = most
		err = s.eachListed(r, &q, func(int32) { found++ })
		return found, err
	}
	if found, err := look(s.config.MaxWork); err != nil || found == 0 {
		t.Fatalf("%d found: %v", found, err)
	}
	if _, err := look(len(s.entities) / 2); graph.CodeOf(err) != graph.CodeLimit {
		t.Errorf("code %q: %v", graph.CodeOf(err), err)
	}
}

// An entity with many ties is counted in a time that grows about as their number
// does: comparing each tie with those before it takes hundreds of times as long as
// counting as many ties of as many entities.
func TestOneEntityWithManyTiesCountsAsFastAsManyWithOne(t *testing.T) {
	const n = 20_000
	store := New()
	if _, err := store.Load(t.Context(), graphtest.Crowd(n), nil); err != nil {
		t.Fatal(err)
	}
	s := store.held.Load()
	fastest := func(entities []int32) time.Duration {
		best := time.Duration(math.MaxInt64)
		for range 3 {
			begun := time.Now()
			c := newFacetCounter(s.filtering(t.Context(), graph.AsOf{}), graph.FacetRegion)
			for _, e := range entities {
				c.add(e)
			}
			c.facets(1)
			best = min(best, time.Since(begun))
		}
		return best
	}
	hub, ok := s.findEntity("enterprise:hub")
	if !ok {
		t.Fatal("the crowd has no hub")
	}
	var firms []int32
	for i := range n {
		e, _ := s.findEntity(graph.ID(fmt.Sprint("enterprise:c", i)))
		firms = append(firms, e)
	}
	if one, many := fastest([]int32{hub}), fastest(firms); one > 20*many {
		t.Errorf("%d ties of one entity take %v, of as many entities %v", n, one, many)
	}
}

// So does a text that no name holds and that more names are like than are compared.
func TestAMistypedTextThatMuchIsLikeSaysSo(t *testing.T) {
	s := made(2000)
	text := []rune(part(s, rand.New(rand.NewPCG(1, 1)), func(e *graph.Entity) string { return names.Plain(e.Pinyin) }, func(int) int { return 0 }, func(n int) int { return n }))
	text[len(text)-1] = 'q'
	fuzzy, ok := textmatch.NewNeedle(string(text)).Fuzzy()
	if !ok {
		t.Fatalf("no error is looked for in %q", string(text))
	}
	for most, code := range map[int]graph.Code{s.config.MaxSimilar: "", 0: graph.CodeLimit} {
		r := s.filtering(t.Context(), graph.AsOf{})
		r.alike = most
		hits, err := s.mistyped(r, filter{}, fuzzy, graph.Window{Limit: 10})
		if graph.CodeOf(err) != code || code == "" && len(hits) == 0 {
			t.Errorf("%q, of %d: %d hits, code %q: %v", string(text), most, len(hits), graph.CodeOf(err), err)
		}
		r = s.filtering(t.Context(), graph.AsOf{})
		r.alike = most
		f := r.textFilter(string(text))
		if f.few(); graph.CodeOf(r.err) != code {
			t.Errorf("a filter by %q, of %d: code %q: %v", string(text), most, graph.CodeOf(r.err), r.err)
		}
	}
}
