package resolvertest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"policygraph/graph"
)

// Query is a query in a file: its first line is a comment that says what it is
// for. Its variables are in the file of the same name that ends in
// .variables.json, where it has any, and its golden answer is in the one that
// ends in .json.
type Query struct {
	File      string
	Title     string
	Text      string
	Variables map[string]any
}

// Queries reads the queries of a directory, by name.
func Queries(dir string) ([]Query, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.graphql"))
	if err != nil {
		return nil, err
	}
	if files == nil {
		return nil, fmt.Errorf("%s holds no queries", dir)
	}
	queries := make([]Query, len(files))
	for i, file := range files {
		if queries[i], err = read(file); err != nil {
			return nil, err
		}
	}
	return queries, nil
}

func read(file string) (Query, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return Query{}, err
	}
	q := Query{File: file, Text: string(text)}
	first, _, _ := strings.Cut(q.Text, "\n")
	title, comment := strings.CutPrefix(first, "#")
	if q.Title = strings.TrimSpace(title); !comment || q.Title == "" {
		return Query{}, fmt.Errorf("%s:1: begin with a comment that says what the query is for", file)
	}
	variablesFile := strings.TrimSuffix(file, ".graphql") + ".variables.json"
	variables, err := os.ReadFile(variablesFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return q, nil
	case err != nil:
		return Query{}, err
	}
	if err := json.Unmarshal(variables, &q.Variables); err != nil {
		return Query{}, fmt.Errorf("%s: variables are a JSON object: %w", variablesFile, err)
	}
	return q, nil
}

// name is the file's, without what it ends in.
func (q Query) name() string { return strings.TrimSuffix(filepath.Base(q.File), ".graphql") }

// Golden runs every query of a directory as [Compare] does.
func Golden(t *testing.T, store *graph.Store, texts graph.DocumentTexts, dir string, update bool) {
	t.Helper()
	queries, err := Queries(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range queries {
		t.Run(q.name(), func(t *testing.T) {
			if err := Compare(t.Context(), store, texts, q.File, update); err != nil {
				t.Error(err)
			}
		})
	}
}

// Compare runs the query of a file and compares its answer with the golden one,
// which it writes instead where update is set. An answer with errors is wrong
// unless the file's name begins with "error-"; then one without is.
func Compare(ctx context.Context, store *graph.Store, texts graph.DocumentTexts, file string, update bool) error {
	q, err := read(file)
	if err != nil {
		return err
	}
	got := Run(ctx, store, texts, q.Text, q.Variables)
	switch failed := bytes.HasPrefix(got, []byte("{\n  \"errors\"")); {
	case failed && !strings.HasPrefix(q.name(), "error-"):
		return fmt.Errorf("%s: %s: the answer has errors:\n%s", file, q.Title, got)
	case !failed && strings.HasPrefix(q.name(), "error-"):
		return fmt.Errorf("%s: %s: the answer has no errors:\n%s", file, q.Title, got)
	}
	golden := strings.TrimSuffix(file, ".graphql") + ".json"
	if update {
		return os.WriteFile(golden, got, 0o644)
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		return err
	}
	if !bytes.Equal(got, want) {
		return fmt.Errorf("%s: %s: the answer is not that of %s: %s", file, q.Title, golden, firstDifference(string(got), string(want)))
	}
	return nil
}

// firstDifference shows the first line that differs, with what is around it.
func firstDifference(got, want string) string {
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(want, "\n")
	n := 0
	for n < min(len(gotLines), len(wantLines)) && gotLines[n] == wantLines[n] {
		n++
	}
	around := func(lines []string) string { return strings.Join(lines[max(0, n-5):min(len(lines), n+6)], "\n") }
	return fmt.Sprintf("line %d\ngot\n%s\nwant\n%s", n+1, around(gotLines), around(wantLines))
}
