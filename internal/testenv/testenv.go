// Package testenv tells tests what they may use and how much they are to do.
//
// A plain `go test ./...` needs nothing but Go, and takes less than a minute.
// Three variables change that; `make test` and `make soak` set the first two:
//
//   - POLICYGRAPH_REQUIRE lists facilities, separated by commas: neo4j, python,
//     browser, documents. Tests that need one of them run, and fail where it is
//     missing. Tests that need another one are skipped.
//   - POLICYGRAPH_TESTS is quick, full or soak: how much the tests do that can do
//     more or less. It is quick where it is not set.
//   - POLICYGRAPH_SEED is the number from which random tests draw. Where it is not
//     set it is 1, and in a soak another one each time.
package testenv

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// Names of the environment variables.
const (
	RequireVariable = "POLICYGRAPH_REQUIRE"
	TestsVariable   = "POLICYGRAPH_TESTS"
	SeedVariable    = "POLICYGRAPH_SEED"
)

// Facility is something beside Go that tests need.
type Facility string

// The facilities. Neo4j needs Java and Maven, Python installs libraries from PyPI,
// Browser needs Node.js and Chromium.
const (
	Neo4j     Facility = "neo4j"
	Python    Facility = "python"
	Browser   Facility = "browser"
	Documents Facility = "documents"
)

var facilities = []Facility{Neo4j, Python, Browser, Documents}

// Required reports whether POLICYGRAPH_REQUIRE lists a facility. An unknown name in
// the list fails the test.
func Required(tb testing.TB, f Facility) bool {
	tb.Helper()
	required := false
	for name := range strings.SplitSeq(os.Getenv(RequireVariable), ",") {
		name = strings.TrimSpace(name)
		if name != "" && !slices.Contains(facilities, Facility(name)) {
			tb.Fatalf("%s: unknown facility %q; expected some of %v", RequireVariable, name, facilities)
		}
		required = required || name == string(f)
	}
	return required
}

// Need skips the test unless the facility is required, or offered: a server that
// POLICYGRAPH_TEST_NEO4J_URI names may be used. Whether it is really available is
// for the caller to find out, and to fail with what to install.
func Need(tb testing.TB, f Facility) {
	tb.Helper()
	if !Required(tb, f) && (f != Neo4j || os.Getenv("POLICYGRAPH_TEST_NEO4J_URI") == "") {
		tb.Skipf("needs %s; run it with `make test`, or with %s=%s go test", f, RequireVariable, f)
	}
}

// failer is the part of a test that this package needs.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// level is an index into what [Size] is given.
func level(tb failer) int {
	tb.Helper()
	levels := []string{"quick", "full", "soak"}
	text := os.Getenv(TestsVariable)
	if text == "" {
		return 0
	}
	i := slices.Index(levels, text)
	if i < 0 {
		tb.Fatalf("%s: unknown size %q; expected one of %v", TestsVariable, text, levels)
	}
	return i
}

// Size chooses how much a test does in a quick run, in a full one, and in a soak. Where a
// larger size means that less is done, such as only every third case, quick is at least
// full. That a quick run does less than a full one becomes an attribute of the test,
// which `make check` reports.
func Size(tb failer, quick, full, soak int) int {
	tb.Helper()
	i := level(tb)
	if t, ok := tb.(testing.TB); ok && i == 0 && quick < full {
		t.Attr("size", fmt.Sprintf("%d instead of %d", quick, full))
	}
	return []int{quick, full, soak}[i]
}

// Full skips the test in a quick run.
func Full(tb testing.TB) {
	tb.Helper()
	if level(tb) == 0 {
		tb.Skipf("takes long; run it with `make test`, or with %s=full go test", TestsVariable)
	}
}

// randomSeed is drawn once, so that all tests of a soak can be repeated together.
var randomSeed = sync.OnceValue(rand.Uint64)

// Seed returns the number from which a random test draws, and logs it, so that a
// failure can be repeated.
func Seed(t interface {
	Helper()
	Logf(format string, args ...any)
	Fatalf(format string, args ...any)
},
) uint64 {
	t.Helper()
	seed := uint64(1)
	if text := os.Getenv(SeedVariable); text != "" {
		n, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			t.Fatalf("%s: invalid seed %q; expected a whole number from 0", SeedVariable, text)
		}
		seed = n
	} else if os.Getenv(TestsVariable) == "soak" {
		seed = randomSeed()
	}
	t.Logf("seed %d: repeat with %s=%d", seed, SeedVariable, seed)
	return seed
}
