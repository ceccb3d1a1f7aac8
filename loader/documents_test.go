package loader

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"policygraph/graph"
)

func TestDocumentsAreFoundByTheirBytes(t *testing.T) {
	d := openTexts(t, fstest.MapFS{
		"b.txt":         file("二\n三\n"),
		"a.txt":         file("一\n"),
		".hidden":       file("四\n"),
		"sub/c.txt":     file("五\n"),
		"bad.txt":       file("\xb6\xab"),
		"too-large.txt": &fstest.MapFile{Data: make([]byte, maxDocument+1)},
	})
	var names []string
	for _, f := range d.Files() {
		names = append(names, f.Name)
		if f.Size == 0 || len(f.SHA256) != 64 {
			t.Errorf("%+v", f)
		}
	}
	if !slices.Equal(names, []string{"a.txt", "b.txt", "bad.txt"}) {
		t.Errorf("files %v", names)
	}
	ctx := context.Background()
	of := func(text string) *graph.Document { return &graph.Document{SHA256: sha256Of([]byte(text))} }
	if got, err := d.Paragraphs(ctx, of("二\n三\n")); err != nil || !slices.Equal(got, []string{"二", "三"}) {
		t.Errorf("got %q, %v", got, err)
	}
	if got, err := d.Paragraphs(ctx, of("五\n")); err != nil || got != nil {
		t.Errorf("one in a folder below: %q, %v", got, err)
	}
	if got, err := d.Paragraphs(ctx, &graph.Document{}); err != nil || got != nil {
		t.Errorf("a register: %q, %v", got, err)
	}
	if _, err := d.Paragraphs(ctx, of("\xb6\xab")); graph.CodeOf(err) != graph.CodeInvalid || !strings.Contains(err.Error(), "bad.txt") {
		t.Errorf("not UTF-8: %v", err)
	}
	if _, err := d.Text(of("四\n")); graph.CodeOf(err) != graph.CodeNotFound {
		t.Errorf("a hidden one: %v", err)
	}
}

func TestDocumentsThatChangeAreNoticed(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.txt")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("一\n")
	d, err := OpenDocuments(dir)
	if err != nil {
		t.Fatal(err)
	}
	doc := &graph.Document{SHA256: d.Files()[0].SHA256}
	write("二\n")
	if _, err := d.Text(doc); graph.CodeOf(err) != graph.CodeUnavailable || !strings.Contains(err.Error(), "has changed") {
		t.Errorf("changed: %v", err)
	}
	write(strings.Repeat("a", maxDocument+1))
	if _, err := d.Text(doc); graph.CodeOf(err) != graph.CodeLimit {
		t.Errorf("grown: %v", err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Text(doc); graph.CodeOf(err) != graph.CodeUnavailable {
		t.Errorf("gone: %v", err)
	}
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Text(doc); graph.CodeOf(err) != graph.CodeUnavailable {
		t.Errorf("a directory now: %v", err)
	}
	write2 := filepath.Join(dir, "b.txt")
	if err := os.WriteFile(write2, []byte("一\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if d, err = OpenDocuments(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Text(doc); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(write2); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Text(doc); err != nil {
		t.Errorf("what was read once stays: %v", err)
	}
	if _, err := OpenDocuments(filepath.Join(dir, "none")); graph.CodeOf(err) != graph.CodeNotFound {
		t.Errorf("no directory: %v", err)
	}
}

// A document whose file cannot be read is one problem, not one for each of its
// statements.
func TestValidateReportsADocumentThatCannotBeRead(t *testing.T) {
	dataset, texts := valid(t)
	raw := texts["report.txt"].Data
	bad := append([]byte("\xb6\xab\n"), raw...)
	report := strings.ReplaceAll(string(dataset["documents/report.yaml"].Data), sha256Of(raw), sha256Of(bad))
	dataset["documents/report.yaml"] = file(report)
	_, err := Validate(context.Background(), dataset, openTexts(t, fstest.MapFS{"report.txt": {Data: bad}}))
	if err == nil || !strings.HasSuffix(err.Error(), "\n1 problem") || !strings.Contains(err.Error(), "documents/report.yaml:2: sha256: read the document's file: report.txt: the text is not UTF-8") {
		t.Errorf("got %v", err)
	}
}
