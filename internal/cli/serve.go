package cli

import (
	"context"
	"fmt"
	"log/slog"
	"math"

	"policygraph/graph"
	"policygraph/server"
)

const defaultAddress = "localhost:8080"

type serveCommand struct {
	Addr      string   `name:"addr" placeholder:"HOST:PORT" default:"${address}" help:"Listen here; port 0 takes a free one (${default})."`
	Data      string   `name:"data" placeholder:"DIR" help:"Serve this dataset, and follow its changes, in place of the embedded one."`
	Documents string   `name:"documents" placeholder:"DIR" help:"${documents}"`
	Origins   []string `name:"allow-origin" placeholder:"ORIGIN" help:"Let pages of this origin, such as http://localhost:3000, read the API; * is all; may be repeated."`
}

// Help is what kong prints under the flags.
func (serveCommand) Help() string {
	return `Without flags it serves the embedded dataset on http://localhost:8080.
NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE in the environment
select a Neo4j database in its place; policygraph load fills it.`
}

// Run serves until it is told to stop.
func (s serveCommand) Run(ctx context.Context, c *console) error {
	log := slog.New(slog.NewTextHandler(c.err, nil))
	texts, err := openTexts(s.Documents)
	if err != nil {
		return err
	}
	store, closeStore, err := s.store(ctx, log)
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
	what, err := describeServed(ctx, store, texts)
	if err != nil {
		_ = listener.Close()
		return err
	}
	url := server.URL(listener)
	c.printf("policygraph serves %s\n\n  playground  %s/\n  API         %s/graphql\n\nCtrl-C stops it.\n", what, url, url)
	return server.Serve(ctx, listener, handler, log)
}

// store opens what is served: Neo4j where the environment selects it, else the
// files, in memory.
func (s serveCommand) store(ctx context.Context, log *slog.Logger) (store *graph.Store, closeStore func(), err error) {
	if env, ok := neo4jFromEnvironment(); ok {
		if s.Data != "" {
			return nil, nil, errDataWithNeo4j(s.Data)
		}
		return openWarm(ctx, env, log)
	}
	// Changes are watched for from before the files are read, so that none is missed.
	var watch *watcher
	if s.Data != "" {
		if watch, err = newWatcher(s.Data); err != nil {
			return nil, nil, err
		}
		defer func() {
			if err != nil {
				watch.close()
			}
		}()
	}
	source, _, err := openSource(ctx, s.Data, nil)
	if err != nil {
		return nil, nil, err
	}
	if store, err = inMemory(ctx, source); err != nil {
		return nil, nil, err
	}
	if watch != nil {
		go watch.run(ctx, log, func() { reload(ctx, s.Data, store, log) })
	}
	return store, func() { _ = store.Close() }, nil // nothing is written that could be lost
}

// openWarm opens Neo4j and has it plan its statements meanwhile. Closing waits
// until that has ended, since it uses the connections that are closed.
func openWarm(ctx context.Context, env neo4jEnvironment, log *slog.Logger) (store *graph.Store, closeStore func(), err error) {
	backend, err := env.open(ctx)
	if err != nil {
		return nil, nil, err
	}
	store = graph.NewStore(backend)
	reader, err := store.Read(ctx)
	if err != nil { // there is nothing to serve, nor to make ready
		_ = store.Close() // nothing is written that could be lost
		return nil, nil, err
	}
	_ = reader.Close() // a read that is over
	ctx, cancel := context.WithCancel(ctx)
	warmed := make(chan struct{})
	go func() {
		defer close(warmed)
		if err := backend.Warm(ctx); err != nil && ctx.Err() == nil {
			log.Warn("the database could not be made ready beforehand; the first answers take longer", "error", err)
		}
	}()
	return store, func() {
		cancel()
		<-warmed
		_ = store.Close() // nothing is written that could be lost
	}, nil
}

// describeServed says what is describeServed, and of how many documents quotes can be shown.
func describeServed(ctx context.Context, store *graph.Store, texts graph.Texts) (string, error) {
	reader, err := store.Read(ctx)
	if err != nil {
		return "", err
	}
	defer func() { _ = reader.Close() }() // a read that is over
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
	have, all, err := countDocuments(ctx, reader, texts, math.MaxInt)
	return fmt.Sprintf("%s\nquotes: of %d of %d documents", what, have, all), err
}

// countDocuments counts the documents with a text, and those of them whose text is there, up
// to as many of these as are enough.
func countDocuments(ctx context.Context, reader *graph.Reader, texts graph.Texts, enough int) (have, all int, err error) {
	page, size := graph.Page{}, graph.MaxPage
	page.First = &size
	for {
		pages, err := reader.Documents(ctx, graph.DocumentQuery{Page: page})
		if err != nil {
			return 0, 0, err
		}
		for _, edge := range pages[0].Edges {
			if edge.Item.SHA256 == "" {
				continue
			}
			all++
			paragraphs, err := texts.Paragraphs(ctx, edge.Item)
			if err != nil {
				return 0, 0, err
			}
			if paragraphs != nil {
				have++
			}
		}
		if !pages[0].HasNextPage || have >= enough {
			return have, all, nil
		}
		page.After = pages[0].Edges[len(pages[0].Edges)-1].Cursor()
	}
}
