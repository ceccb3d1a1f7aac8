package main

import (
	"context"
)

type loadCommand struct {
	Data string `arg:"" optional:"" placeholder:"DIR" help:"The dataset's directory; the embedded dataset when left out."`
	JSON bool   `name:"json" help:"Print the report as JSON."`
}

// Help is what kong prints under the flags.
func (loadCommand) Help() string {
	return `NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE in the environment
name the database. Readers see the old dataset until the new one is whole.`
}

// Run writes a dataset into Neo4j and moves the pointer to it.
func (l loadCommand) Run(ctx context.Context, c *console) error {
	env, ok := neo4jFromEnvironment()
	if !ok {
		return usagef("load writes into Neo4j: set NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD (make neo4j prints them for a trial server)")
	}
	source, name, err := open(ctx, l.Data, nil)
	if err != nil {
		return err
	}
	store, _, err := env.open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }() // Load has committed, or its error says that it has not
	progress := newProgress(c.err)
	report, err := store.Load(ctx, source, progress.step)
	progress.end()
	if err != nil {
		return err
	}
	if l.JSON {
		return printJSON(c.out, map[string]any{
			"version": report.Version.String(), "added": report.Added, "changed": report.Changed,
			"removed": report.Removed, "unchanged": report.Unchanged,
		})
	}
	if report.Version == report.Previous {
		c.printf("%s is served already as version %s: nothing was written\n", name, report.Version)
		return nil
	}
	c.printf("%s is served as version %s: %d records added, %d changed, %d removed, %d unchanged\n",
		name, report.Version, report.Added, report.Changed, report.Removed, report.Unchanged)
	return nil
}
