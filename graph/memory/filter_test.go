package memory

import (
	"cmp"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/graph/textmatch"
	"policygraph/loader/names"
)

func TestAFilterThatExceedsItsWorkFailsWithALimit(t *testing.T) {
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

// An entity's ties are sorted, so that the same region counts once: comparing each tie
// with those before it would take n²/2 comparisons.
func TestTheTiesOfAnEntityAreComparedLikeASort(t *testing.T) {
	const n = 5000
	store := New()
	if _, err := store.Load(t.Context(), graphtest.Crowd(n), nil); err != nil {
		t.Fatal(err)
	}
	s := store.held.Load()
	hub, ok := s.findEntity("enterprise:hub")
	if !ok {
		t.Fatal("the crowd has no hub")
	}
	c, compared := newFacetCounter(s.filtering(t.Context(), graph.AsOf{}), graph.FacetRegion), 0
	c.compare = func(a, b int32) int {
		compared++
		return cmp.Compare(a, b)
	}
	c.add(hub)
	if regions := c.facets(2 * n); len(regions) != n {
		t.Errorf("%d regions are counted, want %d", len(regions), n)
	}
	if most := int(2 * n * math.Log2(n)); compared < n-1 || compared > most {
		t.Errorf("%d ties are compared %d times, want %d to %d", n, compared, n-1, most)
	}
}

func TestAMistypedTextThatIsLikeTooManyNamesFailsWithALimit(t *testing.T) {
	s := made(2000)
	text := []rune(part(s, rand.New(rand.NewPCG(1, 1)), func(e *graph.Entity) string { return names.Plain(e.Pinyin) }, func(int) int { return 0 }, func(n int) int { return n }))
	text[len(text)-1] = 'q'
	fuzzy, ok := textmatch.NewNeedle(string(text)).Fuzzy()
	if !ok {
		t.Fatalf("%q has no fuzzy needle", string(text))
	}
	for most, code := range map[int]graph.Code{s.config.MaxSimilar: "", 0: graph.CodeLimit} {
		r := s.filtering(t.Context(), graph.AsOf{})
		r.similar = most
		hits, err := s.mistyped(r, filter{}, fuzzy, graph.Window{Limit: 10})
		if graph.CodeOf(err) != code || code == "" && len(hits) == 0 {
			t.Errorf("%q, of %d: %d hits, code %q: %v", string(text), most, len(hits), graph.CodeOf(err), err)
		}
		r = s.filtering(t.Context(), graph.AsOf{})
		r.similar = most
		f := r.textFilter(string(text))
		if f.few(); graph.CodeOf(r.err) != code {
			t.Errorf("a filter by %q, of %d: code %q: %v", string(text), most, graph.CodeOf(r.err), r.err)
		}
	}
}

// A page of the claims of a hub costs the memory of its rows: a hub may have a million
// claims.
func TestAPageOfAHubsClaimsMakesNoOtherRecords(t *testing.T) {
	const n = 3000
	store := New()
	if _, err := store.Load(t.Context(), graphtest.Crowd(n), nil); err != nil {
		t.Fatal(err)
	}
	s := store.held.Load()
	q := graph.ClaimQuery{Object: &graph.EntityFilter{IDs: []graph.ID{"region:top"}}}
	all, err := s.Claims(t.Context(), q, graph.Window{Limit: 10 * n})
	if err != nil || len(all[0]) < 2*n {
		t.Fatalf("%d claims: %v", len(all[0]), err)
	}
	for _, w := range []graph.Window{
		{Limit: 10},
		{Limit: 10, FromEnd: true},
		{Limit: 10, After: all[0][n].Key},
		{Limit: 10, Before: all[0][n].Key, FromEnd: true},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		page, err := s.Claims(t.Context(), q, w)
		runtime.ReadMemStats(&after)
		if err != nil || len(page[0]) != w.Limit {
			t.Fatalf("%+v: %d claims: %v", w, len(page[0]), err)
		}
		if bytes := after.TotalAlloc - before.TotalAlloc; bytes > 50_000 {
			t.Errorf("%+v: a page of %d claims of %d takes %d bytes", w, w.Limit, len(all[0]), bytes)
		}
	}
}
