package neo4j_test

import (
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/graph/neo4j"
	"policygraph/internal/testenv"
	"policygraph/tools/neo4j/neo4jtest"
)

// config returns the configuration of the shared server, with a namespace for the test.
func config(tb testing.TB) neo4j.Config {
	tb.Helper()
	server := neo4jtest.Shared(tb)
	return neo4j.Config{
		URI: server.URI, Username: server.Username, Password: server.Password, Database: server.Database,
		Namespace: "test-" + strings.ToLower(rand.Text()[:10]),
		Lease:     2 * time.Second,
	}
}

func open(tb testing.TB, config neo4j.Config) *neo4j.Backend {
	tb.Helper()
	b, err := neo4j.Open(tb.Context(), config)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { b.Close() })
	return b
}

func TestStore(t *testing.T) {
	t.Parallel()
	neo4jtest.Shared(t)
	graphtest.TestStore(t, func(tb testing.TB) graph.Backend { return open(tb, config(tb)) })
}

func TestRandom(t *testing.T) {
	t.Parallel()
	neo4jtest.Shared(t)
	graphtest.TestRandom(t, func(tb testing.TB) graph.Backend { return open(tb, config(tb)) },
		testenv.Size(t, 50, 100, 10_000), testenv.Size(t, 10, 25, 500))
}

// TestStoreWithSmallThresholds runs the suite's groups that have them on the code paths of
// large datasets.
func TestStoreWithSmallThresholds(t *testing.T) {
	t.Parallel()
	neo4jtest.Shared(t)
	suite := graphtest.NewSuite(func() graph.Backend {
		c := config(t)
		c.HubDegree, c.MatchBatch, c.DistinctTypes = 4, 3, 2
		return open(t, c)
	})
	t.Cleanup(suite.Close)
	for _, c := range graphtest.Cases() {
		switch c.Group {
		case "claims", "clocks", "documents", "list", "search", "totals", "thresholds":
			t.Run(c.Group+"/"+c.Name, func(t *testing.T) { c.Run(t.Context(), t, suite) })
		}
	}
}
