package graphtest_test

import (
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
)

// checkValid checks that a dataset obeys the rules of datasets.
func checkValid(t *testing.T, src graph.Source) {
	t.Helper()
	known := map[graph.ID]bool{}
	refer := func(by graph.ID, ids ...graph.ID) {
		for _, id := range ids {
			if id != "" && !known[id] {
				t.Errorf("%s refers to %q", by, id)
			}
		}
	}
	for r, err := range src.Records(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		id := r.RecordID()
		if _, err := graph.ParseID(string(id)); err != nil || known[id] {
			t.Errorf("%s: %v, known already: %t", id, err, known[id])
		}
		known[id] = true
		if s, ok := r.(graph.Statement); ok {
			recorded, retracted := s.Clocks()
			if len(s.AllEvidence()) == 0 || recorded > src.Dataset().Date || retracted > src.Dataset().Date || retracted != "" && retracted < recorded {
				t.Errorf("%s: recorded %s, retracted %s, %d pieces of evidence", id, recorded, retracted, len(s.AllEvidence()))
			}
			refer(id, graph.Mentions(s)...)
			for _, e := range s.AllEvidence() {
				refer(id, e.Document)
			}
		}
		switch r := r.(type) {
		case *graph.Claim:
			if !r.Type.Relation().Allows(r.Subject.Kind(), r.Object.Kind()) || r.Subject == r.Object {
				t.Errorf("%s %s %s", r.Subject, r.Type, r.Object)
			}
		case *graph.Figure:
			refer(id, r.Indicator)
			if (r.Value == nil) != (r.Comparator == graph.Qualitative) {
				t.Errorf("%+v", r)
			}
		}
	}
}

func TestRandomDatasetsAreValidAndRepeatable(t *testing.T) {
	for _, n := range []int{1, 2, 26, 400} {
		src := graphtest.Random(7, n)
		checkValid(t, src)
		if again := graphtest.Random(7, n).Dataset().Version; again != src.Dataset().Version {
			t.Errorf("the same seed makes %s and %s", again, src.Dataset().Version)
		}
		if other := graphtest.Random(8, n).Dataset().Version; other == src.Dataset().Version {
			t.Error("another seed makes the same dataset")
		}
		total := 0
		for _, k := range src.Dataset().Kinds {
			total += k
		}
		if total != n {
			t.Errorf("%d entities, asked for %d", total, n)
		}
	}
	d := graphtest.Random(7, 400).Dataset()
	if len(d.Kinds) != len(graph.Kinds) || len(d.Types) != len(graph.Vocabulary) {
		t.Errorf("%d kinds and %d types occur", len(d.Kinds), len(d.Types))
	}
}
