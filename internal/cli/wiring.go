package cli

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"time"

	"policygraph/examples/queries"
	"policygraph/graph"
	"policygraph/graph/memory"
	"policygraph/graph/neo4j"
	"policygraph/graph/resolver"
	"policygraph/loader"
	"policygraph/schema"
	"policygraph/seeds"
	"policygraph/server"
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

// datasetFiles is the files of a datasetFiles: a directory's, or the embedded ones.
func datasetFiles(dir string) (files fs.FS, name string, err error) {
	if dir == "" {
		return seeds.Files, "the embedded dataset", nil
	}
	files, err = loader.Dir(dir)
	return files, dir, err
}

// openSource reads a dataset: a directory's, or the embedded one. A directory that
// cannot be opened is a mistake of the command line.
func openSource(ctx context.Context, dir string, progress graph.Progress) (source graph.Source, name string, err error) {
	files, name, err := datasetFiles(dir)
	if err != nil {
		return nil, "", usageError{err}
	}
	source, err = loader.Open(ctx, files, progress)
	return source, name, err
}

// embeddedSource reads the dataset that the program carries.
func embeddedSource(ctx context.Context) (graph.Source, error) {
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

// newHandler puts the API, the playground and its example queries together.
func newHandler(store *graph.Store, texts graph.Texts, log *slog.Logger, origins []string) (http.Handler, error) {
	examples, err := server.ReadExamples(queries.Files)
	if err != nil {
		return nil, err
	}
	api := resolver.New(store, texts)
	return server.New(server.Options{
		Schema:     resolver.ExecutableSchema(),
		SDL:        schema.SDL(),
		Examples:   examples,
		Begin:      api.Begin,
		Extensions: resolver.Extensions,
		Ready:      func(ctx context.Context) error { return ready(ctx, store) },
		Logger:     log,
		Version:    programVersion(),

		AllowedOrigins: origins,
	})
}

// ready reports whether the store answers.
func ready(ctx context.Context, store *graph.Store) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	reader, err := store.Read(ctx)
	if err != nil {
		return err
	}
	return reader.Close()
}
