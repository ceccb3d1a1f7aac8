package cli

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"policygraph/graph"
	"policygraph/loader/diff"
)

type diffCommand struct {
	Old    string `arg:"" placeholder:"OLD" completion:"directory" help:"Directory of one edition of a dataset, or of a JSONL export."`
	New    string `arg:"" optional:"" placeholder:"NEW" completion:"directory" help:"Directory of a later edition; the embedded dataset if omitted."`
	Format string `name:"format" enum:"text,json" default:"text" help:"text or json (${default})."`
}

// Help is what kong prints under the flags.
func (diffCommand) Help() string {
	return `Says of each type of record what was added, changed, renamed, retracted, corrected (retracted
and replaced) and removed. What is removed is gone without a trace: a claim or figure
that is no longer there and was not retracted, an entity whose id is no former id.
validate --against refuses that.`
}

// Run prints what became of the records of one edition in another.
func (d diffCommand) Run(ctx context.Context, c *console) error {
	report, err := compare(ctx, c, d.Old, d.New)
	if err != nil {
		return err
	}
	if d.Format == "json" {
		return printJSON(c.out, diffJSON(report))
	}
	return printDiff(c, report)
}

func compare(ctx context.Context, c *console, old, later string) (*diff.Report, error) {
	var editions [2]graph.Source
	for i, dir := range []string{old, later} {
		source, name, err := openSource(ctx, dir, nil)
		if err != nil {
			c.note("%s cannot be read, and so not be compared", name)
			return nil, err
		}
		editions[i] = source
	}
	return diff.Compare(ctx, editions[0], editions[1])
}

// diffLists names the lists of a part in the order in which they are printed.
func diffLists(p *diff.Part) []struct {
	name    string
	entries []diff.Entry
} {
	return []struct {
		name    string
		entries []diff.Entry
	}{
		{"removed", p.Removed}, {"retracted", p.Retracted}, {"corrected", p.Corrected},
		{"renamed", p.Renamed}, {"changed", p.Changed}, {"added", p.Added},
	}
}

func printDiff(c *console, r *diff.Report) error {
	c.printf("%s → %s\n\n", r.Before, r.After)
	heading := []string{"", "before", "after"}
	var rows [][]string
	for i := range r.Parts {
		p := &r.Parts[i]
		row := []string{p.Type, fmt.Sprint(p.Before), fmt.Sprint(p.After)}
		for _, list := range diffLists(p) {
			if i == 0 {
				heading = append(heading, list.name)
			}
			row = append(row, fmt.Sprint(len(list.entries)))
		}
		rows = append(rows, row)
	}
	if err := (tableFlags{Format: "table"}).print(c, heading, rows); err != nil {
		return err
	}
	for i := range r.Parts {
		for _, list := range diffLists(&r.Parts[i]) {
			if len(list.entries) > 0 {
				c.printf("\n%s %s (%d)\n", r.Parts[i].Type, list.name, len(list.entries))
			}
			for _, e := range list.entries {
				printDiffEntry(c, &e)
			}
		}
	}
	return nil
}

func printDiffEntry(c *console, e *diff.Entry) {
	if e.Became != "" {
		c.printf("  %s → %s  %s\n", e.ID, e.Became, e.Words)
	} else {
		c.printf("  %s  %s\n", e.ID, e.Words)
	}
	for _, change := range e.Changes {
		c.printf("      %s: %s → %s\n", change.Field, cmp.Or(change.From, "none"), cmp.Or(change.To, "none"))
	}
}

func diffJSON(r *diff.Report) any {
	type change struct {
		Field string `json:"field"`
		From  string `json:"from"`
		To    string `json:"to"`
	}
	type entry struct {
		ID      graph.ID `json:"id"`
		Became  graph.ID `json:"became,omitempty"`
		Words   string   `json:"words"`
		Changes []change `json:"changes,omitempty"`
	}
	parts := map[string]any{}
	for i := range r.Parts {
		part := map[string]any{"before": r.Parts[i].Before, "after": r.Parts[i].After}
		for _, list := range diffLists(&r.Parts[i]) {
			entries := make([]entry, len(list.entries))
			for j, e := range list.entries {
				entries[j] = entry{ID: e.ID, Became: e.Became, Words: e.Words}
				for _, c := range e.Changes {
					entries[j].Changes = append(entries[j].Changes, change(c))
				}
			}
			part[list.name] = entries
		}
		parts[r.Parts[i].Type] = part
	}
	return map[string]any{"before": r.Before.String(), "after": r.After.String(), "records": parts}
}

// shownRemovals is the number of removed records that an error lists.
const shownRemovals = 20

// errRemoved returns an error that lists what is removed; nil if nothing is.
func errRemoved(r *diff.Report, old string) error {
	total := r.Removed()
	if total == 0 {
		return nil
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s of %s (version %s) %s removed without a trace; keep a claim or figure and write retracted: DATE, and name an entity's old id under former_ids",
		count(total, "record"), old, r.Before, map[bool]string{true: "is", false: "are"}[total == 1])
	shown := 0
	for i := range r.Parts {
		for _, e := range r.Parts[i].Removed {
			if shown++; shown <= shownRemovals {
				fmt.Fprintf(&b, "\n  %s  %s", e.ID, e.Words)
			}
		}
	}
	if shown > shownRemovals {
		fmt.Fprintf(&b, "\n  and %d more, which policygraph diff lists", shown-shownRemovals)
	}
	return graph.Errorf(graph.CodeInvalid, "%s", b.String())
}
