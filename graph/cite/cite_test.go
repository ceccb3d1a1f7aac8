package cite

import (
	"strings"
	"testing"

	"policygraph/graph"
)

func TestCitationsOfAwkwardTexts(t *testing.T) {
	r := Document(&graph.Document{ID: "document:odd", Title: `50% of A_B & {C} \ ~`, PublishedOn: "2024", URL: "https://example.org/?a=1&b=2"},
		&graph.Dataset{Version: graph.Version{Date: "2025-01-02"}})
	for style, want := range map[Style]string{
		Text:   `50% of A_B & {C} \ ~[EB/OL]. 2024[2025-01-02]. https://example.org/?a=1&b=2.`,
		BibTeX: `title = {{50\% of A\_B \& \{C\} \textbackslash{} \textasciitilde{}}},`,
		CSL:    `"issued":{"date-parts":[[2024]]}`,
	} {
		if got := r.In(style); !strings.Contains(got, want) {
			t.Errorf("%s is %s, without %s", style, got, want)
		}
	}
}

func TestCitationsOfDocuments(t *testing.T) {
	dataset := &graph.Dataset{Version: graph.Version{Date: "2025-06-30"}}
	cases := []struct {
		rule     string
		document graph.Document
		want     string
	}{
		{"a piece of news has a medium and a day", graph.Document{Title: "行动发布", Authors: []string{"赵文"}, Publisher: "东岭日报", PublishedOn: "2023-04-05"},
			"赵文. 行动发布[N]. 东岭日报, 2023-04-05."},
		{"what has an address is online, its day in parentheses and no year beside it", graph.Document{Title: "行动计划", Publisher: "东岭省工业厅", PublishedOn: "2023-03-15", URL: "https://example.org/plan"},
			"行动计划[EB/OL]. 东岭省工业厅(2023-03-15)[2025-06-30]. https://example.org/plan."},
		{"online without a publisher", graph.Document{Title: "行动计划", PublishedOn: "2023-03", URL: "https://example.org/plan"},
			"行动计划[EB/OL]. (2023-03)[2025-06-30]. https://example.org/plan."},
		{"online in a year", graph.Document{Title: "行动计划", Publisher: "东岭省工业厅", PublishedOn: "2023", URL: "https://example.org/plan"},
			"行动计划[EB/OL]. 东岭省工业厅, 2023[2025-06-30]. https://example.org/plan."},
		{"online on an unknown day", graph.Document{Title: "行动计划", URL: "https://example.org/plan"},
			"行动计划[EB/OL]. [2025-06-30]. https://example.org/plan."},
		{"a medium without a day is no piece of news", graph.Document{Title: "行动发布", Publisher: "东岭日报", PublishedOn: "2023-04"},
			"行动发布[Z]. 东岭日报, 2023-04."},
		{"a day without a medium is no piece of news", graph.Document{Title: "行动发布", PublishedOn: "2023-04-05"},
			"行动发布[Z]. 2023-04-05."},
		{"a title of our own loses its brackets", graph.Document{Title: "[《条例》发布会报道]", Publisher: "东岭日报", PublishedOn: "2023-04-05"},
			"《条例》发布会报道[N]. 东岭日报, 2023-04-05."},
		{"brackets that are part of a title stay", graph.Document{Title: "[甲]和[乙]"},
			"[甲]和[乙][Z]."},
	}
	for _, c := range cases {
		if got := Document(&c.document, dataset).In(Text); got != c.want {
			t.Errorf("%s: %s, want %s", c.rule, got, c.want)
		}
	}
}

// A dataset's version is its edition, its day stands once.
func TestCitationOfADataset(t *testing.T) {
	r := Dataset(&graph.Dataset{Title: "东岭", Maintainer: "某组", Version: graph.Version{Date: "2025-06-30"}})
	if got := r.In(Text); !strings.HasPrefix(got, "某组. 东岭: ") || !strings.HasSuffix(got, "[DS]. 2025-06-30.") {
		t.Error(got)
	}
}

func TestNewsInCSL(t *testing.T) {
	r := Document(&graph.Document{ID: "document:news", Title: "[报道]", Publisher: "东岭日报", PublishedOn: "2023-04-05"}, &graph.Dataset{})
	want := `{"id":"document:news","type":"article-newspaper","title":"报道","container-title":"东岭日报","issued":{"date-parts":[[2023,4,5]]}}`
	if got := r.In(CSL); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
