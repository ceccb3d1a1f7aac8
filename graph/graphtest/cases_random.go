package graphtest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"policygraph/graph"
	"policygraph/internal/testenv"
)

var randomCases = []Case{
	{Name: "random queries of random datasets are answered as by examining every record", Run: func(ctx context.Context, t T, s *Suite) {
		compareRandom(ctx, t, s.empty(), 70, 25)
	}},
	{Name: "random queries of datasets of one and two entities are answered as by examining every record", Run: func(ctx context.Context, t T, s *Suite) {
		store := s.empty()
		for n := range 2 {
			CheckRandom(ctx, t, store, testenv.Seed(t)+2, 1+n, 10)
		}
	}},
}

// CheckRandom loads [Random] into a store and compares the answers to random queries, with
// their totals and pages, with those of a model that examines every record. It returns the
// number of answers compared, and of queries and facets that the store refused. A store
// may refuse a text that is like too many names, or to count the documents of too many
// entities, in datasets of manyNames entities or more.
func CheckRandom(ctx context.Context, t T, store *graph.Store, seed uint64, entities, queries int) (compared, refused int) {
	t.Helper()
	src := Random(seed, entities)
	load(ctx, t, store, src)
	a := &asker{generator: &generator{Rand: rand.New(rand.NewPCG(seed, 0))}, model: modelOf(ctx, t, src)}
	for i := range queries {
		if err := ctx.Err(); err != nil {
			t.Fatalf("%v", err)
		}
		// A reader for each query, since readers may live for a minute only.
		a.compare(ctx, t, open(ctx, t, store), fmt.Sprintf("seed %d, %d entities, query %d", seed, entities, i))
	}
	return a.compared, a.refused
}

// manyNames is the number of entities from which on a store may refuse queries: see
// [CheckRandom].
const manyNames = 10_000

// TestRandom runs [CheckRandom] with two datasets, of which the second replaces the first.
// entities and queries are for each.
func TestRandom(t *testing.T, open func(t testing.TB) graph.Backend, entities, queries int) {
	store := graph.NewStore(open(t))
	defer func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	}()
	compareRandom(t.Context(), t, store, entities, queries)
}

// compareRandom does what [TestRandom] does, with an open store.
func compareRandom(ctx context.Context, t T, store *graph.Store, entities, queries int) {
	t.Helper()
	compared, refused := 0, 0
	first := testenv.Seed(t)
	for n := range uint64(2) {
		c, r := CheckRandom(ctx, t, store, first+n, entities, queries)
		compared, refused = compared+c, refused+r
	}
	if refused > queries {
		t.Errorf("%d of %d random queries were refused", refused, 2*queries)
	}
	t.Logf("%d answers to %d random queries of 2 random datasets of %d entities compared with the model, %d queries refused", compared, 2*queries, entities, refused)
}

// asker makes up queries.
type asker struct {
	*generator
	model    *model
	compared int
	refused  int
}

// wholeList is the number of rows of a list that are compared at its beginning, and
// at its end if it is longer.
const wholeList = 1000

func (a *asker) compare(ctx context.Context, t T, r *graph.Reader, where string) {
	t.Helper()
	defer finish(t, r)
	q := a.query()
	if a.refuses(ctx, t, r, q) {
		a.refused++
		return
	}
	want := a.model.answer(q)
	compareTotals(ctx, t, r, q, want)
	for i := range want {
		one := q
		if set := setOf(q); set != nil {
			one = about(q, set[i:i+1])
		}
		a.compared++
		// Short lists are read in small pages, long ones in the largest.
		size := 1 + a.IntN(10)
		if len(want[i]) >= 20*size {
			size = graph.MaxPage
		}
		n := min(len(want[i]), wholeList)
		expectOrder(t, where+" forward: "+inFull(one), upTo(n, forward(ctx, t, r, one, size, "", n)), want[i][:n])
		if _, search := q.(graph.SearchQuery); search {
			continue // hits are paged forward only
		}
		got := backward(ctx, t, r, one, size, n)
		expectOrder(t, where+" backward: "+inFull(one), got[max(0, len(got)-n):], want[i][len(want[i])-n:])
	}
	if q, ok := q.(graph.ListQuery); ok {
		a.compareFacets(ctx, t, r, q)
	}
	at, of := a.at(), a.some(a.entityIDs())
	for i, got := range relationCounts(ctx, t, r, at, of...) {
		a.compared++
		expectOrder(t, fmt.Sprintf("%s: counts of %s at %+v", where, of[i], at), got, a.model.relationCounts(of[i], at))
	}
	document := pick(a.generator, a.model.documents)
	from := a.IntN(8)
	a.compared++
	passages(ctx, t, r, a.model, at, graph.Passage{Document: document.ID, From: from, To: from + a.IntN(4)})
	a.compared++
	id := pick(a.generator, a.model.all)
	checkSame(t, nodes(ctx, t, r, id)[0], a.model.records[id])
}

// refuses reports whether the store refuses a query: see [CheckRandom].
func (a *asker) refuses(ctx context.Context, t T, r *graph.Reader, q graph.Query) bool {
	t.Helper()
	if len(a.model.entities) < manyNames {
		return false
	}
	_, err := r.Totals(ctx, q)
	if err == nil {
		_, err = ask(ctx, r, q, first(1))
	}
	return graph.CodeOf(err) == graph.CodeLimit
}

func upTo(n int, rows []string) []string { return rows[:min(n, len(rows))] }

func (a *asker) entityIDs() []graph.ID {
	ids := make([]graph.ID, len(a.model.entities))
	for i, e := range a.model.entities {
		ids[i] = e.ID
	}
	return ids
}

// some picks up to five of the ids, each once.
func (a *asker) some(ids []graph.ID) []graph.ID {
	out := []graph.ID{}
	taken := map[int]bool{}
	for range a.IntN(6) {
		if i := a.IntN(max(len(ids), 1)); i < len(ids) && !taken[i] {
			taken[i] = true
			out = append(out, ids[i])
		}
	}
	return out
}

// filter returns nil, up to n of the values, or sometimes an empty list.
func filter[E any](a *asker, values []E, n int) []E {
	if a.chance(2) {
		return nil
	}
	out := []E{}
	for range a.IntN(n + 1) {
		out = append(out, pick(a.generator, values))
	}
	return out
}

func (a *asker) at() graph.AsOf {
	var at graph.AsOf
	if a.chance(3) {
		at.ValidOn = graph.Day(fmt.Sprintf("%d-%02d-%02d", 2014+a.IntN(12), 1+a.IntN(12), 1+a.IntN(28)))
	}
	if a.chance(3) {
		at.Undated = pick(a.generator, graph.Undateds)
	}
	switch {
	case a.chance(6):
		at.IncludeRetracted = true
	case a.chance(2):
		at.KnownAsOf = graph.Day(fmt.Sprintf("2025-%02d-%02d", 1+a.IntN(12), 1+a.IntN(5)))
	}
	return at
}

func kindsOfEntities() []graph.Kind {
	out := make([]graph.Kind, len(graph.Kinds))
	for i, k := range graph.Kinds {
		out[i] = k.Kind
	}
	return out
}

func (a *asker) query() graph.Query {
	all := a.chance(3)
	set := func(ids []graph.ID) []graph.ID {
		if all {
			return nil
		}
		return a.some(ids)
	}
	switch a.IntN(7) {
	case 6:
		q := graph.SearchQuery{Text: a.text()}
		if a.chance(3) {
			q.Kinds = filter(a, kindsOfEntities(), 6)
		}
		return q
	case 0:
		q := graph.ListQuery{Order: pick(a.generator, []graph.EntityOrder{
			{Field: graph.OrderByName, Direction: graph.Asc}, {Field: graph.OrderByName, Direction: graph.Desc},
			{Field: graph.OrderByDate, Direction: graph.Asc}, {Field: graph.OrderByDate, Direction: graph.Desc},
			{Field: graph.OrderByRelations, Direction: graph.Asc}, {Field: graph.OrderByRelations, Direction: graph.Desc},
		}), At: a.at()}
		q.Filter = a.filter(0)
		if a.chance(3) {
			q.Of = a.some(a.documentIDs())
		}
		return q
	case 1, 2, 3:
		q := graph.ClaimQuery{
			Of: set(a.entityIDs()), At: a.at(), WithoutUnder: a.chance(3), Stages: filter(a, graph.Stages, 4),
		}
		if a.chance(3) {
			q.Certainty = pick(a.generator, graph.Certainties)
		}
		if a.chance(4) {
			q.Validity = pick(a.generator, graph.Validities)
		}
		if types := filter(a, graph.Vocabulary, 20); types != nil {
			q.Types = []graph.RelationType{}
			for _, r := range types {
				q.Types = append(q.Types, r.Type)
			}
		}
		if q.Of == nil && a.chance(2) {
			a.endsOf(&q)
		}
		if q.Of != nil {
			q.MinConfidence = a.confidence()
			q.Distinct = a.chance(2)
			q.Direction = pick(a.generator, []graph.Direction{"", graph.Out, graph.In, graph.Both})
			q.Kinds = filter(a, kindsOfEntities(), 8)
		}
		return q
	case 4:
		q := graph.FigureQuery{Statuses: filter(a, graph.FigureStatuses, 3), At: a.at(), By: graph.FiguresBy(a.IntN(4))}
		if a.chance(2) {
			q.Filter = a.figureFilter()
		}
		switch q.By {
		case graph.BySubject, graph.ByUnder:
			q.Of = set(a.entityIDs())
		case graph.ByIndicator:
			ids := make([]graph.ID, len(a.model.indicators))
			for i, indicator := range a.model.indicators {
				ids[i] = indicator.ID
			}
			q.Of = set(ids)
		case graph.ByMeasure:
			var ids []graph.ID
			seen := map[graph.ID]bool{}
			for _, f := range a.model.figures {
				if id := f.Measure(); !seen[id] {
					seen[id] = true
					ids = append(ids, id)
				}
			}
			q.Of = set(ids)
		}
		return q
	default:
		return graph.DocumentQuery{Of: set(a.entityIDs()), At: a.at()}
	}
}

func (a *asker) documentIDs() []graph.ID {
	ids := make([]graph.ID, len(a.model.documents))
	for i, d := range a.model.documents {
		ids[i] = d.ID
	}
	return ids
}
