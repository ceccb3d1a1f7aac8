package memory_test

import (
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/graph/memory"
)

func TestTracesOfRandomGraphs(t *testing.T) {
	t.Log(graphtest.CheckTraces(t.Context(), t, graph.NewStore(memory.New()), 1, 2000, 12, 5))
}
