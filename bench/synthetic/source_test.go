package synthetic

import (
	"encoding/json"
	"testing"

	"policygraph/graph"
	"policygraph/loader/names"
)

// A source says of every record what assembling them all in memory says.
func TestSourceIsWhatAssembleMakes(t *testing.T) {
	d := small(t, 2)
	var stated []graph.Record
	for _, part := range d.Parts() {
		for r := range part.Records {
			switch r := r.(type) {
			case *graph.Entity:
				n := names.Derive(r.Name)
				r.Hant, r.Pinyin, r.Initials, r.SortKey = n.Hant, n.Pinyin, n.Initials, n.SortKey
			case *graph.Indicator:
				n := names.Derive(r.Name)
				r.Hant, r.Pinyin, r.Initials, r.SortKey = n.Hant, n.Pinyin, n.Initials, n.SortKey
			}
			stated = append(stated, r)
		}
	}
	want := graph.Assemble(d.Describe(), stated)
	got, err := d.Source(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	described, wanted := got.Dataset(), want.Dataset()
	if g, w := described.NewestDocument.Last(), wanted.NewestDocument.Last(); g != w {
		t.Errorf("the newest document is of %s, want %s", g, w)
	}
	described.NewestDocument = wanted.NewestDocument // of two that end on one day it may be either
	if g, w := inJSON(t, described), inJSON(t, wanted); g != w {
		t.Errorf("described as\n%s\nwant\n%s", g, w)
	}
	records := map[graph.ID]string{}
	for r, err := range want.Records(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		records[r.RecordID()] = inJSON(t, r)
	}
	seen := int64(0)
	for r, err := range got.Records(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		seen++
		if g, w := inJSON(t, r), records[r.RecordID()]; g != w {
			t.Fatalf("%s is\n%s\nwant\n%s", r.RecordID(), g, w)
		}
	}
	if length := got.(interface{ Len() int64 }).Len(); seen != int64(len(records)) || seen != length {
		t.Errorf("%d records of %d, want %d", seen, length, len(records))
	}
}

func inJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
