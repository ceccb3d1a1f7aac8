package cli

import (
	"context"
	"math"

	"policygraph/graph"
	"policygraph/loader"
)

// datasetFlags choose the dataset that a command answers from.
type datasetFlags struct {
	Data      string `name:"data" placeholder:"DIR" completion:"directory" help:"Read the dataset in this directory instead of the embedded one."`
	Documents string `name:"documents" placeholder:"DIR" completion:"directory" help:"${documents}"`
}

// dataset is one snapshot of what a command answers from. Close it.
type dataset struct {
	store *graph.Store
	texts graph.DocumentTexts // nil where no documents are given
}

// open opens a snapshot of the dataset: Neo4j's where the environment selects it,
// else the files, in memory. It prints a warning where --documents names a directory
// without any of the dataset's documents.
func (f datasetFlags) open(ctx context.Context, c *console) (*dataset, error) {
	texts, err := openTexts(f.Documents)
	if err != nil {
		return nil, err
	}
	backend, err := f.backend(ctx)
	if err != nil {
		return nil, err
	}
	store, err := pin(ctx, backend)
	if err != nil {
		return nil, err
	}
	d := &dataset{store, texts}
	if texts != nil {
		reader, err := d.read(ctx)
		if err == nil {
			_, err = countQuotable(ctx, c, reader, texts, f.Documents, 1)
		}
		if err != nil {
			d.close()
			return nil, err
		}
	}
	return d, nil
}

func (f datasetFlags) backend(ctx context.Context) (graph.Backend, error) {
	if env, ok := neo4jFromEnvironment(); ok {
		if f.Data != "" {
			return nil, errDataWithNeo4j(f.Data)
		}
		return env.open(ctx)
	}
	source, _, err := openSource(ctx, f.Data, nil)
	if err != nil {
		return nil, err
	}
	return inMemory(ctx, source)
}

// read returns a reader of the snapshot, which needs no closing.
func (d *dataset) read(ctx context.Context) (*graph.Reader, error) { return d.store.Read(ctx) }

// close ends the snapshot; nothing is written that could be lost.
func (d *dataset) close() { _ = d.store.Close() }

// pin returns a store that answers every read from the dataset that the backend holds
// now, so that names and what is asked about them cannot belong to two datasets. It
// closes the backend with the store, and on failure.
func pin(ctx context.Context, backend graph.Backend) (*graph.Store, error) {
	snapshot, err := backend.Open(ctx)
	if err != nil {
		_ = backend.Close() // the error that matters is the first
		return nil, err
	}
	return graph.NewStore(&pinnedBackend{backend, snapshot}), nil
}

type pinnedBackend struct {
	graph.Backend
	snapshot graph.Snapshot
}

// Open implements [graph.Backend].
func (p *pinnedBackend) Open(context.Context) (graph.Snapshot, error) {
	return sharedSnapshot{p.snapshot}, nil
}

// Close implements [graph.Backend].
func (p *pinnedBackend) Close() error {
	_ = p.snapshot.Close() // nothing is written that could be lost
	return p.Backend.Close()
}

// sharedSnapshot outlives its readers.
type sharedSnapshot struct{ graph.Snapshot }

// Close implements [graph.Snapshot].
func (sharedSnapshot) Close() error { return nil }

// errDataWithNeo4j says that NEO4J_URI and --data name two datasets.
func errDataWithNeo4j(data string) error {
	return usagef("both NEO4J_URI and --data %s are set; run policygraph load %[1]s and leave out --data, or unset NEO4J_URI", data)
}

// openTexts opens a directory of documents; it returns nil where none is named.
func openTexts(dir string) (graph.DocumentTexts, error) {
	if dir == "" {
		return nil, nil
	}
	documents, err := loader.OpenDocuments(dir)
	if err != nil {
		return nil, usageError{err}
	}
	return documents, nil
}

// quotable is of how many of the dataset's documents quotes can be shown.
type quotable struct{ available, all int }

// countQuotable counts the documents that have a text, and those whose text is in dir,
// up to as many of these as are enough. It warns where there is none, since a wrong
// directory would otherwise go unnoticed.
func countQuotable(ctx context.Context, c *console, reader *graph.Reader, texts graph.DocumentTexts, dir string, enough int) (q quotable, err error) {
	page := graph.Page{First: new(graph.MaxPage)}
	for more := true; more && q.available < enough; {
		pages, err := reader.Documents(ctx, graph.DocumentQuery{Page: page})
		if err != nil {
			return q, err
		}
		for _, edge := range pages[0].Edges {
			if edge.Item.SHA256 == "" { // a register, which is cited whole
				continue
			}
			q.all++
			paragraphs, err := texts.Paragraphs(ctx, edge.Item)
			if err != nil {
				return q, err
			}
			if paragraphs != nil {
				q.available++
			}
		}
		if more = pages[0].HasNextPage; more {
			page.After = pages[0].Edges[len(pages[0].Edges)-1].Cursor()
		}
	}
	if q.available == 0 && q.all > 0 {
		warnNoDocuments(c, dir, q.all)
	}
	return q, nil
}

// everyDocument makes [countQuotable] count all.
const everyDocument = math.MaxInt

func warnNoDocuments(c *console, dir string, all int) {
	c.note("warning: %s has none of the dataset's %s, so no quotes are available; check --documents", dir, count(all, "document"))
}
