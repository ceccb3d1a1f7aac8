package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"policygraph/export/tables"
	"policygraph/graph"
)

// numbered returns a table of n numbers. At the number given by then it does something.
func numbered(n int, when int, then func() error) *tables.Table {
	return &tables.Table{
		Name: "numbers", Dataset: &graph.Dataset{}, Columns: []tables.Column{{Name: "number"}, {Name: "nothing"}, {Name: "last_one"}},
		Rows: func(yield func(tables.Row, error) bool) {
			for i := range n {
				if i == when {
					if err := then(); err != nil {
						yield(nil, err)
						return
					}
				}
				row := tables.Row{i, nil, nil}
				if i == n-1 {
					row[2] = "yes"
				}
				if !yield(row, nil) {
					return
				}
			}
		},
	}
}

// A file has its name only once it is complete; an error or an interrupt leaves nothing.
func TestIncompleteFilesAreRemoved(t *testing.T) {
	fromMemory(t)
	for _, ending := range []string{"csv", "xlsx", "json", "txt"} {
		dir := t.TempDir()
		name := filepath.Join(dir, "rows."+ending)
		files := func() (names []string) {
			entries, err := os.ReadDir(dir)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range entries {
				names = append(names, e.Name())
			}
			return names
		}
		write := func(ctx context.Context, row int, then func() error) error {
			data, err := datasetFlags{}.open(t.Context(), &console{})
			if err != nil {
				t.Fatal(err)
			}
			defer data.close()
			var log lockedBuffer
			return rowFlags{Output: name}.table(ctx, &console{err: &log}, data, "", func(*graph.Reader, tables.Options) (*tables.Table, error) {
				return numbered(3000, row, func() error {
					if during := files(); len(during) != 1 || during[0] == "rows."+ending {
						t.Errorf("while it is written, there are %q", during)
					}
					return then()
				}), nil
			})
		}
		ctx, interrupt := context.WithCancel(t.Context())
		for name, err := range map[string]error{
			"an error":                         write(t.Context(), 2500, func() error { return context.Canceled }),
			"an interrupt after the last rows": write(ctx, 2999, func() error { interrupt(); return nil }),
		} {
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %s is answered with %v", ending, name, err)
			}
		}
		if left := files(); len(left) > 0 {
			t.Errorf("%s: left are %q", ending, left)
		}
		if err := write(t.Context(), 2500, func() error { return nil }); err != nil {
			t.Errorf("%s: %v", ending, err)
		}
		if left := files(); len(left) != 1 || left[0] != "rows."+ending {
			t.Errorf("%s: the files are %q", ending, left)
		}
	}
}

// A file that somebody else makes meanwhile is not replaced.
func TestFilesAreNotReplaced(t *testing.T) {
	name := filepath.Join(t.TempDir(), "rows.csv")
	file, err := createFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := file.finish(nil); graph.CodeOf(err) != graph.CodeInvalid {
		t.Errorf("error %v", err)
	}
	if held, err := os.ReadFile(name); string(held) != "mine" {
		t.Errorf("the file holds %q, %v", held, err)
	}
	if entries, err := os.ReadDir(filepath.Dir(name)); len(entries) != 1 {
		t.Errorf("left: %v, %v", entries, err)
	}
}

// A table from which rows may be missing is written, the parts are named, and the exit
// code says so.
func TestIncompleteTablesAreTold(t *testing.T) {
	var log lockedBuffer
	made := numbered(3, -1, nil)
	made.Incomplete = []string{"links of A to B"}
	err := rowFlags{}.tell(&console{err: &log}, made, 3)
	if code := fail(&log, err); code != exitIncomplete || !strings.Contains(log.String(), "the search reached its limit: links of A to B may be missing\n") {
		t.Errorf("exit code %d: %s", code, &log)
	}
}

// A long table is printed in chunks: one heading, every row once, and no column left out
// that a later row has a value for.
func TestLongTablesAreOneTable(t *testing.T) {
	for _, width := range []string{"", "100", "15"} {
		for _, n := range []int{1, chunk, chunk + 1, 2*chunk + 1} {
			t.Setenv("COLUMNS", width)
			var out lockedBuffer
			if rows, err := printRows(&console{out: &out}, numbered(n, -1, nil)); rows != n || err != nil {
				t.Fatalf("%d rows, %v", rows, err)
			}
			printed := out.String()
			if width == "15" {
				continue // a field a line, each with its name
			}
			if strings.Count(printed, "number") != 1 || strings.Contains(printed, "nothing") != (n > chunk) {
				t.Errorf("COLUMNS=%s, %d rows: the heading is %.100q", width, n, printed)
			}
			lines := strings.Split(strings.TrimSuffix(printed, "\n"), "\n")
			if len(lines) != n+2 || !strings.HasSuffix(lines[n+1], "yes") {
				t.Fatalf("COLUMNS=%s, %d rows: %d lines, the last %q", width, n, len(lines), lines[len(lines)-1])
			}
			for i, line := range lines[2:] {
				if !strings.HasPrefix(line, strconv.Itoa(i)) {
					t.Fatalf("COLUMNS=%s: row %d is %q", width, i, line)
				}
			}
		}
	}
}
