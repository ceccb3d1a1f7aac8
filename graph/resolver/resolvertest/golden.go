package resolvertest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"policygraph/graph"
)

// Query is a query in a file: its first line is a comment that says what it is
// for, and a line "# variables: {…}" may give its variables as JSON. Its golden
// answer is the file of the same name that ends in .json.
type Query struct {
	File      string
	Title     string
	Text      string
	Variables map[string]any
}

const variablesMark = "# variables:"

// Queries reads the queries of a directory, by name.
func Queries(dir string) ([]Query, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.graphql"))
	if err != nil {
		return nil, err
	}
	var queries []Query
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		q := Query{File: file, Text: string(text)}
		for number, line := range strings.Split(q.Text, "\n") {
			if number == 0 {
				q.Title = strings.TrimSpace(strings.TrimPrefix(line, "#"))
				if q.Title == line || q.Title == "" {
					return nil, fmt.Errorf("%s:1: begin with a comment that says what the query is for", file)
				}
			}
			if variables, found := strings.CutPrefix(line, variablesMark); found {
				if err := json.Unmarshal([]byte(variables), &q.Variables); err != nil {
					return nil, fmt.Errorf("%s:%d: variables are a JSON object: %w", file, number+1, err)
				}
			}
		}
		queries = append(queries, q)
	}
	if queries == nil {
		return nil, fmt.Errorf("%s holds no queries", dir)
	}
	return queries, nil
}

// Golden runs every query of a directory and compares the answers with the
// golden ones, which it writes instead where update is set. Any answer with
// errors fails unless the query's name begins with "error-".
func Golden(t *testing.T, store *graph.Store, texts graph.Texts, dir string, update bool) {
	t.Helper()
	queries, err := Queries(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range queries {
		name := strings.TrimSuffix(filepath.Base(q.File), ".graphql")
		t.Run(name, func(t *testing.T) {
			got := Run(t.Context(), store, texts, q.Text, q.Variables)
			if failed := bytes.HasPrefix(got, []byte("{\n  \"errors\"")); failed != strings.HasPrefix(name, "error-") {
				t.Errorf("%s: errors are there: %v\n%s", q.Title, failed, got)
			}
			golden := strings.TrimSuffix(q.File, ".graphql") + ".json"
			if update {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s: the answer differs from %s:\n%s", q.Title, golden, firstDifference(string(got), string(want)))
			}
		})
	}
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
