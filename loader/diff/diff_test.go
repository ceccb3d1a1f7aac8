package diff_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"policygraph/graph"
	"policygraph/loader"
	"policygraph/loader/diff"
)

// base is an edition of a dataset. The tests replace parts of its files.
var base = map[string]string{
	"dataset.yaml":              "{format: 2, title: T, licence: CC0-1.0, maintainer: M, date: 2026-01-31}\n",
	"indicators.yaml":           "units:\n  - {code: CNY, label: 元, label_en: yuan}\nindicators:\n  - {id: indicator:investment, name: 投资, unit: CNY, measure: FLOW}\n",
	"entities/regions.yaml":     "- {id: region:east, name: 东州}\n",
	"entities/enterprises.yaml": "- {id: enterprise:alpha, name: 甲公司}\n- {id: enterprise:beta, name: 乙公司}\n",
	"documents/report.yaml": `document: {id: document:report, title: 报告, recorded: 2026-01-15}
claims:
  - {subject: region:east, type: SUPPORTS, object: enterprise:alpha, at: "*", basis: LISTED, note: N}
  - {subject: region:east, type: SUPPORTS, object: enterprise:beta, at: "*", basis: LISTED, note: N}
figures:
  - {subject: enterprise:alpha, indicator: indicator:investment, value: 5, unit: CNY, stated: 5元, status: ACTUAL, at: "*"}
`,
}

func edition(t *testing.T, edits ...string) graph.Source {
	t.Helper()
	files := fstest.MapFS{}
	for name, text := range base {
		for i := 0; i < len(edits); i += 3 {
			if edits[i] != name {
				continue
			}
			if !strings.Contains(text, edits[i+1]) {
				t.Fatalf("%s has no %q", name, edits[i+1])
			}
			text = strings.Replace(text, edits[i+1], edits[i+2], 1)
		}
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	source, err := loader.Open(t.Context(), files, nil)
	if err != nil {
		t.Fatal(err)
	}
	return source
}

// summary lists the entries of a report, one a line, without ids of statements.
func summary(r *diff.Report) string {
	var b strings.Builder
	for _, p := range r.Parts {
		for _, list := range []struct {
			name    string
			entries []diff.Entry
		}{
			{"added", p.Added}, {"changed", p.Changed}, {"renamed", p.Renamed},
			{"retracted", p.Retracted}, {"corrected", p.Corrected}, {"removed", p.Removed},
		} {
			for _, e := range list.entries {
				fmt.Fprintf(&b, "%s %s: %s", p.Type, list.name, e.Words)
				for _, c := range e.Changes {
					fmt.Fprintf(&b, "; %s %s -> %s", c.Field, c.From, c.To)
				}
				b.WriteString("\n")
			}
		}
	}
	return b.String()
}

const (
	report      = "documents/report.yaml"
	enterprises = "entities/enterprises.yaml"
	alpha       = `  - {subject: region:east, type: SUPPORTS, object: enterprise:alpha, at: "*", basis: LISTED, note: N}` + "\n"
	beta        = `  - {subject: region:east, type: SUPPORTS, object: enterprise:beta, at: "*", basis: LISTED, note: N}` + "\n"
	figure      = `figures:
  - {subject: enterprise:alpha, indicator: indicator:investment, value: 5, unit: CNY, stated: 5元, status: ACTUAL, at: "*"}
`
)

func TestCompare(t *testing.T) {
	retracted := strings.Replace(alpha, "note: N", "note: N, retracted: 2026-01-20", 1)
	for name, test := range map[string]struct {
		before, after []string
		want          string
	}{
		"nothing": {},
		"an entity is added": {
			after: []string{enterprises, "- {id: enterprise:beta", "- {id: enterprise:gamma, name: 丙公司}\n- {id: enterprise:beta"},
			want:  "entities added: 丙公司\n",
		},
		"a name and a document change": {
			after: []string{enterprises, "甲公司", "甲集团", report, "title: 报告", "title: 新报告"},
			want:  "entities changed: 甲公司; name 甲公司 -> 甲集团\ndocuments changed: 报告; title 报告 -> 新报告\n",
		},
		"evidence changes": {
			after: []string{report, "object: enterprise:alpha, at: \"*\", basis: LISTED, note: N", "object: enterprise:alpha, at: \"*\", basis: INFERRED, note: M"},
			want:  "claims changed: 东州 —SUPPORTS→ 甲公司 (DONE); document:report * LISTED, confidence 0.75, N -> INFERRED, confidence 0.6, M\n",
		},
		"a claim is retracted": {
			after: []string{report, alpha, retracted},
			want:  "claims retracted: 东州 —SUPPORTS→ 甲公司 (DONE)\n",
		},
		"a claim is corrected": {
			after: []string{report, alpha, retracted + strings.Replace(alpha, "note: N", "note: N, stage: PLANNED, replaces: CLAIM", 1)},
			want:  "claims corrected: 东州 —SUPPORTS→ 甲公司 (DONE); stage  -> PLANNED\n",
		},
		"a claim is removed": {
			after: []string{report, alpha, ""},
			want:  "claims removed: 东州 —SUPPORTS→ 甲公司 (DONE)\n",
		},
		"a figure is removed": {
			after: []string{report, figure, ""},
			want:  "figures removed: 甲公司, 投资: 5元 (ACTUAL)\n",
		},
		"a retracted claim is removed": {
			before: []string{report, alpha, retracted},
			after:  []string{report, alpha, ""},
			want:   "claims removed: 东州 —SUPPORTS→ 甲公司 (DONE)\n",
		},
		"an entity is removed with its claim": {
			after: []string{report, beta, "", enterprises, "- {id: enterprise:beta, name: 乙公司}\n", ""},
			want:  "entities removed: 乙公司\nclaims removed: 东州 —SUPPORTS→ 乙公司 (DONE)\n",
		},
		// Ids of statements are derived from the first id of their ends, so that a new id
		// changes no statement's id.
		"an entity is renamed": {
			after: []string{report, "object: enterprise:beta", "object: enterprise:beta-group", enterprises, "id: enterprise:beta,", "id: enterprise:beta-group, former_ids: [enterprise:beta],"},
			want: "entities renamed: 乙公司; id enterprise:beta -> enterprise:beta-group; former_ids  -> [\"enterprise:beta\"]\n" +
				"claims changed: 东州 —SUPPORTS→ 乙公司 (DONE); object enterprise:beta -> enterprise:beta-group\n",
		},
		// Ids are derived from the first former id: those of the other entity change.
		"two entities are merged": {
			before: []string{report, alpha, ""},
			after: []string{
				report, alpha, "", report, "subject: enterprise:alpha", "subject: enterprise:beta",
				enterprises, "- {id: enterprise:alpha, name: 甲公司}\n", "", enterprises, "id: enterprise:beta,", "id: enterprise:beta, former_ids: [enterprise:alpha],",
			},
			want: "entities changed: 乙公司; former_ids  -> [\"enterprise:alpha\"]\n" +
				"entities renamed: 甲公司; id enterprise:alpha -> enterprise:beta; name 甲公司 -> 乙公司; former_ids  -> [\"enterprise:alpha\"]\n" +
				"claims renamed: 东州 —SUPPORTS→ 乙公司 (DONE)\n" +
				"figures changed: 甲公司, 投资: 5元 (ACTUAL); subject enterprise:alpha -> enterprise:beta\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			before := edition(t, test.before...)
			if name == "a claim is corrected" {
				for r := range before.Records(t.Context()) {
					if c, ok := r.(*graph.Claim); ok && c.Object == "enterprise:alpha" {
						test.after[2] = strings.Replace(test.after[2], "CLAIM", string(c.ID), 1)
					}
				}
			}
			got, err := diff.Compare(t.Context(), before, edition(t, test.after...))
			if err != nil {
				t.Fatal(err)
			}
			if s := summary(got); s != test.want {
				t.Errorf("got\n%swant\n%s", s, test.want)
			}
		})
	}
}
