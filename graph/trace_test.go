package graph_test

import (
	"fmt"
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/graph/memory"
)

// Answers stay right, if less complete, wherever a search meets its limits, and
// whichever of its reads it makes.
func TestTracesAtTheirLimits(t *testing.T) {
	for _, limit := range []struct{ claims, steps, few int }{
		{1 << 30, 1 << 30, 0}, // between the frontiers first, always
		{1 << 30, 1 << 30, 15},
		{40, 1 << 30, 0}, {40, 1 << 30, 20}, {90, 1 << 30, 0}, {70, 1 << 30, 10},
		{1 << 30, 10, 0}, {1 << 30, 60, 50}, {1 << 30, 300, 50},
	} {
		t.Run(fmt.Sprint(limit), func(t *testing.T) {
			defer graph.LowerTraceLimits(limit.claims, limit.steps, limit.few)()
			c := graphtest.CheckTraces(t.Context(), t, graph.NewStore(memory.New()), 2, 150, 12, 5)
			t.Log(c)
			if limited := limit.claims < 1<<30 || limit.steps < 1<<30; limited != (c.Stopped > 0) {
				t.Errorf("%d searches were stopped", c.Stopped)
			}
		})
	}
}
