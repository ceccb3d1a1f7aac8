package graphtest

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"policygraph/graph"
	"policygraph/graph/paths"
	"policygraph/internal/testenv"
)

// Compared counts what was compared.
type Compared struct {
	Graphs, Traces, Matrices int
	Paths                    int // in all graphs, by the model
	Stopped                  int // searches that met a limit
}

func (c Compared) String() string {
	return fmt.Sprintf("%d traces and %d matrices in %d graphs, with %d paths; %d were stopped at a limit", c.Traces, c.Matrices, c.Graphs, c.Paths, c.Stopped)
}

// CheckTraces loads a dataset of many small random graphs that are not connected, and
// compares random traces and links in each with the paths of a model that tries every path.
func CheckTraces(ctx context.Context, t T, store *graph.Store, seed uint64, graphs, entities, queries int) Compared {
	t.Helper()
	parts := RandomParts(seed, graphs, entities)
	load(ctx, t, store, parts.Source)
	a := &asker{generator: &generator{Rand: rand.New(rand.NewPCG(seed, 1))}}
	c := Compared{Graphs: graphs}
	var r *graph.Reader
	for i := range graphs {
		if i%20 == 0 { // readers may live for a minute only
			if r != nil {
				finish(t, r)
			}
			r = open(ctx, t, store)
		}
		a.model = parts.models[i]
		for n := range queries {
			where := fmt.Sprintf("seed %d, graph %d of %d entities, query %d", seed, i, entities, n)
			c.trace(ctx, t, r, a.model, where, a.trace())
			if n == 0 {
				c.links(ctx, t, r, a.model, where, a.links())
			}
			if err := ctx.Err(); err != nil {
				t.Fatalf("%v", err)
			}
		}
	}
	finish(t, r)
	return c
}

// trace returns a random trace.
func (a *asker) trace() paths.TraceQuery {
	ids := a.entityIDs()
	side := func() []graph.ID {
		of := []graph.ID{pick(a.generator, ids)}
		for a.chance(3) {
			of = append(of, pick(a.generator, ids))
		}
		return of
	}
	q := paths.TraceQuery{
		From: side(), To: side(), MaxHops: 1 + a.IntN(6), At: a.at(), First: 1 + a.IntN(paths.MaxPaths),
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
	q.Types = a.types()
	q.Certainty, q.MinConfidence, q.MinStrength = a.weighed()
	q.Ties = a.ties()
	return q
}

// ties returns all ties, or one of them.
func (a *asker) ties() []graph.ClaimTie {
	if a.chance(2) {
		return nil
	}
	return []graph.ClaimTie{pick(a.generator, graph.ClaimTies)}
}

// weighed returns what paths require of the weight of claims, and of their product.
func (a *asker) weighed() (certainty graph.Certainty, confidence *float64, strength float64) {
	if a.chance(6) {
		certainty = pick(a.generator, graph.Certainties)
	}
	if a.chance(3) {
		confidence = new(float64(a.IntN(21)) / 20)
	}
	if a.chance(2) {
		strength = float64(a.IntN(101)) / 100
	}
	return certainty, confidence, strength
}

// types returns all types or one of a few selections, since a store may prepare each.
func (a *asker) types() []graph.RelationType {
	if a.chance(3) {
		return nil
	}
	var chosen []graph.RelationType
	for i, row := range graph.Vocabulary {
		if n := a.IntN(8); i%8 != n && i%7 != n {
			continue
		}
		chosen = append(chosen, row.Type)
	}
	return chosen
}

// links returns a random matrix.
func (a *asker) links() paths.LinkQuery {
	q := paths.LinkQuery{MaxHops: 1 + a.IntN(paths.MaxLinkHops), Types: a.types(), At: a.at(), Avoid: []graph.Kind{graph.Region, graph.Industry}}
	if a.chance(2) {
		q.Avoid = filter(a, kindsOfEntities(), 4)
	}
	q.Certainty, q.MinConfidence, q.MinStrength = a.weighed()
	q.Ties = a.ties()
	for _, e := range a.model.entities {
		if a.chance(2) {
			q.Rows = append(q.Rows, e)
		}
		if a.chance(2) {
			q.Columns = append(q.Columns, e)
		}
	}
	return q
}

// trace compares a trace with all paths of the model.
func (c *Compared) trace(ctx context.Context, t T, r *graph.Reader, m *model, where string, q paths.TraceQuery) {
	t.Helper()
	found, err := paths.Trace(ctx, r, q)
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
	verdict := paths.Found
	if len(every) == 0 {
		verdict = paths.NoneWithinLimits
	}
	switch {
	case found.Complete && (!slices.Equal(got, want) || found.HasMore != (len(every) > q.First) || found.Verdict != verdict):
		t.Errorf("%s: %+v:\n got %s, more %t, %s\nwant %s, more %t, %s", where, q,
			strings.Join(got, "\n     "), found.HasMore, found.Verdict, strings.Join(want, "\n     "), len(every) > q.First, verdict)
	case !found.Complete && (len(got) > len(want) || !slices.Equal(got, want[:len(got)]) || found.HasMore && len(every) <= len(got) ||
		len(got) > 0 && found.Verdict != paths.Found || len(got) == 0 && found.Verdict != paths.StoppedAtLimit):
		t.Errorf("%s: %+v: not complete, %s, more %t:\n got %s\nwant the beginning of %s", where, q,
			found.Verdict, found.HasMore, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
	if found.Explored < 1 {
		t.Errorf("%s: %+v: explored %d entities", where, q, found.Explored)
	}
	c.Traces++
	c.Paths += len(every)
	if !found.Complete {
		c.Stopped++
	}
}

// links compares a matrix with the paths of the model for each pair.
func (c *Compared) links(ctx context.Context, t T, r *graph.Reader, m *model, where string, q paths.LinkQuery) {
	t.Helper()
	found, err := paths.Links(ctx, r, q)
	if err != nil {
		t.Fatalf("%s: %+v: %v", where, q, err)
	}
	c.Matrices++
	if !found.Complete {
		c.Stopped++
	}
	for i, row := range q.Rows {
		var got, want []string
		for _, cell := range found.Rows[i] {
			got = append(got, fmt.Sprintf("%d times %s", cell.Count, pathText(cell.Path)))
		}
		for _, column := range q.Columns {
			every := m.everyPath(paths.TraceQuery{From: of(row.ID), To: of(column.ID), MaxHops: q.MaxHops, Types: q.Types, Avoid: q.Avoid, At: q.At, Certainty: q.Certainty, MinConfidence: q.MinConfidence, MinStrength: q.MinStrength, Ties: q.Ties})
			c.Paths += len(every)
			if len(every) > 0 {
				want = append(want, fmt.Sprintf("%d times %s", min(len(every), paths.MaxLinkPaths), every[0].text()))
			}
		}
		if found.Complete && !slices.Equal(got, want) || len(got) > len(want) {
			t.Errorf("%s: %+v, row %s, complete %t:\n got %s\nwant %s", where, q, row.ID, found.Complete, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
		}
	}
}

// traced returns a trace of the fixture with the usual limits.
func traced(from, to []graph.ID, change func(*paths.TraceQuery)) paths.TraceQuery {
	q := paths.TraceQuery{From: from, To: to, MaxHops: 4, Avoid: kinds(graph.Region, graph.Industry), First: 5}
	if change != nil {
		change(&q)
	}
	return q
}

var refusedTraces = []struct {
	rule  string
	query paths.TraceQuery
	want  graph.Code
}{
	{"an unknown end", traced(of(Hengyao, "enterprise:nobody"), of(MorningStar), nil), graph.CodeNotFound},
	{"an unknown end on the other side", traced(of(Hengyao), of("enterprise:nobody"), nil), graph.CodeNotFound},
	{"an unknown entity to avoid", traced(of(Hengyao), of(MorningStar), func(q *paths.TraceQuery) { q.AvoidIDs = of("enterprise:nobody") }), graph.CodeNotFound},
	{"an end that is not an entity", traced(of(PlanText), of(MorningStar), nil), graph.CodeInvalid},
	{"a malformed id", traced(of("Hengyao"), of(MorningStar), nil), graph.CodeInvalid},
	{"a side without entities", traced(of(), of(MorningStar), nil), graph.CodeInvalid},
	{"a side with too many entities", traced(of(Hengyao), unknownIDs(paths.MaxEnds+1), nil), graph.CodeInvalid},
	{"a list of too many entities to avoid", traced(of(Hengyao), of(MorningStar), func(q *paths.TraceQuery) { q.AvoidIDs = unknownIDs(paths.MaxAvoid + 1) }), graph.CodeInvalid},
	{"a limit of no steps", traced(of(Hengyao), of(MorningStar), func(q *paths.TraceQuery) { q.MaxHops = 0 }), graph.CodeInvalid},
	{"a limit of too many steps", traced(of(Hengyao), of(MorningStar), func(q *paths.TraceQuery) { q.MaxHops = paths.MaxHops + 1 }), graph.CodeInvalid},
	{"a request for no paths", traced(of(Hengyao), of(MorningStar), func(q *paths.TraceQuery) { q.First = 0 }), graph.CodeInvalid},
	{"a request for too many paths", traced(of(Hengyao), of(MorningStar), func(q *paths.TraceQuery) { q.First = paths.MaxPaths + 1 }), graph.CodeInvalid},
	{"an unknown type", traced(of(Hengyao), of(MorningStar), func(q *paths.TraceQuery) { q.Types = types("KNOWS") }), graph.CodeInvalid},
	{"an unknown kind", traced(of(Hengyao), of(MorningStar), func(q *paths.TraceQuery) { q.Avoid = kinds("PLANET") }), graph.CodeInvalid},
	{"a confidence above 1", traced(of(Hengyao), of(MorningStar), func(q *paths.TraceQuery) { q.MinConfidence = new(1.1) }), graph.CodeInvalid},
	{"a strength below 0", traced(of(Hengyao), of(MorningStar), func(q *paths.TraceQuery) { q.MinStrength = -0.1 }), graph.CodeInvalid},
	{"a strength that is no number", traced(of(Hengyao), of(MorningStar), func(q *paths.TraceQuery) { q.MinStrength = math.NaN() }), graph.CodeInvalid},
	{"an unknown certainty", traced(of(Hengyao), of(MorningStar), func(q *paths.TraceQuery) { q.Certainty = "SURE" }), graph.CodeInvalid},
	{"a day that does not exist", traced(of(Hengyao), of(MorningStar), func(q *paths.TraceQuery) { q.At.ValidOn = "2024-02-30" }), graph.CodeInvalid},
}

func unknownIDs(n int) []graph.ID {
	ids := make([]graph.ID, n)
	for i := range ids {
		ids[i] = graph.ID(fmt.Sprintf("enterprise:nobody-%d", i))
	}
	return ids
}

var traceCases = slices.Concat(
	casesOf(refusedTraces, func(c struct {
		rule  string
		query paths.TraceQuery
		want  graph.Code
	}) Case {
		return reading(c.rule+" is refused", func(ctx context.Context, t T, r *graph.Reader, _ *model) {
			_, err := paths.Trace(ctx, r, c.query)
			expectCode(t, c.rule, err, c.want)
		})
	}),
	[]Case{
		reading("traces between all entities are the best of all paths", func(ctx context.Context, t T, r *graph.Reader, m *model) {
			var c Compared
			for i, from := range m.entities {
				for j := range 3 {
					to := m.entities[(i*7+j*5)%len(m.entities)]
					q := traced(of(from.ID), of(to.ID), func(q *paths.TraceQuery) { q.MaxHops, q.First = 3, 1+j*6 })
					switch {
					case j == 1:
						q.Avoid = nil
					case i%2 == 0:
						q.MinConfidence = new(0.8)
					}
					c.trace(ctx, t, r, m, "the fixture", q)
				}
			}
		}),
		reading("a path has its entities and claims with all fields", func(ctx context.Context, t T, r *graph.Reader, m *model) {
			found, err := paths.Trace(ctx, r, traced(of(Hengyao), of(FormerYunhe), nil))
			if err != nil || len(found.Paths) == 0 || found.To[0].ID != Yunhe {
				t.Fatalf("%+v, %v", found, err)
			}
			for _, p := range found.Paths {
				for _, e := range p.Entities {
					if m.entity(e.ID).Pinyin != e.Pinyin || m.entity(e.ID).Degree != e.Degree {
						t.Errorf("%+v is not %+v", e, m.entity(e.ID))
					}
				}
				for _, c := range p.Claims {
					if want, _ := m.records[c.ID].(*graph.Claim); want == nil || want.Recorded != c.Recorded || want.ValidTime != c.ValidTime || len(want.Evidence) != len(c.Evidence) || len(c.Evidence) == 0 {
						t.Errorf("%+v is not %+v", c, want)
					}
				}
			}
		}),
		{Name: "random traces in random graphs are the best of all paths", Run: func(ctx context.Context, t T, s *Suite) {
			CheckTraces(ctx, t, s.empty(), testenv.Seed(t)+4, 12, 12, 6)
		}},
	},
)

var linkCases = []Case{
	reading("links between all entities are as by all paths", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		var c Compared
		for hops := 1; hops <= 2; hops++ {
			for _, avoid := range [][]graph.Kind{nil, kinds(graph.Region, graph.Industry)} {
				c.links(ctx, t, r, m, "the fixture", paths.LinkQuery{Rows: m.entities, Columns: m.entities, MaxHops: hops, Avoid: avoid})
			}
		}
	}),
	reading("without rows or columns there are no cells", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		for _, q := range []paths.LinkQuery{{MaxHops: 1, Rows: m.entities[:3]}, {MaxHops: 1, Columns: m.entities[:3]}} {
			found, err := paths.Links(ctx, r, q)
			if err != nil || !found.Complete || len(found.Rows) != len(q.Rows) || len(slices.Concat(found.Rows...)) > 0 {
				t.Errorf("%+v, %v", found, err)
			}
		}
	}),
	reading("too many steps, rows or columns are refused", func(ctx context.Context, t T, r *graph.Reader, m *model) {
		many := slices.Repeat(m.entities, 1+graph.MaxPage/len(m.entities))
		for _, q := range []paths.LinkQuery{
			{}, {MaxHops: paths.MaxLinkHops + 1}, {MaxHops: 1, Rows: many}, {MaxHops: 1, Columns: many},
			{MaxHops: 1, Types: types("KNOWS")}, {MaxHops: 1, Avoid: kinds("PLANET")}, {MaxHops: 1, At: graph.AsOf{KnownAsOf: "2024"}},
		} {
			_, err := paths.Links(ctx, r, q)
			expectCode(t, fmt.Sprintf("%d steps", q.MaxHops), err, graph.CodeInvalid)
		}
	}),
}
