package server

import (
	"encoding/json"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"policygraph/graph"
)

// listGuess is how long a list without pages is taken to be. Such lists are
// short in the mean; what is longer is counted while executing.
const listGuess = 10

// costing estimates how many values an operation asks for: one for each field
// of each object that may be in its answer. Pages are taken to be full. Where
// fragments on several types stand side by side each is counted, although an
// object has one type.
type costing struct {
	variables map[string]any
	most      int
	count     int
}

// checkCost refuses an operation whose answer may hold more values than
// allowed, before anything is read for it. The operation has been validated;
// the walk ends at the first value too many.
func (l Limits) checkCost(operation *ast.OperationDefinition, variables map[string]any) *gqlerror.Error {
	c := costing{variables: variables, most: l.Values}
	// Far enough over the limit to tell the client how far off it is, and
	// without overflow.
	c.visit(operation.SelectionSet, 1, 0)
	if c.count <= l.Values {
		return nil
	}
	err := gqlerror.ErrorPosf(operation.Position,
		"the query asks for up to %d values, counting every field of every object on full pages; at most %d are answered: "+
			"ask for smaller pages with first, for fewer levels or fields, or in several requests", c.count, l.Values)
	err.Extensions = map[string]any{"code": codeLimit}
	return err
}

// visit counts the selections on this many objects, which are connections to
// pages of this size; 0 when they are none.
func (c *costing) visit(selections ast.SelectionSet, objects, page int) {
	for _, selection := range selections {
		switch selection := selection.(type) {
		case *ast.Field:
			if c.left(selection.Directives) {
				continue
			}
			c.field(selection, objects, page)
		case *ast.InlineFragment:
			if !c.left(selection.Directives) {
				c.visit(selection.SelectionSet, objects, page)
			}
		case *ast.FragmentSpread:
			if !c.left(selection.Directives) {
				c.visit(selection.Definition.SelectionSet, objects, page)
			}
		}
	}
}

func (c *costing) field(field *ast.Field, objects, page int) {
	values := objects
	size, paged := c.pageSize(field)
	if field.Definition.Type.Elem != nil {
		switch {
		case paged:
			values = c.times(objects, size)
		case page > 0:
			values = c.times(objects, page)
		default:
			values = c.times(objects, c.listSize(field))
		}
		size = 0 // what is in a list is no connection
	}
	c.count = min(c.count+values, ceiling)
	c.visit(field.SelectionSet, values, size)
}

// ceiling is where counting ends: nobody needs to know how much more it is.
const ceiling = 1_000_000_000_000

func (c *costing) times(a, b int) int { return min(a*b, ceiling) } // b is small

// pageSize is how many a field with pages is asked for. A size that the
// resolvers refuse counts as none, so that theirs is the error shown.
func (c *costing) pageSize(field *ast.Field) (size int, paged bool) {
	if field.Definition.Arguments.ForName("first") == nil {
		return 0, false
	}
	arguments := field.ArgumentMap(c.variables)
	asked := false
	for _, name := range []string{"first", "last"} {
		value, given := arguments[name]
		if !given || value == nil {
			continue
		}
		asked = true
		if n := asInt(value); n <= graph.MaxPage {
			size = max(size, n)
		}
	}
	if !asked {
		return graph.DefaultPage, true
	}
	return size, true
}

// listSize is the length of the longest list among the arguments, as a list of
// objects by their ids is as long as that of the ids.
func (c *costing) listSize(field *ast.Field) int {
	size := 0
	for _, value := range field.ArgumentMap(c.variables) {
		if list, ok := value.([]any); ok {
			size = max(size, len(list))
		}
	}
	return max(size, listGuess)
}

// left reports whether skip or include leave a selection out.
func (c *costing) left(directives ast.DirectiveList) bool {
	for _, directive := range directives {
		if value, ok := directive.ArgumentMap(c.variables)["if"].(bool); ok && value == (directive.Name == "skip") {
			return true
		}
	}
	return false
}

func asInt(value any) int {
	switch value := value.(type) {
	case int:
		return value
	case int64:
		return int(value)
	case float64:
		return int(value)
	case json.Number:
		n, _ := value.Int64() // 0 for what the resolvers refuse
		return int(n)
	}
	return 0
}
