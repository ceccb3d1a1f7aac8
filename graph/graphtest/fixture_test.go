package graphtest_test

import (
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
)

func TestFixture(t *testing.T) {
	kinds, types := map[graph.Kind]int{}, map[graph.RelationType]int{}
	ids := map[graph.ID]graph.Record{}
	for r, err := range graphtest.Fixture().Records(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if _, err := graph.ParseID(string(r.RecordID())); err != nil {
			t.Error(err)
		}
		ids[r.RecordID()] = r
		switch r := r.(type) {
		case *graph.Entity:
			kinds[r.Kind]++
		case *graph.Claim:
			types[r.Type]++
			if !r.Type.Relation().Allows(r.Subject.Kind(), r.Object.Kind()) {
				t.Errorf("%s %s %s is not in the vocabulary", r.Subject, r.Type, r.Object)
			}
		}
	}
	for _, k := range graph.Kinds {
		if kinds[k.Kind] == 0 {
			t.Errorf("no %s", k.Kind)
		}
	}
	for _, v := range graph.Vocabulary {
		if types[v.Type] == 0 {
			t.Errorf("no claim is %s", v.Type)
		}
	}
	for _, r := range ids {
		s, ok := r.(graph.Statement)
		if !ok {
			continue
		}
		replaced := func(wrong, by graph.ID) {
			if wrong != "" && ids[wrong] == nil {
				t.Errorf("%s replaces %s, which is not there", by, wrong)
			}
		}
		switch s := s.(type) {
		case *graph.Claim:
			replaced(s.Replaces, s.ID)
		case *graph.Figure:
			replaced(s.Replaces, s.ID)
			replaced(s.PartOf, s.ID)
		}
		for _, e := range s.AllEvidence() {
			d := ids[e.Document].(*graph.Document)
			paragraphs, err := graphtest.Texts().Paragraphs(t.Context(), d)
			if err != nil {
				t.Fatal(err)
			}
			if q := e.Resolve(paragraphs); e.Paragraph > 0 && q.Unavailable != "" {
				t.Errorf("%s cannot be quoted: %s", e.ID, q.Unavailable)
			}
		}
	}
}
