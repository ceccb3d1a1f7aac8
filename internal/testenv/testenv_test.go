package testenv_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"policygraph/internal/testenv"
)

// recorder is a test that may be skipped or fail.
type recorder struct {
	testing.TB
	said string
}

func (*recorder) Helper() {}

func (r *recorder) Attr(key, value string) { r.said += key + ": " + value }

func (r *recorder) Logf(format string, args ...any) { r.said += fmt.Sprintf(format, args...) }

func (r *recorder) Skipf(format string, args ...any) {
	r.said += "skipped: " + fmt.Sprintf(format, args...)
	runtime.Goexit()
}

func (r *recorder) Fatalf(format string, args ...any) {
	r.said += "failed: " + fmt.Sprintf(format, args...)
	runtime.Goexit()
}

// said runs a test and returns what it reported.
func said(test func(testing.TB)) string {
	r := &recorder{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		test(r)
	}()
	<-done
	return r.said
}

func TestATestIsSkippedUnlessWhatItNeedsIsRequired(t *testing.T) {
	for _, c := range []struct {
		require, uri string
		need         testenv.Facility
		want         string
	}{
		{"", "", testenv.Neo4j, "skipped: needs neo4j; run it with `make test`, or with POLICYGRAPH_REQUIRE=neo4j go test"},
		{"neo4j", "", testenv.Neo4j, ""},
		{"python, neo4j", "", testenv.Neo4j, ""},
		{"", "bolt://localhost:7687", testenv.Neo4j, ""},
		{"neo4j", "bolt://localhost:7687", testenv.Python, "skipped: needs python; run it with `make test`, or with POLICYGRAPH_REQUIRE=python go test"},
		{"neo4", "", testenv.Python, `failed: POLICYGRAPH_REQUIRE: unknown facility "neo4"; expected some of [neo4j python browser documents]`},
	} {
		t.Setenv(testenv.RequireVariable, c.require)
		t.Setenv("POLICYGRAPH_TEST_NEO4J_URI", c.uri)
		if got := said(func(tb testing.TB) { testenv.Need(tb, c.need) }); got != c.want {
			t.Errorf("%s where %q is required, at %q: %q, want %q", c.need, c.require, c.uri, got, c.want)
		}
	}
}

func TestTheSizeOfATestIsChosenByTheRun(t *testing.T) {
	for level, want := range map[string]struct {
		size int
		said string
	}{
		"":      {1, "size: 1 instead of 2"},
		"quick": {1, "size: 1 instead of 2"},
		"full":  {2, ""},
		"soak":  {3, ""},
		"large": {0, `failed: POLICYGRAPH_TESTS: unknown size "large"; expected one of [quick full soak]`},
	} {
		t.Setenv(testenv.TestsVariable, level)
		size := 0
		if got := said(func(tb testing.TB) { size = testenv.Size(tb, 1, 2, 3) }); got != want.said || size != want.size {
			t.Errorf("%q: %d, %q, want %d, %q", level, size, got, want.size, want.said)
		}
		skipped := strings.HasPrefix(said(testenv.Full), "skipped: takes long")
		if skipped != (level == "" || level == "quick") {
			t.Errorf("%q: a long test is skipped: %t", level, skipped)
		}
	}
}

func TestTheSeedIsLoggedAndCanBeSet(t *testing.T) {
	var seed uint64
	draw := func(tb testing.TB) { seed = testenv.Seed(tb) }
	for _, c := range []struct {
		level, set, want string
	}{
		{"", "", "seed 1: repeat with POLICYGRAPH_SEED=1"},
		{"full", "7", "seed 7: repeat with POLICYGRAPH_SEED=7"},
		{"soak", "7", "seed 7: repeat with POLICYGRAPH_SEED=7"},
		{"", "x", `failed: POLICYGRAPH_SEED: invalid seed "x"; expected a whole number from 0`},
	} {
		t.Setenv(testenv.TestsVariable, c.level)
		t.Setenv(testenv.SeedVariable, c.set)
		if got := said(draw); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
	t.Setenv(testenv.TestsVariable, "soak")
	t.Setenv(testenv.SeedVariable, "")
	if said(draw); seed == 1 {
		t.Error("a soak draws from the usual seed")
	}
	if first := seed; said(draw) == "" || seed != first {
		t.Errorf("two tests of one run draw from %d and %d", first, seed)
	}
}
