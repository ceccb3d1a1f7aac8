package memory_test

import (
	"testing"

	"policygraph/bench/synthetic"
	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/graph/memory"
)

func TestStore(t *testing.T) {
	graphtest.TestStore(t, func(testing.TB) graph.Backend { return memory.New() })
}

// TestStoreWithSmallThresholds runs the suite on the code paths of large datasets.
func TestStoreWithSmallThresholds(t *testing.T) {
	graphtest.TestStore(t, func(testing.TB) graph.Backend {
		return memory.NewWithConfig(memory.Config{MaxEnds: 2, MatchCost: 1, DenseShare: 1, ConfidenceBuckets: 2})
	})
}

func TestEveryReadKeepsToItsWorkLimitAndDeadline(t *testing.T) {
	graphtest.TestWork(t, func(_ testing.TB, work int) graph.Backend { return memory.NewWithConfig(memory.Config{MaxWork: work}) })
}

func BenchmarkStore(b *testing.B) {
	graphtest.BenchmarkStore(b, func(testing.TB) graph.Backend { return memory.New() }, synthetic.FromEnvironment)
}

func BenchmarkPaths(b *testing.B) {
	src, err := synthetic.FromEnvironment(b.Context(), 1)
	if err != nil {
		b.Fatal(err)
	}
	graphtest.BenchmarkPaths(b, graph.NewStore(memory.New()), src)
}
