package graph_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/internal/testenv"
)

func recordsOf(t testing.TB, src graph.Source) []graph.Record {
	t.Helper()
	var out []graph.Record
	for r, err := range src.Records(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

func versionOf(records []graph.Record, d graph.Dataset) graph.Version {
	var sum graph.VersionHash
	for _, r := range records {
		sum.Add(graph.RecordHash(r))
	}
	return sum.Version(&d)
}

func TestVersionIsOfTheContentInAnyOrder(t *testing.T) {
	d := graphtest.Fixture().Dataset()
	records := recordsOf(t, graphtest.Fixture())
	want := d.Version
	if want.ID() != graph.ID("dataset:"+want.String()) || want.Date != d.Date || len(want.Hash) != 12 {
		t.Errorf("%+v, %s", want, want.ID())
	}
	seed := testenv.Seed(t)
	for n := range uint64(5) {
		rand.New(rand.NewPCG(seed, n)).Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
		if got := versionOf(records, d); got != want {
			t.Errorf("in another order: %s, want %s", got, want)
		}
		// Read again in another order, what is derived comes out the same.
		again := graph.Assemble(graph.Dataset{Title: d.Title, Licence: d.Licence, Maintainer: d.Maintainer, Date: d.Date}, slices.Clone(records))
		if got := again.Dataset().Version; got != want {
			t.Errorf("assembled in another order: %s, want %s", got, want)
		}
	}
	if versionOf(records[1:], d) == want {
		t.Error("a record less is the same version")
	}
	if versionOf(append(records[:len(records):len(records)], records[0]), d) == want {
		t.Error("a record twice is the same version")
	}
	for what, change := range map[string]func(*graph.Dataset){
		"title": func(d *graph.Dataset) { d.Title = "x" }, "licence": func(d *graph.Dataset) { d.Licence = "x" },
		"maintainer": func(d *graph.Dataset) { d.Maintainer = "x" }, "date": func(d *graph.Dataset) { d.Date = "2030-01-01" },
	} {
		other := d
		change(&other)
		if versionOf(records, other) == want {
			t.Errorf("another %s is the same version", what)
		}
	}
}

func TestRecordHash(t *testing.T) {
	v, w := 1.0, 2.0
	type change struct {
		what        string
		base, other graph.Record
		same        bool
	}
	for _, c := range []change{
		{"an alias", &graph.Entity{ID: "lab:a"}, &graph.Entity{ID: "lab:a", Aliases: []string{"x"}}, false},
		{"the order of aliases", &graph.Entity{ID: "lab:a", Aliases: []string{"x", "y"}}, &graph.Entity{ID: "lab:a", Aliases: []string{"y", "x"}}, true},
		{"the order of codes", &graph.Entity{Codes: []graph.OfficialCode{{Scheme: graph.USCC, Value: "1"}, {Scheme: graph.GBT2260, Value: "2"}}}, &graph.Entity{Codes: []graph.OfficialCode{{Scheme: graph.GBT2260, Value: "2"}, {Scheme: graph.USCC, Value: "1"}}}, true},
		{"empty lists for none", &graph.Entity{}, &graph.Entity{Aliases: []string{}, Codes: []graph.OfficialCode{}, FormerIDs: []graph.ID{}}, true},
		{"a former id", &graph.Entity{}, &graph.Entity{FormerIDs: []graph.ID{"lab:b"}}, false},
		{"derived names and degree", &graph.Entity{Names: graph.Names{Name: "x"}}, &graph.Entity{Names: graph.Names{Name: "x", Hant: "y", Pinyin: "y", Initials: "y", SortKey: "y"}, Degree: 7}, true},
		{"an English name", &graph.Entity{Names: graph.Names{Name: "x"}}, &graph.Entity{Names: graph.Names{Name: "x", NameEN: "y"}}, false},
		{"an amount", &graph.Claim{Amount: &v}, &graph.Claim{Amount: &w}, false},
		{"no amount", &graph.Claim{Amount: &v}, &graph.Claim{}, false},
		{"the order of evidence", &graph.Claim{Evidence: []graph.Evidence{{ID: "a"}, {ID: "b"}}}, &graph.Claim{Evidence: []graph.Evidence{{ID: "b"}, {ID: "a"}}}, true},
		{"a note on evidence", &graph.Claim{Evidence: []graph.Evidence{{ID: "a"}}}, &graph.Claim{Evidence: []graph.Evidence{{ID: "a", Note: "x"}}}, false},
		{"derived keys of a claim", &graph.Claim{}, &graph.Claim{Key: "x", ListKey: "x", ReplacedBy: "claim:x", Evidence: []graph.Evidence{}}, true},
		{"a retraction", &graph.Claim{}, &graph.Claim{Retracted: "2025-01-01"}, false},
		{"derived fields of a figure", &graph.Figure{}, &graph.Figure{Key: "x", AsOf: "2025", ReplacedBy: "figure:x", Breakdown: []graph.ID{}}, true},
		{"a stated value", &graph.Figure{}, &graph.Figure{Stated: "x"}, false},
		{"derived fields of a document", &graph.Document{}, &graph.Document{Key: "x", LastCited: 3, Authors: []string{}, Boilerplate: []graph.Paragraphs{}}, true},
		{"the order of authors", &graph.Document{Authors: []string{"x", "y"}}, &graph.Document{Authors: []string{"y", "x"}}, false},
		{"derived names of an indicator", &graph.Indicator{}, &graph.Indicator{Names: graph.Names{SortKey: "x"}}, true},
		{"a unit", &graph.Indicator{}, &graph.Indicator{Unit: graph.Unit{Code: "%"}}, false},
	} {
		if got := graph.RecordHash(c.base) == graph.RecordHash(c.other); got != c.same {
			t.Errorf("records that differ in %s hash alike: %t", c.what, got)
		}
	}
	if graph.RecordHash(&graph.Entity{ID: "lab:a"}) == graph.RecordHash(&graph.Entity{ID: "lab:b"}) {
		t.Error("two entities hash alike")
	}
}

func TestRecordHashChangesNothing(t *testing.T) {
	e := &graph.Entity{ID: "lab:a", Aliases: []string{"y", "x"}, Degree: 2, Names: graph.Names{Hant: "z"}}
	graph.RecordHash(e)
	if !slices.Equal(e.Aliases, []string{"y", "x"}) || e.Degree != 2 || e.Hant != "z" {
		t.Errorf("%+v", e)
	}
}

func TestASumOfHashesCanBeTakenApart(t *testing.T) {
	d := graphtest.Fixture().Dataset()
	records := recordsOf(t, graphtest.Fixture())
	var all, some, rest graph.VersionHash
	for i, r := range records {
		all.Add(graph.RecordHash(r))
		if i%3 == 0 {
			some.Add(graph.RecordHash(r))
		} else {
			rest.Add(graph.RecordHash(r))
		}
	}
	if some.AddAll(rest); some.Version(&d) != all.Version(&d) {
		t.Error("two sums do not add up to the sum of all")
	}
	all.Remove(graph.RecordHash(records[0]))
	if all.Version(&d) != versionOf(records[1:], d) {
		t.Error("a hash that was taken out still counts")
	}
}
