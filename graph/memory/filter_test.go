package memory

import (
	"testing"

	"policygraph/graph"
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
	if found, err := look(mostWork); err != nil || found == 0 {
		t.Fatalf("%d found: %v", found, err)
	}
	if _, err := look(len(s.entities) / 2); graph.CodeOf(err) != graph.CodeLimit {
		t.Errorf("code %q: %v", graph.CodeOf(err), err)
	}
}
