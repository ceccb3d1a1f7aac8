package memory_test

import (
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/graph/memory"
)

func TestRandom(t *testing.T) {
	graphtest.TestRandom(t, func(testing.TB) graph.Backend { return memory.New() })
}
