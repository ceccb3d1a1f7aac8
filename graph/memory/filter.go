package memory

import (
	"cmp"
	"context"
	"slices"
	"sort"

	"policygraph/graph"
)

// filter is a prepared filter of entities: a test of one entity and, if only few
// entities can pass, a list of them.
type filter struct {
	test func(entity int32) bool // nil if every entity passes
	// few returns the entities that can pass, ascending, each once; nil if any can.
	few   func() []int32
	size  int   // about how many few returns
	sizes []int // about how many entities pass each condition for which that is known
}

// passes reports whether an entity passes the filter.
func (f *filter) passes(entity int32) bool { return f.test == nil || f.test(entity) }

// both adds the conditions of another filter.
func (f *filter) both(g filter) {
	f.and(g.test)
	f.sizes = append(f.sizes, g.sizes...)
	if g.few != nil && (f.few == nil || g.size < f.size) {
		f.few, f.size = g.few, g.size
	}
}

func (f *filter) and(test func(int32) bool) {
	switch first := f.test; {
	case test == nil:
	case first == nil:
		f.test = test
	default:
		f.test = func(e int32) bool { return first(e) && test(e) }
	}
}

// begin adds a list that holds all entities that can pass.
func (f *filter) begin(few func() []int32, size int) {
	f.both(filter{few: few, size: size, sizes: []int{size}})
}

// only adds the condition that an entity is one of some, given in ascending order.
func (f *filter) only(some []int32) {
	f.and(func(e int32) bool {
		_, ok := slices.BinarySearch(some, e)
		return ok
	})
	f.begin(func() []int32 { return slices.Clone(some) }, len(some))
}

// worth reports whether reading few is cheaper than reading a list in its order
// until a page of rows is full. If conditions were independent, one row would take
// the product of total/size over all conditions.
func (f *filter) worth(rows, total int) bool {
	passed := float64(rows)
	for _, size := range f.sizes {
		passed *= float64(total) / float64(max(size, 1))
	}
	return f.few != nil && float64(f.size) <= min(passed, float64(total))
}

// work limits how many records one read examines, and ends with its context.
type work struct {
	ctx     context.Context
	limit   int
	left    int
	similar int // entities that may still be compared with a mistyped text
	err     error
}

// step counts n records as examined, and reports whether to go on.
func (w *work) step(n int) bool {
	if w.err != nil {
		return false
	}
	before := w.left
	w.left -= n
	if w.left < 0 {
		w.err = graph.Errorf(graph.CodeLimit, "filter matches too few of too many records: the search stopped after examining %d; add a kind, region, industry, document, text or id", w.limit)
	} else if before/checkEvery != w.left/checkEvery {
		w.err = w.ctx.Err()
	}
	return w.err == nil
}

// filtering prepares the filters of one read.
type filtering struct {
	*snapshot
	*work
	at      clocks
	actuals map[int32]*graph.Actuals // by measure, of those needed so far
}

func (s *snapshot) filtering(ctx context.Context, at graph.AsOf) filtering {
	return filtering{s, &work{ctx: ctx, limit: s.config.MaxWork, left: s.config.MaxWork, similar: s.config.MaxSimilar}, clocksOf(at), map[int32]*graph.Actuals{}}
}

// besidesKinds prepares the condition on kinds and the other conditions of a
// filter separately, because lists are kept by kind.
func (r filtering) besidesKinds(f *graph.EntityFilter) (kinds, rest filter) {
	other := *f
	other.Kinds = nil
	return r.filter(&graph.EntityFilter{Kinds: f.Kinds}), r.filter(&other)
}

// filter prepares a filter.
func (r filtering) filter(f *graph.EntityFilter) filter {
	var out filter
	if f == nil {
		return out
	}
	if f.Kinds != nil {
		kinds := flagMaskOf(&graph.ClaimQuery{Kinds: f.Kinds}).kinds
		out.and(func(e int32) bool { return kinds>>r.kinds[e]&1 != 0 })
	}
	if f.IDs != nil {
		out.only(r.ordinalsOf(f.IDs))
	}
	if f.Codes != nil {
		var some []int32
		for _, code := range f.Codes {
			some = r.withCode(some, code)
		}
		out.only(distinct(some))
	}
	if f.Text != nil {
		out.both(r.textFilter(*f.Text))
	}
	if f.Documents != nil {
		out.both(r.documentFilter(f.Documents))
	}
	if f.IssuedOn != nil {
		out.both(r.issued(*f.IssuedOn))
	}
	for _, forms := range f.Forms {
		out.and(func(e int32) bool { return slices.Contains(forms, r.entities[e].Form) })
	}
	if f.Region != nil {
		out.both(r.within(f.Region, graph.Regions))
	}
	if f.Industry != nil {
		out.both(r.within(f.Industry, graph.Industries))
	}
	if f.Has != nil {
		out.both(r.has(f.Has))
	}
	if f.And != nil && len(f.And) == 0 || f.Or != nil && len(f.Or) == 0 {
		out.only(nil)
	}
	for i := range f.And {
		out.both(r.part(&f.And[i]))
	}
	if len(f.Or) > 0 {
		out.both(r.or(f.Or))
	}
	if f.Not != nil {
		not := r.part(f.Not)
		out.and(func(e int32) bool { return !not.passes(e) })
	}
	return out
}

// part prepares a filter nested in another. Each entity that it tests counts as
// work, so that a hundred nested filters are a hundred times the work.
func (r filtering) part(f *graph.EntityFilter) filter {
	out := r.filter(f)
	if test := out.test; test != nil {
		out.test = func(e int32) bool { return r.step(1) && test(e) }
	}
	return out
}

// or passes entities that pass one of the filters.
func (r filtering) or(filters []graph.EntityFilter) filter {
	parts := make([]filter, len(filters))
	size, few := 0, true
	for i := range filters {
		parts[i] = r.part(&filters[i])
		size += parts[i].size
		few = few && parts[i].few != nil
	}
	out := filter{test: func(e int32) bool {
		return slices.ContainsFunc(parts, func(f filter) bool { return f.passes(e) })
	}}
	if few {
		out.begin(func() []int32 {
			var all []int32
			for _, part := range parts {
				all = append(all, part.few()...)
			}
			return distinct(all)
		}, size)
	}
	return out
}

// distinct sorts ordinals and removes duplicates.
func distinct(items []int32) []int32 {
	slices.Sort(items)
	return slices.Compact(items)
}

// ordinalsOf returns the ordinals of entities, ascending, without unknown ones.
func (s *snapshot) ordinalsOf(ids []graph.ID) []int32 {
	var out []int32
	for _, id := range ids {
		if e, ok := s.findEntity(id); ok {
			out = append(out, e)
		}
	}
	return distinct(out)
}

// documentFilter passes entities that one of the documents mentions.
func (r filtering) documentFilter(ids []graph.ID) filter {
	var documents []int32
	size := 0 // of the lists of what each of them evidences
	for _, id := range ids {
		if d, ok := r.documentByID[id]; ok {
			documents = append(documents, d)
			size += len(r.mentionedBy.lists.of(2*d)) + len(r.mentionedBy.lists.of(2*d+1))
		}
	}
	evidences := func(d, e int32) bool {
		evidence := r.evidenceOf(d, e)
		return r.step(1+len(evidence)) && r.anySeen(r.at, evidence)
	}
	var all bitset // nil until all entities are looked up
	lookUp := func() {
		if all != nil {
			return
		}
		all = newBitset(len(r.entities))
		for _, d := range documents {
			for _, run := range r.mentionedBy.of(nil, d, r.at) {
				for _, e := range run.items {
					if !r.step(1) {
						return
					}
					if !all.has(e) && (r.at.any() || evidences(d, e)) {
						all.add(e)
					}
				}
			}
		}
	}
	// Testing this many entities one by one costs as much as looking up all.
	alone := size / max(len(documents), 1)
	var out filter
	out.and(func(e int32) bool {
		if alone--; all == nil && alone >= 0 {
			return slices.ContainsFunc(documents, func(d int32) bool { return evidences(d, e) })
		}
		lookUp()
		return all.has(e)
	})
	out.begin(func() []int32 {
		lookUp()
		return all.items()
	}, size)
	return out
}

// issued passes policies whose day of issue may be in a range of dates.
func (r filtering) issued(dates graph.DateRange) filter {
	var out filter
	out.and(func(e int32) bool {
		on := r.entities[e].IssuedOn
		return on != "" && dates.Meets(on.First(), on.Last())
	})
	o := r.orders[graph.EntityOrder{Field: graph.OrderByDate, Direction: graph.Asc}]
	positions := o.kinds.of(int32(kindNumber(graph.Policy)))
	first := func(position int32) graph.Day { return r.entities[o.entity[position]].Date().First() }
	dated := sort.Search(len(positions), func(i int) bool { return first(positions[i]) == "" })
	positions = positions[:dated]
	from, to := 0, len(positions)
	if dates.From != "" {
		// A date that states only the year sorts as the first day of the year.
		year := dates.From[:4] + "-01-01"
		from = sort.Search(len(positions), func(i int) bool { return first(positions[i]) >= year })
	}
	if dates.To != "" {
		to = sort.Search(len(positions), func(i int) bool { return first(positions[i]) > dates.To })
	}
	to = max(from, to)
	out.begin(func() []int32 {
		if !r.step(to - from) {
			return nil
		}
		some := make([]int32, 0, to-from)
		for _, position := range positions[from:to] {
			some = append(some, o.entity[position])
		}
		return distinct(some)
	}, to-from)
	return out
}

// claimsOf visits the claims of an entity that are of wanted relations, pass the
// mask and are seen, until visit returns false. It reports whether it visited all.
func (r filtering) claimsOf(entity int32, wanted *relations, s flagMask, visit func(claim int32, t flags) bool) bool {
	a := &r.relations
	for i := a.start[entity]; i < a.start[entity+1]; i++ {
		of := a.runOf[i]
		if of&retractedRun != 0 && r.at.known == 0 || !wanted[of&^retractedRun] {
			continue
		}
		for n := a.runStart[i]; n < a.runStart[i+1]; n++ {
			if !r.step(1) {
				return false
			}
			claim, t := a.items[n], a.flags[n]
			if s.passes(t) && (r.at.any() || r.seesClaim(r.at, claim)) && !visit(claim, t) {
				return false
			}
		}
	}
	return true
}

// claimsTo returns how many claims of wanted relations an entity has, seen or not.
func (r filtering) claimsTo(entity int32, wanted *relations) int {
	n := 0
	r.relations.each(entity, r.at, func(relation uint8, claims run) {
		if wanted[relation] {
			n += len(claims.items)
		}
	})
	return n
}

// tying returns the relations that tie an entity to a region or industry, seen
// from the entity, or from the area.
func tying(p graph.Taxonomy, fromArea bool) *relations {
	var wanted relations
	for _, tie := range p.Ties {
		wanted[relation(typeNumbers[tie.Type], (tie.Direction == graph.In) != fromArea)] = true
	}
	return &wanted
}

// within passes entities that are tied to one of the areas.
func (r filtering) within(f *graph.WithinFilter, p graph.Taxonomy) filter {
	kind := uint8(kindNumber(p.Kind))
	areas := map[int32]bool{}
	open := r.ordinalsOf(f.IDs)
	size := 0
	nested, inTree := relationsOf([]graph.RelationType{p.Under}, graph.In), flagMaskOf(&graph.ClaimQuery{Kinds: []graph.Kind{p.Kind}, WithoutUnder: true})
	out, back := tying(p, false), tying(p, true)
	for len(open) > 0 {
		area := open[len(open)-1]
		open = open[:len(open)-1]
		if areas[area] || r.kinds[area] != kind {
			continue
		}
		areas[area] = true
		size += r.claimsTo(area, back)
		if f.Inside {
			r.claimsOf(area, nested, inTree, func(i int32, _ flags) bool {
				open = append(open, r.claims[i].other(area))
				return true
			})
		}
	}
	ofKind := flagMaskOf(&graph.ClaimQuery{Kinds: []graph.Kind{p.Kind}})
	var tied filter
	tied.and(func(e int32) bool {
		return !r.claimsOf(e, out, ofKind, func(i int32, _ flags) bool { return !areas[r.claims[i].other(e)] })
	})
	tied.begin(func() []int32 {
		var all []int32
		for area := range areas {
			r.claimsOf(area, back, everything, func(i int32, _ flags) bool {
				all = append(all, r.claims[i].other(area))
				return true
			})
		}
		return distinct(all)
	}, size)
	return tied
}

// has passes entities that have such a relation.
func (r filtering) has(f *graph.RelationFilter) filter {
	wanted := relationsOf(f.Types, cmp.Or(f.Direction, graph.Both))
	node := r.filter(f.Node)
	asked, sure := graph.ClaimQuery{Certainty: f.Certainty}, r.confidenceTest(graph.ConfidenceFloor(f.MinConfidence))
	fromNode := flagMaskOf(&asked)
	if f.Node != nil {
		asked.Kinds = f.Node.Kinds
	}
	toNode := flagMaskOf(&asked)
	tested := map[int32]bool{} // one entity can be the other end of many claims
	passes := func(e int32) bool {
		ok, done := tested[e]
		if !done {
			ok = node.passes(e)
			tested[e] = ok
		}
		return ok
	}
	var out filter
	out.and(func(e int32) bool {
		return !r.claimsOf(e, wanted, toNode, func(i int32, t flags) bool {
			return !sure(i, t) || f.Node != nil && !passes(r.claims[i].other(e))
		})
	})
	if node.few == nil || node.size > r.config.MaxEnds {
		return out
	}
	nodes := slices.DeleteFunc(node.few(), func(e int32) bool { return !passes(e) })
	size, back := 0, wanted.reversed()
	for _, e := range nodes {
		size += r.claimsTo(e, back)
	}
	out.begin(func() []int32 {
		var all []int32
		for _, e := range nodes {
			r.claimsOf(e, back, fromNode, func(i int32, t flags) bool {
				if sure(i, t) {
					all = append(all, r.claims[i].other(e))
				}
				return true
			})
		}
		return distinct(all)
	}, size)
	return out
}

// reversed returns the same relations seen from their other ends.
func (r *relations) reversed() *relations {
	var out relations
	for t := range graph.Vocabulary {
		one, other := relation(t, false), relation(t, true)
		if graph.Vocabulary[t].Symmetric {
			out[one] = r[one]
		} else {
			out[one], out[other] = r[other], r[one]
		}
	}
	return &out
}

// citing returns a test whether one of the documents evidences a statement; nil
// if ids is nil.
func (s *snapshot) citing(ids []graph.ID) func(evidence uint32, several bool) bool {
	if ids == nil {
		return nil
	}
	documents := map[int32]bool{}
	for _, id := range ids {
		if d, ok := s.documentByID[id]; ok {
			documents[d] = true
		}
	}
	return func(evidence uint32, several bool) bool {
		return s.anyPiece(evidence, several, func(p *piece) bool { return documents[p.document] })
	}
}
