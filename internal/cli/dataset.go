package cli

import (
	"context"
	"fmt"

	"policygraph/graph"
	"policygraph/loader"
)

// datasetFlags say what a command that answers a question reads; all such
// commands share them.
type datasetFlags struct {
	Data      string `name:"data" placeholder:"DIR" help:"Ask this dataset in place of the embedded one."`
	Documents string `name:"documents" placeholder:"DIR" help:"${documents}"`
}

// dataset is what a question is api of. Close it.
type dataset struct {
	*graph.Store
	texts graph.Texts // nil where no documents are given
}

// open opens what is api, and says so where no document is in the directory that is
// to give the quotes.
func (a datasetFlags) open(ctx context.Context, c *console) (*dataset, error) {
	texts, err := openTexts(a.Documents)
	if err != nil {
		return nil, err
	}
	store, err := a.store(ctx)
	if err != nil {
		return nil, err
	}
	r := &dataset{store, texts}
	if err := r.warnWithoutDocuments(ctx, c, a.Documents); err != nil {
		r.close()
		return nil, err
	}
	return r, nil
}

// store is Neo4j where the environment selects it, else the files, in memory.
func (a datasetFlags) store(ctx context.Context) (*graph.Store, error) {
	if env, ok := neo4jFromEnvironment(); ok {
		if a.Data != "" {
			return nil, errDataWithNeo4j(a.Data)
		}
		backend, err := env.open(ctx)
		if err != nil {
			return nil, err
		}
		return graph.NewStore(backend), nil
	}
	source, _, err := openSource(ctx, a.Data, nil)
	if err != nil {
		return nil, err
	}
	return inMemory(ctx, source)
}

func (r *dataset) warnWithoutDocuments(ctx context.Context, c *console, dir string) error {
	if r.texts == nil {
		return nil
	}
	reader, err := r.Read(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = reader.Close() }() // a read that is over
	have, all, err := countDocuments(ctx, reader, r.texts, 1)
	if err == nil && have == 0 {
		_, _ = fmt.Fprintf(c.err, "policygraph: %s holds none of the dataset's %s: there are notes in place of quotes\n", dir, count(all, "document"))
	}
	return err
}

// close ends the reading; nothing is written that could be lost.
func (r *dataset) close() { _ = r.Close() }

// errDataWithNeo4j: NEO4J_URI and --data name two datasets.
func errDataWithNeo4j(data string) error {
	return usagef("NEO4J_URI selects Neo4j, which --data does not fill: run policygraph load %s first and leave --data out, or unset NEO4J_URI", data)
}

// openTexts opens the directory of documents; nil where none is named.
func openTexts(dir string) (graph.Texts, error) {
	if dir == "" {
		return nil, nil
	}
	documents, err := loader.OpenDocuments(dir)
	if err != nil {
		return nil, usageError{err}
	}
	return documents, nil
}
