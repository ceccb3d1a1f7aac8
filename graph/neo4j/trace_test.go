package neo4j_test

import (
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/internal/testenv"
)

func TestTracesOfRandomGraphs(t *testing.T) {
	graphs := testenv.Size(t, 20, 20, 1000)
	t.Log(graphtest.CheckTraces(t.Context(), t, graph.NewStore(open(t, config(t))), testenv.Seed(t), graphs, 12, 5))
}
