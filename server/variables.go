package server

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// coercion coerces the variables of a request to the types that its operation
// declares, as the GraphQL specification has it (October 2021, sections 3.5 to
// 3.11 and 6.1.2). The validator that comes with the executor takes an enum value
// in any letter case, "5" for an Int and 5 for a String, and the executor then
// reads some of these as the zero value.
type coercion struct {
	schema *ast.Schema
	path   ast.Path // of the value being coerced
}

// CoerceVariables returns the values of an operation's variables: numbers as int64
// and float64, strings, ids and enum values as string, lists as []any and input
// objects as map[string]any. Values of custom scalars are left as they are.
// Numbers of sent are of type [json.Number].
func CoerceVariables(schema *ast.Schema, operation *ast.OperationDefinition, sent map[string]any) (map[string]any, *gqlerror.Error) {
	values := make(map[string]any, len(operation.VariableDefinitions))
	for _, v := range operation.VariableDefinitions {
		c := &coercion{schema, ast.Path{ast.PathName("variable"), ast.PathName(v.Variable)}}
		value, given := sent[v.Variable]
		switch {
		case given:
			coerced, err := c.value(v.Type, value)
			if err != nil {
				return nil, err
			}
			values[v.Variable] = coerced
		case v.DefaultValue != nil:
			byDefault, err := v.DefaultValue.Value(nil)
			if err != nil {
				return nil, c.errorf(": invalid default: %v", err)
			}
			values[v.Variable] = byDefault
		case v.Type.NonNull:
			return nil, c.errorf(" is missing; expected %s", v.Type)
		}
	}
	uses := &nullUses{values: values, visited: map[string]bool{}}
	uses.selections(operation.SelectionSet)
	if use := uses.first; use != nil {
		c := &coercion{schema, ast.Path{ast.PathName("variable"), ast.PathName(use.Raw)}}
		err := c.errorf(" is null; expected %s where it is used", use.ExpectedType)
		err.Locations = []gqlerror.Location{{Line: use.Position.Line, Column: use.Position.Column}}
		return nil, err
	}
	return values, nil
}

// nullUses finds the first use of a variable that is null where null is not allowed.
// The validator admits a nullable variable there if a default exists, which null
// overrides; the executor would read the zero value, and cannot go on at @include.
type nullUses struct {
	values  map[string]any
	visited map[string]bool // fragments
	first   *ast.Value
}

func (n *nullUses) selections(set ast.SelectionSet) {
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			n.arguments(s.Arguments)
			n.directives(s.Directives)
			n.selections(s.SelectionSet)
		case *ast.InlineFragment:
			n.directives(s.Directives)
			n.selections(s.SelectionSet)
		case *ast.FragmentSpread:
			n.directives(s.Directives)
			if !n.visited[s.Name] {
				n.visited[s.Name] = true
				n.selections(s.Definition.SelectionSet)
			}
		}
	}
}

func (n *nullUses) directives(list ast.DirectiveList) {
	for _, d := range list {
		n.arguments(d.Arguments)
	}
}

func (n *nullUses) arguments(list ast.ArgumentList) {
	for _, a := range list {
		n.value(a.Value)
	}
}

func (n *nullUses) value(v *ast.Value) {
	for _, child := range v.Children {
		n.value(child.Value)
	}
	if n.first != nil || v.Kind != ast.Variable || v.ExpectedType == nil || !v.ExpectedType.NonNull {
		return
	}
	if value, given := n.values[v.Raw]; given && value == nil {
		n.first = v
	}
}

func (c *coercion) value(t *ast.Type, value any) (any, *gqlerror.Error) {
	if value == nil {
		if t.NonNull {
			return nil, c.errorf(" is null; expected %s", t)
		}
		return nil, nil
	}
	if t.Elem != nil {
		return c.list(t, value)
	}
	switch definition := c.schema.Types[t.NamedType]; definition.Kind {
	case ast.Enum:
		return c.enum(definition, value)
	case ast.InputObject:
		return c.object(definition, value)
	default:
		return c.scalar(t.NamedType, value)
	}
}

// list coerces a list; any other value stands for a list of it alone.
func (c *coercion) list(t *ast.Type, value any) (any, *gqlerror.Error) {
	elements, ok := value.([]any)
	if !ok {
		only, err := c.value(t.Elem, value)
		if err != nil {
			return nil, err
		}
		return []any{only}, nil
	}
	coerced := make([]any, len(elements))
	for i, element := range elements {
		var err *gqlerror.Error
		if coerced[i], err = c.below(ast.PathIndex(i), t.Elem, element); err != nil {
			return nil, err
		}
	}
	return coerced, nil
}

func (c *coercion) enum(definition *ast.Definition, value any) (any, *gqlerror.Error) {
	if name, ok := value.(string); ok && definition.EnumValues.ForName(name) != nil {
		return name, nil
	}
	var names []string
	for _, v := range definition.EnumValues {
		names = append(names, v.Name)
	}
	return nil, c.errorf(": unknown %s %s; expected one of %s", definition.Name, shown(value), strings.Join(names, ", "))
}

// object coerces an input object. Fields that are not given are left out: their
// defaults are the executor's to fill in.
func (c *coercion) object(definition *ast.Definition, value any) (any, *gqlerror.Error) {
	given, ok := value.(map[string]any)
	if !ok {
		return nil, c.errorf(": got %s; expected the input object %s", shown(value), definition.Name)
	}
	var unknown, known []string
	for name := range given {
		if definition.Fields.ForName(name) == nil {
			unknown = append(unknown, name)
		}
	}
	for _, field := range definition.Fields {
		known = append(known, field.Name)
	}
	if len(unknown) > 0 {
		return nil, c.errorf(": unknown field %s of %s; expected one of %s", quoted(slices.Min(unknown)), definition.Name, strings.Join(known, ", "))
	}
	coerced := make(map[string]any, len(given))
	for _, field := range definition.Fields {
		value, ok := given[field.Name]
		switch {
		case ok:
			var err *gqlerror.Error
			if coerced[field.Name], err = c.below(ast.PathName(field.Name), field.Type, value); err != nil {
				return nil, err
			}
		case field.Type.NonNull && field.DefaultValue == nil:
			c.path = append(c.path, ast.PathName(field.Name))
			return nil, c.errorf(" is missing; expected %s", field.Type)
		}
	}
	return coerced, nil
}

func (c *coercion) scalar(name string, value any) (any, *gqlerror.Error) {
	number, isNumber := value.(json.Number)
	text, isText := value.(string)
	switch name {
	case "Int":
		if n, ok := integer(number); ok && n >= math.MinInt32 && n <= math.MaxInt32 {
			return n, nil
		}
		return nil, c.errorf(": got %s; expected Int, a whole number from %d to %d", shown(value), math.MinInt32, math.MaxInt32)
	case "Float":
		if f, err := number.Float64(); isNumber && err == nil {
			return f, nil
		}
		return nil, c.errorf(": got %s; expected Float, a number", shown(value))
	case "String":
		if isText {
			return text, nil
		}
		return nil, c.errorf(": got %s; expected String, a text in quotes", shown(value))
	case "ID":
		if isText {
			return text, nil
		}
		if n, ok := integer(number); ok {
			return strconv.FormatInt(n, 10), nil
		}
		return nil, c.errorf(": got %s; expected ID, a text in quotes", shown(value))
	case "Boolean":
		if b, ok := value.(bool); ok {
			return b, nil
		}
		return nil, c.errorf(": got %s; expected Boolean, true or false", shown(value))
	}
	return value, nil
}

// validationRules are those of the specification, and that an Int in a document
// has 32 bits: the rules that come with the executor take 64.
func validationRules() *rules.Rules {
	all := rules.NewDefaultRules()
	all.AddRule("IntsHave32Bits", func(observers *core.Events, addError core.AddErrFunc) {
		observers.OnValue(func(_ *core.Walker, value *ast.Value) {
			if value.Kind != ast.IntValue || value.Definition == nil || value.Definition.Name != "Int" {
				return
			}
			if n, err := strconv.ParseInt(value.Raw, 10, 64); err == nil && (n < math.MinInt32 || n > math.MaxInt32) {
				addError(core.Message("Expected Int, a whole number from %d to %d, found %s.", math.MinInt32, math.MaxInt32, value.Raw), core.At(value.Position))
			}
		})
	})
	return all
}

// integer returns a number that has no fraction, such as 5, 5.0 or 5e0.
func integer(n json.Number) (int64, bool) {
	if whole, err := n.Int64(); err == nil {
		return whole, true
	}
	f, err := n.Float64()
	if err != nil || f != math.Trunc(f) || math.Abs(f) >= 1<<53 { // beyond that a float64 is no exact integer
		return 0, false
	}
	return int64(f), true
}

// shown is a value as its client wrote it, or what kind of value it is.
func shown(value any) string {
	switch value := value.(type) {
	case string:
		return quoted(value)
	case json.Number:
		return shortened(string(value))
	case bool:
		return strconv.FormatBool(value)
	case []any:
		return "a list"
	case map[string]any:
		return "an object"
	}
	return "null"
}

// below coerces an element of a list or a field of an input object.
func (c *coercion) below(element ast.PathElement, t *ast.Type, value any) (any, *gqlerror.Error) {
	c.path = append(c.path, element)
	coerced, err := c.value(t, value)
	c.path = c.path[:len(c.path)-1]
	return coerced, err
}

// errorf returns an error about the value being coerced; its message follows the
// variable's name and the path in its value.
func (c *coercion) errorf(format string, args ...any) *gqlerror.Error {
	err := gqlerror.ErrorPathf(slices.Clone(c.path), "variable $%s%s", c.path[1:], fmt.Sprintf(format, args...))
	errcode.Set(err, errcode.ValidationFailed)
	return err
}
