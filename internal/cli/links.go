package cli

import (
	"context"

	"policygraph/export/tables"
	"policygraph/graph"
	"policygraph/graph/paths"
)

type linksCommand struct {
	datasetFlags
	pathFlags
	rowFlags
	From    []string `arg:"" completion:"kind" help:"Where links start: kinds, such as enterprise, or names or ids of entities."`
	To      []string `name:"to" required:"" sep:"none" placeholder:"KIND|NAME" completion:"kind" help:"Where links end: a kind, such as programme, or a name or id; repeatable."`
	MaxHops int      `name:"max-hops" default:"2" help:"Longest path, 1 to 3 (${default})."`
	Matrix  bool     `name:"matrix" help:"Write a row for each entity where links start, and a column for each where they end."`
}

// Help is what kong prints under the flags.
func (linksCommand) Help() string {
	return `Writes a row for each pair that is linked: the number of paths between the two, and of
the best one its hops, its strength and the path in words. The strength is the product
of the confidences of the path's claims. A cell of a matrix is the strength of the best
path and, in parentheses, its hops: 0.81 (2). For example:

  policygraph links enterprise --to programme --max-hops 1
  policygraph links 海尔 万华化学 --to programme --output links.xlsx
  policygraph links enterprise --to programme --matrix --output matrix.csv

All pairs are searched. Where a search meets its limit, the rows that may be missing are
named and the exit code is 3.`
}

// Run writes the links.
func (l linksCommand) Run(ctx context.Context, c *console) error {
	q, err := l.parse()
	if err != nil {
		return err
	}
	if q.MaxHops = l.MaxHops; q.Avoid == nil {
		q.Avoid = paths.AvoidedByLinks
	}
	api, err := l.connect(ctx, c)
	if err != nil {
		return err
	}
	defer api.close()
	asked := tables.LinkQuery{Links: q, Matrix: l.Matrix}
	if asked.From, err = api.selection(ctx, l.From); err != nil {
		return err
	}
	if asked.To, err = api.selection(ctx, l.To); err != nil {
		return err
	}
	none := "No links within " + count(l.MaxHops, "hop") + l.restrictions(nil).describe(asStrings(q.Avoid)) + "."
	return l.table(ctx, c, api.dataset, none, func(r *graph.Reader, o tables.Options) (*tables.Table, error) {
		return tables.Links(ctx, r, asked, o)
	})
}
