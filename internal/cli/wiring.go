package cli

import (
	"context"
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

// neo4jEnvironment says how to reach the Neo4j store.
type neo4jEnvironment struct {
	uri, username, password, database string
}

// neo4jFromEnvironment reads the variables NEO4J_*; ok is true where NEO4J_URI is set,
// which selects Neo4j.
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

// open connects to the server.
func (e neo4jEnvironment) open(ctx context.Context) (*neo4j.Backend, error) {
	if address, err := url.Parse(e.uri); err == nil && address.User != nil {
		return nil, usagef("NEO4J_URI contains a user name or password; set NEO4J_USERNAME and NEO4J_PASSWORD instead")
	}
	return neo4j.Open(ctx, neo4j.Config{URI: e.uri, Username: e.username, Password: e.password, Database: e.database})
}

// datasetFiles opens the files of a dataset and describes it: a directory's, or
// the embedded ones where dir is "".
func datasetFiles(dir string) (files fs.FS, name string, err error) {
	if dir == "" {
		return seeds.Files, "the embedded dataset", nil
	}
	if files, err = loader.Dir(dir); err != nil {
		return nil, dir, usageError{err}
	}
	return files, dir, nil
}

// openSource reads the files of a dataset.
func openSource(ctx context.Context, dir string, progress graph.Progress) (source graph.Source, name string, err error) {
	files, name, err := datasetFiles(dir)
	if err != nil {
		return nil, "", err
	}
	source, err = loader.Open(ctx, files, progress)
	return source, name, err
}

// inMemory holds a dataset in a new memory store.
func inMemory(ctx context.Context, source graph.Source) (graph.Backend, error) {
	backend := memory.New()
	if _, err := backend.Load(ctx, source, func(graph.Step) {}); err != nil {
		return nil, err
	}
	return backend, nil
}

// newHandler builds the server's handler: the API, the playground and its examples.
func newHandler(store *graph.Store, texts graph.DocumentTexts, log *slog.Logger, origins []string) (http.Handler, error) {
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

// ready returns an error unless the store answers.
func ready(ctx context.Context, store *graph.Store) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	reader, err := store.Read(ctx)
	if err != nil {
		return err
	}
	return reader.Close()
}
