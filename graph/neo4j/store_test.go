package neo4j_test

import (
	"crypto/rand"
	"slices"
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

// The other groups are in TestStoreFindsWithoutScans.
func TestStore(t *testing.T) {
	t.Parallel()
	neo4jtest.Shared(t)
	graphtest.TestGroups(t, func(tb testing.TB) graph.Backend { return open(tb, config(tb)) }, func(group string) bool { return !neo4j.Explained(group) })
}

func TestRandom(t *testing.T) {
	t.Parallel()
	neo4jtest.Shared(t)
	graphtest.TestRandom(t, func(tb testing.TB) graph.Backend { return open(tb, config(tb)) },
		testenv.Size(t, 50, 60, 10_000), testenv.Size(t, 10, 15, 500))
}

// TestStoreWithSmallThresholds runs the suite's groups that have them on the code paths of
// large datasets.
func TestStoreWithSmallThresholds(t *testing.T) {
	t.Parallel()
	neo4jtest.Shared(t)
	graphtest.TestGroups(t, func(tb testing.TB) graph.Backend {
		c := config(tb)
		c.HubDegree, c.MatchBatch, c.DistinctTypes = 4, 3, 2
		return open(tb, c)
	}, func(group string) bool {
		return slices.Contains([]string{"claims", "clocks", "documents", "list", "search", "totals", "thresholds"}, group)
	})
}
