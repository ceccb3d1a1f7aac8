package graphtest_test

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/graph/memory"
)

// fault is a store with one fault, and the groups of the suite that must fail for it.
type fault struct {
	name   string
	groups []string
	open   func() graph.Backend
}

// bent is a store with hooks; nil hooks change nothing.
type bent struct {
	graph.Backend
	onOpen     func(ctx context.Context, next graph.Backend) (graph.Snapshot, error)
	onLoad     func(ctx context.Context, next graph.Backend, src graph.Source) (graph.Report, error)
	onSnapshot hooks
}

// hooks change the reads of a snapshot.
type hooks struct {
	context func(context.Context) context.Context
	dataset func(graph.Dataset) graph.Dataset
	at      func(graph.AsOf) graph.AsOf
	window  func(graph.Window) graph.Window
	list    func(*graph.ListQuery)
	claims  func(*graph.ClaimQuery)
	figures func(*graph.FigureQuery)
	passage func(*graph.Passage)
	set     func(n int) error
	rows    func(n int) []int // indexes of the rows of a page that are returned
	edge    func(graph.Edge) graph.Edge
	edges   func([]graph.Row[graph.Edge]) []graph.Row[graph.Edge]
	nodes   func([]graph.Record) []graph.Record
	totals  func([]int) []int
	counts  func([]graph.RelationCount) []graph.RelationCount
	pieces  func([]graph.Evidence) []graph.Evidence
	around  func(*graph.NeighbourQuery)
	others  func([]graph.Neighbour) []graph.Neighbour
	search  func(*graph.SearchQuery)
	facets  func([]graph.FacetCount) []graph.FacetCount
}

func (b bent) Open(ctx context.Context) (graph.Snapshot, error) {
	open := b.Backend.Open
	if b.onOpen != nil {
		open = func(ctx context.Context) (graph.Snapshot, error) { return b.onOpen(ctx, b.Backend) }
	}
	s, err := open(ctx)
	if err != nil {
		return nil, err
	}
	d := *s.Dataset()
	if b.onSnapshot.dataset != nil {
		d = b.onSnapshot.dataset(d)
	}
	return bentSnapshot{s, b.onSnapshot, &d}, nil
}

func (b bent) Load(ctx context.Context, src graph.Source, progress graph.Progress) (graph.Report, error) {
	if b.onLoad != nil {
		return b.onLoad(ctx, b.Backend, src)
	}
	return b.Backend.Load(ctx, src, progress)
}

type bentSnapshot struct {
	graph.Snapshot
	hooks
	described *graph.Dataset
}

func (s bentSnapshot) Dataset() *graph.Dataset { return s.described }

// before applies the hooks of every read.
func (s bentSnapshot) before(ctx context.Context, set int) (context.Context, error) {
	if s.context != nil {
		ctx = s.context(ctx)
	}
	if s.set != nil {
		return ctx, s.set(set)
	}
	return ctx, nil
}

func (s bentSnapshot) bendAt(at graph.AsOf) graph.AsOf {
	if s.at == nil {
		return at
	}
	return s.at(at)
}

func (s bentSnapshot) bendWindow(w graph.Window) graph.Window {
	if s.window == nil {
		return w
	}
	return s.window(w)
}

// bendQuery changes a query. Rows and totals are of the changed query alike.
func (s bentSnapshot) bendQuery(q graph.Query) graph.Query {
	switch q := q.(type) {
	case graph.ListQuery:
		q.At = s.bendAt(q.At)
		if s.list != nil {
			s.list(&q)
		}
		return q
	case graph.ClaimQuery:
		q.At = s.bendAt(q.At)
		if s.claims != nil {
			s.claims(&q)
		}
		return q
	case graph.FigureQuery:
		q.At = s.bendAt(q.At)
		if s.figures != nil {
			s.figures(&q)
		}
		return q
	case graph.DocumentQuery:
		q.At = s.bendAt(q.At)
		return q
	default:
		return q
	}
}

func bendRows[T any](s bentSnapshot, pages [][]graph.Row[T]) [][]graph.Row[T] {
	if s.rows == nil {
		return pages
	}
	for i, page := range pages {
		left := make([]graph.Row[T], 0, len(page))
		for _, j := range s.rows(len(page)) {
			left = append(left, page[j])
		}
		pages[i] = left
	}
	return pages
}

func (s bentSnapshot) Nodes(ctx context.Context, ids []graph.ID) ([]graph.Record, error) {
	ctx, err := s.before(ctx, len(ids))
	if err != nil {
		return nil, err
	}
	found, err := s.Snapshot.Nodes(ctx, ids)
	if s.nodes != nil {
		found = s.nodes(found)
	}
	return found, err
}

func (s bentSnapshot) List(ctx context.Context, q graph.ListQuery, w graph.Window) ([][]graph.Row[*graph.Entity], error) {
	ctx, err := s.before(ctx, len(q.Of))
	if err != nil {
		return nil, err
	}
	pages, err := s.Snapshot.List(ctx, s.bendQuery(q).(graph.ListQuery), s.bendWindow(w))
	return bendRows(s, pages), err
}

func (s bentSnapshot) Claims(ctx context.Context, q graph.ClaimQuery, w graph.Window) ([][]graph.Row[graph.Edge], error) {
	ctx, err := s.before(ctx, len(q.Of))
	if err != nil {
		return nil, err
	}
	pages, err := s.Snapshot.Claims(ctx, s.bendQuery(q).(graph.ClaimQuery), s.bendWindow(w))
	for i := range pages {
		if s.edges != nil {
			pages[i] = s.edges(pages[i])
		}
		for j := range pages[i] {
			if s.edge != nil {
				pages[i][j].Item = s.edge(pages[i][j].Item)
			}
		}
	}
	return bendRows(s, pages), err
}

func (s bentSnapshot) Figures(ctx context.Context, q graph.FigureQuery, w graph.Window) ([][]graph.Row[*graph.Figure], error) {
	ctx, err := s.before(ctx, len(q.Of))
	if err != nil {
		return nil, err
	}
	pages, err := s.Snapshot.Figures(ctx, s.bendQuery(q).(graph.FigureQuery), s.bendWindow(w))
	return bendRows(s, pages), err
}

func (s bentSnapshot) Documents(ctx context.Context, q graph.DocumentQuery, w graph.Window) ([][]graph.Row[*graph.Document], error) {
	ctx, err := s.before(ctx, len(q.Of))
	if err != nil {
		return nil, err
	}
	pages, err := s.Snapshot.Documents(ctx, s.bendQuery(q).(graph.DocumentQuery), s.bendWindow(w))
	return bendRows(s, pages), err
}

func (s bentSnapshot) Indicators(ctx context.Context, w graph.Window) ([]graph.Row[*graph.Indicator], error) {
	ctx, err := s.before(ctx, 0)
	if err != nil {
		return nil, err
	}
	rows, err := s.Snapshot.Indicators(ctx, s.bendWindow(w))
	return bendRows(s, [][]graph.Row[*graph.Indicator]{rows})[0], err
}

func (s bentSnapshot) Evidence(ctx context.Context, of []graph.Passage, at graph.AsOf) ([][]graph.Evidence, error) {
	ctx, err := s.before(ctx, len(of))
	if err != nil {
		return nil, err
	}
	of = slices.Clone(of)
	for i := range of {
		if s.passage != nil {
			s.passage(&of[i])
		}
	}
	found, err := s.Snapshot.Evidence(ctx, of, s.bendAt(at))
	for i := range found {
		if s.pieces != nil {
			found[i] = s.pieces(found[i])
		}
	}
	return found, err
}

func (s bentSnapshot) Totals(ctx context.Context, q graph.Query) ([]int, error) {
	ctx, err := s.before(ctx, 0)
	if err != nil {
		return nil, err
	}
	found, err := s.Snapshot.Totals(ctx, s.bendQuery(q))
	if s.totals != nil {
		found = s.totals(found)
	}
	return found, err
}

func (s bentSnapshot) RelationCounts(ctx context.Context, of []graph.ID, at graph.AsOf) ([][]graph.RelationCount, error) {
	ctx, err := s.before(ctx, len(of))
	if err != nil {
		return nil, err
	}
	found, err := s.Snapshot.RelationCounts(ctx, of, s.bendAt(at))
	for i := range found {
		if s.counts != nil {
			found[i] = s.counts(found[i])
		}
	}
	return found, err
}

func (s bentSnapshot) Neighbours(ctx context.Context, q graph.NeighbourQuery) ([][]graph.Neighbour, error) {
	ctx, err := s.before(ctx, len(q.Of))
	if err != nil {
		return nil, err
	}
	q.At = s.bendAt(q.At)
	if s.around != nil {
		s.around(&q)
	}
	found, err := s.Snapshot.Neighbours(ctx, q)
	for i := range found {
		if s.others != nil {
			found[i] = s.others(found[i])
		}
	}
	return found, err
}

func (s bentSnapshot) Search(ctx context.Context, q graph.SearchQuery, w graph.Window) ([]graph.Row[graph.Hit], error) {
	ctx, err := s.before(ctx, 0)
	if err != nil {
		return nil, err
	}
	if s.search != nil {
		s.search(&q)
	}
	rows, err := s.Snapshot.Search(ctx, q, s.bendWindow(w))
	return bendRows(s, [][]graph.Row[graph.Hit]{rows})[0], err
}

func (s bentSnapshot) Facets(ctx context.Context, q graph.ListQuery, by graph.Facet, first int) ([][]graph.FacetCount, error) {
	ctx, err := s.before(ctx, len(q.Of))
	if err != nil {
		return nil, err
	}
	found, err := s.Snapshot.Facets(ctx, s.bendQuery(q).(graph.ListQuery), by, first)
	for i := range found {
		if s.facets != nil {
			found[i] = s.facets(found[i])
		}
	}
	return found, err
}

func with(h hooks) func() graph.Backend {
	return func() graph.Backend { return bent{Backend: memory.New(), onSnapshot: h} }
}

func everyRow(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

var faults = []fault{
	{"avoids the ends of a trace", []string{"trace", "links"}, with(hooks{around: func(q *graph.NeighbourQuery) { q.Exempt = nil }})},
	{"forgets a neighbour", []string{"trace", "links"}, with(hooks{others: func(n []graph.Neighbour) []graph.Neighbour { return n[len(n)/3:] }})},
	{"takes implied for explicit", []string{"trace", "links"}, with(hooks{others: func(n []graph.Neighbour) []graph.Neighbour {
		for i := range n {
			n[i].Implied = !n[i].Implied
		}
		return n
	}})},
	{"counts no evidence", []string{"trace"}, with(hooks{others: func(n []graph.Neighbour) []graph.Neighbour {
		for i := range n {
			n[i].Evidence = 1
		}
		return n
	}})},
	{"has no degrees", []string{"trace"}, with(hooks{others: func(n []graph.Neighbour) []graph.Neighbour {
		for i := range n {
			n[i].Ties = 0
		}
		return n
	}})},
	{"returns a claim other than the best", []string{"trace", "links"}, with(hooks{others: func(n []graph.Neighbour) []graph.Neighbour {
		for i := range n {
			n[i].Claim = n[0].Claim
		}
		return n
	}})},
	{"ignores the types of neighbours", []string{"trace"}, with(hooks{around: func(q *graph.NeighbourQuery) { q.Types = nil }})},
	{"ignores the confidence of neighbours", []string{"trace"}, with(hooks{around: func(q *graph.NeighbourQuery) { q.MinConfidence = nil }})},
	{"ignores which ties are followed", []string{"trace"}, with(hooks{around: func(q *graph.NeighbourQuery) { q.Ties = nil }})},
	{"follows no ties by what claims are under", []string{"trace", "links"}, with(hooks{around: func(q *graph.NeighbourQuery) { q.Ties = []graph.ClaimTie{graph.TieClaim} }})},
	{"ignores the certainty of neighbours", []string{"trace"}, with(hooks{around: func(q *graph.NeighbourQuery) { q.Certainty = "" }})},
	{"ignores the set in which neighbours are", []string{"neighbours"}, with(hooks{around: func(q *graph.NeighbourQuery) { q.Into = nil }})},
	{"ignores the set that neighbours meet", []string{"neighbours"}, with(hooks{around: func(q *graph.NeighbourQuery) { q.Meeting = nil }})},
	{"searches another text", []string{"search", "random"}, with(hooks{search: func(q *graph.SearchQuery) { q.Text += "x" }})},
	{"searches all kinds", []string{"search"}, with(hooks{search: func(q *graph.SearchQuery) { q.Kinds = nil }})},
	{"ignores regions inside regions", []string{"filters"}, with(hooks{list: func(q *graph.ListQuery) {
		if q.Filter.Region != nil {
			q.Filter.Region = &graph.WithinFilter{IDs: q.Filter.Region.IDs}
		}
	}})},
	{"ignores the relation of a filter", []string{"filters", "random"}, with(hooks{list: func(q *graph.ListQuery) { q.Filter.Has = nil }})},
	{"ignores Not in a filter", []string{"filters"}, with(hooks{list: func(q *graph.ListQuery) { q.Filter.Not = nil }})},
	{"ignores the filter of subjects", []string{"filters"}, with(hooks{claims: func(q *graph.ClaimQuery) { q.Subject = nil }})},
	{"ignores the filter of figures", []string{"filters", "crowd"}, with(hooks{figures: func(q *graph.FigureQuery) { q.Filter = graph.FigureFilter{} }})},
	{"counts one entity too many by facets", []string{"facets", "random"}, with(hooks{facets: func(c []graph.FacetCount) []graph.FacetCount {
		for i := range c {
			c[i].Count++
		}
		return c
	}})},
	{"drops the last row of a page", []string{"list", "claims", "figures", "documents", "indicators", "clocks", "paging", "former", "isolation", "concurrency", "random", "thresholds"},
		with(hooks{rows: func(n int) []int { return everyRow(n - n/2)[:n-n/2] }})},
	{"swaps the first two rows", []string{"list", "claims", "figures", "documents", "indicators", "paging", "random"}, with(hooks{rows: func(n int) []int {
		all := everyRow(n)
		if n > 1 {
			all[0], all[1] = 1, 0
		}
		return all
	}})},
	{"repeats the row of a cursor", []string{"paging"}, with(hooks{window: func(w graph.Window) graph.Window {
		if w.After != "" {
			w.After = w.After[:len(w.After)-1]
		}
		return w
	}})},
	{"reads one row too few", []string{"paging"}, with(hooks{window: func(w graph.Window) graph.Window {
		w.Limit--
		return w
	}})},
	{"ignores where a page ends", []string{"paging"}, with(hooks{window: func(w graph.Window) graph.Window {
		w.Before = ""
		return w
	}})},
	{"ignores where a page begins", []string{"paging"}, with(hooks{window: func(w graph.Window) graph.Window {
		w.After = ""
		return w
	}})},
	{"reads every page from the start", []string{"paging", "list"}, with(hooks{window: func(w graph.Window) graph.Window {
		w.FromEnd, w.Limit = false, min(w.Limit, 3)
		return w
	}})},
	{"ignores the clocks", []string{"clocks", "evidence", "counts", "documents", "list", "extract", "random"}, with(hooks{at: func(graph.AsOf) graph.AsOf { return graph.AsOf{} }})},
	{"ignores valid time", []string{"clocks", "evidence", "counts"}, with(hooks{at: func(at graph.AsOf) graph.AsOf { return graph.AsOf{KnownAsOf: at.KnownAsOf} }})},
	{"presumes nothing of undated statements", []string{"clocks", "random"}, with(hooks{at: func(at graph.AsOf) graph.AsOf { at.Undated = graph.Include; return at }})},
	{"presumes of all undated statements", []string{"clocks"}, with(hooks{at: func(at graph.AsOf) graph.AsOf { at.Undated = graph.Presume; return at }})},
	{"ignores validity", []string{"claims"}, with(hooks{claims: func(q *graph.ClaimQuery) { q.Validity = "" }})},
	{"ignores record time", []string{"clocks", "evidence", "counts"}, with(hooks{at: func(at graph.AsOf) graph.AsOf { return graph.AsOf{ValidOn: at.ValidOn} }})},
	{"ignores IncludeRetracted", []string{"clocks", "extract"}, with(hooks{at: func(at graph.AsOf) graph.AsOf { at.IncludeRetracted = false; return at }})},
	{"shows retracted statements", []string{"claims", "figures", "evidence", "counts", "clocks"}, with(hooks{at: func(at graph.AsOf) graph.AsOf {
		if at.KnownAsOf == "" {
			at.KnownAsOf = "2024-05-31"
		}
		return at
	}})},
	{"omits symmetric relations from their object", []string{"claims"}, with(hooks{edges: func(rows []graph.Row[graph.Edge]) []graph.Row[graph.Edge] {
		return slices.DeleteFunc(rows, func(r graph.Row[graph.Edge]) bool {
			return r.Item.Direction == graph.Both && r.Item.Other.ID == r.Item.Claim.Subject
		})
	}})},
	{"shows symmetric relations as directed", []string{"claims"}, with(hooks{edge: func(e graph.Edge) graph.Edge {
		if e.Direction == graph.Both {
			e.Direction = graph.Out
		}
		return e
	}})},
	{"omits symmetric relations if a direction is given", []string{"claims"}, with(hooks{claims: func(q *graph.ClaimQuery) {
		if q.Of != nil && q.Direction != graph.Both && len(q.Types) == 1 && q.Types[0].Symmetric() {
			q.Types = []graph.RelationType{}
		}
	}})},
	{"ignores the direction", []string{"claims"}, with(hooks{claims: func(q *graph.ClaimQuery) { q.Direction = graph.Both }})},
	{"ignores the kinds of the other end", []string{"claims"}, with(hooks{claims: func(q *graph.ClaimQuery) { q.Kinds = nil }})},
	{"ignores types", []string{"claims"}, with(hooks{claims: func(q *graph.ClaimQuery) { q.Types = nil }})},
	{"ignores stages", []string{"claims"}, with(hooks{claims: func(q *graph.ClaimQuery) { q.Stages = nil }})},
	{"ignores certainty", []string{"claims"}, with(hooks{claims: func(q *graph.ClaimQuery) { q.Certainty = "" }})},
	{"ignores confidence", []string{"claims"}, with(hooks{claims: func(q *graph.ClaimQuery) { q.MinConfidence = nil }})},
	{"ignores what a claim is under", []string{"claims"}, with(hooks{claims: func(q *graph.ClaimQuery) { q.WithoutUnder = false }})},
	{"repeats an end for each claim", []string{"claims", "clocks"}, with(hooks{claims: func(q *graph.ClaimQuery) { q.Distinct = false }})},
	{"has only the best claim of an edge", []string{"claims"}, with(hooks{edge: func(e graph.Edge) graph.Edge {
		if e.Claims != nil {
			e.Claims = e.Claims[:1]
		}
		return e
	}})},
	{"ignores an empty list", []string{"claims", "figures", "list"}, with(hooks{
		claims: func(q *graph.ClaimQuery) {
			if len(q.Types) == 0 {
				q.Types = nil
			}
		},
		figures: func(q *graph.FigureQuery) {
			if len(q.Statuses) == 0 {
				q.Statuses = nil
			}
		},
		list: func(q *graph.ListQuery) {
			if len(q.Filter.Kinds) == 0 {
				q.Filter.Kinds = nil
			}
		},
	})},
	{"ignores the order", []string{"list"}, with(hooks{list: func(q *graph.ListQuery) { q.Order = graph.EntityOrder{Field: graph.OrderByName, Direction: graph.Asc} }})},
	{"ignores codes", []string{"list"}, with(hooks{list: func(q *graph.ListQuery) { q.Filter.Codes = nil }})},
	{"ignores ids in a filter", []string{"list", "former"}, with(hooks{list: func(q *graph.ListQuery) { q.Filter.IDs = nil }})},
	{"returns pages that it keeps", []string{"list"}, func() graph.Backend {
		return keeper{Backend: memory.New(), kept: map[string][][]graph.Row[*graph.Entity]{}}
	}},
	{"ignores by what figures are found", []string{"figures"}, with(hooks{figures: func(q *graph.FigureQuery) { q.By = graph.BySubject }})},
	{"ignores statuses", []string{"figures"}, with(hooks{figures: func(q *graph.FigureQuery) { q.Statuses = nil }})},
	{"stops one paragraph early", []string{"evidence"}, with(hooks{passage: func(p *graph.Passage) { p.To-- }})},
	{"returns evidence in another order", []string{"evidence"}, with(hooks{pieces: func(e []graph.Evidence) []graph.Evidence {
		slices.Reverse(e)
		return e
	}})},
	{"counts one too many", []string{"totals", "list", "claims", "figures", "documents", "indicators", "limits", "random"}, with(hooks{totals: func(n []int) []int {
		for i := range n {
			n[i]++
		}
		return n
	}})},
	{"counts relations in another order", []string{"counts"}, with(hooks{counts: func(c []graph.RelationCount) []graph.RelationCount {
		slices.Reverse(c)
		return c
	}})},
	{"counts no symmetric relations", []string{"counts"}, with(hooks{counts: func(c []graph.RelationCount) []graph.RelationCount {
		return slices.DeleteFunc(c, func(c graph.RelationCount) bool { return c.Direction == graph.Both })
	}})},
	{"returns records in another order", []string{"nodes", "limits"}, with(hooks{nodes: func(r []graph.Record) []graph.Record {
		slices.Reverse(r)
		return r
	}})},
	{"does not find retracted records", []string{"nodes"}, with(hooks{nodes: func(r []graph.Record) []graph.Record {
		for i := range r {
			if s, ok := r[i].(graph.Statement); ok {
				if _, retracted := s.Clocks(); retracted != "" {
					r[i] = nil
				}
			}
		}
		return r
	}})},
	{"loses a derived field", []string{"nodes"}, with(hooks{nodes: func(r []graph.Record) []graph.Record {
		for i := range r {
			if e, ok := r[i].(*graph.Entity); ok {
				bare := *e
				bare.Degree = 0
				r[i] = &bare
			}
		}
		return r
	}})},
	{"ignores that a context has ended", []string{"limits"}, with(hooks{context: context.WithoutCancel})},
	{"refuses large sets", []string{"limits"}, with(hooks{set: func(n int) error {
		if n > 1000 {
			return graph.Errorf(graph.CodeLimit, "too many")
		}
		return nil
	}})},
	{"has no former ids", []string{"former", "basics"}, with(hooks{dataset: func(d graph.Dataset) graph.Dataset {
		d.Former = nil
		return d
	}})},
	{"describes the dataset wrongly", []string{"basics"}, with(hooks{dataset: func(d graph.Dataset) graph.Dataset {
		d.NewestDocument = ""
		return d
	}})},
	{"serves an empty dataset before the first load", []string{"basics", "isolation"}, func() graph.Backend {
		return bent{Backend: memory.New(), onOpen: func(ctx context.Context, next graph.Backend) (graph.Snapshot, error) {
			s, err := next.Open(ctx)
			if graph.CodeOf(err) == graph.CodeUnavailable {
				_, _ = next.Load(ctx, graph.Assemble(graph.Dataset{}, nil), nil) // a conflict shows in the next call
				return next.Open(ctx)
			}
			return s, err
		}}
	}},
	{"reports success of a concurrent load", []string{"basics"}, func() graph.Backend {
		return bent{Backend: memory.New(), onLoad: func(ctx context.Context, next graph.Backend, src graph.Source) (graph.Report, error) {
			report, err := next.Load(ctx, src, nil)
			if graph.CodeOf(err) == graph.CodeConflict {
				return report, nil
			}
			return report, err
		}}
	}},
	{"reads a newer dataset with an open reader", []string{"isolation"}, func() graph.Backend { return leaky{memory.New()} }},
	{"loses its dataset if a load fails", []string{"isolation"}, func() graph.Backend {
		return bent{Backend: memory.New(), onLoad: func(ctx context.Context, next graph.Backend, src graph.Source) (graph.Report, error) {
			report, err := next.Load(ctx, src, nil)
			if err != nil && graph.CodeOf(err) != graph.CodeConflict {
				_, _ = next.Load(context.WithoutCancel(ctx), graph.Assemble(graph.Dataset{}, nil), nil) // the first error is returned
			}
			return report, err
		}}
	}},
	{"serves an empty dataset during a load", []string{"concurrency"}, func() graph.Backend {
		opened := make(chan struct{})
		var seen atomic.Bool
		return bent{Backend: memory.New(), onOpen: func(ctx context.Context, next graph.Backend) (graph.Snapshot, error) {
			s, err := next.Open(ctx)
			if err == nil && s.Dataset().Title == "" {
				select {
				case opened <- struct{}{}:
				default:
				}
			}
			return s, err
		}, onLoad: func(ctx context.Context, next graph.Backend, src graph.Source) (graph.Report, error) {
			if _, err := next.Open(ctx); err == nil {
				if _, err := next.Load(ctx, graph.Assemble(graph.Dataset{}, nil), nil); err != nil {
					return graph.Report{}, err
				}
				if !seen.Load() {
					select { // waits for a reader, if one still comes
					case <-opened:
						seen.Store(true)
					case <-time.After(10 * time.Second):
					}
				}
			}
			return next.Load(ctx, src, nil)
		}}
	}},
	{"reports every record as added", []string{"reload"}, func() graph.Backend {
		return bent{Backend: memory.New(), onLoad: func(ctx context.Context, next graph.Backend, src graph.Source) (graph.Report, error) {
			report, err := next.Load(ctx, src, nil)
			report.Added, report.Changed, report.Unchanged = report.Added+report.Changed+report.Unchanged, 0, 0
			return report, err
		}}
	}},
}

// keeper returns the same page again.
type keeper struct {
	graph.Backend
	kept map[string][][]graph.Row[*graph.Entity]
}

func (k keeper) Open(ctx context.Context) (graph.Snapshot, error) {
	s, err := k.Backend.Open(ctx)
	return keeperSnapshot{s, &sync.Mutex{}, k.kept}, err
}

type keeperSnapshot struct {
	graph.Snapshot
	mu   *sync.Mutex
	kept map[string][][]graph.Row[*graph.Entity]
}

func (k keeperSnapshot) List(ctx context.Context, q graph.ListQuery, w graph.Window) ([][]graph.Row[*graph.Entity], error) {
	if q.Order.Direction != graph.Desc || q.Filter.Kinds != nil || q.Of != nil {
		return k.Snapshot.List(ctx, q, w)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if pages, ok := k.kept[w.After]; ok {
		return pages, nil
	}
	pages, err := k.Snapshot.List(ctx, q, w)
	k.kept[w.After] = pages
	return pages, err
}

// leaky opens a new snapshot for every read.
type leaky struct{ graph.Backend }

func (l leaky) Open(ctx context.Context) (graph.Snapshot, error) {
	s, err := l.Backend.Open(ctx)
	return leakySnapshot{s, l.Backend}, err
}

type leakySnapshot struct {
	graph.Snapshot
	from graph.Backend
}

func (l leakySnapshot) List(ctx context.Context, q graph.ListQuery, w graph.Window) ([][]graph.Row[*graph.Entity], error) {
	now, err := l.from.Open(ctx)
	if err != nil {
		return nil, err
	}
	return now.List(ctx, q, w)
}

func (l leakySnapshot) Claims(ctx context.Context, q graph.ClaimQuery, w graph.Window) ([][]graph.Row[graph.Edge], error) {
	now, err := l.from.Open(ctx)
	if err != nil {
		return nil, err
	}
	return now.Claims(ctx, q, w)
}

// groupsOf returns the groups of the suite in order.
func groupsOf(cases []graphtest.Case) []string {
	var names []string
	for _, c := range cases {
		if !slices.Contains(names, c.Group) {
			names = append(names, c.Group)
		}
	}
	return names
}
