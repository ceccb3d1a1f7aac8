package graph_test

import (
	"strings"
	"testing"

	"policygraph/graph"
)

func TestParseID(t *testing.T) {
	for s, ok := range map[string]bool{
		"enterprise:wanhua-chemical": true, "claim:4t2m5555aaaa": true, "document:a": true, "indicator:9": true, "dataset:2025-06-30-abcdef012345": true,
		"enterprise:" + strings.Repeat("a", 69): true, "enterprise:" + strings.Repeat("a", 70): false,
		"": false, "enterprise": false, "enterprise:": false, ":a": false, "firm:a": false, "Enterprise:a": false, "enterprise:A": false,
		"enterprise:-a": false, "enterprise:a-": false, "enterprise:a b": false, "enterprise:a:b": false, "enterprise:万华": false, "enterprise:a\t": false,
	} {
		id, err := graph.ParseID(s)
		if (err == nil) != ok || ok && string(id) != s || !ok && graph.CodeOf(err) != graph.CodeInvalid {
			t.Errorf("%q: %q, %v", s, id, err)
		}
	}
}

func TestIDTellsItsSort(t *testing.T) {
	for id, want := range map[graph.ID]string{"claim:a": "claim", "figure:a": "figure", "evidence:a": "evidence", "document:a": "document", "indicator:a": "indicator", "dataset:a": "dataset", "lab:a": "LAB"} {
		var sorts []string
		for sort, is := range map[string]bool{
			"claim": id.IsClaim(), "figure": id.IsFigure(), "evidence": id.IsEvidence(), "document": id.IsDocument(), "indicator": id.IsIndicator(), "dataset": id.IsDataset(),
		} {
			if is {
				sorts = append(sorts, sort)
			}
		}
		if k := id.Kind(); k != "" {
			sorts = append(sorts, string(k))
		}
		if strings.Join(sorts, " ") != want {
			t.Errorf("%s is %v", id, sorts)
		}
	}
}

func TestEvidenceNamesItsStatement(t *testing.T) {
	for id, want := range map[graph.ID]graph.ID{
		"evidence:claim-aaaabbbbcccc-dddddddd": "claim:aaaabbbbcccc", "evidence:figure-aaaabbbbcccc-dddddddd": "figure:aaaabbbbcccc",
		"evidence:claim-aaaabbbbcccc": "", "evidence:lab-aaaabbbbcccc-dddddddd": "", "claim:aaaabbbbcccc": "", "evidence:claim-a-b-c": "",
	} {
		if got := id.Statement(); got != want {
			t.Errorf("%s is of %q, want %q", id, got, want)
		}
	}
}

func TestClaimIDIsOfWhatMakesItThatClaim(t *testing.T) {
	same := func(id graph.ID) graph.ID { return id }
	of := func(change func(*graph.Claim)) graph.ID {
		c := &graph.Claim{Type: graph.SelectedFor, Subject: "enterprise:a", Object: "programme:b", Stage: graph.Done, ValidTime: graph.Period{From: "2023"}, Recorded: "2024-01-01"}
		change(c)
		return graph.ClaimID(c, same)
	}
	plain := of(func(*graph.Claim) {})
	if _, err := graph.ParseID(string(plain)); err != nil || !plain.IsClaim() || len(plain) != len("claim:")+12 {
		t.Errorf("%q: %v", plain, err)
	}
	for rule, change := range map[string]func(*graph.Claim){
		"type": func(c *graph.Claim) { c.Type = graph.ParticipatesIn }, "subject": func(c *graph.Claim) { c.Subject = "enterprise:c" },
		"object": func(c *graph.Claim) { c.Object = "programme:c" }, "ends exchanged": func(c *graph.Claim) { c.Subject, c.Object = c.Object, c.Subject },
		"role": func(c *graph.Claim) { c.Role = "lead" }, "under": func(c *graph.Claim) { c.Under = "policy:p" }, "stage": func(c *graph.Claim) { c.Stage = graph.Planned },
		"from": func(c *graph.Claim) { c.ValidTime.From = "2024" }, "from moved to the end": func(c *graph.Claim) { c.ValidTime = graph.Period{To: "2023"} }, "again": func(c *graph.Claim) { c.Occurrence = 1 },
	} {
		if of(change) == plain {
			t.Errorf("another %s does not make another claim", rule)
		}
	}
	for rule, change := range map[string]func(*graph.Claim){
		"certainty": func(c *graph.Claim) { c.Certainty = graph.Implied }, "recorded": func(c *graph.Claim) { c.Recorded = "2025-01-01" }, "retracted": func(c *graph.Claim) { c.Retracted = "2025-01-01" },
		"evidence": func(c *graph.Claim) { c.Evidence = []graph.Evidence{{Document: "document:d"}} }, "amount": func(c *graph.Claim) { v := 1.0; c.Amount = &v }, "rank": func(c *graph.Claim) { c.Rank = 1 },
	} {
		if of(change) != plain {
			t.Errorf("another %s makes another claim", rule)
		}
	}
}

func TestClaimIDOutlivesRenaming(t *testing.T) {
	first := func(id graph.ID) graph.ID {
		if id == "enterprise:new" {
			return "enterprise:old"
		}
		return id
	}
	old := &graph.Claim{Type: graph.PartnersWith, Subject: "enterprise:old", Object: "lab:z"}
	renamed := &graph.Claim{Type: graph.PartnersWith, Subject: "lab:z", Object: "enterprise:new"}
	if graph.ClaimID(old, first) != graph.ClaimID(renamed, first) {
		t.Error("the symmetric claim of a renamed firm, stated from its other end, is another claim")
	}
}

func TestFigureIDIsOfWhatMakesItThatFigure(t *testing.T) {
	same := func(id graph.ID) graph.ID { return id }
	v, w := 12.5, 13.0
	of := func(change func(*graph.Figure)) graph.ID {
		f := &graph.Figure{Subject: "region:a", Indicator: "indicator:i", Value: &v, Comparator: graph.Exact, Stated: "12.5", Status: graph.StatusActual, Breakdown: []graph.ID{"lab:x", "lab:y"}}
		change(f)
		return graph.FigureID(f, same)
	}
	plain := of(func(*graph.Figure) {})
	for rule, change := range map[string]func(*graph.Figure){
		"subject": func(f *graph.Figure) { f.Subject = "region:b" }, "indicator": func(f *graph.Figure) { f.Indicator = "indicator:j" }, "value": func(f *graph.Figure) { f.Value = &w },
		"upper value": func(f *graph.Figure) { f.ValueMax = &w }, "comparator": func(f *graph.Figure) { f.Comparator = graph.About }, "period": func(f *graph.Figure) { f.Period.To = "2024" },
		"status": func(f *graph.Figure) { f.Status = graph.StatusPlan }, "condition": func(f *graph.Figure) { f.Condition = "new ones" }, "under": func(f *graph.Figure) { f.Under = "policy:p" },
		"again": func(f *graph.Figure) { f.Occurrence = 2 }, "breakdown": func(f *graph.Figure) { f.Breakdown = f.Breakdown[:1] },
	} {
		if of(change) == plain {
			t.Errorf("another %s does not make another figure", rule)
		}
	}
	if of(func(f *graph.Figure) { f.Stated = "twelve and a half" }) != plain {
		t.Error("other words for the same number make another figure")
	}
	if of(func(f *graph.Figure) { f.Breakdown = []graph.ID{"lab:y", "lab:x"} }) != plain {
		t.Error("the order of its parts makes another figure")
	}
	words := func(stated string) graph.ID {
		return of(func(f *graph.Figure) { f.Value, f.Comparator, f.Stated = nil, graph.Qualitative, stated })
	}
	if words("明显增强") == words("有所增强") {
		t.Error("other words without a number do not make another figure")
	}
}

func FuzzParseID(f *testing.F) {
	for _, s := range []string{"enterprise:wanhua-chemical", "claim:aaaabbbbcccc", "evidence:claim-aaaabbbbcccc-dddddddd", ":", "a:b:c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		id, err := graph.ParseID(s)
		if err == nil && (string(id) != s || len(s) > 80 || strings.ToLower(s) != s || strings.Count(s, ":") != 1) {
			t.Errorf("%q is taken for an id", s)
		}
		_ = id.Statement()
	})
}
