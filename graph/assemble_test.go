package graph_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
)

func evidence(document graph.ID, confidence float64, method graph.Method) []graph.Evidence {
	return []graph.Evidence{{Document: document, Paragraph: 3, Start: 1, End: 4, Check: "00000000", Confidence: confidence, Method: method}}
}

// assembled assembles records and finds them again by id.
func assembled(t *testing.T, records ...graph.Record) (graph.Dataset, map[graph.ID]graph.Record) {
	t.Helper()
	src := graph.Assemble(graph.Dataset{Title: "Test", Date: "2025-01-01"}, records)
	found := map[graph.ID]graph.Record{}
	for _, r := range recordsOf(t, src) {
		if found[r.RecordID()] != nil {
			t.Errorf("%s comes twice", r.RecordID())
		}
		found[r.RecordID()] = r
	}
	return src.Dataset(), found
}

func theClaim(t *testing.T, records map[graph.ID]graph.Record) *graph.Claim {
	t.Helper()
	var only *graph.Claim
	for _, r := range records {
		if c, ok := r.(*graph.Claim); ok {
			if only != nil {
				t.Fatalf("two claims: %+v, %+v", only, c)
			}
			only = c
		}
	}
	return only
}

func TestAssembleFillsInDefaults(t *testing.T) {
	d, records := assembled(t,
		&graph.Entity{ID: "policy:p"}, &graph.Entity{ID: "agency:a", FormerIDs: []graph.ID{"agency:old"}},
		&graph.Document{ID: "document:d", PublishedOn: "2024-03"},
		&graph.Claim{Type: graph.Issued, Subject: "agency:old", Object: "policy:p", Recorded: "2024-05-01", Evidence: evidence("document:d", 1, "")},
	)
	p, c := records["policy:p"].(*graph.Entity), theClaim(t, records)
	if p.Kind != graph.Policy || p.Adoption != graph.AdoptionUnknown || p.Degree != 1 {
		t.Errorf("%+v", p)
	}
	if c.Stage != graph.Done || c.Certainty != graph.Explicit || c.Subject != "agency:a" || c.ID == "" || c.Key == "" || c.ListKey == "" {
		t.Errorf("%+v", c)
	}
	e := c.Evidence[0]
	if e.Method != graph.Curated || e.Statement != c.ID || e.ID.Statement() != c.ID {
		t.Errorf("%+v", e)
	}
	if doc := records["document:d"].(*graph.Document); doc.LastCited != 3 || doc.Key == "" {
		t.Errorf("%+v", doc)
	}
	if d.Kinds[graph.Policy] != 1 || d.Types[graph.Issued] != 1 || d.Former["agency:old"] != "agency:a" || d.NewestDocument != "2024-03" || d.Version.Hash == "" {
		t.Errorf("%+v", d)
	}
}

func TestAssembleJoinsWhatSeveralDocumentsSay(t *testing.T) {
	amount := 5.0
	d, records := assembled(t,
		&graph.Entity{ID: "lab:a"}, &graph.Entity{ID: "lab:b"}, &graph.Document{ID: "document:d"}, &graph.Document{ID: "document:e"}, &graph.Document{ID: "document:f"},
		&graph.Claim{Type: graph.PartnersWith, Subject: "lab:b", Object: "lab:a", Recorded: "2024-05-01", Certainty: graph.Implied, Evidence: evidence("document:d", 0.5, graph.ByModel)},
		&graph.Claim{Type: graph.PartnersWith, Subject: "lab:a", Object: "lab:b", Recorded: "2024-04-01", Rank: 2, Amount: &amount, Expected: "2026", Replaces: "claim:x", Evidence: evidence("document:e", 0.5, graph.Curated)},
		&graph.Claim{Type: graph.PartnersWith, Subject: "lab:a", Object: "lab:b", Recorded: "2024-06-01", Certainty: graph.Implied, Evidence: evidence("document:f", 0.9, graph.ByRule)},
		&graph.Claim{Type: graph.PartnersWith, Subject: "lab:a", Object: "lab:b", Recorded: "2024-06-01", Certainty: graph.Implied, Evidence: evidence("document:f", 0.9, graph.ByRule)},
	)
	c := theClaim(t, records)
	if c.Subject != "lab:a" || c.Object != "lab:b" {
		t.Errorf("the ends of a symmetric claim are not sorted: %s, %s", c.Subject, c.Object)
	}
	if c.Certainty != graph.Explicit || c.Recorded != "2024-04-01" || c.Rank != 2 || c.Amount == nil || c.Expected != "2026" || c.Replaces != "claim:x" {
		t.Errorf("%+v", c)
	}
	var documents []graph.ID
	for _, e := range c.Evidence {
		documents = append(documents, e.Document)
	}
	if !slices.Equal(documents, []graph.ID{"document:f", "document:e", "document:d"}) {
		t.Errorf("evidence, surest first, then curated: %v", documents)
	}
	if d.Types[graph.PartnersWith] != 1 {
		t.Errorf("counted %d times", d.Types[graph.PartnersWith])
	}
}

func TestAssembleWithdrawsWhatEveryDocumentWithdrew(t *testing.T) {
	claim := func(retracted graph.Day, document graph.ID) *graph.Claim {
		return &graph.Claim{Type: graph.Undertakes, Subject: "lab:a", Object: "project:p", Recorded: "2024-01-01", Retracted: retracted, Evidence: evidence(document, 1, "")}
	}
	for _, c := range []struct {
		rule      string
		retracted []graph.Day
		want      graph.Day
		degree    int
	}{
		{"what is still said somewhere stands", []graph.Day{"2024-05-01", ""}, "", 1},
		{"whichever is read first", []graph.Day{"", "2024-05-01"}, "", 1},
		{"the last withdrawal counts", []graph.Day{"2024-05-01", "2024-06-01"}, "2024-06-01", 0},
	} {
		_, records := assembled(t, &graph.Entity{ID: "lab:a"}, &graph.Entity{ID: "project:p"}, &graph.Document{ID: "document:d"}, &graph.Document{ID: "document:e"},
			claim(c.retracted[0], "document:d"), claim(c.retracted[1], "document:e"))
		if got := theClaim(t, records); got.Retracted != c.want || records["lab:a"].(*graph.Entity).Degree != c.degree {
			t.Errorf("%s: %q, degree %d", c.rule, got.Retracted, records["lab:a"].(*graph.Entity).Degree)
		}
	}
}

func TestAssembleFigures(t *testing.T) {
	v := 3.0
	figure := func(document graph.ID, recorded graph.Day, breakdown ...graph.ID) *graph.Figure {
		return &graph.Figure{Subject: "region:old", Indicator: "indicator:i", Value: &v, Breakdown: breakdown, Status: graph.StatusActual, Recorded: recorded, Evidence: evidence(document, 1, "")}
	}
	wrong := &graph.Figure{Subject: "region:r", Indicator: "indicator:i", Value: &v, Comparator: graph.Exact, Status: graph.StatusPlan, Recorded: "2024-01-01", Retracted: "2024-02-01", Evidence: evidence("document:d", 1, "")}
	right := figure("document:e", "2024-05-01", "lab:z", "lab:a-old")
	right.Replaces = graph.FigureID(wrong, func(id graph.ID) graph.ID {
		if id == "region:r" {
			return "region:old"
		}
		return id
	})
	_, records := assembled(t,
		&graph.Indicator{ID: "indicator:i"}, &graph.Entity{ID: "region:r", FormerIDs: []graph.ID{"region:old"}}, &graph.Entity{ID: "lab:a", FormerIDs: []graph.ID{"lab:a-old"}}, &graph.Entity{ID: "lab:z"},
		&graph.Document{ID: "document:d", PublishedOn: "2024-06"}, &graph.Document{ID: "document:e", PublishedOn: "2024-06-15"},
		figure("document:d", "2024-06-01", "lab:a", "lab:z"), right, wrong,
	)
	var figures []*graph.Figure
	for _, r := range records {
		if f, ok := r.(*graph.Figure); ok && f.Status == graph.StatusActual {
			figures = append(figures, f)
		}
	}
	if len(figures) != 1 {
		t.Fatalf("%d figures from two documents that state the same", len(figures))
	}
	f := figures[0]
	if f.Subject != "region:r" || f.Comparator != graph.Exact || f.Recorded != "2024-05-01" || len(f.Evidence) != 2 || f.AsOf != "2024-06" || f.Key == "" ||
		!slices.Equal(f.Breakdown, []graph.ID{"lab:a", "lab:z"}) {
		t.Errorf("%+v", f)
	}
	if got := records[wrong.ID].(*graph.Figure).ReplacedBy; got != f.ID {
		t.Errorf("replaced by %q, want %s", got, f.ID)
	}
}

func TestAssembleLinksCorrections(t *testing.T) {
	for _, r := range recordsOf(t, graphtest.Fixture()) {
		c, ok := r.(*graph.Claim)
		if ok && c.ReplacedBy != "" && (c.Retracted == "" || c.Type != graph.LocatedIn) {
			t.Errorf("%+v", c)
		}
	}
}

func TestRecordsComeInAnOrderThatRefersBack(t *testing.T) {
	rank := func(r graph.Record) int {
		switch r.(type) {
		case *graph.Indicator:
			return 0
		case *graph.Document:
			return 1
		case *graph.Entity:
			return 2
		case *graph.Claim:
			return 3
		default:
			return 4
		}
	}
	records := recordsOf(t, graphtest.Fixture())
	if !slices.IsSortedFunc(records, func(a, b graph.Record) int { return rank(a) - rank(b) }) {
		t.Error("a record comes before one that it may refer to")
	}
	if again := recordsOf(t, graphtest.Fixture()); len(again) != len(records) {
		t.Errorf("the second time %d records, the first %d", len(again), len(records))
	}
}

func TestRecordsEndWithTheirContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	for _, err := range graphtest.Fixture().Records(ctx) {
		if err != nil {
			if !errors.Is(err, context.Canceled) || n != 2 {
				t.Errorf("after %d records: %v", n, err)
			}
			return
		}
		if n++; n == 2 {
			cancel()
		}
	}
	t.Error("the records go on without their context")
}

func TestMentionsAreEachOnce(t *testing.T) {
	for _, c := range []struct {
		s    graph.Statement
		want []graph.ID
	}{
		{&graph.Claim{Subject: "lab:a", Object: "lab:b"}, []graph.ID{"lab:a", "lab:b"}},
		{&graph.Claim{Subject: "policy:a", Object: "lab:b", Under: "policy:a"}, []graph.ID{"policy:a", "lab:b"}},
		{&graph.Figure{Subject: "region:a", Under: "policy:p", Breakdown: []graph.ID{"lab:x", "region:a", "lab:y"}}, []graph.ID{"region:a", "policy:p", "lab:x", "lab:y"}},
		{&graph.Figure{Subject: "region:a"}, []graph.ID{"region:a"}},
	} {
		if got := graph.Mentions(c.s); !slices.Equal(got, c.want) || c.s.About() != c.want[0] {
			t.Errorf("%v about %s, want %v", got, c.s.About(), c.want)
		}
	}
}
