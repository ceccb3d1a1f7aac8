// Package neo4jtest gives tests a real Neo4j server.
//
// A package that uses it has
//
//	func TestMain(m *testing.M) { neo4jtest.Main(m) }
//
// Shared is one server for all of a test binary's tests, started by the first
// that asks, or one that runs already: where POLICYGRAPH_TEST_NEO4J_URI,
// …_USERNAME and …_PASSWORD are set (`make test` starts one for all
// packages), that one. So several packages may use it at the same time, each
// keeping to data of its own. Fresh is a server for one test, which may fill
// it, kill it and start it again.
//
// Where neither a server is named nor POLICYGRAPH_REQUIRE lists neo4j, tests that
// ask for one are skipped.
package neo4jtest

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"sync"
	"testing"

	"policygraph/internal/testenv"
	"policygraph/tools/neo4j"
)

// shared is the test binary's one server.
var shared struct {
	inMain bool
	start  sync.Once
	server *neo4j.Server // nil when it is not ours to stop
	config neo4j.Config
	err    error
}

// Main runs the tests and then stops the shared server, if one was started.
// Call it from TestMain, as its last statement.
func Main(m *testing.M) { os.Exit(Run(m)) }

// Run is Main without the exit, for a TestMain that has more to do. It gives
// the exit code.
func Run(m *testing.M) int {
	shared.inMain = true
	code := m.Run()
	if shared.server != nil {
		if err := shared.server.Stop(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = max(code, 1)
		}
	}
	return code
}

// Shared returns the server that all tests of the binary share, ready to
// answer. Where it cannot be had, the test fails and says what to install.
func Shared(tb testing.TB) neo4j.Config {
	tb.Helper()
	testenv.Need(tb, testenv.Neo4j)
	if !shared.inMain {
		tb.Fatal("neo4jtest: the package has no TestMain that calls neo4jtest.Main: nobody would stop the server")
	}
	shared.start.Do(func() {
		config, named := fromEnvironment()
		if named {
			shared.config = config
			return
		}
		shared.server, shared.err = neo4j.Start(context.Background(), neo4j.Options{Progress: os.Stderr})
		if shared.err == nil {
			shared.config = shared.server.Config
		}
	})
	if shared.err != nil {
		tb.Fatal(shared.err)
	}
	return shared.config
}

// Fresh starts a server for this test (or benchmark) alone, with a home folder
// of its own, and stops it when the test ends.
func Fresh(tb testing.TB) *neo4j.Server { return FreshWith(tb, neo4j.Options{}) }

// FreshWith is Fresh with options.
func FreshWith(tb testing.TB, options neo4j.Options) *neo4j.Server {
	tb.Helper()
	tb.Helper()
	testenv.Need(tb, testenv.Neo4j)
	options.Progress = os.Stderr
	server, err := neo4j.Start(tb.Context(), options)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := server.Stop(); err != nil {
			tb.Error(err)
		}
	})
	return server
}

// fromEnvironment returns the server that runs already, if one is named.
func fromEnvironment() (config neo4j.Config, named bool) {
	uri := os.Getenv("POLICYGRAPH_TEST_NEO4J_URI")
	return neo4j.Config{
		URI:      uri,
		Username: os.Getenv("POLICYGRAPH_TEST_NEO4J_USERNAME"),
		Password: os.Getenv("POLICYGRAPH_TEST_NEO4J_PASSWORD"),
		Database: cmp.Or(os.Getenv("POLICYGRAPH_TEST_NEO4J_DATABASE"), "neo4j"),
	}, uri != ""
}
