package view

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"policygraph/graph"
)

// load is a value that is fetched once, by the first goroutine that needs it, while
// others wait.
type load struct {
	done  chan struct{}
	value any
	err   error
}

// loads holds the loads of one cohort.
type loads struct {
	mu    sync.Mutex
	known []known
	byKey map[string]*load
}

// known is the load of a field of the operation. It is found without a key, since
// every field of every member looks for its load.
type known struct {
	field      *ast.Field
	selections ast.SelectionSet
	load       *load
}

// once returns the value of a field for the cohort that the loads belong to. Fields
// with equal keys, such as aliases with the same arguments, share a load. An error
// or a panic of the load is an error of every member.
func once[V any](ctx context.Context, l *loads, key func() string, fetch func(context.Context) (V, error)) (V, error) {
	loaded, first := l.ofField(graphql.GetFieldContext(ctx).Field, key)
	return await(ctx, loaded, first, fetch)
}

// shared returns a value that several fields of a cohort need.
func shared[V any](ctx context.Context, l *loads, key string, fetch func(context.Context) (V, error)) (V, error) {
	l.mu.Lock()
	loaded, first := l.ofKey(key)
	l.mu.Unlock()
	return await(ctx, loaded, first, fetch)
}

// ofField returns the load of a field, and whether the caller is the first and must
// fetch it. Fields with other selections have other loads, since what is loaded may
// depend on the selections.
func (l *loads) ofField(field graphql.CollectedField, key func() string) (_ *load, first bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := range l.known {
		if k := &l.known[i]; k.field == field.Field && slices.Equal(k.selections, field.Selections) {
			return k.load, false
		}
	}
	found, first := l.ofKey(key())
	l.known = append(l.known, known{field.Field, field.Selections, found})
	return found, first
}

func (l *loads) ofKey(key string) (_ *load, first bool) {
	if found := l.byKey[key]; found != nil {
		return found, false
	}
	if l.byKey == nil {
		l.byKey = map[string]*load{}
	}
	created := &load{done: make(chan struct{})}
	l.byKey[key] = created
	return created, true
}

func await[V any](ctx context.Context, l *load, first bool, fetch func(context.Context) (V, error)) (V, error) {
	var zero V
	if first {
		run(ctx, l, fetch)
	} else {
		select {
		case <-l.done:
		case <-ctx.Done():
			return zero, ctx.Err()
		}
	}
	if l.err != nil {
		return zero, l.err
	}
	return l.value.(V), nil
}

func run[V any](ctx context.Context, l *load, fetch func(context.Context) (V, error)) {
	defer close(l.done)
	defer func() {
		if fault := recover(); fault != nil {
			l.err = graph.Errorf(graph.CodeInternal, "panic in a load: %w", fmt.Errorf("%v\n%s", fault, debug.Stack()))
		}
	}()
	l.value, l.err = fetch(ctx)
}

// scope returns the kind whose members the current field is selected for; "" where
// it is selected for all.
func scope(ctx context.Context) graph.Kind {
	of := graphql.GetFieldContext(ctx).Field.ObjectDefinition
	if of.Kind != ast.Object {
		return ""
	}
	return kindOfType[of.Name]
}

var kindOfType = func() map[string]graph.Kind {
	m := make(map[string]graph.Kind, len(graph.Kinds))
	for _, k := range graph.Kinds {
		m[k.Kind.TypeName()] = k.Kind
	}
	return m
}()

// keyOf returns the key of a load: equal for queries that are equal by value but
// for their sets. JSON follows pointers and tells an empty list, which matches
// nothing, from one that is not given.
func keyOf(of graph.Kind, query any, page graph.Page) string {
	text, err := json.Marshal(struct {
		Of    graph.Kind
		Type  string
		Query any
		Omit  graph.Omit
		Page  graph.Page
	}{of, fmt.Sprintf("%T", query), query, omitOf(query), page})
	if err != nil {
		panic(fmt.Errorf("marshal the key of a load: %w", err)) // queries hold no value that JSON cannot
	}
	return string(text)
}

// omitOf returns Omit of a query, which its JSON leaves out.
func omitOf(query any) graph.Omit {
	q, _ := query.(graph.ClaimQuery)
	return q.Omit
}
