package graphtest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"policygraph/graph"
)

// CheckTraces loads a dataset of many small random graphs, which have nothing to
// do with one another, and compares traces within each with [model.everyPath].
// It says how many it compared and how many paths these had.
func CheckTraces(ctx context.Context, t T, store *graph.Store, seed uint64, graphs, entities, queries int) (traces, paths int) {
	t.Helper()
	parts := RandomParts(seed, graphs, entities)
	load(ctx, t, store, parts.Source)
	a := &asker{generator: &generator{Rand: rand.New(rand.NewPCG(seed, 1))}}
	var r *graph.Reader
	for i := range graphs {
		if i%20 == 0 { // a reader may live no more than a minute
			if r != nil {
				finish(t, r)
			}
			r = open(ctx, t, store)
		}
		a.model = parts.models[i]
		for n := range queries {
			where := fmt.Sprintf("seed %d, graph %d of %d entities, trace %d", seed, i, entities, n)
			paths += checkTrace(ctx, t, r, a.model, where, a.trace())
			traces++
			if err := ctx.Err(); err != nil {
				t.Fatalf("%v", err)
			}
		}
	}
	finish(t, r)
	return traces, paths
}

// trace makes up a trace.
func (a *asker) trace() graph.TraceQuery {
	ids := a.entityIDs()
	side := func() []graph.ID {
		of := []graph.ID{pick(a.generator, ids)}
		for a.chance(3) {
			of = append(of, pick(a.generator, ids))
		}
		return of
	}
	q := graph.TraceQuery{
		From: side(), To: side(), MaxHops: 1 + a.IntN(6), At: a.at(), First: 1 + a.IntN(graph.MaxTracePaths),
		Avoid: []graph.Kind{graph.Region, graph.Industry}, AvoidIDs: a.some(ids)[:0],
	}
	if a.chance(2) {
		q.Avoid = filter(a, kindsOfEntities(), 4)
	}
	if a.chance(3) {
		q.AvoidIDs = a.some(ids)
	}
	if a.chance(8) {
		q.To = append(q.To, q.From[0])
	}
	if types := filter(a, graph.Vocabulary, 30); types != nil && a.chance(2) {
		q.Types = []graph.RelationType{}
		for _, r := range types {
			q.Types = append(q.Types, r.Type)
		}
	}
	return q
}

// checkTrace compares a trace with all paths there are, and says how many.
func checkTrace(ctx context.Context, t T, r *graph.Reader, m *model, where string, q graph.TraceQuery) int {
	t.Helper()
	found, err := r.Trace(ctx, q)
	if err != nil {
		t.Fatalf("%s: %+v: %v", where, q, err)
	}
	every := m.everyPath(q)
	got, want := make([]string, len(found.Paths)), make([]string, min(len(every), q.First))
	for i, p := range found.Paths {
		got[i] = pathText(p)
	}
	for i := range want {
		want[i] = every[i].text()
	}
	verdict := graph.Found
	if len(every) == 0 {
		verdict = graph.NoneWithinLimits
	}
	switch {
	case found.Complete && (!slices.Equal(got, want) || found.HasMore != (len(every) > q.First) || found.Verdict != verdict):
		t.Errorf("%s: %+v:\n got %s, more %t, %s\nwant %s, more %t, %s", where, q,
			strings.Join(got, "\n     "), found.HasMore, found.Verdict, strings.Join(want, "\n     "), len(every) > q.First, verdict)
	case !found.Complete && (len(got) > len(want) || !slices.Equal(got, want[:len(got)]) || found.HasMore && len(every) <= len(got) ||
		len(got) > 0 && found.Verdict != graph.Found || len(got) == 0 && found.Verdict != graph.StoppedAtLimit):
		t.Errorf("%s: %+v: not complete, %s, more %t:\n got %s\nwant the beginning of %s", where, q,
			found.Verdict, found.HasMore, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
	if found.Explored < 1 {
		t.Errorf("%s: %+v: explored %d entities", where, q, found.Explored)
	}
	return len(every)
}
