package memory

import (
	"cmp"
	"slices"

	"policygraph/graph"
)

// indexEntities sorts the entities in every order in which they are listed.
func (b *builder) indexEntities() error {
	s := b.snapshot
	const phase = "ordering entities"
	n := len(s.entities)
	byID := upTo(n)
	if err := sorted(b.ctx, byID, func(x, y int32) int { return cmp.Compare(s.entities[x].ID, s.entities[y].ID) }); err != nil {
		return err
	}
	b.ingest.idRank = make([]int32, n)
	for rank, e := range byID {
		b.ingest.idRank[e] = int32(rank)
	}
	s.orders = make(map[graph.EntityOrder]order, len(listed))
	for _, by := range listed {
		o := order{EntityOrder: by}
		switch by.Field {
		case graph.OrderByName:
			o.entity = upTo(n)
		default:
			o.entity = make([]int32, n)
			keys := make([]uint64, n) // what comes before the id, then the id's rank
			for i, e := range s.entities {
				keys[i] = uint64(orderNumber(e, by))<<32 | uint64(b.ingest.idRank[i])
			}
			if err := sorted(b.ctx, keys, cmp.Compare); err != nil {
				return err
			}
			for position, key := range keys {
				o.entity[position] = byID[uint32(key)]
			}
		}
		var err error
		if o.kinds, err = b.collect(phase, len(graph.Kinds), n, func(position int32, add func(owner, item int32)) {
			add(int32(s.kinds[o.entity[position]]), position)
		}); err != nil {
			return err
		}
		s.orders[by] = o
	}
	for i, e := range s.entities {
		for n := range e.Codes {
			s.codes = append(s.codes, codeAt{int32(i), int32(n)})
		}
	}
	s.codes = slices.Clip(s.codes)
	return sorted(b.ctx, s.codes, func(x, y codeAt) int {
		return cmp.Or(compareCodes(s.codeOf(x), s.codeOf(y)), cmp.Compare(x.entity, y.entity))
	})
}

// orderNumber returns a number that compares as the part of [graph.EntityKey] before
// the id does.
func orderNumber(e *graph.Entity, o graph.EntityOrder) uint32 {
	const last = 1<<32 - 1
	n := uint32(e.Degree)
	if o.Field == graph.OrderByDate {
		day, _ := dateOf(e.Date().First())
		if day == 0 {
			return last
		}
		n = uint32(day)
	}
	if o.Direction == graph.Desc {
		n = last - 1 - n
	}
	return n
}

// listClaims orders the list of all claims and divides it by category.
func (b *builder) listClaims() error {
	s := b.snapshot
	const phase = "listing claims"
	type entry struct{ subject, rank, claim int32 }
	entries := make([]entry, len(s.claims))
	if err := b.each(phase, len(entries), func(from, to int) error {
		for i := from; i < to; i++ {
			entries[i] = entry{b.ingest.idRank[s.claims[i].subject], s.listRank(int32(i)), int32(i)}
		}
		return nil
	}); err != nil {
		return err
	}
	b.ingest.idRank = nil
	if err := sorted(b.ctx, entries, func(x, y entry) int {
		return cmp.Or(cmp.Compare(x.subject, y.subject), cmp.Compare(x.rank, y.rank), cmp.Compare(x.claim, y.claim))
	}); err != nil {
		return err
	}
	s.claimList = make([]int32, len(entries))
	for position, e := range entries {
		s.claimList[position] = e.claim
	}
	var err error
	s.claimPositions, err = b.divide(phase, categories, len(s.claimList), func(position int32, add func(owner, item int32, retracted bool)) {
		c := &s.claims[s.claimList[position]]
		add(c.category(), position, c.retracted())
	})
	return err
}

// indexUnder indexes claims by what they are under.
func (b *builder) indexUnder() (err error) {
	s := b.snapshot
	s.claimsUnder, err = b.collect("indexing claims", len(s.entities), len(s.claims), func(i int32, add func(owner, item int32)) {
		if under := s.claims[i].under; under >= 0 {
			add(under, i)
		}
	})
	return err
}

// indexFigures indexes figures by status, subject, under, indicator and measure.
func (b *builder) indexFigures() error {
	s := b.snapshot
	const phase = "indexing figures"
	by := func(owners int, owner func(i int32, f *figure) int32) (divided, error) {
		return b.divide(phase, owners, len(s.figures), func(i int32, add func(owner, item int32, retracted bool)) {
			f := &s.figures[i]
			if o := owner(i, f); o >= 0 {
				add(o, i, f.retracted())
			}
		})
	}
	measures := b.ingest.figureMeasures
	b.ingest.figureMeasures = nil
	for _, index := range []struct {
		of     *divided
		owners int
		owner  func(int32, *figure) int32
	}{
		{&s.figuresByStatus, len(graph.FigureStatuses), func(_ int32, f *figure) int32 { return int32(f.status) }},
		{&s.figuresOfSubject, len(s.entities), func(_ int32, f *figure) int32 { return f.subject }},
		{&s.figuresUnder, len(s.entities), func(_ int32, f *figure) int32 { return f.under }},
		{&s.figuresOfIndicator, len(s.indicators), func(_ int32, f *figure) int32 { return f.indicator }},
		{&s.figuresOfMeasure, len(s.measures), func(i int32, _ *figure) int32 { return measures[i] }},
	} {
		var err error
		if *index.of, err = by(index.owners, index.owner); err != nil {
			return err
		}
	}
	return nil
}

// indexMentions indexes the evidence of statements by the entities that they
// mention, and these entities by document.
func (b *builder) indexMentions() error {
	s := b.snapshot
	const phase = "indexing evidence"
	var err error
	if s.mentions, err = b.collect(phase, len(s.entities), len(s.evidence), func(e int32, add func(owner, item int32)) {
		var buffer [4]int32
		for _, entity := range s.mentioned(s.evidence[e].statement, buffer[:]) {
			add(entity, e)
		}
	}); err != nil {
		return err
	}
	s.documentCount = make([]int32, len(s.entities))
	s.mentionedBy, err = b.divide(phase, len(s.documents), len(s.entities), func(entity int32, add func(owner, item int32, retracted bool)) {
		documents := int32(0)
		s.eachDocument(entity, func(document int32, evidence []int32) {
			live := s.anySeen(clocks{}, evidence)
			if live {
				documents++
			}
			add(document, entity, !live)
		})
		s.documentCount[entity] = documents
	})
	return err
}

// eachDocument visits the documents that mention an entity, each with its evidence
// of statements that do.
func (s *snapshot) eachDocument(entity int32, visit func(document int32, evidence []int32)) {
	for rest := s.mentions.of(entity); len(rest) > 0; {
		document := s.evidence[rest[0]].document
		n := s.upToDocument(rest, document+1)
		visit(document, rest[:n])
		rest = rest[n:]
	}
}

// anySeen reports whether any of the evidence belongs to a statement that is seen
// at the dates.
func (s *snapshot) anySeen(at clocks, evidence []int32) bool {
	for _, e := range evidence {
		if s.seesStatement(at, s.evidence[e].statement) {
			return true
		}
	}
	return false
}
