package memory_test

import (
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/graph/memory"
	"policygraph/internal/testenv"
)

func TestTracesOfRandomGraphs(t *testing.T) {
	graphs := testenv.Size(t, 200, 2000, 50_000)
	t.Log(graphtest.CheckTraces(t.Context(), t, graph.NewStore(memory.New()), testenv.Seed(t), graphs, 12, 5))
}
