package neo4j_test

import (
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
)

func TestTracesOfRandomGraphs(t *testing.T) {
	traces, paths := graphtest.CheckTraces(t.Context(), t, graph.NewStore(open(t, config(t))), 1, 10, 12, 5)
	t.Logf("%d traces, of %d paths", traces, paths)
}
