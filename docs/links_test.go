package docs_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	link     = regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`)
	goSource = regexp.MustCompile("`([a-z_/0-9]+\\.(?:go|yaml|txt))`")
)

// What the pages link to, and the files of the program that they name, exist. A file's
// name may leave out folders before it, as in a paragraph about one of them.
func TestFilesThatPagesNameExist(t *testing.T) {
	files := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := entry.Name(); entry.IsDir() && (name == ".git" || name == ".build" || name == "node_modules") {
			return filepath.SkipDir
		}
		if !entry.IsDir() {
			for rest, ok := filepath.ToSlash(path), true; ok; _, rest, ok = strings.Cut(rest, "/") {
				files[rest] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var pages []string
	for _, pattern := range []string{"../*.md", "*.md", "../seeds/*.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, found...)
	}
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), filepath.FromSlash(m[1]))); err != nil {
				t.Errorf("%s links to %s, which does not exist", page, m[1])
			}
		}
		for _, m := range goSource.FindAllStringSubmatch(string(text), -1) {
			if !files[m[1]] {
				t.Errorf("%s names %s, which does not exist", page, m[1])
			}
		}
	}
}

// docs/architecture.md lists every package of the program.
func TestArchitectureListsEveryPackage(t *testing.T) {
	page, err := os.ReadFile("architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "go", "list", "../...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for name := range strings.FieldsSeq(string(out)) {
		room, ok := strings.CutPrefix(name, "policygraph/")
		if !ok {
			continue // main
		}
		parent, last := filepath.Split(room)
		// A room has a line of its own, or is named in its parent's.
		own := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(room) + `/ `)
		within := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(parent) + ` .*\b` + regexp.QuoteMeta(last) + `/`)
		if !own.Match(page) && !within.Match(page) {
			t.Errorf("architecture.md does not list %s", room)
		}
	}
}
