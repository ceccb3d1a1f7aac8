package graphtest

import (
	"iter"
	"slices"

	"policygraph/graph"
)

// world implements [graph.World] by scanning all records.
type world struct {
	*model
	claims    map[graph.ID][]*graph.Claim
	documents map[graph.ID][]graph.ID
}

var _ graph.World = world{}

func (m *model) world(at graph.AsOf) world {
	m.mu.Lock()
	defer m.mu.Unlock()
	if w, ok := m.worlds[at]; ok {
		return w
	}
	w := world{m, map[graph.ID][]*graph.Claim{}, map[graph.ID][]graph.ID{}}
	for _, s := range m.statements(at) {
		if c, ok := s.(*graph.Claim); ok {
			w.claims[c.Subject] = append(w.claims[c.Subject], c)
			if c.Object != c.Subject {
				w.claims[c.Object] = append(w.claims[c.Object], c)
			}
		}
		for _, id := range graph.Mentions(s) {
			for _, e := range s.AllEvidence() {
				w.documents[id] = append(w.documents[id], e.Document)
			}
		}
	}
	m.worlds = map[graph.AsOf]world{at: w} // the next query has other dates
	return w
}

// Entity implements [graph.World], as do the methods below.
func (w world) Entity(id graph.ID) *graph.Entity          { return w.entity(id) }
func (w world) Claims(of graph.ID) iter.Seq[*graph.Claim] { return slices.Values(w.claims[of]) }
func (w world) Documents(of graph.ID) iter.Seq[graph.ID]  { return slices.Values(w.documents[of]) }
func (w world) Found(text string) map[graph.ID]bool {
	found := map[graph.ID]bool{}
	for _, hit := range graph.Find(slices.Values(w.entities), text) {
		found[hit.Entity.ID] = true
	}
	return found
}

// filter returns the test of an entity filter; nil passes all.
func (m *model) filter(f *graph.EntityFilter, at graph.AsOf) func(graph.ID) bool {
	if f == nil {
		return func(graph.ID) bool { return true }
	}
	holds := m.resolved(*f).Predicate(m.world(at))
	return func(id graph.ID) bool {
		e := m.entity(id)
		return e != nil && holds(e)
	}
}

// resolved returns the filter with present ids in place of former ones.
func (m *model) resolved(f graph.EntityFilter) graph.EntityFilter {
	ids := func(ids []graph.ID) []graph.ID {
		if ids == nil {
			return nil
		}
		out := make([]graph.ID, len(ids))
		for i, id := range ids {
			out[i] = m.dataset.Resolve(id)
		}
		return out
	}
	all := func(filters []graph.EntityFilter) []graph.EntityFilter {
		filters = slices.Clone(filters)
		for i := range filters {
			filters[i] = m.resolved(filters[i])
		}
		return filters
	}
	one := func(f *graph.EntityFilter) *graph.EntityFilter {
		if f == nil {
			return nil
		}
		return new(m.resolved(*f))
	}
	f.IDs = ids(f.IDs)
	if f.Region != nil {
		f.Region = &graph.WithinFilter{IDs: ids(f.Region.IDs), Inside: f.Region.Inside}
	}
	if f.Industry != nil {
		f.Industry = &graph.WithinFilter{IDs: ids(f.Industry.IDs), Inside: f.Industry.Inside}
	}
	if f.Has != nil {
		has := *f.Has
		has.Node = one(has.Node)
		f.Has = &has
	}
	f.And, f.Or, f.Not = all(f.And), all(f.Or), one(f.Not)
	return f
}

// search returns the hits of a search as text.
func (m *model) search(q graph.SearchQuery) []string {
	hits := kept(graph.Find(slices.Values(m.entities), q.Text), func(h graph.Hit) bool { return allows(q.Kinds, h.Entity.Kind) })
	return worded(hits, graph.Hit.Key, hitText)
}

// facets counts the entities of a list by a facet.
func (m *model) facets(q graph.ListQuery, document graph.ID, by graph.Facet, first int) []graph.FacetCount {
	counts := map[string]int{}
	for _, id := range m.list(q, document) {
		values := graph.FacetValues(m.world(q.At), m.entity(graph.ID(id)), by)
		slices.Sort(values)
		for _, v := range slices.Compact(values) {
			counts[v]++
		}
	}
	out := []graph.FacetCount{}
	for v, n := range counts {
		out = append(out, graph.FacetCount{Value: v, Count: n})
	}
	return graph.SortFacets(out, first)
}

// figureFilter returns the test of the filter of a query.
func (m *model) figureFilter(q graph.FigureQuery) func(*graph.Figure) bool {
	f := q.Filter
	subject, under, breakdown := m.filter(f.Subject, q.At), m.filter(f.Under, q.At), m.filter(f.Breakdown, q.At)
	return func(figure *graph.Figure) bool {
		return f.Matches(figure, q.At) && (f.Breakdown == nil || slices.ContainsFunc(figure.Breakdown, breakdown)) && subject(figure.Subject) && (f.Under == nil || under(figure.Under)) &&
			(f.Progress == nil || slices.Contains(f.Progress, m.progressOf(figure, q.At)))
	}
}

// progressOf returns the progress of a target or plan; "" for actuals.
func (m *model) progressOf(f *graph.Figure, at graph.AsOf) graph.ProgressState {
	if f.Status == graph.StatusActual {
		return ""
	}
	at.ValidOn = ""
	actuals := kept(m.figures, func(a *graph.Figure) bool {
		return a.Status == graph.StatusActual && a.Measure() == f.Measure() && at.Sees(a.Recorded, a.Retracted, a.Holds(at))
	})
	return graph.NewActuals(actuals, m.records[f.Indicator].(*graph.Indicator).Measure).ProgressOf(f, at.Today(&m.dataset)).State
}
