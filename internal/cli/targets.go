package cli

import (
	"context"

	"policygraph/export/tables"
	"policygraph/graph"
)

type targetsCommand struct {
	datasetFlags
	figureFlags
	rowFlags
}

// Help is what kong prints under the flags.
func (targetsCommand) Help() string {
	return `Writes a row for each target and plan, and how far it is reached: compared with the
latest reported value of the same indicator, subject, breakdown and unit. Where no value
compares, it says why. csv, xlsx and json have more columns than a table on a terminal.`
}

// Run writes targets and plans and how far each is reached.
func (t targetsCommand) Run(ctx context.Context, c *console) error {
	api, err := t.connect(ctx, c)
	if err != nil {
		return err
	}
	defer api.close()
	q, err := t.query(ctx, api)
	if err != nil {
		return err
	}
	q.Name, q.Statuses = "targets", []graph.FigureStatus{graph.StatusTarget, graph.StatusPlan}
	return t.table(ctx, c, api.dataset, "No target or plan is recorded"+t.restrictions()+".", func(r *graph.Reader, o tables.Options) (*tables.Table, error) {
		return tables.Figures(ctx, r, q, o)
	})
}
