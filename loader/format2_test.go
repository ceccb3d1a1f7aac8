package loader

import (
	"context"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"policygraph/graph"
	"policygraph/loader/check"
)

func format2(t testing.TB) (dataset, texts fstest.MapFS) {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/format2.txtar")
	if err != nil {
		t.Fatal(err)
	}
	return overValid(t, archive)
}

func TestValidateCountsHowExplicitClaimsNameTheirEnds(t *testing.T) {
	dataset, texts := format2(t)
	report, err := Validate(context.Background(), dataset, openTexts(t, texts))
	if err != nil {
		t.Fatal(err)
	}
	if want := (check.Ends{Bare: 3, Words: 1, Paragraphs: 1, PointedAt: 1}); report.Ends != want || report.Format != 2 {
		t.Errorf("format %d, %+v; want format 2, %+v", report.Format, report.Ends, want)
	}
}

// Certainty and confidence follow from the basis where a record leaves them out.
func TestBasesDecideCertaintyAndConfidence(t *testing.T) {
	dataset, _ := format2(t)
	_, records := mustOpen(t, dataset)
	type trust struct {
		graph.Certainty
		graph.Basis
		confidence float64
	}
	got := map[string]trust{}
	for _, r := range records {
		switch r := r.(type) {
		case *graph.Claim:
			got[string(r.Subject)+" "+string(r.Type)+" "+string(r.Object)] = trust{r.Certainty, r.Basis(), r.Confidence()}
		case *graph.Figure:
			got["figure"] = trust{"", r.Basis(), r.Confidence()}
		}
	}
	for what, want := range map[string]trust{
		"region:south LOCATED_IN region:east":             {graph.Explicit, graph.Registered, 1},
		"enterprise:alpha SELECTED_FOR programme:stars":   {graph.Explicit, graph.Stated, 1},
		"policy:plan SUPPORTS enterprise:alpha":           {graph.Explicit, graph.Stated, 0.95},
		"enterprise:beta PARTICIPATES_IN programme:stars": {graph.Implied, graph.Listed, 0.75},
		"enterprise:beta IN_INDUSTRY industry:robots":     {graph.Implied, graph.ByName, 0.5},
		"figure": {"", graph.Stated, 1},
	} {
		if got[what] != want {
			t.Errorf("%s: %v, want %v", what, got[what], want)
		}
	}
}

// The ends of a symmetric claim are sorted, and what is said of each goes with it.
func TestASymmetricClaimKeepsWhereItsEndsAreNamed(t *testing.T) {
	dataset, _ := format2(t)
	dataset["claims.jsonl"] = file(`{"record":"claim","subject":"enterprise:beta","type":"PARTNERS_WITH","object":"enterprise:alpha","document":"document:report","at":"2:10-17#00c0ffee","basis":"STATED","subject_at":"2:10-13#00c0ffee","object_at":"2:0-3#00c0ffee"}` + "\n")
	_, records := mustOpen(t, dataset)
	for _, r := range records {
		if c, ok := r.(*graph.Claim); ok && c.Type == graph.PartnersWith {
			if e := c.Evidence[0]; c.Subject != "enterprise:alpha" || e.SubjectAt != "2:0-3#00c0ffee" || e.ObjectAt != "2:10-13#00c0ffee" {
				t.Errorf("%s at %s, %s at %s", c.Subject, e.SubjectAt, c.Object, e.ObjectAt)
			}
			return
		}
	}
	t.Error("no claim PARTNERS_WITH")
}
