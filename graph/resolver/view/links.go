package view

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"policygraph/graph"
	"policygraph/graph/paths"
)

// Links resolves the field. It reads the columns; rows are read with their pages,
// and cells where they are selected.
func (Query) Links(ctx context.Context, rows, columns graph.EntityFilter, maxHops int, types []graph.RelationType, ties []graph.ClaimTie, certainty *graph.Certainty, minConfidence, minStrength *float64, avoid []graph.Kind, at *graph.AsOf, columnsFirst int, columnsAfter *string) (*LinkMatrix, error) {
	q := paths.LinkQuery{MaxHops: maxHops, Types: types, Avoid: avoid, At: orZero(at), Certainty: orZero(certainty), MinConfidence: minConfidence, MinStrength: orZero(minStrength), Ties: ties}
	if err := q.Check(); err != nil {
		return nil, err
	}
	page, err := list(ctx, graph.ListQuery{Filter: columns, At: q.At}, pageOf(&columnsFirst, columnsAfter, nil, nil))
	if err != nil {
		return nil, err
	}
	q.Columns = page.next.items
	return &LinkMatrix{query: q, rows: graph.ListQuery{Filter: rows, At: q.At}, columns: page}, nil
}

// LinkMatrix resolves a matrix of links.
type LinkMatrix struct {
	query   paths.LinkQuery // without rows
	rows    graph.ListQuery
	columns entityPage
	loads   loads
}

// Columns resolves the field; so do those below.
func (v *LinkMatrix) Columns() []Entity         { return all(v.columns.next) }
func (v *LinkMatrix) ColumnsPageInfo() PageInfo { return v.columns.PageInfo() }
func (v *LinkMatrix) MaxHops() int              { return v.query.MaxHops }
func (v *LinkMatrix) Avoided() []graph.Kind     { return v.query.Avoid }
func (v *LinkMatrix) Dataset() *Dataset         { return &Dataset{v.columns.next.reader.Dataset()} }

// UndatedLeftOut resolves the field.
func (v *LinkMatrix) UndatedLeftOut(ctx context.Context) (int, error) {
	return paths.UndatedLeftOut(ctx, v.columns.next.reader, v.query.Claims())
}

// Rows resolves the field.
func (v *LinkMatrix) Rows(ctx context.Context, first *int, after *string, last *int, before *string) (*LinkRowConnection, error) {
	p := pageOf(first, after, last, before)
	return shared(ctx, &v.loads, keyOf("", "rows", p), func(ctx context.Context) (*LinkRowConnection, error) {
		page, err := list(ctx, v.rows, p)
		return &LinkRowConnection{entityPage: page, matrix: v}, err
	})
}

// Complete resolves the field: it looks at the cells of every selection of rows.
func (v *LinkMatrix) Complete(ctx context.Context) (bool, error) {
	operation := graphql.GetOperationContext(ctx)
	for _, rows := range selected(operation, graphql.GetFieldContext(ctx).Parent.Field.Selections) {
		if rows.Name != "rows" || !showsCells(operation, rows) {
			continue
		}
		arguments := rows.ArgumentMap(operation.Variables)
		page, err := v.Rows(ctx, argument(arguments, "first", graphql.UnmarshalInt), argument(arguments, "after", graphql.UnmarshalString),
			argument(arguments, "last", graphql.UnmarshalInt), argument(arguments, "before", graphql.UnmarshalString))
		if err != nil {
			return false, err
		}
		cells, err := page.cells(ctx)
		if err != nil || !cells.links.Complete {
			return false, err
		}
	}
	return true, nil
}

func showsCells(operation *graphql.OperationContext, rows graphql.CollectedField) bool {
	for _, edges := range selected(operation, rows.Selections) {
		for _, field := range selected(operation, edges.Selections) {
			if edges.Name == "edges" && field.Name == "cells" {
				return true
			}
		}
	}
	return false
}

// argument returns an optional argument of a field; its type is validated before.
func argument[T any](arguments map[string]any, name string, unmarshal func(any) (T, error)) *T {
	raw := arguments[name]
	if raw == nil {
		return nil
	}
	value, err := unmarshal(raw)
	if err != nil {
		return nil
	}
	return &value
}

// LinkRowConnection resolves a page of rows.
type LinkRowConnection struct {
	entityPage
	matrix *LinkMatrix
	loads  loads
}

// Nodes resolves the field.
func (v *LinkRowConnection) Nodes() []Entity { return all(v.next) }

// Edges resolves the field.
func (v *LinkRowConnection) Edges() []*LinkRowEdge {
	return collect(v.len(), func(i int) LinkRowEdge { return LinkRowEdge{v.edge(i), v} })
}

// linkCells holds the cells of a page of rows. Their columns and paths are cohorts.
type linkCells struct {
	links   *paths.LinkMatrix
	first   []int // index of the first cell of each row
	columns *entities
	counts  []int
	routes  *routes
}

// cells finds the cells of all rows at once.
func (v *LinkRowConnection) cells(ctx context.Context) (*linkCells, error) {
	return shared(ctx, &v.loads, "cells", func(ctx context.Context) (*linkCells, error) {
		r, q := v.next.request, v.matrix.query
		q.Rows = v.next.items
		found, err := paths.Links(ctx, r.reader, q)
		if err != nil {
			return nil, err
		}
		c := &linkCells{links: found, first: make([]int, len(found.Rows)+1)}
		var columns []*graph.Entity
		var linked []paths.Path
		for i, row := range found.Rows {
			for _, cell := range row {
				columns, linked, c.counts = append(columns, q.Columns[cell.Column]), append(linked, cell.Path), append(c.counts, cell.Count)
			}
			c.first[i+1] = len(linked)
		}
		c.columns, c.routes = newCohort(r, q.At, columns), newRoutes(r, q.At, linked)
		return c, nil
	})
}

// LinkRowEdge resolves a row.
type LinkRowEdge struct {
	entityEdge
	connection *LinkRowConnection
}

// Node resolves the field.
func (v *LinkRowEdge) Node() Entity { return newEntity(v.connection.next, v.index) }

// Cells resolves the field.
func (v *LinkRowEdge) Cells(ctx context.Context) ([]*LinkCell, error) {
	cells, err := v.connection.cells(ctx)
	if err != nil {
		return nil, err
	}
	from, to := cells.first[v.index], cells.first[v.index+1]
	return collect(to-from, func(i int) LinkCell { return LinkCell{cells, from + i} }), nil
}

// LinkCell resolves a row and a column that are linked.
type LinkCell struct {
	cells *linkCells
	index int
}

// Column resolves the field; so do those below.
func (v *LinkCell) Column() Entity { return newEntity(v.cells.columns, v.index) }
func (v *LinkCell) PathCount() int { return v.cells.counts[v.index] }
func (v *LinkCell) Path() *Path    { return &Path{v.cells.routes, v.index} }
func (v *LinkCell) Reason(language graph.Language) string {
	return v.cells.routes.paths[v.index].Reason(language)
}
