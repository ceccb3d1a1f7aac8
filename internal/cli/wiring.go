package cli

import (
	"context"
	"fmt"
	"io/fs"
	"net/url"
	"os"

	"policygraph/graph"
	"policygraph/graph/memory"
	"policygraph/graph/neo4j"
	"policygraph/loader"
	"policygraph/seeds"
)

// neo4jEnvironment selects the Neo4j store and says how to reach it.
type neo4jEnvironment struct {
	uri, username, password, database string
}

// neo4jFromEnvironment reads NEO4J_URI and its companions; ok tells whether
// Neo4j is selected.
func neo4jFromEnvironment() (env neo4jEnvironment, ok bool) {
	env = neo4jEnvironment{
		uri:      os.Getenv("NEO4J_URI"),
		username: os.Getenv("NEO4J_USERNAME"),
		password: os.Getenv("NEO4J_PASSWORD"),
		database: os.Getenv("NEO4J_DATABASE"),
	}
	if env.username == "" {
		env.username = "neo4j"
	}
	return env, env.uri != ""
}

// open connects.
func (e neo4jEnvironment) open(ctx context.Context) (*neo4j.Backend, error) {
	if address, err := url.Parse(e.uri); err == nil && address.User != nil {
		return nil, usagef("NEO4J_URI holds a user's name or password: put them into NEO4J_USERNAME and NEO4J_PASSWORD")
	}
	return neo4j.Open(ctx, neo4j.Config{URI: e.uri, Username: e.username, Password: e.password, Database: e.database})
}

// dataset is the files of a dataset: a directory's, or the embedded ones.
func dataset(dir string) (files fs.FS, name string, err error) {
	if dir == "" {
		return seeds.Files, "the embedded dataset", nil
	}
	files, err = loader.Dir(dir)
	return files, dir, err
}

// open reads a dataset: a directory's, or the embedded one. A directory that
// cannot be opened is a mistake of the command line.
func open(ctx context.Context, dir string, progress graph.Progress) (source graph.Source, name string, err error) {
	files, name, err := dataset(dir)
	if err != nil {
		return nil, "", usageError{err}
	}
	source, err = loader.Open(ctx, files, progress)
	return source, name, err
}

// embedded reads the dataset that the program carries.
func embedded(ctx context.Context) (graph.Source, error) {
	source, err := loader.Open(ctx, seeds.Files, nil)
	if err != nil {
		return nil, fmt.Errorf("the embedded dataset is broken, which is a fault of this program: %w", err)
	}
	return source, nil
}

// inMemory holds a dataset in a new memory store.
func inMemory(ctx context.Context, source graph.Source) (*graph.Store, error) {
	store := graph.NewStore(memory.New())
	if _, err := store.Load(ctx, source, nil); err != nil {
		return nil, err
	}
	return store, nil
}
