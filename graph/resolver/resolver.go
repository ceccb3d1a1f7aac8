// Package resolver executes the API's schema on a store: it binds the generated
// executor to package view, and pins one dataset for each request.
package resolver

import (
	"context"
	"maps"
	"sync"

	"github.com/99designs/gqlgen/graphql"

	"policygraph/graph"
	"policygraph/graph/generated"
	"policygraph/graph/resolver/view"
)

// Resolver reads one store.
type Resolver struct {
	store *graph.Store
	texts graph.DocumentTexts
}

// New returns a resolver. Texts are those that quotes are taken from; nil where there
// are none.
func New(store *graph.Store, texts graph.DocumentTexts) *Resolver { return &Resolver{store, texts} }

// ExecutableSchema executes the schema. Its operations run under a context that
// [Resolver.Begin] returned; it is the same for every resolver.
func ExecutableSchema() graphql.ExecutableSchema { return executable() }

// executable is the generated schema without @defer. The parser adds that
// directive to every schema, and the executor answers a deferred fragment with
// null, since it would send it in a later part of a multipart answer.
var executable = sync.OnceValue(func() graphql.ExecutableSchema {
	config := generated.Config{Resolvers: root{}}
	parsed := *generated.NewExecutableSchema(config).Schema()
	parsed.Directives = maps.Clone(parsed.Directives)
	delete(parsed.Directives, "defer")
	config.Schema = &parsed
	return generated.NewExecutableSchema(config)
})

type root struct{}

func (root) Query() generated.QueryResolver { return view.Query{} }

// Begin pins the dataset that one request reads. It returns the context to execute
// the request under, and a function to call when it is answered. It fails as
// [graph.Store.Read] does.
func (r *Resolver) Begin(ctx context.Context) (context.Context, func(), error) {
	reader, err := r.store.Read(ctx)
	if err != nil {
		return ctx, nil, err
	}
	return view.With(ctx, reader, r.texts), func() { _ = reader.Close() }, nil // a read loses nothing
}

// Extensions returns the version of the dataset that a request reads, for a context
// that [Resolver.Begin] returned; nil for any other.
func Extensions(ctx context.Context) map[string]any {
	dataset := view.DatasetOf(ctx)
	if dataset == nil {
		return nil
	}
	return map[string]any{"dataset": map[string]any{
		"version":     dataset.Version.String(),
		"versionDate": string(dataset.Version.Date),
	}}
}
