package graphtest

import (
	"context"
	"runtime"
	"sync"
	"testing"
	"time"

	"policygraph/graph"
)

// BenchmarkStore measures a load of a dataset made with a seed, and the reads of which
// pages consist: one record; a page of 50; 10 relations each of 50 enterprises, those with
// the most relations or any; three levels of 10, from policies by their programmes and the
// participants of these to projects and regions; and reads of hubs, the entities with the
// most relations. Each read has a reader of its own, as a request has. open returns an
// empty backend, which the benchmark closes.
//
// CPU time of this process is reported besides wall time, since it depends less on other
// processes.
//
// The benchmark swap loads a second dataset over the first and reports the memory of both
// and of the load.
func BenchmarkStore(b *testing.B, open func(b testing.TB) graph.Backend, source func(ctx context.Context, seed uint64) (graph.Source, error)) {
	store := graph.NewStore(open(b))
	b.Cleanup(func() {
		if err := store.Close(); err != nil {
			b.Error(err)
		}
	})
	m := &measuring{store: store}
	src, err := source(b.Context(), 1)
	if err != nil {
		b.Fatal(err)
	}
	report := m.load(b, src)
	b.Run("load", report)
	if err := m.choose(b.Context(), src); err != nil {
		b.Fatal(err)
	}
	b.Run("point", m.point)
	b.Run("page of 50", m.page)
	b.Run("50 x 10 of the busiest", m.expansion(m.busy))
	b.Run("50 x 10 of any", m.expansion(m.firms))
	b.Run("three levels of 10", m.levels)
	b.Run("hub", m.hub)
	b.Run("swap", func(b *testing.B) {
		src, err := source(b.Context(), 2)
		if err != nil {
			b.Fatal(err)
		}
		m.load(b, src)(b)
	})
}

// measuring is a store to be measured, and the ids to read.
type measuring struct {
	store     *graph.Store
	records   int64
	any       []graph.ID // a sample of all entities
	firms     []graph.ID // the enterprises among any
	busy      []graph.ID // the enterprises with the most relations, first
	policies  []graph.ID // the policies with the most relations
	hubs      []graph.ID // the entities with the most relations
	documents []graph.ID
}

// heap returns the size of the reachable objects on the heap.
func heap() uint64 {
	runtime.GC()
	runtime.GC() // sweeps what the first one marked
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// load loads a dataset once and returns a benchmark that reports the measurements.
func (m *measuring) load(b *testing.B, src graph.Source) func(*testing.B) {
	before := heap()
	peak := watchHeap()
	begin, spent := time.Now(), cpu()
	steps := phases{begin: begin}
	done, err := m.store.Load(b.Context(), src, steps.see)
	if err != nil {
		b.Fatal(err)
	}
	m.records = done.Added + done.Changed + done.Unchanged
	steps.see(graph.Step{})
	took, spent := time.Since(begin), cpu()-spent
	most := peak()
	after := heap()
	for _, p := range steps.all {
		b.Logf("%6.1f s %s", p.took.Seconds(), p.name)
	}
	return func(b *testing.B) {
		for b.Loop() { // measured above
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(took.Seconds(), "s/load")
		b.ReportMetric(spent.Seconds(), "cpu-s/load")
		b.ReportMetric(float64(after)-float64(before), "heap-B")
		b.ReportMetric(float64(after), "heap-B-in-all")
		b.ReportMetric(float64(most), "peak-B")
		b.ReportMetric((float64(after)-float64(before))/float64(m.records), "heap-B/record")
	}
}

// watchHeap samples the heap in use until the returned function is called, which returns
// the maximum.
func watchHeap() func() uint64 {
	stop := make(chan struct{})
	var most uint64
	var watching sync.WaitGroup
	watching.Go(func() {
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
			select {
			case <-stop:
				return
			case <-time.After(200 * time.Millisecond):
			}
		}
	})
	return func() uint64 {
		close(stop)
		watching.Wait()
		return most
	}
}

// phases measures the phases of a load.
type phases struct {
	begin time.Time
	name  string
	all   []phase
}

type phase struct {
	name string
	took time.Duration
}

func (p *phases) see(s graph.Step) {
	if s.Phase == p.name {
		return
	}
	now := time.Now()
	if p.name != "" {
		p.all = append(p.all, phase{p.name, now.Sub(p.begin)})
		p.begin = now
	}
	p.name = s.Phase
}

// mostAsked is the largest number of different ids that the reads use.
const mostAsked = 100_000

// choose selects the ids to read.
func (m *measuring) choose(ctx context.Context, src graph.Source) error {
	every := max(1, int(m.records)/mostAsked)
	n := 0
	for r, err := range src.Records(ctx) {
		if err != nil {
			return err
		}
		switch r := r.(type) {
		case *graph.Document:
			m.documents = append(m.documents, r.ID)
		case *graph.Entity:
			if n++; n%every == 0 {
				m.any = append(m.any, r.ID)
				if r.Kind == graph.Enterprise {
					m.firms = append(m.firms, r.ID)
				}
			}
		}
		if _, ok := r.(graph.Statement); ok {
			break
		}
	}
	r, err := m.store.Read(ctx)
	if err != nil {
		return err
	}
	for _, list := range []struct {
		into  *[]graph.ID
		kinds []graph.Kind
		n     int
	}{{&m.busy, kinds(graph.Enterprise), 500}, {&m.policies, kinds(graph.Policy), 10}, {&m.hubs, nil, 10}} {
		if *list.into, err = mostRelated(ctx, r, list.kinds, list.n); err != nil {
			return err
		}
	}
	return r.Close()
}

// mostRelated returns the n entities of kinds with the most relations.
func mostRelated(ctx context.Context, r *graph.Reader, of []graph.Kind, n int) ([]graph.ID, error) {
	var ids []graph.ID
	p := first(min(n, graph.MaxPage))
	for len(ids) < n {
		pages, err := r.List(ctx, graph.ListQuery{
			Filter: graph.EntityFilter{Kinds: of}, Order: graph.EntityOrder{Field: graph.OrderByRelations, Direction: graph.Desc}, Page: p,
		})
		if err != nil {
			return nil, err
		}
		for _, e := range pages[0].Edges {
			ids = append(ids, e.Item.ID)
			p.After = e.Cursor()
		}
		if !pages[0].HasNextPage {
			break
		}
	}
	return ids, nil
}

// measured runs a read repeatedly, each time with a new reader, as a request does.
func (m *measuring) measured(b *testing.B, read func(ctx context.Context, r *graph.Reader, i int) error) {
	b.ReportAllocs()
	spent, i := cpu(), 0
	for ; b.Loop(); i++ {
		r, err := m.store.Read(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		if err := read(b.Context(), r, i); err != nil {
			b.Fatal(err)
		}
		if err := r.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(cpu()-spent)/float64(i), "cpu-ns/op")
}

// scattered returns an index below n that is far from that for i-1.
func scattered(i, n int) int { return i * 7919 % n }

func (m *measuring) point(b *testing.B) {
	m.measured(b, func(ctx context.Context, r *graph.Reader, i int) error {
		_, err := r.Nodes(ctx, []graph.ID{m.any[scattered(i, len(m.any))]})
		return err
	})
}

func (m *measuring) page(b *testing.B) {
	cursor := ""
	m.measured(b, func(ctx context.Context, r *graph.Reader, _ int) error {
		p := first(50)
		p.After = cursor
		pages, err := r.List(ctx, graph.ListQuery{Filter: graph.EntityFilter{Kinds: kinds(graph.Enterprise)}, Page: p})
		if err != nil {
			return err
		}
		if cursor = ""; pages[0].HasNextPage {
			cursor = pages[0].Edges[len(pages[0].Edges)-1].Cursor()
		}
		return nil
	})
}

func (m *measuring) expansion(of []graph.ID) func(*testing.B) {
	return func(b *testing.B) {
		set := make([]graph.ID, min(50, len(of)))
		m.measured(b, func(ctx context.Context, r *graph.Reader, i int) error {
			from := scattered(i*len(set), len(of))
			for j := range set {
				set[j] = of[(from+j)%len(of)]
			}
			_, err := r.Claims(ctx, graph.ClaimQuery{Of: set, Page: first(10)})
			return err
		})
	}
}

func (m *measuring) levels(b *testing.B) {
	edges, reads := 0, 0
	others := func(ctx context.Context, r *graph.Reader, q graph.ClaimQuery) ([]graph.ID, error) {
		ids, n, err := others(ctx, r, q)
		edges += n
		return ids, err
	}
	m.measured(b, func(ctx context.Context, r *graph.Reader, i int) error {
		programmes, err := others(ctx, r, graph.ClaimQuery{
			Of: m.policies[i%10 : i%10+1], Types: types(graph.Establishes, graph.Supports, graph.Governs), Direction: graph.Out, Kinds: kinds(graph.Programme), Distinct: true,
		})
		if err != nil {
			return err
		}
		participants, err := others(ctx, r, graph.ClaimQuery{Of: programmes, Types: types(graph.SelectedFor, graph.ParticipatesIn), Direction: graph.In})
		if err != nil {
			return err
		}
		for _, q := range []graph.ClaimQuery{
			{Types: types(graph.Undertakes, graph.Builds), Kinds: kinds(graph.Project)},
			{Types: types(graph.LocatedIn), Kinds: kinds(graph.Region)},
		} {
			q.Of, q.Direction, q.Distinct = participants, graph.Out, true
			if _, err := others(ctx, r, q); err != nil {
				return err
			}
		}
		reads++
		return nil
	})
	b.ReportMetric(float64(edges)/float64(reads), "edges/op")
}

// others returns the other ends of the first ten edges of each member of a set, each once,
// and the number of these edges.
func others(ctx context.Context, r *graph.Reader, q graph.ClaimQuery) (found []graph.ID, edges int, err error) {
	q.Page = first(10)
	pages, err := r.Claims(ctx, q)
	if err != nil {
		return nil, 0, err
	}
	for _, p := range pages {
		edges += len(p.Edges)
	}
	found, seen := make([]graph.ID, 0, edges), make(map[graph.ID]bool, edges)
	for _, p := range pages {
		for _, e := range p.Edges {
			if id := e.Item.Other.ID; !seen[id] {
				seen[id] = true
				found = append(found, id)
			}
		}
	}
	return found, edges, nil
}

// hub measures reads of hubs. Without dates they must not read all relations.
func (m *measuring) hub(b *testing.B) {
	at := graph.AsOf{ValidOn: "2022-06-30"}
	claims := func(q graph.ClaimQuery) func(context.Context, *graph.Reader, []graph.ID) error {
		return func(ctx context.Context, r *graph.Reader, hub []graph.ID) error {
			q.Of, q.Page = hub, first(50)
			_, err := r.Claims(ctx, q)
			return err
		}
	}
	total := func(q graph.ClaimQuery) func(context.Context, *graph.Reader, []graph.ID) error {
		return func(ctx context.Context, r *graph.Reader, hub []graph.ID) error {
			q.Of = hub
			_, err := r.Totals(ctx, q)
			return err
		}
	}
	counts := func(at graph.AsOf) func(context.Context, *graph.Reader, []graph.ID) error {
		return func(ctx context.Context, r *graph.Reader, hub []graph.ID) error {
			_, err := r.RelationCounts(ctx, hub, at)
			return err
		}
	}
	for _, read := range []struct {
		name string
		do   func(context.Context, *graph.Reader, []graph.ID) error
	}{
		{"page of all types", claims(graph.ClaimQuery{})},
		{"page of other ends", claims(graph.ClaimQuery{Distinct: true})},
		{"page of rare stages and kinds", claims(graph.ClaimQuery{Stages: []graph.Stage{graph.Applied}, Kinds: kinds(graph.Event), Certainty: graph.Implied})},
		{"page at a date", claims(graph.ClaimQuery{At: at})},
		{"counts", counts(graph.AsOf{})},
		{"counts at a date", counts(at)},
		{"total of stages", total(graph.ClaimQuery{Stages: []graph.Stage{graph.Planned}})},
		{"total of other ends", total(graph.ClaimQuery{Distinct: true})},
		{"total at a date", total(graph.ClaimQuery{At: at})},
		{"documents", func(ctx context.Context, r *graph.Reader, hub []graph.ID) error {
			_, err := r.Documents(ctx, graph.DocumentQuery{Of: hub, Page: first(50)})
			return err
		}},
		{"documents at a date", func(ctx context.Context, r *graph.Reader, hub []graph.ID) error {
			_, err := r.Documents(ctx, graph.DocumentQuery{Of: hub, At: at, Page: first(50)})
			return err
		}},
	} {
		b.Run(read.name, func(b *testing.B) {
			m.measured(b, func(ctx context.Context, r *graph.Reader, i int) error {
				return read.do(ctx, r, m.hubs[i%len(m.hubs):i%len(m.hubs)+1])
			})
		})
	}
	b.Run("entities of a document", func(b *testing.B) {
		m.measured(b, func(ctx context.Context, r *graph.Reader, i int) error {
			d := scattered(i, len(m.documents))
			_, err := r.List(ctx, graph.ListQuery{Of: m.documents[d : d+1], Page: first(50)})
			return err
		})
	})
	b.Run("evidence of a paragraph", func(b *testing.B) {
		m.measured(b, func(ctx context.Context, r *graph.Reader, i int) error {
			_, err := r.Evidence(ctx, []graph.Passage{{Document: m.documents[scattered(i, len(m.documents))], From: 5, To: 6}}, graph.AsOf{})
			return err
		})
	})
}
