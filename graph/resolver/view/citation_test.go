package view

import (
	"strings"
	"testing"

	"policygraph/graph"
)

func TestCitationsOfAwkwardTexts(t *testing.T) {
	r := citeDocument(&graph.Document{ID: "document:odd", Title: `50% of A_B & {C} \ ~`, PublishedOn: "2024", URL: "https://example.org/?a=1&b=2"},
		&graph.Dataset{Version: graph.Version{Date: "2025-01-02"}})
	for style, want := range map[CitationStyle]string{
		CiteText:   `50% of A_B & {C} \ ~[EB/OL]. 2024[2025-01-02]. https://example.org/?a=1&b=2.`,
		CiteBibTeX: `title = {{50\% of A\_B \& \{C\} \textbackslash{} \textasciitilde{}}},`,
		CiteCSL:    `"issued":{"date-parts":[[2024]]}`,
	} {
		if got := r.in(style); !strings.Contains(got, want) {
			t.Errorf("%s is %s, without %s", style, got, want)
		}
	}
}
