// Package resolvertest runs queries against any store without a server, and
// compares their answers with golden files: the same query has the same answer,
// byte for byte, whatever the store.
package resolvertest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"policygraph/graph"
	"policygraph/graph/resolver"
)

var engine = sync.OnceValue(func() *executor.Executor {
	e := executor.New(resolver.ExecutableSchema())
	e.SetErrorPresenter(present)
	return e
})

// present shows an error with its code, as a server would.
func present(ctx context.Context, err error) *gqlerror.Error {
	shown := *graphql.DefaultErrorPresenter(ctx, err) // a copy: members of a cohort share their error
	if shown.Extensions == nil {
		var known *graph.Error
		if errors.As(err, &known) {
			shown.Message = known.Message
		}
		shown.Extensions = map[string]any{"code": strings.ToUpper(string(graph.CodeOf(err)))}
	}
	return &shown
}

// Run answers a query, its errors included, as indented JSON with a line break
// at its end. Texts may be nil.
func Run(ctx context.Context, store *graph.Store, texts graph.DocumentTexts, query string, variables map[string]any) []byte {
	answer := run(ctx, store, texts, query, variables)
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(answer); err != nil {
		panic(err) // what the executor wrote is JSON
	}
	return out.Bytes()
}

func run(ctx context.Context, store *graph.Store, texts graph.DocumentTexts, query string, variables map[string]any) *graphql.Response {
	ctx, end, err := resolver.New(store, texts).Begin(ctx)
	if err != nil {
		return &graphql.Response{Errors: gqlerror.List{present(ctx, err)}}
	}
	defer end()
	ctx = graphql.StartOperationTrace(ctx)
	operation, errs := engine().CreateOperationContext(ctx, &graphql.RawParams{Query: query, Variables: received(variables)})
	if len(errs) > 0 {
		return &graphql.Response{Errors: errs}
	}
	next, ctx := engine().DispatchOperation(ctx, operation)
	return next(ctx)
}

// received is variables as a server reads them. They are a copy: validation
// writes what it coerces into them.
func received(variables map[string]any) map[string]any {
	text, err := json.Marshal(variables)
	if err != nil {
		panic(err) // they are not what JSON can say, and no client could send them
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var copied map[string]any
	if err := decoder.Decode(&copied); err != nil {
		panic(err) // it was written as JSON just now
	}
	return copied
}
