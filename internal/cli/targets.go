package cli

import (
	"context"
	"fmt"
	"strings"

	"policygraph/export/tables"
	"policygraph/graph"
)

type targetsCommand struct {
	datasetFlags
	clockFlags
	rowFlags
	Of            []string `arg:"" optional:"" placeholder:"NAME" help:"Only targets of these subjects, policies, programmes or events, or broken down by these, such as by a title: names or ids."`
	States        []string `name:"state" placeholder:"STATE" completion:"state" help:"Only targets in this state: reached, not_reached, pending, no_actual, baseline_only or not_comparable; repeatable."`
	MinConfidence *float64 `name:"min-confidence" placeholder:"N" help:"Only targets with evidence of at least this confidence, 0 to 1."`
}

// Help is what kong prints under the flags.
func (targetsCommand) Help() string {
	return `Writes a row for each target and plan, and how far it is reached: compared with the
latest reported value of the same indicator, subject, breakdown and unit. Where no value
compares, it says why. csv, xlsx and json have more columns than a table on a terminal.`
}

// Run writes targets and plans and how far each is reached.
func (t targetsCommand) Run(ctx context.Context, c *console) error {
	states, err := parseEnums("state", t.States, graph.ProgressStates, lower)
	if err != nil {
		return err
	}
	api, err := t.connect(ctx, c)
	if err != nil {
		return err
	}
	defer api.close()
	ids, err := api.resolveAll(ctx, t.Of)
	if err != nil {
		return err
	}
	q := tables.FigureQuery{
		Name: "targets", Statuses: []graph.FigureStatus{graph.StatusTarget, graph.StatusPlan},
		At:    t.asOf(),
		AnyOf: []graph.FigureFilter{{}},
	}
	if ids != nil { // an entity can be the subject of a target, what sets it, or what it counts
		of := &graph.EntityFilter{IDs: asIDs(ids)}
		q.AnyOf = []graph.FigureFilter{{Subject: of}, {Under: of}, {Breakdown: of}}
	}
	for i := range q.AnyOf {
		q.AnyOf[i].Progress, q.AnyOf[i].MinConfidence = states, t.MinConfidence
	}
	none := "No target or plan is recorded" + t.restrictions(states) + "."
	return t.table(ctx, c, api.dataset, none, func(r *graph.Reader, o tables.Options) (*tables.Table, error) {
		return tables.Figures(ctx, r, q, o)
	})
}

// restrictions describes the flags that restrict the targets, to go on a sentence.
func (t targetsCommand) restrictions(states []graph.ProgressState) string {
	text := ""
	if len(t.Of) > 0 {
		text += " for " + strings.Join(t.Of, ", ")
	}
	if len(states) > 0 {
		text += " in state " + enumText(states...)
	}
	if t.MinConfidence != nil {
		text += fmt.Sprintf(", of confidence %g or more", *t.MinConfidence)
	}
	return text + t.describe()
}
