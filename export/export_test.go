package export_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/export"
	"policygraph/graph"
	"policygraph/graph/memory"
	"policygraph/internal/testenv"
	"policygraph/loader"
	"policygraph/seeds"
	"policygraph/tools/neo4j/neo4jtest"
	"policygraph/tools/readers"
)

func TestMain(m *testing.M) { neo4jtest.Main(m) }

// dataset is the first dataset, opened for reading.
func dataset(t *testing.T) *graph.Reader {
	t.Helper()
	source, err := loader.Open(t.Context(), seeds.Files, nil)
	if err != nil {
		t.Fatal(err)
	}
	store := graph.NewStore(memory.New())
	if _, err := store.Load(t.Context(), source, nil); err != nil {
		t.Fatal(err)
	}
	reader, err := store.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = reader.Close() })
	return reader
}

// written exports to a file or directory, whose path it gives.
func written(t *testing.T, name string, r *graph.Reader, q graph.ExtractQuery) (string, export.Counts) {
	t.Helper()
	format, err := export.FormatNamed(name)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "export")
	about := &export.About{Dataset: *r.Dataset()}
	if format.Files {
		target, err := export.NewDirectory(path)
		if err != nil {
			t.Fatal(err)
		}
		return path, wrote(t, format, target, about, r, q)
	}
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	counts := wrote(t, format, export.NewStream(file), about, r, q)
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	return path, counts
}

func wrote(t *testing.T, f export.Format, to export.Target, about *export.About, r *graph.Reader, q graph.ExtractQuery) export.Counts {
	t.Helper()
	counts, err := export.Write(t.Context(), f, to, about, r.Extract(t.Context(), q), nil)
	if err != nil {
		t.Fatal(err)
	}
	return counts
}

// holds is what an extract holds, as readers of exports tell it.
type holds struct {
	entities              map[string]string
	claims, figures       map[string][]string
	documents, indicators int
}

func extracted(t *testing.T, r *graph.Reader, q graph.ExtractQuery) holds {
	t.Helper()
	h := holds{entities: map[string]string{}, claims: map[string][]string{}, figures: map[string][]string{}}
	for record, err := range r.Extract(t.Context(), q) {
		if err != nil {
			t.Fatal(err)
		}
		switch x := record.(type) {
		case *graph.Entity:
			h.entities[string(x.ID)] = x.Name
		case *graph.Claim:
			h.claims[string(x.ID)] = append([]string{string(x.Subject), string(x.Type), string(x.Object)}, places(x.Evidence)...)
		case *graph.Figure:
			h.figures[string(x.ID)] = append([]string{string(x.Subject), string(x.Indicator), x.Stated}, places(x.Evidence)...)
		case *graph.Document:
			h.documents++
		case *graph.Indicator:
			h.indicators++
		}
	}
	return h
}

func places(evidence []graph.Evidence) []string {
	out := make([]string, len(evidence))
	for i, e := range evidence {
		out[i] = string(e.Document) + " " + e.Pointer()
	}
	slices.Sort(out)
	return out
}

// extracts are all of the dataset, withdrawn statements among it, and a part.
var extracts = map[string]graph.ExtractQuery{
	"all":  {At: graph.AsOf{IncludeRetracted: true}},
	"part": {Filter: &graph.EntityFilter{Kinds: []graph.Kind{graph.Enterprise, graph.Programme, graph.Platform}}},
}

func TestOthersReadWhatIsExported(t *testing.T) {
	testenv.Need(t, testenv.Python)
	r := dataset(t)
	for part, q := range extracts {
		want := extracted(t, r, q)
		for _, format := range []string{"jsonl", "csv", "graphml", "jsonld"} {
			t.Run(format+"/"+part, func(t *testing.T) {
				path, counts := written(t, format, r, q)
				found, err := readers.Read(t.Context(), format, path)
				if err != nil {
					t.Fatal(err)
				}
				if found.Version != r.Dataset().Version.String() {
					t.Errorf("version %s, want %s", found.Version, r.Dataset().Version)
				}
				if !reflect.DeepEqual(found.Entities, want.entities) {
					t.Errorf("%d entities, want %d, or they differ", len(found.Entities), len(want.entities))
				}
				same(t, "claims", found.Claims, want.claims)
				same(t, "figures", found.Figures, want.figures)
				if found.Documents != want.documents || found.Indicators != want.indicators {
					t.Errorf("%d documents and %d indicators, want %d and %d", found.Documents, found.Indicators, want.documents, want.indicators)
				}
				if counts.Claims != len(want.claims) || counts.Entities != len(want.entities) || counts.Figures != len(want.figures) {
					t.Errorf("said to hold %+v", counts)
				}
				t.Logf("read back: %d entities, %d claims, %d figures, %d documents, %d indicators", len(found.Entities), len(want.claims), len(want.figures), found.Documents, found.Indicators)
			})
		}
	}
}

// same compares statements by id, or, of a format without ids, as a list.
func same(t *testing.T, what string, found json.RawMessage, want map[string][]string) {
	t.Helper()
	var byID map[string][]string
	if json.Unmarshal(found, &byID) == nil {
		for id, w := range want {
			if !slices.Equal(byID[id], w) {
				t.Errorf("%s: %s is %q, want %q", what, id, byID[id], w)
			}
		}
		if len(byID) != len(want) {
			t.Errorf("%d %s, want %d", len(byID), what, len(want))
		}
		return
	}
	var list [][]string
	if err := json.Unmarshal(found, &list); err != nil {
		t.Fatal(err)
	}
	var wanted [][]string
	for _, w := range want {
		wanted = append(wanted, w)
	}
	for _, l := range [][][]string{list, wanted} {
		slices.SortFunc(l, slices.Compare)
	}
	if !reflect.DeepEqual(list, wanted) {
		t.Errorf("%d %s, want %d, or they differ", len(list), what, len(wanted))
	}
}

func TestTheDatasetReadsItsOwnExport(t *testing.T) {
	r := dataset(t)
	path, _ := written(t, "jsonl", r, extracts["all"])
	source, err := loader.Open(t.Context(), os.DirFS(path), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := source.Dataset().Version, r.Dataset().Version; got != want {
		t.Errorf("version %s, want %s", got, want)
	}
	for _, q := range []graph.ExtractQuery{
		{Closed: true},
		{Closed: true, At: graph.AsOf{KnownAsOf: r.Dataset().Date}},
		{Closed: true, Filter: extracts["part"].Filter},
		{Closed: true, Filter: extracts["part"].Filter, At: graph.AsOf{IncludeRetracted: true}},
	} {
		part, counts := written(t, "jsonl", r, q)
		source, err := loader.Open(t.Context(), os.DirFS(part), nil)
		if err != nil {
			t.Errorf("a part is no dataset: %v", err)
			continue
		}
		n := 0
		for range source.Records(t.Context()) {
			n++
		}
		if want := counts.Entities + counts.Claims + counts.Figures + counts.Documents + counts.Indicators; n != want {
			t.Errorf("%d records, want %d", n, want)
		}
	}
}

// Neo4j runs the statements of an export and then counts what is there.
func TestNeo4jReadsCypher(t *testing.T) {
	r := dataset(t)
	path, counts := written(t, "cypher", r, extracts["all"])
	script, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	ask := neo4jSession(t)
	version := r.Dataset().Version.String()
	remove := "MATCH (n:Exported {dataset: '" + version + "'}) DETACH DELETE n"
	ask(remove)
	t.Cleanup(func() { ask(remove) })
	for statement := range strings.SplitSeq(strings.TrimSpace(string(script)), ";\n") {
		if body := strings.TrimSuffix(statement, ";"); body != "" {
			ask(body)
		}
	}
	want := extracted(t, r, extracts["all"])
	for label, n := range map[string]int{"Entity": counts.Entities, "Figure": counts.Figures, "Document": counts.Documents, "Indicator": counts.Indicators} {
		if got := ask("MATCH (n:Exported:" + label + " {dataset: '" + version + "'}) RETURN count(n)")[0][0].(int64); int(got) != n {
			t.Errorf("%d nodes %s, want %d", got, label, n)
		}
	}
	claims := 0
	for _, row := range ask("MATCH (a:Exported {dataset: '" + version + "'})-[r]->(b) WHERE r.id STARTS WITH 'claim:' RETURN r.id, a.id, type(r), b.id, r.evidence") {
		claims++
		got := []string{row[1].(string), row[2].(string), row[3].(string)}
		var written []string
		for _, line := range row[4].([]any) {
			written = append(written, strings.Join(strings.SplitN(line.(string), " ", 3)[:2], " "))
		}
		slices.Sort(written)
		if w := want.claims[row[0].(string)]; !slices.Equal(append(got, written...), w) {
			t.Errorf("%s is %q, want %q", row[0], append(got, written...), w)
		}
	}
	if claims != counts.Claims {
		t.Errorf("%d claims, want %d", claims, counts.Claims)
	}
	for _, row := range ask("MATCH (f:Exported:Figure {dataset: '" + version + "'})-[:FIGURE_OF]->(s), (f)-[:MEASURES]->(i) RETURN f.id, s.id, i.id, f.stated") {
		if w := want.figures[row[0].(string)]; w[0] != row[1] || w[1] != row[2] || w[2] != row[3] {
			t.Errorf("%s is %q, want %q", row[0], row[1:], w)
		}
	}
	t.Logf("read back: %+v", counts)
}

func neo4jSession(t *testing.T) func(text string) [][]any {
	t.Helper()
	c := neo4jtest.Shared(t)
	d, err := driver.NewDriverWithContext(c.URI, driver.BasicAuth(c.Username, c.Password, ""))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close(context.Background()) })
	return func(text string) [][]any {
		t.Helper()
		result, err := driver.ExecuteQuery(context.Background(), d, text, nil, driver.EagerResultTransformer)
		if err != nil {
			t.Fatalf("%.200s: %v", text, err)
		}
		rows := make([][]any, len(result.Records))
		for i, record := range result.Records {
			rows[i] = record.Values
		}
		return rows
	}
}

// What cannot be written ends the export with an error.
func TestAnExportFailsWithItsTarget(t *testing.T) {
	r := dataset(t)
	for _, f := range export.Formats {
		for room := range 3 {
			limited := &full{room: room * 300_000}
			_, err := export.Write(t.Context(), f, limited, &export.About{Dataset: *r.Dataset()}, r.Extract(t.Context(), extracts["all"]), nil)
			if err == nil && limited.refused {
				t.Errorf("%s into %d bytes: no error", f.Name, limited.room)
			}
		}
	}
}

// full is a target with little room.
type full struct {
	room    int
	refused bool
}

func (f *full) Create(string) (io.WriteCloser, error) { return f, nil }
func (*full) Close() error                            { return nil }

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		f.refused = true
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

func TestQuotesAreExportedWhereDocumentsAreAvailable(t *testing.T) {
	r := dataset(t)
	for _, f := range export.Formats {
		var out collected
		about := &export.About{Dataset: *r.Dataset(), Quote: func(context.Context, graph.Evidence) (string, error) {
			return "“words”, <&> | 'as' \\ they\nare", nil
		}}
		wrote(t, f, &out, about, r, graph.ExtractQuery{Filter: &graph.EntityFilter{Kinds: []graph.Kind{graph.Region}}})
		if has := strings.Contains(out.String(), "“words”"); has == f.Record { // the dataset's own format holds pointers alone
			t.Errorf("%s: quotes there: %t", f.Name, has)
		}
	}
}

// collected is a target that keeps all files behind one another.
type collected struct{ bytes.Buffer }

func (c *collected) Create(string) (io.WriteCloser, error) { return c, nil }
func (*collected) Close() error                            { return nil }

func TestAnUnknownFormatIsNamed(t *testing.T) {
	if _, err := export.FormatNamed("xlsx"); graph.CodeOf(err) != graph.CodeInvalid || !strings.Contains(err.Error(), "graphml") {
		t.Errorf("%v", err)
	}
}

func TestADirectoryWithFilesIsRefused(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := export.NewDirectory(dir); graph.CodeOf(err) != graph.CodeInvalid {
		t.Errorf("%v", err)
	}
}
