package graph_test

import (
	"crypto/sha256"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/internal/testenv"
)

// hashByReflection is what RecordHash stands for: encoding/json's form of a
// record's stated fields, sets sorted.
func hashByReflection(t testing.TB, r graph.Record) graph.Hash {
	t.Helper()
	var canonical any
	switch r := r.(type) {
	case *graph.Entity:
		c := *r
		c.Names = graph.Names{Name: c.Name, NameEN: c.NameEN}
		c.Aliases, c.Codes, c.FormerIDs = slices.Sorted(slices.Values(c.Aliases)), slices.Clone(c.Codes), orNil(c.FormerIDs)
		slices.SortFunc(c.Codes, func(a, b graph.OfficialCode) int {
			return strings.Compare(string(a.Scheme)+a.Value, string(b.Scheme)+b.Value)
		})
		c.Codes, c.Degree = orNil(c.Codes), 0
		canonical = c
	case *graph.Claim:
		c := *r
		c.Evidence, c.Key, c.ListKey, c.ReplacedBy = byID(c.Evidence), "", "", ""
		canonical = c
	case *graph.Figure:
		c := *r
		c.Evidence, c.Breakdown, c.Key, c.AsOf, c.ReplacedBy = byID(c.Evidence), orNil(c.Breakdown), "", "", ""
		canonical = c
	case *graph.Document:
		c := *r
		c.Authors, c.Boilerplate, c.Repairs, c.Key, c.LastCited = orNil(c.Authors), orNil(c.Boilerplate), orNil(c.Repairs), "", 0
		canonical = c
	case *graph.Indicator:
		c := *r
		c.Names = graph.Names{Name: c.Name, NameEN: c.NameEN}
		canonical = c
	}
	text, err := json.Marshal(canonical)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(append([]byte(r.RecordID().Prefix()+"\n"), text...))
	return graph.Hash(sum[:16])
}

func orNil[E any](s []E) []E {
	if len(s) == 0 {
		return nil
	}
	return s
}

func byID(evidence []graph.Evidence) []graph.Evidence {
	c := slices.Clone(orNil(evidence))
	slices.SortFunc(c, func(a, b graph.Evidence) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return c
}

func TestRecordHashIsOfTheJSONOfARecord(t *testing.T) {
	seed := testenv.Seed(t)
	for n := range uint64(3) {
		for _, r := range append(recordsOf(t, graphtest.Random(seed+n, 300)), recordsOf(t, graphtest.Fixture())...) {
			if graph.RecordHash(r) != hashByReflection(t, r) {
				t.Errorf("%+v", r)
			}
		}
	}
}

func FuzzRecordHash(f *testing.F) {
	f.Add("企业", "a<b>&c\"\\\n\x7f", "\u2028“引”\xff", 0.25, 7)
	f.Add("", "\x00\x1f\t", "𠀀\ufffd", 1e21, 0)
	f.Add("x", "y", "z", math.Copysign(0, -1), -3)
	f.Add("x", "y", "z", 123456789.125, math.MaxInt)
	f.Add("x", "y", "z", 1e-7, 1)
	f.Fuzz(func(t *testing.T, a, b, c string, v float64, n int) {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return // the loader refuses them
		}
		id, names := graph.ID(a), graph.Names{Name: b, NameEN: c, Hant: a, Pinyin: b, Initials: c, SortKey: a}
		evidence := []graph.Evidence{
			{ID: graph.ID(c), Statement: id, Document: graph.ID(b), Paragraph: n, Start: n, End: n + 1, Check: a, Method: graph.Method(b), Confidence: v, Note: c, Basis: graph.Basis(a), SubjectAt: b, ObjectAt: c},
			{ID: graph.ID(b), Confidence: 1},
		}
		period := graph.Period{From: graph.PartialDate(a), To: graph.PartialDate(b)}
		for _, r := range []graph.Record{
			&graph.Entity{ID: id, Kind: graph.Kind(b), Names: names, Aliases: []string{c, a, b}, Description: c, Codes: []graph.OfficialCode{{Scheme: graph.CodeScheme(b), Value: a}, {Scheme: graph.CodeScheme(a), Value: c}},
				FormerIDs: []graph.ID{graph.ID(c)}, IssuedOn: graph.PartialDate(a), Adoption: graph.Adoption(b), HeldOn: graph.PartialDate(c), Form: graph.Form(a), Degree: n,
				LocalAliases: []graph.LocalAlias{{Name: a, In: graph.ID(b)}, {}}},
			&graph.Entity{ID: id, Aliases: []string{}, Codes: []graph.OfficialCode{}, FormerIDs: []graph.ID{}},
			&graph.Claim{ID: id, Type: graph.RelationType(b), Subject: graph.ID(c), Object: id, Role: a, Amount: &v, Rank: n, Stage: graph.Stage(b), Expected: graph.PartialDate(c), Under: graph.ID(a),
				Certainty: graph.Certainty(b), ValidTime: period, Occurrence: n, Recorded: graph.Day(c), Retracted: graph.Day(a), Replaces: graph.ID(b), ReplacedBy: graph.ID(c), Evidence: evidence, Key: a, ListKey: b},
			&graph.Claim{ID: id, Evidence: evidence[:1]},
			&graph.Figure{ID: id, Subject: graph.ID(b), Indicator: graph.ID(c), Value: &v, ValueMax: &v, Unit: a, Stated: b, Comparator: graph.Comparator(c), Period: period, Status: graph.FigureStatus(a),
				Breakdown: []graph.ID{graph.ID(b), id}, Condition: c, PartOf: graph.ID(a), Under: graph.ID(b), Occurrence: n, Recorded: graph.Day(c), Retracted: graph.Day(a), Replaces: id, ReplacedBy: id,
				Evidence: evidence, AsOf: graph.PartialDate(b), Key: c},
			&graph.Figure{ID: id, Breakdown: []graph.ID{}, Evidence: []graph.Evidence{}},
			&graph.Document{ID: id, Title: b, Publisher: c, Authors: []string{a, b}, PublishedOn: graph.PartialDate(c), Language: a, URL: b, SHA256: c, FirstParagraph: n, LastParagraph: n,
				Boilerplate: []graph.Paragraphs{{From: n, To: n}, {}}, Repairs: []graph.Repair{{Paragraph: n, From: a, To: b, Reason: c}}, LastCited: n, Key: a,
				SpeaksFor: []graph.SpeaksFor{{Entity: id, Paragraphs: []graph.Paragraphs{{From: n, To: n}}, Words: []string{a, b}, At: c}, {}}},
			&graph.Indicator{ID: id, Names: names, Description: a, Unit: graph.Unit{Code: b, Label: graph.Label{ZH: c, EN: a}}, Measure: graph.Measure(b), Base: c},
		} {
			if graph.RecordHash(r) != hashByReflection(t, r) {
				t.Errorf("%+v", r)
			}
		}
	})
}

func BenchmarkRecordHash(b *testing.B) {
	for _, r := range recordsOf(b, graphtest.Fixture()) {
		if claim, ok := r.(*graph.Claim); ok {
			b.ReportAllocs()
			for b.Loop() {
				graph.RecordHash(claim)
			}
			return
		}
	}
}
