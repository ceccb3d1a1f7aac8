// Package seedstest loads the embedded dataset into both stores for tests.
package seedstest

import (
	"testing"

	"policygraph/graph"
	"policygraph/graph/memory"
	"policygraph/graph/neo4j"
	"policygraph/loader"
	"policygraph/seeds"
	"policygraph/tools/neo4j/neo4jtest"
)

// Open reads the embedded dataset.
func Open(t testing.TB) graph.Source {
	t.Helper()
	source, err := loader.Open(t.Context(), seeds.Files, nil)
	if err != nil {
		t.Fatal(err)
	}
	return source
}

// InMemory returns a memory store that holds the embedded dataset.
func InMemory(t testing.TB) *graph.Store {
	t.Helper()
	return load(t, memory.New())
}

// InNeo4j returns a Neo4j store that holds the embedded dataset, in a namespace of
// the shared server that no other package may use at the same time, and a function
// that counts the statements run so far, without those that look up which dataset is
// served: time decides how many these are. The calling package needs the TestMain that
// [neo4jtest] describes.
func InNeo4j(t testing.TB, namespace string) (_ *graph.Store, statements func() int64) {
	t.Helper()
	server := neo4jtest.Shared(t)
	backend, err := neo4j.Open(t.Context(), neo4j.Config{
		URI: server.URI, Username: server.Username, Password: server.Password, Database: server.Database, Namespace: namespace,
	})
	if err != nil {
		t.Fatal(err)
	}
	return load(t, backend), func() int64 {
		s := backend.Stats()
		return s.Statements - s.Lookups
	}
}

func load(t testing.TB, backend graph.Backend) *graph.Store {
	t.Helper()
	store := graph.NewStore(backend)
	t.Cleanup(func() { _ = store.Close() })
	if _, err := store.Load(t.Context(), Open(t), nil); err != nil {
		t.Fatal(err)
	}
	return store
}
