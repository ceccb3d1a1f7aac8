package cli

import (
	"context"
	"runtime/debug"

	"policygraph/graph"
)

type loadCommand struct {
	Data   string `arg:"" optional:"" placeholder:"DIR" help:"The dataset's directory; the embedded dataset when left out."`
	DryRun bool   `name:"dry-run" help:"Only say what would change, and write nothing."`
	JSON   bool   `name:"json" help:"Print the report as JSON."`
}

// Help is what kong prints under the flags.
func (loadCommand) Help() string {
	return `NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE in the environment
name the database. Readers see the old dataset until the new one is whole, and if
the load fails or is stopped, they go on seeing it. Ctrl-C stops a load and has it
remove what it wrote, or leave that to the next where it takes long. Two loads at
once are refused; where one has died, the next waits for some seconds and removes
what it left.`
}

// Run writes a dataset into Neo4j and moves the pointer to it.
func (l loadCommand) Run(ctx context.Context, c *console) error {
	env, ok := neo4jFromEnvironment()
	if !ok {
		return usagef("load writes into Neo4j: set NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD (make neo4j prints them for a trial server)")
	}
	if _, _, err := datasetFiles(l.Data); err != nil {
		return usageError{err}
	}
	// Before the files, which can take minutes to read.
	backend, err := env.open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = backend.Close() }() // Load has committed, or its error says that it has not
	// What a load keeps is large and nearly without pointers, so that to collect
	// garbage often costs little, and saves a third of the memory.
	debug.SetGCPercent(25)
	progress := newProgress(c.err)
	defer progress.end()
	source, name, err := openSource(ctx, l.Data, progress.step)
	if err != nil {
		return err
	}
	run := backend.Load
	if l.DryRun {
		run = backend.Compare
	}
	report, err := run(ctx, source, progress.step)
	if err != nil {
		return err
	}
	progress.end()
	return l.print(c, name, report)
}

func (l loadCommand) print(c *console, name string, r graph.Report) error {
	if l.JSON {
		previous := ""
		if r.Previous.Hash != "" {
			previous = r.Previous.String()
		}
		return printJSON(c.out, map[string]any{
			"version": r.Version.String(), "previous": previous, "dryRun": l.DryRun,
			"added": r.Added, "changed": r.Changed, "removed": r.Removed, "unchanged": r.Unchanged,
		})
	}
	is, be := "is", ""
	switch {
	case r.Version == r.Previous:
		c.printf("%s is served already as version %s: nothing was written\n", name, r.Version)
		return nil
	case l.DryRun:
		is, be = "would be", "nothing was written; "
	}
	c.printf("%s%s %s served as version %s: %d records added, %d changed, %d removed, %d unchanged\n",
		be, name, is, r.Version, r.Added, r.Changed, r.Removed, r.Unchanged)
	return nil
}
