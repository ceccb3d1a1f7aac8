package cli

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"policygraph/graph"
)

type targetsCommand struct {
	datasetFlags
	tableFlags
	Of        []string `arg:"" optional:"" placeholder:"NAME" help:"Only targets of these subjects, policies, programmes or events: names or ids."`
	States    []string `name:"state" placeholder:"STATE" completion:"state" help:"Only targets in this state: reached, not_reached, no_actual or not_comparable; repeatable."`
	First     int      `name:"first" default:"100" help:"Number of targets, 1 to 100 (${default})."`
	ValidOn   string   `name:"valid-on" placeholder:"DATE" help:"Only targets whose period includes this day."`
	KnownAsOf string   `name:"known-as-of" placeholder:"DATE" help:"Answer as the dataset stood on this day."`
}

// Help is what kong prints under the flags.
func (targetsCommand) Help() string {
	return `Prints targets and plans, and how far each is reached: compared with the latest
reported value of the same indicator, subject, breakdown and unit. Where no value
compares, it says why.`
}

// An entity can be the subject of a target or what sets it, and the API has no filter
// for either. So the document asks for both lists, which are in one order, and for
// how many targets are in both.
const targetsDocument = `query Targets($filter: FigureFilter!, $under: FigureFilter!, $both: FigureFilter!, $union: Boolean!, $at: AsOf, $first: Int!, $language: Language!) {
  figures(filter: $filter, at: $at, first: $first) { ...targets }
  under: figures(filter: $under, at: $at, first: $first) @include(if: $union) { ...targets }
  both: figures(filter: $both, at: $at, first: 1) @include(if: $union) { totalCount }
  dataset { version }
}
fragment targets on FigureConnection {
  totalCount
  nodes {
    id status stated condition
    subject { id kind name(language: $language) }
    under { id kind name(language: $language) }
    indicator { id name(language: $language) }
    breakdown { name(language: $language) }
    period { from to }
    progress { state ratio gap reason(language: $language) actual { id stated asOf } }
    evidence(first: 1) { ...written }
  }
}
` + evidenceFragment

type targets struct {
	TotalCount int      `json:"totalCount"`
	Nodes      []target `json:"nodes"`
}

type target struct {
	ID        string      `json:"id"`
	Status    string      `json:"status"`
	Stated    string      `json:"stated"`
	Condition string      `json:"condition,omitempty"`
	Subject   entityRef   `json:"subject"`
	Under     *entityRef  `json:"under"`
	Indicator entityRef   `json:"indicator"`
	Breakdown []entityRef `json:"breakdown"`
	Period    *struct {
		From string `json:"from"`
		To   string `json:"to"`
	} `json:"period"`
	Progress struct {
		State  string   `json:"state"`
		Ratio  *float64 `json:"ratio"`
		Gap    *float64 `json:"gap"`
		Reason string   `json:"reason"`
		Actual *struct {
			ID     string `json:"id"`
			Stated string `json:"stated"`
			AsOf   string `json:"asOf"`
		} `json:"actual"`
	} `json:"progress"`
	Evidence []evidence `json:"evidence"`
}

// Run prints targets and plans and how far each is reached.
func (t targetsCommand) Run(ctx context.Context, c *console) error {
	states, err := t.states()
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
	filter := func(fields map[string]any) map[string]any {
		fields["statuses"] = []graph.FigureStatus{graph.StatusTarget, graph.StatusPlan}
		if states != nil {
			fields["progress"] = states
		}
		return fields
	}
	variables := map[string]any{
		"filter": filter(map[string]any{}), "under": filter(map[string]any{}), "both": filter(map[string]any{}), "union": ids != nil,
		"at": asOf(t.ValidOn, t.KnownAsOf), "first": t.First, "language": t.language(),
	}
	if ids != nil {
		of := map[string]any{"ids": ids}
		variables["filter"] = filter(map[string]any{"subject": of})
		variables["under"] = filter(map[string]any{"under": of})
		variables["both"] = filter(map[string]any{"subject": of, "under": of})
	}
	var data struct {
		Figures, Under targets
		Both           struct{ TotalCount int }
		Dataset        struct{ Version string }
	}
	if err := api.query(ctx, targetsDocument, variables, &data); err != nil {
		return err
	}
	found := targets{
		TotalCount: data.Figures.TotalCount + data.Under.TotalCount - data.Both.TotalCount,
		Nodes:      union(data.Figures.Nodes, data.Under.Nodes, t.First),
	}
	if t.json() {
		return printJSON(c.out, found)
	}
	return t.show(c, &found, data.Dataset.Version)
}

// union merges the beginnings of two lists of targets into that of the list of both,
// in the API's order.
func union(a, b []target, first int) []target {
	all := slices.Concat(a, b)
	slices.SortFunc(all, func(a, b target) int { return cmp.Compare(a.key(), b.key()) })
	all = slices.CompactFunc(all, func(a, b target) bool { return a.ID == b.ID })
	return all[:min(first, len(all))]
}

// key orders targets as the API does.
func (n target) key() string {
	f := graph.Figure{ID: graph.ID(n.ID), Indicator: graph.ID(n.Indicator.ID), Subject: graph.ID(n.Subject.ID)}
	if n.Period != nil {
		f.Period = graph.Period{From: graph.PartialDate(n.Period.From), To: graph.PartialDate(n.Period.To)}
	}
	return graph.FigureKey(&f)
}

func (t targetsCommand) show(c *console, found *targets, version string) error {
	if len(found.Nodes) == 0 && t.Format == "table" {
		c.printf("No target or plan is recorded%s.\n", t.restrictions())
		return nil
	}
	var rows [][]string
	for _, n := range found.Nodes {
		rows = append(rows, n.row())
	}
	heading := []string{"subject", "indicator", "promised", "when", "reached", "state", "ratio", "why", "id", "under", "written"}
	if t.Format == "table" { // the last two would leave the others no room; policygraph cite ID prints the evidence
		heading = heading[:9]
		for i := range rows {
			rows[i] = rows[i][:9]
		}
	}
	if err := t.print(c, heading, rows); err != nil {
		return err
	}
	more := ""
	if found.TotalCount > len(rows) {
		more = "; --first N shows up to 100"
	}
	c.note("%d of %s, dataset %s%s", len(rows), count(found.TotalCount, "target"), version, more)
	return nil
}

// restrictions describes the flags that restrict the targets, to go on a sentence.
func (t targetsCommand) restrictions() string {
	text := ""
	if len(t.Of) > 0 {
		text += " for " + strings.Join(t.Of, ", ")
	}
	if states, _ := t.states(); len(states) > 0 { // Run has reported an error
		text += " in state " + enumText(states...)
	}
	if t.ValidOn != "" {
		text += ", valid on " + t.ValidOn
	}
	if t.KnownAsOf != "" {
		text += ", as known on " + t.KnownAsOf
	}
	return text
}

func (t targetsCommand) states() ([]graph.ProgressState, error) {
	return parseEnums("state", t.States, graph.ProgressStates, lower)
}

func lower[T ~string](value T) string { return strings.ToLower(string(value)) }

func (n target) row() []string {
	indicator := n.Indicator.Name
	var parts []string // what distinguishes figures of one indicator
	for _, b := range n.Breakdown {
		parts = append(parts, b.Name)
	}
	if n.Condition != "" {
		parts = append(parts, n.Condition)
	}
	if parts != nil {
		indicator += " (" + strings.Join(parts, ", ") + ")"
	}
	period, reached, ratio, under, where := "", "", "", "", ""
	if n.Period != nil {
		open := func(date string) string { return cmp.Or(date, "..") }
		if period = open(n.Period.From) + "/" + open(n.Period.To); n.Period.From == n.Period.To {
			period = n.Period.To
		}
	}
	if n.Progress.Actual != nil {
		reached = n.Progress.Actual.Stated
	}
	if n.Progress.Ratio != nil {
		ratio = strconv.FormatFloat(*n.Progress.Ratio, 'f', 2, 64)
	}
	if n.Under != nil {
		under = n.Under.Name
	}
	if len(n.Evidence) > 0 {
		where = n.Evidence[0].Document.ID + " " + n.Evidence[0].Pointer
	}
	return []string{n.Subject.Name, indicator, n.Stated, period, reached, enumText(n.Progress.State), ratio, n.Progress.Reason, n.ID, under, where}
}
