package export_test

import (
	"fmt"
	"os"
	"reflect"
	"testing"

	"policygraph/graph"
	"policygraph/loader"
)

func TestJSONLHoldsAnyDataset(t *testing.T) {
	for _, seed := range seedsOf(t, 4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			before, reader := opened(t, randomDataset(seed))
			path, _ := written(t, "jsonl", reader, extracts["all"])
			after, err := loader.Open(t.Context(), os.DirFS(path), nil)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := after.Dataset(), before.Dataset(); !reflect.DeepEqual(got, want) {
				t.Errorf("dataset %+v, want %+v", got, want)
			}
			found := map[graph.ID]graph.Record{}
			for r, err := range after.Records(t.Context()) {
				if err != nil {
					t.Fatal(err)
				}
				found[r.RecordID()] = withoutCitations(r)
			}
			for r, err := range before.Records(t.Context()) {
				if err != nil {
					t.Fatal(err)
				}
				if got := found[r.RecordID()]; !reflect.DeepEqual(got, withoutCitations(r)) {
					t.Errorf("read back %+v, want %+v", got, r)
				}
				delete(found, r.RecordID())
			}
			if len(found) > 0 {
				t.Errorf("%d records more", len(found))
			}
			for _, part := range []graph.ExtractQuery{
				{},
				{At: graph.AsOf{KnownAsOf: "2020-01-01"}},
				{Filter: &graph.EntityFilter{Kinds: []graph.Kind{graph.Enterprise, graph.Programme, graph.Project}}},
				{Filter: extracts["part"].Filter, At: graph.AsOf{Ever: true}},
			} {
				part.Closed = true
				path, counts := written(t, "jsonl", reader, part)
				after, err := loader.Open(t.Context(), os.DirFS(path), nil)
				if err != nil {
					t.Fatalf("a part is refused: %v", err)
				}
				if want := counts.Entities + counts.Claims + counts.Figures + counts.Documents + counts.Indicators; after.Len() != int64(want) {
					t.Errorf("%d records of a part, want %d", after.Len(), want)
				}
			}
		})
	}
}

// withoutCitations leaves out how often a document is cited, which may count what is
// stated twice.
func withoutCitations(r graph.Record) graph.Record {
	d, ok := r.(*graph.Document)
	if !ok {
		return r
	}
	copied := *d
	copied.Citations = 0
	return &copied
}
