package loader

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"policygraph/graph"
)

// bulk is a dataset of JSONL files that together take several chunks: entities,
// of which some were renamed, and claims and figures that refer to each other,
// some of them stated by two documents. The lines come in an order that seed
// decides, in so many files.
func bulk(entities int, seed uint64, files int) fstest.MapFS {
	random := rand.New(rand.NewPCG(7, 7)) // what is said does not depend on seed
	var lines []string
	say := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)+"\n") }
	for i := range 4 {
		say(`{"record":"document","id":"document:d%d","title":"D","date":"2025-0%d","recorded":"2026-01-0%d","sha256":"%064d"}`, i, i+1, i+1, i)
	}
	say(`{"record":"unit","code":"1","label":"个","label_en":"items"}`)
	say(`{"record":"indicator","id":"indicator:i","name":"数","unit":"1","measure":"STOCK"}`)
	kinds := []string{"enterprise", "region", "lab"}
	id := func(i int) string { return fmt.Sprintf("%s:e-%d", kinds[i%3], i) }
	for i := range entities {
		former := ""
		if i%10 == 0 {
			former = fmt.Sprintf(`,"former_ids":["%s:was-%d"]`, kinds[i%3], i)
		}
		say(`{"record":"entity","id":%q,"name":"第%d号装备制造","name_en":"No. %d","aliases":["装备%d","装备"],"description":"<Made> up & \"quoted\""%s}`, id(i), i, i, i, former)
	}
	for i := range 3 * entities {
		a, b := random.IntN(entities), random.IntN(entities)
		a, b = a-a%3, b-b%3 // enterprises
		if a == b {
			continue
		}
		subject := id(a)
		if a%10 == 0 && i%2 == 0 {
			subject = fmt.Sprintf("enterprise:was-%d", a)
		}
		claim := fmt.Sprintf(`"type":"PARTNERS_WITH","subject":%q,"object":%q,"again":%d,"confidence":0.%d,"note":"noted"`, subject, id(b), i+1, 1+i%9)
		say(`{"record":"claim","document":"document:d%d","at":"%d:0-9#00c0ffee",%s}`, i%3, 1+i%50, claim)
		if i%7 == 0 {
			say(`{%s,"document":"document:d3","at":["1:0-9#00c0ffee","2:3-9#00c0ffee"],"rank":%d,"record":"claim"}`, claim, 1+i%5)
		}
	}
	for i := 0; i+2 < entities; i += 3 {
		say(`{"record":"claim","subject":%q,"type":"LOCATED_IN","object":%q,"document":"document:d0","at":"3:0-9#00c0ffee","retracted":"2026-01-09","ref":"wrong-%d"}`, id(i), id(i+1), i)
		say(`{"record":"claim","subject":%q,"type":"LOCATED_IN","object":%q,"document":"document:d0","at":"3:0-9#00c0ffee","recorded":"2026-01-09","replaces":"#wrong-%d","stage":"PLANNED"}`, id(i), id(i+1), i)
		say(`{"record":"figure","subject":%q,"indicator":"indicator:i","value":%d,"stated":"%d个","status":"ACTUAL","period":"2025","document":"document:d1","at":"4:0-9#00c0ffee","part_of":"#whole-%d"}`, id(i), i+1, i+1, i)
		say(`{"record":"figure","subject":%q,"indicator":"indicator:i","value":%d,"stated":"%d个","status":"ACTUAL","document":"document:d1","at":"4:0-9#00c0ffee","ref":"whole-%d","breakdown":[%q]}`, id(i+1), i+2, i+2, i, id(i+2))
	}
	// Refs are of one file, so statements that have or use them stay in the first.
	texts := make([]strings.Builder, files)
	shuffle := rand.New(rand.NewPCG(seed, 0))
	shuffle.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	for _, line := range lines {
		to := shuffle.IntN(files)
		if strings.Contains(line, `"ref":`) || strings.Contains(line, `"#`) {
			to = 0
		}
		texts[to].WriteString(line)
	}
	fsys := fstest.MapFS{"dataset.yaml": file("{format: 1, title: T, licence: CC0-1.0, maintainer: M, date: 2026-01-31}\n")}
	for i := range texts {
		fsys[fmt.Sprintf("%c/%d.jsonl", 'a'+i, i)] = file(texts[i].String())
	}
	return fsys
}

// The same lines in any order, spread over any files, are the same records.
func TestRecordsDoNotDependOnTheOrderOfLines(t *testing.T) {
	want, records := mustOpen(t, bulk(900, 1, 1))
	if len(records) < 4000 || len(want.Former) != 90 {
		t.Fatalf("%d records, %+v", len(records), want)
	}
	for seed := range uint64(3) {
		got, others := mustOpen(t, bulk(900, seed+2, int(seed)+1))
		if got.Version != want.Version || !maps.Equal(got.Types, want.Types) {
			t.Errorf("%+v, want %+v", got, want)
		}
		if len(others) != len(records) {
			t.Errorf("%d records, want %d", len(others), len(records))
		}
		for id, r := range records {
			if !reflect.DeepEqual(others[id], r) {
				t.Fatalf("got %+v\nwant %+v", others[id], r)
			}
		}
	}
}

// Records that are streamed are those that graph.Assemble makes of them.
func TestRecordsAreAsAssembled(t *testing.T) {
	d, records := mustOpen(t, bulk(600, 1, 2))
	var stated []graph.Record
	joined, corrected := 0, 0
	for _, r := range records {
		switch r := r.(type) {
		case *graph.Entity:
			c := *r
			c.Degree, c.Ties = 0, 0
			stated = append(stated, &c)
		case *graph.Document:
			c := *r
			c.Key, c.LastCited, c.Citations = "", 0, 0
			stated = append(stated, &c)
		case *graph.Indicator:
			stated = append(stated, r)
		case *graph.Claim:
			c := *r
			if len(c.Evidence) > 1 {
				joined++
			}
			if c.ReplacedBy != "" {
				corrected++
			}
			c.ID, c.Key, c.ListKey, c.ReplacedBy, c.Evidence = "", "", "", "", stripped(c.Evidence)
			stated = append(stated, &c)
		case *graph.Figure:
			c := *r
			c.ID, c.Key, c.AsOf, c.ReplacedBy, c.Evidence = "", "", "", "", stripped(c.Evidence)
			stated = append(stated, &c)
		}
	}
	if joined < 100 || corrected < 100 {
		t.Fatalf("%d joined, %d corrected", joined, corrected)
	}
	assembled := graph.Assemble(graph.Dataset{Title: d.Title, Licence: d.Licence, Maintainer: d.Maintainer, Date: d.Date}, stated)
	if got := assembled.Dataset(); !reflect.DeepEqual(d, got) {
		t.Errorf("dataset %+v, want %+v", d, got)
	}
	n := 0
	for want, err := range assembled.Records(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; !reflect.DeepEqual(records[want.RecordID()], want) {
			t.Fatalf("got %+v\nwant %+v", records[want.RecordID()], want)
		}
	}
	if n != len(records) {
		t.Errorf("%d records, want %d", len(records), n)
	}
}

func stripped(evidence []graph.Evidence) []graph.Evidence {
	out := append([]graph.Evidence(nil), evidence...)
	for i := range out {
		out[i].ID, out[i].Statement = "", ""
	}
	return out
}

func TestLenIsHowManyRecordsThereAre(t *testing.T) {
	yaml, _ := valid(t)
	for name, fsys := range map[string]fs.FS{"YAML": yaml, "JSONL": bulk(50, 1, 2)} {
		source, err := Open(t.Context(), fsys, nil)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // it can be read again
			if n := int64(len(readAll(t, source))); n != source.Len() || n == 0 {
				t.Errorf("%s: %d records, Len is %d", name, n, source.Len())
			}
		}
	}
}

func readAll(t testing.TB, source graph.Source) []graph.Record {
	t.Helper()
	var out []graph.Record
	for r, err := range source.Records(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

// sequential is a file system whose files can only be read on.
type sequential struct{ fs.FS }

func (s sequential) Open(name string) (fs.File, error) {
	f, err := s.FS.Open(name)
	if name == "." || err != nil {
		return f, err
	}
	return struct{ fs.File }{f}, nil
}

func (s sequential) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(s.FS, name) }

func TestFilesThatCanOnlyBeReadOn(t *testing.T) {
	want, records := mustOpen(t, bulk(300, 1, 2))
	got, others := mustOpen(t, sequential{bulk(300, 1, 2)})
	if got.Version != want.Version || !reflect.DeepEqual(others, records) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestAFileThatChangedAfterItWasCheckedIsNamed(t *testing.T) {
	for what, change := range map[string]func(path string, text []byte) error{
		"another byte": func(path string, text []byte) error {
			return os.WriteFile(path, []byte(strings.Replace(string(text), "noted", "nosed", 1)), 0o600)
		},
		"a line more": func(path string, text []byte) error {
			return os.WriteFile(path, append(text, `{"record":"entity","id":"region:more","name":"多"}`...), 0o600)
		},
		"half of it": func(path string, text []byte) error { return os.WriteFile(path, text[:len(text)/2], 0o600) },
		"nothing":    func(path string, _ []byte) error { return os.Remove(path) },
	} {
		dir := t.TempDir()
		if err := os.CopyFS(dir, bulk(300, 1, 2)); err != nil {
			t.Fatal(err)
		}
		fsys, err := Dir(dir)
		if err != nil {
			t.Fatal(err)
		}
		source, err := Open(t.Context(), fsys, nil)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, "b", "1.jsonl")
		text, err := os.ReadFile(path)
		if err == nil {
			err = change(path, text)
		}
		if err != nil {
			t.Fatal(err)
		}
		var last error
		for _, last = range source.Records(t.Context()) {
		}
		if graph.CodeOf(last) != graph.CodeUnavailable || !strings.Contains(fmt.Sprint(last), "b/1.jsonl") {
			t.Errorf("%s: %v", what, last)
		}
	}
}

// changing is a file that is another one each time it is opened.
type changing struct {
	fstest.MapFS
	opened map[string]int
}

func (c changing) Open(name string) (fs.File, error) {
	if c.opened[name]++; name == "z.jsonl" && c.opened[name] > 2 { // the first looks what it is
		return fstest.MapFS{name: file(strings.Replace(string(c.MapFS[name].Data), "region:south", "region:north", 1))}.Open(name)
	}
	return c.MapFS.Open(name)
}

func TestAFileThatChangesWhileItIsCheckedIsNamed(t *testing.T) {
	dataset, _ := valid(t)
	dataset["z.jsonl"] = file(`{"record":"claim","document":"document:register","subject":"region:south","type":"LOCATED_IN","object":"region:east","at":"*","again":1}` + "\n")
	_, err := Open(t.Context(), changing{dataset, map[string]int{}}, nil)
	if graph.CodeOf(err) != graph.CodeUnavailable || !strings.Contains(fmt.Sprint(err), "z.jsonl has changed") {
		t.Errorf("got %v", err)
	}
}

func TestOpenTellsHowFarItIsAndEndsWithItsContext(t *testing.T) {
	fsys := bulk(2000, 1, 2)
	phases := map[string]graph.Step{}
	if _, err := Open(t.Context(), fsys, func(s graph.Step) {
		if before := phases[s.Phase]; s.Done < before.Done || s.Done > s.Total {
			t.Errorf("%+v after %+v", s, before)
		}
		phases[s.Phase] = s
	}); err != nil {
		t.Fatal(err)
	}
	for _, phase := range []string{"checking entities", "checking claims"} {
		if s := phases[phase]; s.Done != s.Total || s.Total == 0 {
			t.Errorf("%s ended at %+v", phase, s)
		}
		ctx, cancel := context.WithCancel(t.Context())
		_, err := Open(ctx, fsys, func(s graph.Step) {
			if s.Phase == phase {
				cancel()
			}
		})
		if graph.CodeOf(err) != graph.CodeTimeout || !errors.Is(err, context.Canceled) {
			t.Errorf("interrupted while %s: %v", phase, err)
		}
	}
}

func TestReadingCanStopAnywhere(t *testing.T) {
	source, err := Open(t.Context(), bulk(2000, 1, 2), nil)
	if err != nil {
		t.Fatal(err)
	}
	running := runtime.NumGoroutine()
	for _, stop := range []int64{1, 5, 6, 100, 2006, 2007, source.Len() - 1} {
		n := int64(0)
		for _, err := range source.Records(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			if n++; n == stop {
				break
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		n = 0
		var last error
		for _, last = range source.Records(ctx) {
			if n++; n == stop {
				cancel()
			}
		}
		if cancel(); !errors.Is(last, context.Canceled) {
			t.Errorf("canceled at %d: %v after %d", stop, last, n)
		}
	}
	for deadline := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > running; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines are left, %d were there", runtime.NumGoroutine(), running)
		}
	}
}

func TestSeveralReadASourceAtATime(t *testing.T) {
	source, err := Open(t.Context(), bulk(300, 1, 2), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := readAll(t, source)
	t.Run("readers", func(t *testing.T) {
		for range 4 {
			t.Run("", func(t *testing.T) {
				t.Parallel()
				if !reflect.DeepEqual(readAll(t, source), want) {
					t.Error("other records than one reader gets")
				}
			})
		}
	})
}

// BenchmarkStream opens a dataset in bulk and reads its records, in lines a
// second and in bytes that stay in memory for a line once it is open.
func BenchmarkStream(b *testing.B) {
	fsys := bulk(10_000, 1, 1)
	lines := 0
	for _, f := range fsys {
		lines += strings.Count(string(f.Data), "\n")
	}
	perLine := func(b *testing.B) {
		b.ReportMetric(float64(lines)*float64(b.N)/b.Elapsed().Seconds(), "lines/s")
	}
	var source graph.Source
	b.Run("open", func(b *testing.B) {
		var err error
		before := inUse()
		for b.Loop() {
			if source, err = Open(b.Context(), fsys, nil); err != nil {
				b.Fatal(err)
			}
		}
		perLine(b)
		b.ReportMetric(float64(inUse()-before)/float64(lines), "held-B/line")
	})
	b.Run("records", func(b *testing.B) {
		for b.Loop() {
			for _, err := range source.Records(b.Context()) {
				if err != nil {
					b.Fatal(err)
				}
			}
		}
		perLine(b)
	})
}

// inUse is how many bytes are in use after a collection.
func inUse() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
