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

func BenchmarkStore(b *testing.B) {
	graphtest.BenchmarkStore(b, func(testing.TB) graph.Backend { return memory.New() }, synthetic.FromEnvironment)
}
