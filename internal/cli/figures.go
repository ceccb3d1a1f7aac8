package cli

import (
	"context"
	"fmt"
	"strings"

	"policygraph/export/tables"
	"policygraph/graph"
)

// figureFlags restrict the figures that figures and targets list.
type figureFlags struct {
	clockFlags
	Of            []string `arg:"" optional:"" placeholder:"NAME" help:"Only what is stated about these, set or reported by these policies, programmes or events, or broken down by these, such as by a title: names or ids."`
	Indicators    []string `name:"indicator" placeholder:"ID" help:"Only of this indicator, such as indicator:5g-base-stations; repeatable."`
	Sources       []string `name:"document" placeholder:"ID" help:"Only with evidence in this document; repeatable."`
	States        []string `name:"state" placeholder:"STATE" completion:"state" help:"Only targets and plans in this state: reached, not_reached, pending, no_actual, baseline_only or not_comparable; repeatable."`
	MinConfidence *float64 `name:"min-confidence" placeholder:"N" help:"Only with evidence of at least this confidence, 0 to 1."`
}

// query is what the flags ask for.
func (f figureFlags) query(ctx context.Context, api *client) (tables.FigureQuery, error) {
	states, err := parseEnums("state", f.States, graph.ProgressStates, lower)
	if err != nil {
		return tables.FigureQuery{}, err
	}
	ids, err := api.resolveAll(ctx, f.Of)
	if err != nil {
		return tables.FigureQuery{}, err
	}
	reader, err := api.read(ctx)
	if err != nil {
		return tables.FigureQuery{}, err
	}
	if err := checkIDs(ctx, reader, "document", f.Sources, graph.ID.IsDocument); err != nil {
		return tables.FigureQuery{}, err
	}
	if err := checkIDs(ctx, reader, "indicator", f.Indicators, graph.ID.IsIndicator); err != nil {
		return tables.FigureQuery{}, err
	}
	q := tables.FigureQuery{At: f.asOf(), AnyOf: []graph.FigureFilter{{}}}
	if ids != nil { // an entity can be the subject of a figure, what sets it, or what it counts
		of := &graph.EntityFilter{IDs: asIDs(ids)}
		q.AnyOf = []graph.FigureFilter{{Subject: of}, {Under: of}, {Breakdown: of}}
	}
	for i := range q.AnyOf {
		to := &q.AnyOf[i]
		to.Progress, to.MinConfidence, to.Indicators, to.Documents = states, f.MinConfidence, asIDs(f.Indicators), asIDs(f.Sources)
	}
	return q, nil
}

// restrictions describes the flags, to go on a sentence.
func (f figureFlags) restrictions() string {
	text := ""
	if len(f.Of) > 0 {
		text += " for " + strings.Join(f.Of, ", ")
	}
	if len(f.Indicators) > 0 {
		text += " of " + strings.Join(f.Indicators, ", ")
	}
	if len(f.Sources) > 0 {
		text += " in " + strings.Join(f.Sources, ", ")
	}
	if len(f.States) > 0 {
		states, _ := parseEnums("state", f.States, graph.ProgressStates, lower) // query has refused bad ones
		text += " in state " + enumText(states...)
	}
	if f.MinConfidence != nil {
		text += fmt.Sprintf(", of confidence %g or more", *f.MinConfidence)
	}
	return text + f.describe()
}

type figuresCommand struct {
	datasetFlags
	figureFlags
	rowFlags
	Statuses  []string `name:"status" placeholder:"STATUS" completion:"status" help:"Only figures of this status: target, plan or actual; repeatable."`
	Withdrawn bool     `name:"withdrawn" help:"Include withdrawn figures."`
}

// Help is what kong prints under the flags.
func (figuresCommand) Help() string {
	return `Writes a row for each figure: whom it is about, what it measures, the value as it is
written and in the indicator's unit, and where it is written; of targets and plans also
how far they are reached. csv, xlsx and json have more columns than a table on a
terminal. For example:

  policygraph figures 海尔
  policygraph figures --document document:yantai-digital-economy-briefing --output figures.xlsx`
}

// Run writes the figures.
func (f figuresCommand) Run(ctx context.Context, c *console) error {
	statuses, err := parseEnums("status", f.Statuses, graph.FigureStatuses, lower)
	if err != nil {
		return err
	}
	api, err := f.connect(ctx, c)
	if err != nil {
		return err
	}
	defer api.close()
	q, err := f.query(ctx, api)
	if err != nil {
		return err
	}
	q.Name, q.Statuses = "figures", statuses
	q.At.IncludeRetracted = f.Withdrawn
	return f.table(ctx, c, api.dataset, "No figure is recorded"+f.restrictions()+".", func(r *graph.Reader, o tables.Options) (*tables.Table, error) {
		return tables.Figures(ctx, r, q, o)
	})
}
