package neo4j_test

import (
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/internal/testenv"
)

func TestTracesOfRandomGraphs(t *testing.T) {
	store := graph.NewStore(open(t, config(t)))
	t.Log(graphtest.CheckTraces(t.Context(), t, store, testenv.Seed(t), testenv.Size(t, 20, 20, 1000), 12, 5))
}
