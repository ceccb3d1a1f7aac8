package memory_test

import (
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/graph/memory"
	"policygraph/internal/testenv"
)

func TestRandom(t *testing.T) {
	graphtest.TestRandom(t, func(testing.TB) graph.Backend { return memory.New() }, testenv.Size(t, 300, 500, 20_000), testenv.Size(t, 50, 100, 2000))
}
