package cli

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"

	"policygraph/graph"
	"policygraph/server"
)

const defaultAddress = "localhost:8080"

type serveCommand struct {
	Addr      string   `name:"addr" placeholder:"HOST:PORT" default:"${address}" help:"Address to listen on; port 0 picks a free one (${default})."`
	Data      string   `name:"data" placeholder:"DIR" completion:"directory" help:"Serve the dataset in this directory instead of the embedded one, and reload it when it changes."`
	Documents string   `name:"documents" placeholder:"DIR" completion:"directory" help:"${documents}"`
	Origins   []string `name:"allow-origin" placeholder:"ORIGIN" help:"Allow pages of this origin, such as http://localhost:3000, to read the API; * allows all; repeatable."`
}

// Help is what kong prints under the flags.
func (serveCommand) Help() string {
	return `Without flags it serves the embedded dataset on http://localhost:8080. If NEO4J_URI is
set, it serves the Neo4j database there instead (NEO4J_USERNAME, NEO4J_PASSWORD,
NEO4J_DATABASE), which policygraph load fills.`
}

// Run serves until ctx ends.
func (s serveCommand) Run(ctx context.Context, c *console) error {
	log := slog.New(slog.NewTextHandler(c.err, nil))
	if s.Documents != "" {
		c.note("reading the documents in %s …", s.Documents)
	}
	texts, err := openTexts(s.Documents)
	if err != nil {
		return err
	}
	store, closeStore, err := s.store(ctx, c, log)
	if err != nil {
		return err
	}
	defer closeStore()
	handler, err := newHandler(store, texts, log, s.Origins)
	if err != nil {
		return err
	}
	listener, err := server.Listen(s.Addr)
	if err != nil {
		return err
	}
	what, err := s.describe(ctx, c, store, texts)
	if err != nil {
		_ = listener.Close() // the error that matters is the first
		return err
	}
	url := server.URL(listener)
	c.printf("policygraph serves %s\n\n  playground  %s/\n  API         %s/graphql\n\nPress Ctrl-C to stop.\n", what, url, url)
	return server.Serve(ctx, listener, handler, log)
}

// store opens what is served: Neo4j where the environment selects it, else the
// files, in memory.
func (s serveCommand) store(ctx context.Context, c *console, log *slog.Logger) (store *graph.Store, closeStore func(), err error) {
	if env, ok := neo4jFromEnvironment(); ok {
		if s.Data != "" {
			return nil, nil, errDataWithNeo4j(s.Data)
		}
		c.note("connecting to Neo4j …") // without the address, which may hold a password
		return openWarm(ctx, env, log)
	}
	// The watcher starts before the files are read, so that no change is missed.
	var watch *watcher
	if s.Data != "" {
		if watch, err = newWatcher(s.Data, log); err != nil {
			return nil, nil, err
		}
		defer func() {
			if err != nil {
				watch.close()
			}
		}()
	}
	c.note("reading %s …", cmp.Or(s.Data, "the embedded dataset"))
	source, _, err := openSource(ctx, s.Data, nil)
	if err != nil {
		return nil, nil, err
	}
	backend, err := inMemory(ctx, source)
	if err != nil {
		return nil, nil, err
	}
	store = graph.NewStore(backend)
	if watch != nil {
		go watch.run(ctx, func() { reload(ctx, s.Data, store, log) })
	}
	return store, func() { _ = store.Close() }, nil // nothing is written that could be lost
}

// openWarm opens Neo4j and has it plan its statements in the background. closeStore
// waits for that to end, since it uses the connections that are closed.
func openWarm(ctx context.Context, env neo4jEnvironment, log *slog.Logger) (store *graph.Store, closeStore func(), err error) {
	backend, err := env.open(ctx)
	if err != nil {
		return nil, nil, err
	}
	store = graph.NewStore(backend)
	reader, err := store.Read(ctx)
	if err != nil { // no dataset is loaded
		_ = store.Close() // nothing is written that could be lost
		return nil, nil, err
	}
	_ = reader.Close() // nothing is written that could be lost
	ctx, cancel := context.WithCancel(ctx)
	warmed := make(chan struct{})
	go func() {
		defer close(warmed)
		if err := backend.Warm(ctx); err != nil && ctx.Err() == nil {
			log.Warn("warming up the database failed; the first answers take longer", "error", err)
		}
	}()
	return store, func() {
		cancel()
		<-warmed
		_ = store.Close() // nothing is written that could be lost
	}, nil
}

// describe says what is served, and of how many documents quotes are shown.
func (s serveCommand) describe(ctx context.Context, c *console, store *graph.Store, texts graph.DocumentTexts) (string, error) {
	reader, err := store.Read(ctx)
	if err != nil {
		return "", err
	}
	defer func() { _ = reader.Close() }() // nothing is written that could be lost
	d := reader.Dataset()
	entities, claims := 0, 0
	for _, n := range d.Kinds {
		entities += n
	}
	for _, n := range d.Types {
		claims += n
	}
	what := fmt.Sprintf("%s: %d entities, %d claims, version %s", d.Title, entities, claims, d.Version)
	if texts == nil {
		return what, nil
	}
	q, err := countQuotable(ctx, c, reader, texts, s.Documents, everyDocument)
	return fmt.Sprintf("%s\nquotes available for %d of %d documents", what, q.available, q.all), err
}
