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

func BenchmarkPaths(b *testing.B) {
	src, err := synthetic.FromEnvironment(b.Context(), 1)
	if err != nil {
		b.Fatal(err)
	}
	store := graph.NewStore(memory.New())
	if _, err := store.Load(b.Context(), src, nil); err != nil {
		b.Fatal(err)
	}
	picks, err := graphtest.PickFrom(b.Context(), src)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("trace", func(b *testing.B) { graphtest.BenchmarkTrace(b, store, picks) })
	b.Run("links", func(b *testing.B) { graphtest.BenchmarkLinks(b, store, picks) })
}
