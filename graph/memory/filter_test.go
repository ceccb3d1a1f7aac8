package memory

import (
	"math/rand/v2"
	"testing"

	"policygraph/graph"
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

// So does a text that no name holds and that more names are like than are compared.
func TestAMistypedTextThatMuchIsLikeSaysSo(t *testing.T) {
	s := made(2000)
	text := []rune(part(s, rand.New(rand.NewPCG(1, 1)), func(e *graph.Entity) string { return names.Plain(e.Pinyin) }, func(int) int { return 0 }, func(n int) int { return n }))
	text[len(text)-1] = 'q'
	fuzzy, ok := graph.NewNeedle(string(text)).Fuzzy()
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
