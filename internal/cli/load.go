package cli

import (
	"context"
	"runtime/debug"

	"policygraph/graph"
)

type loadCommand struct {
	Data   string `arg:"" optional:"" placeholder:"DIR" completion:"directory" help:"Directory of the dataset; the embedded dataset if omitted."`
	DryRun bool   `name:"dry-run" help:"Print what would change, and write nothing."`
	JSON   bool   `name:"json" help:"Print the report as JSON."`
}

// Help is what kong prints under the flags.
func (loadCommand) Help() string {
	return `The database is that of NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE in
the environment. Readers see the old dataset until the new one is complete; if the
load fails or is interrupted, they still see it. Ctrl-C stops a load, which then
removes what it wrote, or leaves that to the next load if it takes long. A second load
at the same time is refused. After a load has died, the next one waits some seconds
and removes what it left.`
}

// Run loads a dataset into Neo4j.
func (l loadCommand) Run(ctx context.Context, c *console) error {
	env, ok := neo4jFromEnvironment()
	if !ok {
		return usagef("load requires Neo4j: set NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD (make neo4j starts a trial server and prints them)")
	}
	if _, _, err := datasetFiles(l.Data); err != nil {
		return err
	}
	// A wrong address is noticed before the files are read, which can take minutes.
	c.note("connecting to Neo4j …")
	backend, err := env.open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = backend.Close() }() // Load has committed, or returned an error
	// What a load keeps is large and has few pointers, so that frequent garbage
	// collection costs little and saves a third of the memory.
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
	served, prefix := "is", ""
	switch {
	case r.Version == r.Previous:
		c.printf("%s is already served, as version %s; nothing was written\n", name, r.Version)
		return nil
	case l.DryRun:
		served, prefix = "would be", "nothing was written; "
	}
	c.printf("%s%s %s served as version %s: %d records added, %d changed, %d removed, %d unchanged\n",
		prefix, name, served, r.Version, r.Added, r.Changed, r.Removed, r.Unchanged)
	return nil
}
