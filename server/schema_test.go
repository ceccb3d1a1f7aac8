package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/introspection"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"policygraph/graph"
)

// A small schema and an interpreter for it, so that this package is tested
// without the graph's generated code: each field shows one way to end.
const testSDL = `
type Query {
  dataset: Dataset!
  "Gives text back."
  echo(text: String!): String!
  "Ends in an error with this code."
  fail(code: String!): String
  "Ends in an error that no one foresaw."
  surprise: String
  "Panics."
  panic: String
  "Takes its time, unless the request ends before."
  slow(milliseconds: Int!): Int
  "Says that it has begun, and takes until it is let go."
  held: Boolean
  "As many letters."
  letters(count: Int!): String!
  "Here again, to nest."
  self: Query!
}

type Dataset {
  title: String!
  version: String!
}
`

type testSchema struct {
	schema       *ast.Schema
	began, letGo chan struct{} // of the field held
}

func newTestSchema() testSchema {
	return testSchema{gqlparser.MustLoadSchema(&ast.Source{Name: "test.graphql", Input: testSDL}), make(chan struct{}), make(chan struct{})}
}

func (s testSchema) Schema() *ast.Schema { return s.schema }

func (s testSchema) Complexity(context.Context, string, string, int, map[string]any) (int, bool) {
	return 0, false
}

func (s testSchema) Exec(context.Context) graphql.ResponseHandler {
	return func(ctx context.Context) *graphql.Response {
		operation := graphql.GetOperationContext(ctx)
		data, err := json.Marshal(s.object(ctx, operation.Operation.SelectionSet, "Query", query{s}))
		if err != nil {
			panic(err)
		}
		return &graphql.Response{Data: bytes.TrimSpace(data)}
	}
}

// query's methods are the fields of Query.
type query struct{ s testSchema }

type dataset struct{ Title, Version string }

func (query) Dataset() dataset { return dataset{"Test dataset 测试数据集", "2024-12-30-0123abcd"} }

func (query) Echo(arguments map[string]any) any { return arguments["text"] }

func (query) Letters(arguments map[string]any) any {
	count, _ := arguments["count"].(int64)
	return strings.Repeat("x", int(count))
}

func (query) Fail(arguments map[string]any) (any, error) {
	return nil, &graph.Error{
		Code:    graph.Code(arguments["code"].(string)),
		Message: "this is what went wrong",
		Err:     errors.New("secret cause"),
	}
}

func (query) Surprise() (any, error) { return nil, errors.New("secret password in a path") }

func (query) Panic() any { panic("secret state") }

func (query) Slow(ctx context.Context, arguments map[string]any) (any, error) {
	count, _ := arguments["milliseconds"].(int64)
	select {
	case <-ctx.Done():
		return nil, fmt.Errorf("slow: %w", ctx.Err())
	case <-time.After(time.Duration(count) * time.Millisecond):
		return count, nil
	}
}

func (q query) Held() any {
	close(q.s.began)
	<-q.s.letGo
	return true
}

func (q query) Self() query { return q }

func (s testSchema) object(ctx context.Context, selections ast.SelectionSet, typeName string, value any) map[string]any {
	operation := graphql.GetOperationContext(ctx)
	result := map[string]any{}
	for _, field := range graphql.CollectFields(operation, selections, []string{typeName}) {
		ctx := graphql.WithFieldContext(ctx, &graphql.FieldContext{Object: typeName, Field: field})
		result[field.Alias] = s.field(ctx, field, typeName, value, field.ArgumentMap(operation.Variables))
	}
	return result
}

func (s testSchema) field(ctx context.Context, field graphql.CollectedField, typeName string, of any, arguments map[string]any) (result any) {
	defer func() {
		if fault := recover(); fault != nil {
			graphql.AddError(ctx, graphql.Recover(ctx, fault))
			result = nil
		}
	}()
	var value any
	switch field.Name {
	case "__typename":
		return typeName
	case "__schema":
		value = introspection.WrapSchema(s.schema)
	case "__type":
		value = introspection.WrapTypeFromDef(s.schema, s.schema.Types[arguments["name"].(string)])
	default:
		resolved, err := call(ctx, of, field.Name, arguments)
		if err != nil {
			graphql.AddError(ctx, err)
			return nil
		}
		value = resolved
	}
	return s.complete(ctx, field.Selections, field.Definition.Type.Name(), reflect.ValueOf(value))
}

// call takes a field from a struct, or calls the method of that name with as
// much as it takes.
func call(ctx context.Context, of any, name string, arguments map[string]any) (any, error) {
	name = strings.ToUpper(name[:1]) + name[1:]
	value := reflect.ValueOf(of)
	method := value.MethodByName(name)
	if !method.IsValid() {
		return reflect.Indirect(value).FieldByName(name).Interface(), nil
	}
	var in []reflect.Value
	for i := range method.Type().NumIn() {
		switch method.Type().In(i).Kind() {
		case reflect.Interface:
			in = append(in, reflect.ValueOf(ctx))
		case reflect.Map:
			in = append(in, reflect.ValueOf(arguments))
		case reflect.Bool:
			include, _ := arguments["includeDeprecated"].(bool)
			in = append(in, reflect.ValueOf(include))
		}
	}
	out := method.Call(in)
	if len(out) == 2 && !out[1].IsNil() {
		return nil, out[1].Interface().(error)
	}
	return out[0].Interface(), nil
}

func (s testSchema) complete(ctx context.Context, selections ast.SelectionSet, typeName string, value reflect.Value) any {
	switch {
	case !value.IsValid(), value.Kind() == reflect.Pointer && value.IsNil():
		return nil
	case value.Kind() == reflect.Slice:
		list := make([]any, value.Len())
		for i := range list {
			element := value.Index(i)
			if element.Kind() == reflect.Struct {
				element = element.Addr()
			}
			list[i] = s.complete(ctx, selections, typeName, element)
		}
		return list
	case len(selections) > 0:
		return s.object(ctx, selections, typeName, value.Interface())
	}
	return value.Interface()
}
