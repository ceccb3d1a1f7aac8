package docs_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"policygraph/graph"
	"policygraph/loader"
	"policygraph/seeds"
	"policygraph/seeds/seedstest"
)

const (
	datasetPage    = "dataset.md"
	generatedStart = "<!-- generated: go test ./docs -run TestDatasetPage -update -->\n"
	generatedEnd   = "<!-- end -->\n"
)

// The counts in docs/dataset.md are those of the dataset.
func TestDatasetPage(t *testing.T) {
	page, err := os.ReadFile(filepath.FromSlash(datasetPage))
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok1 := strings.Cut(string(page), generatedStart)
	_, after, ok2 := strings.Cut(rest, generatedEnd)
	if !ok1 || !ok2 {
		t.Fatalf("%s has no generated part", datasetPage)
	}
	want := before + generatedStart + counts(t) + generatedEnd + after
	if *update {
		if err := os.WriteFile(filepath.FromSlash(datasetPage), []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(page) != want {
		t.Errorf("%s does not say what the dataset holds: run go test ./docs -run TestDatasetPage -update", datasetPage)
	}
}

// The table of forms in docs/dataset.md is that of the program.
func TestTheDatasetPageListsTheForms(t *testing.T) {
	page, err := os.ReadFile(filepath.FromSlash(datasetPage))
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range graph.Forms {
		var values []string
		for _, form := range of.All() {
			values = append(values, string(form))
		}
		row := fmt.Sprintf("| %s | %#q | %s |\n", of.Kind.TypeName(), of.Field, strings.Join(values, ", "))
		if !strings.Contains(string(page), row) {
			t.Errorf("%s has no row %s", datasetPage, row)
		}
	}
}

// counts tells what the embedded dataset holds, by kind, type and document.
func counts(t *testing.T) string {
	t.Helper()
	source := seedstest.Open(t)
	type row struct {
		title, date                string
		explicit, implied, figures int
	}
	documents := map[graph.ID]*row{}
	status := map[graph.FigureStatus]int{}
	indicators, retracted := 0, 0
	byBasis := map[graph.Basis]int{}
	var confidences []float64 // of claims, without those that are retracted
	for record, err := range source.Records(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		in := func(evidence []graph.Evidence, count func(*row)) {
			var seen []graph.ID
			for _, e := range evidence {
				if !slices.Contains(seen, e.Document) {
					seen = append(seen, e.Document)
					count(documents[e.Document])
				}
			}
		}
		switch r := record.(type) {
		case *graph.Document:
			documents[r.ID] = &row{title: r.Title, date: string(r.PublishedOn)}
		case *graph.Indicator:
			indicators++
		case *graph.Claim:
			if r.Retracted != "" {
				retracted++
				continue
			}
			byBasis[r.Basis()]++
			confidences = append(confidences, r.Confidence())
			in(r.Evidence, func(d *row) {
				if r.Certainty == graph.Implied {
					d.implied++
				} else {
					d.explicit++
				}
			})
		case *graph.Figure:
			status[r.Status]++
			in(r.Evidence, func(d *row) { d.figures++ })
		}
	}

	var b strings.Builder
	d := source.Dataset()
	fmt.Fprintf(&b, "\n| kind | entities |\n|---|---:|\n")
	total := 0
	for _, k := range graph.Kinds {
		fmt.Fprintf(&b, "| %s %s | %d |\n", k.Label.EN, k.Label.ZH, d.Kinds[k.Kind])
		total += d.Kinds[k.Kind]
	}
	fmt.Fprintf(&b, "| in all | %d |\n\n| type of claim | from subject to object | claims |\n|---|---|---:|\n", total)
	total = 0
	for _, r := range graph.Vocabulary {
		fmt.Fprintf(&b, "| %s | %s %s | %d |\n", r.Type, r.Label.EN, r.Label.ZH, d.Types[r.Type])
		total += d.Types[r.Type]
	}
	fmt.Fprintf(&b, "| in all | | %d |\n\n", total)
	fmt.Fprintf(&b, "Besides, %d claims are retracted, and kept.\n\n| basis of the best evidence | | claims |\n|---|---|---:|\n", retracted)
	for _, basis := range graph.Bases {
		fmt.Fprintf(&b, "| %s | %s | %d |\n", basis.Basis, basis.Label.ZH, byBasis[basis.Basis])
	}
	fmt.Fprint(&b, "\n| `minConfidence` | claims that pass |\n|---|---:|\n")
	for _, least := range []float64{0, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 1} {
		passing := 0
		for _, c := range confidences {
			if c >= least {
				passing++
			}
		}
		fmt.Fprintf(&b, "| %g | %d |\n", least, passing)
	}
	fmt.Fprintf(&b, "\nFigures: %d targets, %d plans, %d actuals, of %d indicators.\n\n", status[graph.StatusTarget], status[graph.StatusPlan], status[graph.StatusActual], indicators)
	fmt.Fprintf(&b, "What several documents say counts for each of them:\n\n| document | published | explicit claims | implied claims | figures |\n|---|---|---:|---:|---:|\n")
	ids := make([]graph.ID, 0, len(documents))
	for id := range documents {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		r := documents[id]
		fmt.Fprintf(&b, "| `%s` | %s | %d | %d | %d |\n", id, r.date, r.explicit, r.implied, r.figures)
	}
	fmt.Fprintf(&b, "\n## What is left out\n\nNumbers, quoted names and headings of the texts that no statement is about, each\nwith its place. Dates, ordinals and page furniture are not looked for.\n\n| document | place | reason |\n|---|---|---|\n")
	report, err := loader.Validate(t.Context(), seeds.Files, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range report.LeftOut {
		fmt.Fprintf(&b, "| `%s` | `%s` | %s |\n", strings.TrimPrefix(string(l.Document), "document:"), l.Pointer, l.Reason)
	}
	return b.String() + "\n"
}
