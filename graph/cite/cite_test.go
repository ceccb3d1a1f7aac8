package cite

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"policygraph/graph"
)

func TestCitationsOfAwkwardTexts(t *testing.T) {
	r := Document(&graph.Document{ID: "document:odd", Title: `50% of A_B & {C} \ ~`, PublishedOn: "2024", URL: "https://example.org/?a=1&b=2"})
	for style, want := range map[Style]string{
		Text:   `50% of A_B & {C} \ ~[EB/OL]. 2024. https://example.org/?a=1&b=2.`,
		BibTeX: `title = {{50\% of A\_B \& \textbraceleft{}C\textbraceright{} \textbackslash{} \textasciitilde{}}},`,
		CSL:    `"issued":{"date-parts":[[2024]]}`,
	} {
		if got := r.In(style); !strings.Contains(got, want) {
			t.Errorf("%s is %s, without %s", style, got, want)
		}
	}
}

func TestCitationsOfDocuments(t *testing.T) {
	cases := []struct {
		rule     string
		document graph.Document
		want     string
	}{
		{"a piece of news has a medium and a day", graph.Document{Title: "行动发布", Authors: []string{"赵文"}, Publisher: "东岭日报", PublishedOn: "2023-04-05"},
			"赵文. 行动发布[N]. 东岭日报, 2023-04-05."},
		{"what has an address is online, its day in parentheses and no year beside it", graph.Document{Title: "行动计划", Publisher: "东岭省工业厅", PublishedOn: "2023-03-15", URL: "https://example.org/plan"},
			"行动计划[EB/OL]. 东岭省工业厅(2023-03-15). https://example.org/plan."},
		{"online without a publisher", graph.Document{Title: "行动计划", PublishedOn: "2023-03", URL: "https://example.org/plan"},
			"行动计划[EB/OL]. (2023-03). https://example.org/plan."},
		{"online in a year", graph.Document{Title: "行动计划", Publisher: "东岭省工业厅", PublishedOn: "2023", URL: "https://example.org/plan"},
			"行动计划[EB/OL]. 东岭省工业厅, 2023. https://example.org/plan."},
		{"online on an unknown day", graph.Document{Title: "行动计划", URL: "https://example.org/plan"},
			"行动计划[EB/OL]. https://example.org/plan."},
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
		if got := Document(&c.document).In(Text); got != c.want {
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
	r := Document(&graph.Document{ID: "document:news", Title: "[报道]", Publisher: "东岭日报", PublishedOn: "2023-04-05"})
	want := `{"id":"document:news","type":"article-newspaper","title":"报道","container-title":"东岭日报","issued":{"date-parts":[[2023,4,5]]}}`
	if got := r.In(CSL); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// What a statement's reference holds is the same in each style, and hostile texts neither
// end a field nor begin a line of their own.
func TestCitationsOfStatements(t *testing.T) {
	for name, hostile := range map[string]string{
		"plain": "东州支持甲公司", "TeX": `\input{x} 50% & {a}} _^~#$ \`, "lines": "a\nb\r\nc\u2028d",
		"quotes": `"a" “b” 'c' 「d」`, "right to left": "\u202eabc\u202c \u05d0", "markup": "<script>&amp;</script>",
	} {
		document := &graph.Document{ID: "document:report", Title: hostile, Publisher: hostile, PublishedOn: "2024-05-06", URL: "https://example.org/{a}\\b"}
		evidence := &graph.Evidence{Document: document.ID, Paragraph: 3, Start: 4, End: 9, Check: "0123abcd", Note: hostile}
		dataset := &graph.Dataset{Title: hostile, Maintainer: hostile, Version: graph.Version{Date: "2025-06-30", Hash: "00ff00ff00ff"}}
		r := Statement("claim:abc", hostile, []Place{{document, evidence, hostile}}, dataset)

		text := r.In(Text)
		var item map[string]any
		if err := json.Unmarshal([]byte(r.In(CSL)), &item); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		key, fields := readBibTeX(t, r.In(BibTeX))
		if key != "claim-abc" || item["id"] != "claim:abc" {
			t.Errorf("%s: keys %q and %q", name, key, item["id"])
		}
		ofCSL := fmt.Sprint(item)
		ofBibTeX := strings.Join(slices.Collect(maps.Values(fields)), "\n")
		for style, got := range map[Style]string{Text: text, CSL: ofCSL, BibTeX: ofBibTeX} {
			for _, want := range []string{hostile, "claim:abc", "2025-06-30-00ff00ff00ff", "3:4-9#0123abcd"} {
				if style != CSL {
					want = oneLine.Replace(want)
				}
				if !strings.Contains(got, want) {
					t.Errorf("%s: %s has no %q: %s", name, style, want, got)
				}
			}
		}
		if strings.ContainsAny(text, "\n\r\u2028") {
			t.Errorf("%s: the text has several lines: %q", name, text)
		}
		if strings.Contains(text+ofCSL+ofBibTeX, "ccessed") || fields["urldate"] != "" {
			t.Errorf("%s: a date of access that nobody gave", name)
		}
	}
}

// readBibTeX reads an entry as BibTeX does: braces nest, and a backslash does not escape
// them for it. It undoes the escapes of TeX in the values.
func readBibTeX(t *testing.T, entry string) (key string, fields map[string]string) {
	t.Helper()
	fields = map[string]string{}
	key, rest, _ := strings.Cut(strings.TrimPrefix(entry, "@misc{"), ",")
	for {
		name, value, ok := strings.Cut(strings.TrimLeft(rest, "\n ,"), " = {")
		if !ok {
			break
		}
		depth, end := 1, -1
		for i := 0; i < len(value) && end < 0; i++ {
			switch value[i] {
			case '{':
				depth++
			case '}':
				if depth--; depth == 0 {
					end = i
				}
			}
		}
		if end < 0 {
			t.Fatalf("the braces of %s do not close: %s", name, entry)
		}
		fields[name] = unTeX.Replace(value[:end])
		rest = value[end+1:]
	}
	if strings.Trim(rest, "\n ,") != "}" {
		t.Fatalf("the entry ends with %q: %s", rest, entry)
	}
	return key, fields
}

var unTeX = strings.NewReplacer(
	`\textbackslash{}`, `\`, `\textbraceleft{}`, `{`, `\textbraceright{}`, `}`, `\%`, `%`, `\&`, `&`, `\#`, `#`, `\$`, `$`, `\_`, `_`,
	`\textasciicircum{}`, `^`, `\textasciitilde{}`, `~`,
)
