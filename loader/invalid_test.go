package loader

import (
	"context"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the problems found into testdata/invalid")

// TestInvalid reads every dataset in testdata/invalid: files that go over those
// of testdata/valid.txtar ("delete" takes one away), and all the problems that
// the result has, as a user sees them.
func TestInvalid(t *testing.T) {
	cases, err := filepath.Glob("testdata/invalid/*.txtar")
	if err != nil || len(cases) < 40 {
		t.Fatalf("%d cases, want at least 40 (%v)", len(cases), err)
	}
	for _, name := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			fsys, texts := overValid(t, archive)
			want := archive.Files[len(archive.Files)-1]
			_, err = Validate(context.Background(), fsys, openTexts(t, texts))
			var problems Problems
			if !errors.As(err, &problems) {
				t.Fatalf("got error %v, want problems", err)
			}
			got := problems.Error() + "\n"
			if *update {
				archive.Files[len(archive.Files)-1].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want.Name != "problems" || got != string(want.Data) {
				t.Errorf("%s\ngot:\n%s\nwant:\n%s", archive.Comment, got, want.Data)
			}
		})
	}
}

// valid is the dataset of testdata/valid.txtar and its texts.
func valid(t testing.TB) (dataset, texts fstest.MapFS) {
	t.Helper()
	return overValid(t, &txtar.Archive{})
}

func overValid(t testing.TB, over *txtar.Archive) (dataset, texts fstest.MapFS) {
	t.Helper()
	base, err := txtar.ParseFile("testdata/valid.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dataset, texts = fstest.MapFS{}, fstest.MapFS{}
	for _, file := range append(base.Files, over.Files...) {
		if text, ok := strings.CutPrefix(file.Name, "texts/"); ok {
			texts[text] = &fstest.MapFile{Data: file.Data}
			continue
		}
		if string(file.Data) == "delete\n" {
			delete(dataset, file.Name)
			continue
		}
		if file.Name != "problems" {
			dataset[file.Name] = &fstest.MapFile{Data: file.Data}
		}
	}
	return dataset, texts
}

func openTexts(t testing.TB, texts fs.FS) *Documents {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, texts); err != nil {
		t.Fatal(err)
	}
	documents, err := OpenDocuments(dir)
	if err != nil {
		t.Fatal(err)
	}
	return documents
}
