package view

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"policygraph/graph"
)

// at gives the context of a field that is selected with these selections.
func at(ctx context.Context, field *ast.Field, selections ...ast.Selection) context.Context {
	return graphql.WithFieldContext(ctx, &graphql.FieldContext{Field: graphql.CollectedField{Field: field, Selections: selections}})
}

func TestOnce(t *testing.T) {
	a, b := &ast.Field{Name: "a"}, &ast.Field{Name: "b"}
	below, more := &ast.Field{Name: "below"}, &ast.Field{Name: "more"}
	cases := []struct {
		rule          string
		first, second context.Context
		keys          [2]string
		loads         int
	}{
		{"the same field is loaded once", at(t.Context(), a, below), at(t.Context(), a, below), [2]string{"x", "x"}, 1},
		{"fields with one key share a load", at(t.Context(), a), at(t.Context(), b), [2]string{"x", "x"}, 1},
		{"fields with other keys do not", at(t.Context(), a), at(t.Context(), b), [2]string{"x", "y"}, 2},
		{"a field that shows more elsewhere may need another load", at(t.Context(), a, below), at(t.Context(), a, below, more), [2]string{"x", "y"}, 2},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			var l loads
			n := 0
			for i, ctx := range []context.Context{c.first, c.second, c.first, c.second} {
				got, err := once(ctx, &l, func() string { return c.keys[i%2] }, func(context.Context) (string, error) {
					n++
					return c.keys[i%2], nil
				})
				if err != nil || got != c.keys[i%2] {
					t.Errorf("got %q, %v", got, err)
				}
			}
			if n != c.loads {
				t.Errorf("%d loads, want %d", n, c.loads)
			}
		})
	}
}

// However many ask at once, one loads, and all have what it gave.
func TestOnceTogether(t *testing.T) {
	for _, fault := range []error{nil, errors.New("broken")} {
		var l loads
		var calls atomic.Int32
		var wait sync.WaitGroup
		ctx := at(t.Context(), &ast.Field{Name: "a"})
		for range 100 {
			wait.Go(func() {
				got, err := once(ctx, &l, func() string { return "x" }, func(context.Context) (int, error) {
					return int(calls.Add(1)), fault
				})
				if !errors.Is(err, fault) || (fault == nil && got != 1) {
					t.Errorf("got %d, %v", got, err)
				}
			})
		}
		wait.Wait()
		if calls.Load() != 1 {
			t.Errorf("%d loads", calls.Load())
		}
	}
}

// A panic in a load or in its key leaves nobody waiting.
func TestOncePanics(t *testing.T) {
	var l loads
	ctx := at(t.Context(), &ast.Field{Name: "a"})
	func() {
		defer func() { _ = recover() }()
		_, _ = once(ctx, &l, func() string { panic("no key") }, func(context.Context) (int, error) { return 1, nil })
	}()
	for range 2 {
		_, err := once(ctx, &l, func() string { return "x" }, func(context.Context) (int, error) { panic("broken") })
		if graph.CodeOf(err) != graph.CodeInternal || !strings.Contains(err.Error(), "broken") {
			t.Errorf("error is %v", err)
		}
	}
}

func TestOnceWaitsNoLongerThanTheContext(t *testing.T) {
	var l loads
	ctx, cancel := context.WithCancel(at(t.Context(), &ast.Field{Name: "a"}))
	loading, end := make(chan struct{}), make(chan struct{})
	go func() {
		_, _ = once(ctx, &l, func() string { return "x" }, func(context.Context) (int, error) {
			close(loading)
			<-end
			return 1, nil
		})
	}()
	<-loading
	cancel()
	if _, err := once(ctx, &l, func() string { return "x" }, func(context.Context) (int, error) { return 2, nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
	close(end)
}

// A set asks for each id once, and every member knows its index.
func TestSet(t *testing.T) {
	c := newCohort(nil, graph.AsOf{}, []*graph.Entity{{ID: "policy:a"}, {ID: "region:b"}, {ID: "policy:a"}, {ID: "policy:c"}})
	for of, want := range map[graph.Kind]struct {
		ids   string
		index [4]int
	}{
		"":           {"policy:a region:b policy:c", [4]int{0, 1, 0, 2}},
		graph.Policy: {"policy:a policy:c", [4]int{0, -1, 0, 1}},
		graph.Event:  {"", [4]int{-1, -1, -1, -1}},
	} {
		for range 2 {
			s := c.set(of)
			var ids []string
			for _, id := range s.ids {
				ids = append(ids, string(id))
			}
			if strings.Join(ids, " ") != want.ids || [4]int(s.index) != want.index {
				t.Errorf("of %q: %v at %v", of, ids, s.index)
			}
		}
	}
}

// What the dataset names and does not hold is a fault, not null.
func TestPick(t *testing.T) {
	l := &lookup{nodes: []Node{nil}, ids: []graph.ID{"policy:gone"}, index: []int{0, -1}}
	if _, err := pick[Entity](l, 0); graph.CodeOf(err) != graph.CodeInternal {
		t.Errorf("error is %v", err)
	}
	if got, err := pick[Entity](l, 1); got != nil || err != nil {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestOutsideOfARequest(t *testing.T) {
	if _, err := (Query{}).Dataset(t.Context()); graph.CodeOf(err) != graph.CodeInternal {
		t.Errorf("error is %v", err)
	}
}
