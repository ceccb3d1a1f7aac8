package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"policygraph/bench/synthetic"
	"policygraph/graph"
	"policygraph/loader"
)

func made(t *testing.T, size synthetic.Size) (*synthetic.Dataset, string) {
	t.Helper()
	d, err := synthetic.New(size)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "dataset")
	if err := write(t.Context(), dir, d, &progress{out: discard(t)}); err != nil {
		t.Fatal(err)
	}
	return d, dir
}

func discard(t *testing.T) *os.File {
	t.Helper()
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { null.Close() })
	return null
}

func validated(t *testing.T, dir string) loader.Report {
	t.Helper()
	files, err := loader.Dir(dir)
	if err != nil {
		t.Fatal(err)
	}
	r, err := loader.Validate(t.Context(), files, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// What the files say is what was made up: the version is the same as that of the
// records that never were in a file.
func TestFilesAreValidAndSayWhatWasMadeUp(t *testing.T) {
	for name, size := range map[string]synthetic.Size{
		"10,000 and 50,000":          {Entities: 10_000, Claims: 50_000, Evidence: 3, Seed: 1},
		"more claims than pairs":     {Entities: 1000, Claims: 30_000, Evidence: 1, Seed: 2},
		"no more claims than needed": {Entities: 1234, Claims: 1234, Evidence: 9, Seed: 3},
	} {
		t.Run(name, func(t *testing.T) {
			d, dir := made(t, size)
			r := validated(t, dir)
			if r.Claims != size.Claims || r.Figures != size.Entities/10 || r.Documents != size.Entities/50 {
				t.Errorf("%d claims, %d figures, %d documents: some were said twice", r.Claims, r.Figures, r.Documents)
			}
			var records []graph.Record
			for _, part := range d.Parts() {
				before := len(records)
				records = slices.AppendSeq(records, part.Records)
				if got := len(records) - before; got != part.Count {
					t.Errorf("%d %s, announced %d", got, part.Name, part.Count)
				}
			}
			if want := graph.Assemble(d.Describe(), records).Dataset().Version; r.Dataset.Version != want {
				t.Errorf("the files are version %s, the records %s", r.Dataset.Version, want)
			}
		})
	}
}

func TestSameArgumentsSameBytes(t *testing.T) {
	size := synthetic.Size{Entities: 2000, Claims: 10_000, Evidence: 3, Seed: 7}
	_, a := made(t, size)
	_, b := made(t, size)
	err := fs.WalkDir(os.DirFS(a), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		one, err := os.ReadFile(filepath.Join(a, name))
		if err != nil {
			return err
		}
		two, err := os.ReadFile(filepath.Join(b, name))
		if err != nil {
			return err
		}
		if !bytes.Equal(one, two) {
			t.Errorf("%s differs", name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	// The same on every machine and under every version of Go. It changes when
	// what is made up changes, and measurements of before and after then are of
	// different datasets.
	if got, want := validated(t, a).Dataset.Version.String(), "2026-01-01-ea83deab90d1"; got != want {
		t.Errorf("version %s, want %s", got, want)
	}
	size.Seed++
	_, c := made(t, size)
	if validated(t, c).Dataset.Version == validated(t, a).Dataset.Version {
		t.Error("another seed made the same dataset")
	}
}

func TestADirectoryThatHoldsSomethingIsLeftAlone(t *testing.T) {
	d, err := synthetic.New(synthetic.Size{Entities: 1000, Claims: 5000, Evidence: 1})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := write(t.Context(), dir, d, &progress{out: discard(t)}); err == nil {
		t.Error("written to")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("%v, %v", left, err)
	}
}
