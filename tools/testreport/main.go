// Testreport reads what `go test -json` prints, from standard input. It prints a
// line for each package, the output of each test that failed, and in the end, once,
// which tests were skipped and why, and which did less than they can.
//
//	go test -json ./... | go run ./tools/testreport
//
// It ends with 1 if anything failed.
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
)

func main() {
	skips := flag.Bool("skips", true, "list what was skipped")
	flag.Parse()
	r := newReport(os.Stdout)
	if err := r.read(os.Stdin); err != nil {
		fmt.Fprintln(os.Stderr, "testreport:", err)
		os.Exit(1)
	}
	r.end(*skips)
	if len(r.failed) > 0 {
		os.Exit(1)
	}
}

// event is a line of `go test -json`; see `go doc test2json`.
type event struct {
	Action, Package, ImportPath, Test, Output, Key, Value string
	Elapsed                                               float64
}

// test is a test of a package, or, without a name, the package.
type test struct{ pkg, name string }

func (t test) String() string {
	return strings.TrimSpace(strings.TrimPrefix(t.pkg, "policygraph/") + " " + t.name)
}

type report struct {
	out     io.Writer
	tests   map[test][]string // lines that each has printed so far
	skipped map[string][]test // by reason
	smaller []string
	failed  map[test]bool
	inside  map[test]bool // in a line about coverage that has not ended
	passed  int
}

func newReport(out io.Writer) *report {
	return &report{out: out, tests: map[test][]string{}, skipped: map[string][]test{}, failed: map[test]bool{}, inside: map[test]bool{}}
}

func (r *report) read(in io.Reader) error {
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var e event
			if json.Unmarshal(line, &e) == nil && e.Action != "" {
				r.event(e)
			} else { // of the go command itself
				fmt.Fprintf(r.out, "%s", line)
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// noise is what `go test -v` prints of the course of tests.
var noise = regexp.MustCompile(`^\s*=== (RUN|PAUSE|CONT|NAME|ATTR) `)

// coverage is what a package's tests cover, which says little where the packages
// that are counted are many: coverage.sh prints it by package.
var coverage = regexp.MustCompile(`\s*coverage: [0-9.]+% of statements.*`)

func (r *report) event(e event) {
	of := test{e.Package, e.Test}
	switch e.Action {
	case "build-output":
		fmt.Fprint(r.out, e.Output)
	case "build-fail":
		r.failed[test{e.ImportPath, ""}] = true
	case "output":
		if line := r.withoutCoverage(of, e.Output); line != "" && !noise.MatchString(line) {
			r.tests[of] = append(r.tests[of], line)
		}
	case "attr":
		if e.Key == "size" {
			r.smaller = append(r.smaller, of.String()+": "+e.Value)
		}
	case "fail":
		r.failed[of] = true
		for _, line := range r.tests[of] {
			fmt.Fprint(r.out, line)
		}
		delete(r.tests, of)
	case "skip":
		if e.Test != "" {
			why := reason(r.tests[of])
			r.skipped[why] = append(r.skipped[why], of)
		}
		delete(r.tests, of)
	case "pass":
		if e.Test == "" {
			// A package's own lines: its verdict, and what it printed outside of tests.
			for _, line := range r.tests[of] {
				if strings.HasPrefix(line, "ok ") {
					fmt.Fprint(r.out, line)
				}
			}
		} else {
			r.passed++
		}
		delete(r.tests, of)
	}
}

// logged is a line that a test has logged.
var logged = regexp.MustCompile(`^\s+\w+\.go:\d+: (.*)`)

// withoutCoverage is a piece of output without what it says of coverage. A long line
// comes in several pieces.
func (r *report) withoutCoverage(of test, output string) string {
	inside := r.inside[of]
	kept := coverage.ReplaceAllString(output, "")
	if inside || kept != output {
		r.inside[of] = !strings.HasSuffix(output, "\n")
		if inside {
			return ""
		}
		if kept = strings.TrimSuffix(kept, "\n"); kept != "" {
			kept += "\n"
		}
	}
	return kept
}

// reason is why a test says that it is skipped: what it needs, or else the last
// thing that it has logged.
func reason(lines []string) string {
	last := ""
	for _, line := range lines {
		if m := logged.FindStringSubmatch(line); m != nil {
			if last = m[1]; strings.HasPrefix(last, "needs ") {
				break
			}
		}
	}
	return cmp.Or(last, "without a reason")
}

func (r *report) end(skips bool) {
	n := 0
	for _, tests := range r.skipped {
		n += len(tests)
	}
	if skips {
		for _, why := range slices.Sorted(maps.Keys(r.skipped)) {
			fmt.Fprintf(r.out, "\nskipped, %d: %s\n", len(r.skipped[why]), why)
			byPackage := map[string][]string{}
			for _, t := range r.skipped[why] {
				pkg := test{t.pkg, ""}.String()
				byPackage[pkg] = append(byPackage[pkg], t.name)
			}
			for _, pkg := range slices.Sorted(maps.Keys(byPackage)) {
				r.list(pkg, byPackage[pkg])
			}
		}
		if len(r.smaller) > 0 {
			fmt.Fprintf(r.out, "\nsmaller than in `make test`, %d:\n", len(r.smaller))
			for _, line := range slices.Sorted(slices.Values(r.smaller)) {
				fmt.Fprintf(r.out, "  %s\n", line)
			}
		}
	}
	fmt.Fprintf(r.out, "\n%d tests passed, %d skipped", r.passed, n)
	if len(r.failed) == 0 {
		fmt.Fprintln(r.out)
		return
	}
	fmt.Fprintln(r.out, "; FAILED:")
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for t := range r.failed {
			if !yield(t.String()) {
				return
			}
		}
	}) {
		fmt.Fprintf(r.out, "  %s\n", name)
	}
}

// list prints the names of a package's tests in lines of moderate length.
func (r *report) list(pkg string, names []string) {
	line := "  " + pkg + ":"
	for i, name := range names {
		if i < len(names)-1 {
			name += ","
		}
		if len(line)+1+len(name) > 100 {
			fmt.Fprintln(r.out, line)
			line = "   "
		}
		line += " " + name
	}
	fmt.Fprintln(r.out, line)
}
