package export_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"policygraph/export"
	"policygraph/graph"
	"policygraph/internal/testenv"
	"policygraph/loader"
)

// quoteOf is the words of a piece of evidence; none of some. They need not be what a
// loader allows: a document's text may hold anything.
func quoteOf(e graph.Evidence) string {
	return []string{"", "words", "「」", "」", "」」 note", "a\tb", "\\", `"`, "|", "=1", "\u2028", "]]>", "\x01\x1f\x7f", "\ufffe"}[e.End%14]
}

// exported writes a dataset with quotes.
func exported(t *testing.T, name string, r *graph.Reader) string {
	t.Helper()
	format, err := export.FormatNamed(name)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "export")
	about := &export.About{Dataset: *r.Dataset(), Quote: func(_ context.Context, e graph.Evidence) (string, error) { return quoteOf(e), nil }}
	if format.Files {
		target, err := export.NewDirectory(path)
		if err != nil {
			t.Fatal(err)
		}
		wrote(t, format, target, about, r, extracts["all"])
		return path
	}
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	wrote(t, format, export.NewStream(file), about, r, extracts["all"])
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// xmlText is a text as XML 1.0 can hold it.
func xmlText(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// What docs/exports.md says of a format is what an export of any dataset holds.
func TestFormatsHoldWhatTheTablesSay(t *testing.T) {
	c := comparison{readTables(t), map[string]bool{}}
	for _, seed := range seedsOf(t, 3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			source, reader := opened(t, randomDataset(seed))
			want := contentOf(t, source, quoteOf)
			c.same(t, "csv", readCSV(t, exported(t, "csv", reader)), want, nil)
			found, tied := readGraphML(t, exported(t, "graphml", reader))
			c.same(t, "graphml", found, want, xmlText)
			if !maps.Equal(tied, tiesOf(t, source)) {
				t.Errorf("graphml: figures have %d ties, want %d, or they differ", len(tied), len(tiesOf(t, source)))
			}
			found, facts := readJSONLD(t, exported(t, "jsonld", reader))
			c.same(t, "jsonld", found, want, nil)
			if !maps.Equal(facts, factsOf(t, source)) {
				t.Errorf("jsonld: %d plain triples, want %d, or they differ", len(facts), len(factsOf(t, source)))
			}
		})
	}
	for _, format := range []string{"csv", "graphml", "jsonld"} {
		c.complete(t, format)
	}
}

func TestCypherHoldsWhatTheTablesSay(t *testing.T) {
	c := comparison{readTables(t), map[string]bool{}}
	ask := neo4jSession(t)
	for _, seed := range seedNumbers(t, testenv.Size(t, 1, 2, 300)) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			source, reader := opened(t, randomDataset(seed))
			version := source.Dataset().Version.String()
			t.Cleanup(func() { ask("MATCH (n:Exported {dataset: '" + version + "'}) DETACH DELETE n") })
			found, tied := readCypher(t, exported(t, "cypher", reader), ask, version)
			c.same(t, "cypher", found, contentOf(t, source, quoteOf), nil)
			if !maps.Equal(tied, tiesOf(t, source)) {
				t.Errorf("figures have %d ties, want %d, or they differ", len(tied), len(tiesOf(t, source)))
			}
		})
	}
	c.complete(t, "cypher")
}

func TestJSONLHoldsAnyDataset(t *testing.T) {
	c := comparison{readTables(t), map[string]bool{}}
	for i, seed := range seedsOf(t, 6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			before, reader := opened(t, randomOfFormat(seed, 1+i%2))
			path, _ := written(t, "jsonl", reader, extracts["all"])
			after, err := loader.Open(t.Context(), os.DirFS(path), nil)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := after.Dataset(), before.Dataset(); !reflect.DeepEqual(got, want) {
				t.Errorf("dataset %+v, want %+v", got, want)
			}
			c.keys(t, path)
			found := map[graph.ID]graph.Record{}
			for r, err := range after.Records(t.Context()) {
				if err != nil {
					t.Fatal(err)
				}
				found[r.RecordID()] = withoutCitations(r)
			}
			for r, err := range before.Records(t.Context()) {
				if err != nil {
					t.Fatal(err)
				}
				if got := found[r.RecordID()]; !reflect.DeepEqual(got, withoutCitations(r)) {
					t.Errorf("read back %+v, want %+v", got, r)
				}
				delete(found, r.RecordID())
			}
			if len(found) > 0 {
				t.Errorf("%d records more", len(found))
			}
			for _, part := range []graph.ExtractQuery{
				{},
				{At: graph.AsOf{KnownAsOf: "2020-01-01"}},
				{Filter: &graph.EntityFilter{Kinds: []graph.Kind{graph.Enterprise, graph.Programme, graph.Project}}},
				{Filter: extracts["part"].Filter, At: graph.AsOf{IncludeRetracted: true}},
			} {
				part.Closed = true
				path, counts := written(t, "jsonl", reader, part)
				after, err := loader.Open(t.Context(), os.DirFS(path), nil)
				if err != nil {
					t.Fatalf("a part is refused: %v", err)
				}
				if want := counts.Entities + counts.Claims + counts.Figures + counts.Documents + counts.Indicators; after.Len() != int64(want) {
					t.Errorf("%d records of a part, want %d", after.Len(), want)
				}
			}
		})
	}
	delete(c.fields, "dataset") // dataset.yaml, which the loader has read
	c.complete(t, "jsonl")
}

// keys holds the keys of JSONL files against the tables.
func (c *comparison) keys(t *testing.T, dir string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.jsonl"))
	if err != nil || len(files) != 5 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			var keys map[string]any
			if err := json.Unmarshal([]byte(line), &keys); err != nil {
				t.Fatal(err)
			}
			types := []string{keys["record"].(string)}
			switch types[0] {
			case "unit":
				types = []string{"indicator"}
			case "claim", "figure":
				types = append(types, "evidence")
				pieces, _ := keys["evidence"].([]any)
				for _, piece := range pieces {
					c.known(t, piece.(map[string]any), "evidence")
				}
			}
			c.known(t, keys, types...)
		}
	}
}

func (c *comparison) known(t *testing.T, keys map[string]any, types ...string) {
	t.Helper()
	for key := range keys {
		known := slices.Contains(c.added["jsonl"], key)
		for _, kind := range types {
			for _, names := range c.fields[kind] {
				if names["jsonl"] == key {
					known, c.seen["jsonl "+kind+" "+key] = true, true
				}
			}
		}
		if !known {
			t.Errorf("a line of type %s has %s, which no table names", types[0], key)
		}
	}
}

// withoutCitations leaves out how often a document is cited, which may count what is
// stated twice.
func withoutCitations(r graph.Record) graph.Record {
	d, ok := r.(*graph.Document)
	if !ok {
		return r
	}
	copied := *d
	copied.Citations = 0
	return &copied
}
