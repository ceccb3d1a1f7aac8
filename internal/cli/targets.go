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
	Of        []string `arg:"" optional:"" placeholder:"NAME" help:"Whose targets, or of which policy, programme or event: names or ids; all when left out."`
	States    []string `name:"state" placeholder:"STATE" help:"Only in this state: reached, not_reached, no_actual or not_comparable; may be repeated."`
	First     int      `name:"first" default:"100" help:"How many, 1 to 100 (${default})."`
	ValidOn   string   `name:"valid-on" placeholder:"DATE" help:"Only targets of periods that include this day."`
	KnownAsOf string   `name:"known-as-of" placeholder:"DATE" help:"What the dataset said on this day."`
}

// Help is what kong prints under the flags.
func (targetsCommand) Help() string {
	return `Shows what was promised and where it stands: against the latest reported value of
the same indicator, of the same subject, parts and unit. Where nothing compares,
it says why.`
}

const targetsDocument = `query Targets($filter: FigureFilter!, $at: AsOf, $first: Int!, $language: Language!) {
  figures(filter: $filter, at: $at, first: $first) {
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
  dataset { version }
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

// Run prints targets and plans and where each stands.
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
	// A thing can be whom a number is about, or what sets it; both lists are short.
	filters := []map[string]any{{}}
	if ids != nil {
		filters = []map[string]any{{"subject": map[string]any{"ids": ids}}, {"under": map[string]any{"ids": ids}}}
	}
	var found targets
	version := ""
	for _, filter := range filters {
		filter["statuses"] = []string{"TARGET", "PLAN"}
		if len(t.States) > 0 {
			filter["progress"] = states
		}
		var data struct {
			Figures targets
			Dataset struct{ Version string }
		}
		err := api.query(ctx, targetsDocument, map[string]any{"filter": filter, "at": asOf(t.ValidOn, t.KnownAsOf), "first": t.First, "language": t.language()}, &data)
		if err != nil {
			return err
		}
		version = data.Dataset.Version
		found.TotalCount += data.Figures.TotalCount
		for _, n := range data.Figures.Nodes {
			if !slices.ContainsFunc(found.Nodes, func(have target) bool { return have.ID == n.ID }) {
				found.Nodes = append(found.Nodes, n)
			} else {
				found.TotalCount--
			}
		}
	}
	if t.json() {
		return printJSON(c.out, found)
	}
	return t.show(c, &found, version)
}

func (t targetsCommand) show(c *console, found *targets, version string) error {
	if len(found.Nodes) == 0 && t.Format == "table" {
		c.printf("No target or plan is recorded%s.\n", t.limits())
		return nil
	}
	var rows [][]string
	for _, n := range found.Nodes {
		rows = append(rows, n.row())
	}
	heading := []string{"subject", "indicator", "promised", "when", "reached", "state", "ratio", "why", "id", "under", "written"}
	if t.Format == "table" { // a line has room for so much; policygraph cite ID says where a figure is written
		heading = heading[:9]
		for i := range rows {
			rows[i] = rows[i][:9]
		}
	}
	if err := t.print(c, heading, rows); err != nil {
		return err
	}
	if t.Format == "table" {
		c.printf("\n%s of %d, dataset %s\n", count(len(rows), "target"), found.TotalCount, version)
	} else if found.TotalCount > len(rows) {
		t.note(c, "%d of %d targets: --first shows up to 100", len(rows), found.TotalCount)
	}
	return nil
}

// limits is what targets were restricted to, in words.
func (t targetsCommand) limits() string {
	text := ""
	if len(t.Of) > 0 {
		text += " of " + strings.Join(t.Of, ", ")
	}
	if len(t.States) > 0 {
		text += ", " + readableEnums(t.States)
	}
	if t.ValidOn != "" {
		text += ", for " + t.ValidOn
	}
	if t.KnownAsOf != "" {
		text += ", by what the dataset said on " + t.KnownAsOf
	}
	return text
}

// states reads where targets stand.
func (t targetsCommand) states() ([]graph.ProgressState, error) {
	return parseEnums(t.States, "state of a target", graph.ProgressStates, func(s graph.ProgressState) string { return strings.ToLower(string(s)) })
}

func (n target) row() []string {
	indicator := n.Indicator.Name
	var parts []string // what tells figures of one indicator apart
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
	return []string{n.Subject.Name, indicator, n.Stated, period, reached, readableEnums([]string{n.Progress.State}), ratio, n.Progress.Reason, n.ID, under, where}
}
