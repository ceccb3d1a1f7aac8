package neo4j_test

import (
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
)

func TestTracesOfRandomGraphs(t *testing.T) {
	t.Log(graphtest.CheckTraces(t.Context(), t, graph.NewStore(open(t, config(t))), 1, 20, 12, 5))
}
