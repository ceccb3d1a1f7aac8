package cli

import (
	"context"
	"strconv"
)

type linksCommand struct {
	datasetFlags
	pathFlags
	tableFlags
	Rows    []string `arg:"" completion:"kind" help:"Rows: kinds, such as enterprise, or names or ids of entities."`
	Columns []string `name:"to" required:"" sep:"none" placeholder:"KIND|NAME" completion:"kind" help:"Columns: a kind, such as programme, or a name or id; repeatable."`
	MaxHops int      `name:"max-hops" default:"2" help:"Longest path, 1 to 3 (${default})."`
	First   int      `name:"first" default:"100" help:"Number of rows and of columns, 1 to 100 (${default})."`
}

// Help is what kong prints under the flags.
func (linksCommand) Help() string {
	return `Prints a line for each row and column that are linked: the number of paths between
them, the length of the best one, and that path in words. For example:

  policygraph links enterprise --to programme --max-hops 1
  policygraph links 海尔 万华化学 --to programme --format csv`
}

const linksDocument = `query Links($rows: EntityFilter!, $columns: EntityFilter!, $maxHops: Int!, $types: [RelationType!], $avoid: [EntityKind!], $at: AsOf, $first: Int!, $language: Language!) {
  links(rows: $rows, columns: $columns, maxHops: $maxHops, types: $types, avoid: $avoid, at: $at, columnsFirst: $first) {
    complete maxHops avoided
    columns { id kind name(language: $language) }
    columnsPageInfo { hasNextPage }
    rows(first: $first) {
      totalCount
      pageInfo { hasNextPage }
      edges {
        node { id kind name(language: $language) }
        cells { column { id kind name(language: $language) } pathCount reason(language: $language) path { length steps { claim { id } } } }
      }
    }
    dataset { version }
  }
}`

type links struct {
	Asked           restrictions `json:"asked"`
	Complete        bool         `json:"complete"`
	MaxHops         int          `json:"maxHops"`
	Avoided         []string     `json:"avoided"`
	Columns         []entityRef  `json:"columns"`
	ColumnsPageInfo pageInfo     `json:"columnsPageInfo"`
	Rows            struct {
		TotalCount int      `json:"totalCount"`
		PageInfo   pageInfo `json:"pageInfo"`
		Edges      []struct {
			Node  entityRef `json:"node"`
			Cells []struct {
				Column    entityRef `json:"column"`
				PathCount int       `json:"pathCount"`
				Reason    string    `json:"reason"`
				Path      struct {
					Length int `json:"length"`
					Steps  []struct {
						Claim struct {
							ID string `json:"id"`
						} `json:"claim"`
					} `json:"steps"`
				} `json:"path"`
			} `json:"cells"`
		} `json:"edges"`
	} `json:"rows"`
	Dataset struct {
		Version string `json:"version"`
	} `json:"dataset"`
}

type pageInfo struct {
	HasNextPage bool `json:"hasNextPage"`
}

// Run prints the links.
func (l linksCommand) Run(ctx context.Context, c *console) error {
	variables, err := l.variables()
	if err != nil {
		return err
	}
	api, err := l.connect(ctx, c)
	if err != nil {
		return err
	}
	defer api.close()
	if variables["rows"], err = api.selection(ctx, l.Rows); err != nil {
		return err
	}
	if variables["columns"], err = api.selection(ctx, l.Columns); err != nil {
		return err
	}
	variables["maxHops"], variables["first"], variables["language"] = l.MaxHops, l.First, l.language()
	var data struct{ Links links }
	if err := api.query(ctx, linksDocument, variables, &data); err != nil {
		return err
	}
	data.Links.Asked = l.restrictions(nil)
	if l.json() {
		return printJSON(c.out, data.Links)
	}
	return l.show(c, &data.Links)
}

func (l linksCommand) show(c *console, found *links) error {
	var rows [][]string
	for _, e := range found.Rows.Edges {
		for _, cell := range e.Cells {
			rows = append(rows, []string{e.Node.Name, cell.Column.Name, strconv.Itoa(cell.PathCount), strconv.Itoa(cell.Path.Length), cell.Reason, e.Node.ID, cell.Column.ID})
		}
	}
	if l.Format == "table" && len(rows) == 0 {
		c.printf("No links within %s%s.\n", count(found.MaxHops, "hop"), found.Asked.describe(found.Avoided))
	} else if err := l.print(c, []string{"row", "column", "paths", "hops", "how", "row id", "column id"}, rows); err != nil {
		return err
	}
	c.note("%s between %s and %s, dataset %s", count(len(rows), "link"), count(len(found.Rows.Edges), "row"), count(len(found.Columns), "column"), found.Dataset.Version)
	if found.Rows.PageInfo.HasNextPage {
		c.note("only the first %d of %d rows were searched; name fewer, or page through them with policygraph query", len(found.Rows.Edges), found.Rows.TotalCount)
	}
	if found.ColumnsPageInfo.HasNextPage {
		c.note("only the first %s were searched; name fewer, or page through them with policygraph query", count(len(found.Columns), "column"))
	}
	if !found.Complete {
		c.note("the search reached its limit; some links may be missing")
	}
	return nil
}
