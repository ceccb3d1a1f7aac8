package tables

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"policygraph/graph"
	"policygraph/graph/paths"
)

// LinkQuery asks which entities are linked to which.
type LinkQuery struct {
	From, To graph.EntityFilter
	// Links restricts the paths; its Rows and Columns are not used.
	Links paths.LinkQuery
	// Matrix makes a row of each entity of From and a column of each of To. Otherwise
	// each pair that is linked has a row.
	Matrix bool
}

var linkColumns = []Column{
	{Name: "from"}, {Name: "to"}, {Name: "paths"}, {Name: "hops"}, {Name: "strength"}, {Name: "how"},
	{Name: "caveats", Wide: true}, {Name: "written", Wide: true}, {Name: "from_id", ID: true}, {Name: "from_kind", Wide: true, Enum: true},
	{Name: "to_id", ID: true}, {Name: "to_kind", Wide: true, Enum: true}, {Name: "claims", Wide: true},
}

// Links returns a table of links, ordered by the names of both ends. The entities of To
// and one page of those of From are in memory. A page that meets a work limit is searched
// again in halves, down to single entities of From.
func Links(ctx context.Context, r *graph.Reader, q LinkQuery, o Options) (*Table, error) {
	if err := q.Links.Check(); err != nil {
		return nil, err
	}
	from := graph.ListQuery{Filter: q.From, At: q.Links.At}
	totals, err := r.Totals(ctx, from)
	if err != nil {
		return nil, err
	}
	var to []*graph.Entity
	for page, err := range list(ctx, r, graph.ListQuery{Filter: q.To, At: q.Links.At}) {
		if err != nil {
			return nil, err
		}
		to = append(to, page...)
	}
	columns := linkColumns
	if q.Matrix {
		columns = matrixColumns(to, o.Language)
	}
	t := newTable("links", r, q.Links.At, columns)
	t.Caption = fmt.Sprintf("links between %d and %d entities", totals[0], len(to))
	t.Asked.MaxHops, t.Asked.Types, t.Asked.Avoided = q.Links.MaxHops, q.Links.Types, q.Links.Avoid
	t.Asked.Ties = q.Links.Ties
	t.Asked.Certainty, t.Asked.MinConfidence, t.Asked.MinStrength = q.Links.Certainty, q.Links.MinConfidence, q.Links.MinStrength
	return t.read(o, func(emit emit) error {
		done := 0
		o.progress(done, totals[0])
		for page, err := range list(ctx, r, from) {
			if err != nil {
				return err
			}
			rows, err := t.links(ctx, r, q.Links, page, to, o.Language)
			if err != nil {
				return err
			}
			for i, e := range page {
				if !t.linked(e, to, rows[i], q.Matrix, o.Language, emit) {
					return nil
				}
			}
			done += len(page)
			o.progress(done, totals[0])
		}
		return nil
	}), nil
}

// list returns the pages of the entities that a query asks for.
func list(ctx context.Context, r *graph.Reader, q graph.ListQuery) iter.Seq2[[]*graph.Entity, error] {
	return graph.Pages(func(p graph.Page) ([]graph.Connection[*graph.Entity], error) {
		q.Page = p
		return r.List(ctx, q)
	})
}

// links finds the links of a page of entities to all columns; Column of a cell is an
// index of to.
func (t *Table) links(ctx context.Context, r *graph.Reader, q paths.LinkQuery, page, to []*graph.Entity, lang graph.Language) ([][]paths.LinkCell, error) {
	rows := make([][]paths.LinkCell, len(page))
	for first := 0; first < len(to); first += graph.MaxPage {
		q.Columns = to[first:min(first+graph.MaxPage, len(to))]
		err := t.search(ctx, r, q, page, rows, first, lang)
		if err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// search adds to rows the links of a page of entities to a page of columns, of which the
// first is column first of the table.
func (t *Table) search(ctx context.Context, r *graph.Reader, q paths.LinkQuery, page []*graph.Entity, rows [][]paths.LinkCell, first int, lang graph.Language) error {
	q.Rows = page
	found, err := paths.Links(ctx, r, q)
	if err != nil {
		return err
	}
	if half := len(page) / 2; !found.Complete && half > 0 {
		if err := t.search(ctx, r, q, page[:half], rows[:half], first, lang); err != nil {
			return err
		}
		return t.search(ctx, r, q, page[half:], rows[half:], first, lang)
	}
	if !found.Complete {
		last := q.Columns[len(q.Columns)-1]
		t.Incomplete = append(t.Incomplete, fmt.Sprintf("links of %s (%s) to the %d entities from %s (%s) to %s (%s)",
			page[0].In(lang), page[0].ID, len(q.Columns), q.Columns[0].In(lang), q.Columns[0].ID, last.In(lang), last.ID))
	}
	for i, cells := range found.Rows {
		for _, cell := range cells {
			cell.Column += first
			rows[i] = append(rows[i], cell)
		}
	}
	return nil
}

// linked emits the rows of an entity: one for each link, or its row of the matrix.
func (t *Table) linked(from *graph.Entity, to []*graph.Entity, cells []paths.LinkCell, matrix bool, lang graph.Language, emit emit) (more bool) {
	if matrix {
		return emit(matrixRow(from, len(to), cells, lang))
	}
	for _, cell := range cells {
		column := to[cell.Column]
		caveats, written, claims := described(cell.Path)
		more := emit(Row{
			from.In(lang), column.In(lang), cell.Count, len(cell.Path.Claims), rounded(cell.Path.Strength()), cell.Path.Reason(lang),
			joined(caveats, " "), joined(written, "; "), string(from.ID), string(from.Kind),
			string(column.ID), string(column.Kind), joined(claims, " "),
		})
		if !more {
			return false
		}
	}
	return true
}

// described describes the steps of a path: the notes of its implied claims, where each
// is written, and the claims' ids.
func described(p paths.Path) (caveats, written, claims []string) {
	for _, c := range p.Claims {
		e := c.Evidence[0]
		if c.Certainty == graph.Implied && e.Note != "" && !slices.Contains(caveats, e.Note) {
			caveats = append(caveats, e.Note)
		}
		written = append(written, string(e.Document)+" "+e.Pointer())
		claims = append(claims, string(c.ID))
	}
	return caveats, written, claims
}

// matrixColumns heads a matrix: the names of the entities, each with its id where
// another has the same name.
func matrixColumns(to []*graph.Entity, lang graph.Language) []Column {
	columns := []Column{{Name: "from"}, {Name: "from_id", ID: true}}
	bearers := map[string]int{"from": 1, "from_id": 1}
	for _, e := range to {
		bearers[e.In(lang)]++
	}
	for _, e := range to {
		name := e.In(lang)
		if bearers[name] > 1 {
			name += " " + string(e.ID)
		}
		columns = append(columns, Column{Name: name})
	}
	return columns
}

// matrixRow is a row of a matrix. A cell is the strength of the best path with the number
// of its hops, such as "0.81 (2)".
func matrixRow(from *graph.Entity, columns int, cells []paths.LinkCell, lang graph.Language) Row {
	row := make(Row, 2+columns)
	row[0], row[1] = from.In(lang), string(from.ID)
	for _, cell := range cells {
		row[2+cell.Column] = strings.Join([]string{
			strconv.FormatFloat(rounded(cell.Path.Strength()), 'f', -1, 64), fmt.Sprintf("(%d)", len(cell.Path.Claims)),
		}, " ")
	}
	return row
}
