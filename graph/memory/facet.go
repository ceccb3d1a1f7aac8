package memory

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strconv"
	"sync"

	"policygraph/graph"
)

// Facets implements [graph.Snapshot].
func (s *snapshot) Facets(ctx context.Context, q graph.ListQuery, by graph.Facet, first int) ([][]graph.FacetCount, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out := make([][]graph.FacetCount, max(len(q.Of), 1))
	if q.Of == nil && q.At == (graph.AsOf{}) {
		if _, rest := s.filtering(ctx, q.At).besidesKinds(&q.Filter); rest.test == nil && rest.few == nil {
			out[0] = s.ofKinds(q.Filter.Kinds, by, first)
			return out, nil
		}
	}
	r := s.filtering(ctx, q.At)
	var f filter // of the entities of documents
	if q.Of != nil {
		f = r.filter(&q.Filter)
	}
	for i := range out {
		c := newFacetCounter(r, by)
		var err error
		if q.Of == nil {
			err = s.eachListed(r, &q, c.add)
		} else if document, ok := s.documentByID[q.Of[i]]; ok {
			runs, keep := s.mentionedRead(r, f, document)
			_, err = count(ctx, runs, everything, func(e int32, t flags) bool {
				if keep(e, t) {
					c.add(e)
				}
				return false
			})
		}
		if err := cmp.Or(err, r.err); err != nil {
			return nil, err
		}
		out[i] = c.facets(first)
	}
	return out, nil
}

// eachListed visits the entities that a query lists, in an unspecified order.
func (s *snapshot) eachListed(r filtering, q *graph.ListQuery, visit func(entity int32)) error {
	kinds, f := r.besidesKinds(&q.Filter)
	look := func(e int32) bool {
		if r.step(1) && f.passes(e) {
			visit(e)
		}
		return false
	}
	if f.few != nil {
		for _, e := range f.few() {
			if kinds.passes(e) {
				look(e)
			}
		}
		return r.err
	}
	o := s.orders[listed[0]]
	_, err := count(r.ctx, o.of(q.Filter.Kinds), everything, func(position int32, _ flags) bool { return look(o.entity[position]) })
	return cmp.Or(err, r.err)
}

// facetCounter counts entities by a facet. A value is an index in [graph.Kinds] or
// [graph.FormValues], a year, or the ordinal of an entity or document.
type facetCounter struct {
	filtering
	by     graph.Facet
	counts counter
	ties   *relations // by which entities are tied to areas, if areas are counted
	areas  flagMask   // of claims that tie to areas
	tied   []tied     // ties that are not counted yet
	// compare is cmp.Compare; tests count its calls.
	compare func(a, b int32) int
}

// tied is an entity that a claim ties to an area.
type tied struct{ entity, claim, area int32 }

func newFacetCounter(r filtering, by graph.Facet) *facetCounter {
	c := &facetCounter{filtering: r, by: by, counts: counter{size: len(r.entities), dense: r.config.DenseShare}, compare: cmp.Compare[int32]}
	of := func(p graph.Taxonomy) {
		c.ties, c.areas = tying(p, false), flagMaskOf(&graph.ClaimQuery{Kinds: []graph.Kind{p.Kind}})
	}
	switch by {
	case graph.FacetKind:
		c.counts.size = len(graph.Kinds)
	case graph.FacetYear:
		c.counts.size = 10_000
	case graph.FacetForm:
		c.counts.size = len(graph.FormValues)
	case graph.FacetDocument:
		c.counts.size = len(r.documents)
	case graph.FacetRegion:
		of(graph.Regions)
	case graph.FacetIndustry:
		of(graph.Industries)
	}
	return c
}

func (c *facetCounter) add(entity int32) {
	switch c.by {
	case graph.FacetKind:
		c.counts.add(int32(c.kinds[entity]))
	case graph.FacetYear:
		if d := c.entities[entity].Date(); d != "" {
			year, _ := dateOf(d[:4])
			c.counts.add(int32(year.year()))
		}
	case graph.FacetForm:
		if i, ok := c.entities[entity].FormNumber(); ok {
			c.counts.add(int32(i))
		}
	case graph.FacetDocument:
		c.eachDocument(entity, func(document int32, evidence []int32) {
			if c.step(len(evidence)) && c.anySeen(c.at, evidence) {
				c.counts.add(document)
			}
		})
	default:
		c.claimsOf(entity, c.ties, c.areas, func(i int32, _ flags) bool {
			c.tied = append(c.tied, tied{entity: entity, claim: i})
			return true
		})
		if len(c.tied) >= checkEvery {
			c.countTied()
		}
	}
}

// countTied counts the areas of the ties that are not counted yet. The loop that looks
// them up is so short that its cache misses overlap.
func (c *facetCounter) countTied() {
	for i := range c.tied {
		t := &c.tied[i]
		t.area = c.claims[t.claim].other(t.entity)
	}
	var areas []int32
	for rest := c.tied; len(rest) > 0; {
		n := 1 // ties of one entity
		for n < len(rest) && rest[n].entity == rest[0].entity {
			n++
		}
		areas = areas[:0]
		for _, t := range rest[:n] {
			areas = append(areas, t.area)
		}
		slices.SortFunc(areas, c.compare)
		for _, area := range slices.Compact(areas) {
			c.counts.add(area)
		}
		rest = rest[n:]
	}
	c.tied = c.tied[:0]
}

// countFacets counts the live entities of each kind, and of all kinds, by every facet.
// Pages without a filter show these counts; counting for each page would read every
// relation.
func (b *builder) countFacets() error {
	s := b.snapshot
	const phase = "counting facets"
	order := s.orders[listed[0]]
	counted := make([][]map[int32]int, len(graph.Kinds)+1)
	for kind := range counted {
		for range graph.Facets {
			counted[kind] = append(counted[kind], map[int32]int{})
		}
	}
	all := counted[len(graph.Kinds)]
	for kind := range graph.Kinds {
		positions := order.kinds.of(int32(kind))
		var merging sync.Mutex
		err := b.each(phase, len(positions), func(from, to int) error {
			for i, by := range graph.Facets {
				r := s.filtering(b.ctx, graph.AsOf{})
				r.left = math.MaxInt
				c := newFacetCounter(r, by)
				for _, position := range positions[from:to] {
					c.add(order.entity[position])
				}
				if r.err != nil {
					return r.err
				}
				c.countTied()
				merging.Lock()
				for value, n := range c.counts.each {
					counted[kind][i][value] += n
					all[i][value] += n
				}
				merging.Unlock()
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	s.facets = make([][][]graph.FacetCount, len(graph.Facets))
	for i, by := range graph.Facets {
		for kind := range counted {
			c := facetCounter{filtering: filtering{snapshot: s}, by: by, counts: counter{few: counted[kind][i]}}
			s.facets[i] = append(s.facets[i], c.facets(math.MaxInt))
		}
	}
	return nil
}

// ofKinds returns the counts of the entities of some kinds; nil means all kinds.
func (s *snapshot) ofKinds(kinds []graph.Kind, by graph.Facet, first int) []graph.FacetCount {
	counts := s.facets[slices.Index(graph.Facets, by)]
	several := map[string]int{}
	for i, k := range graph.Kinds {
		switch {
		case kinds == nil:
			return head(counts[len(graph.Kinds)], first)
		case !slices.Contains(kinds, k.Kind):
		case len(kinds) == 1:
			return head(counts[i], first)
		default:
			for _, c := range counts[i] {
				several[c.Value] += c.Count
			}
		}
	}
	out := make([]graph.FacetCount, 0, len(several))
	for value, n := range several {
		out = append(out, graph.FacetCount{Value: value, Count: n})
	}
	return graph.SortFacets(out, first)
}

func head(counts []graph.FacetCount, first int) []graph.FacetCount {
	return slices.Clone(counts[:min(first, len(counts))])
}

func (c *facetCounter) facets(first int) []graph.FacetCount {
	c.countTied()
	// Only values that occur as often as the last one returned are formatted and sorted.
	var counts []int
	for _, n := range c.counts.each {
		counts = append(counts, n)
	}
	least := 0
	if first > 0 && first < len(counts) {
		slices.Sort(counts)
		least = counts[len(counts)-first]
	}
	out := make([]graph.FacetCount, 0, min(first, len(counts)))
	for value, n := range c.counts.each {
		if n >= least {
			out = append(out, graph.FacetCount{Value: c.value(value), Count: n})
		}
	}
	return graph.SortFacets(out, first)
}

func (c *facetCounter) value(value int32) string {
	switch c.by {
	case graph.FacetKind:
		return string(graph.Kinds[value].Kind)
	case graph.FacetYear:
		return strconv.Itoa(int(value))
	case graph.FacetForm:
		return graph.FormValues[value].String()
	case graph.FacetDocument:
		return string(c.documents[value].ID)
	default:
		return string(c.entities[value].ID)
	}
}
