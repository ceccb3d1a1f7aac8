package memory

import (
	"cmp"
	"context"
	"slices"

	"policygraph/graph"
	"policygraph/internal/hashtable"
)

// builder indexes the records that were read. Each step releases what later ones do
// not need, so that records are not in memory twice.
type builder struct {
	*workers
	snapshot *snapshot
	ingest   *ingest
}

// build reads a dataset and indexes it.
func build(ctx context.Context, src graph.Source, config Config, progress graph.Progress) (*snapshot, error) {
	dataset := src.Dataset()
	s := &snapshot{dataset: &dataset, config: config}
	c := &workers{ctx, progress}
	in := &ingest{workers: c, snapshot: s}
	in.figureTexts.number("", same)
	in.notes.number("", same)
	if err := in.read(src); err != nil {
		return nil, err
	}
	b := &builder{c, s, in}
	for _, step := range []func() error{
		b.indexEntities, b.arrangeClaims, b.arrangeFigures, b.arrangeEvidence, b.arrangeTexts,
		b.connect, b.findParallel, b.listClaims, b.indexUnder, b.indexFigures, b.indexMentions, b.indexNames, b.countFacets,
	} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := step(); err != nil {
			return nil, err
		}
	}
	return s, ctx.Err()
}

// keyed is a value with its sort key.
type keyed[T any] struct {
	key  string
	item T
}

func byKey[T any](a, b keyed[T]) int { return cmp.Compare(a.key, b.key) }

// arranged returns the records that were read, sorted by a key, and their hashes.
func arranged[R graph.Record](c *workers, phase string, p *arena[read[R]], key func(R) string) ([]R, []uint64, error) {
	refs := p.refs()
	keys := make([]keyed[ref], len(refs))
	if err := c.each(phase, len(refs), func(from, to int) error {
		for i := from; i < to; i++ {
			keys[i] = keyed[ref]{key(p.at(refs[i]).record), refs[i]}
		}
		return nil
	}); err != nil {
		return nil, nil, err
	}
	if err := sorted(c.ctx, keys, byKey); err != nil {
		return nil, nil, err
	}
	records, hashes := make([]R, len(keys)), make([]uint64, len(keys))
	for i, k := range keys {
		r := p.at(k.item)
		records[i], hashes[i] = r.record, r.hash
	}
	p.free()
	return records, hashes, nil
}

// assignOrdinals numbers entities, documents and indicators, so that statements, which
// refer to them, can be packed.
func (in *ingest) assignOrdinals() error {
	s := in.snapshot
	const phase = "ordering entities"
	var err error
	if s.indicators, s.indicatorHash, err = arranged(in.workers, phase, &in.indicators, graph.IndicatorKey); err != nil {
		return err
	}
	if s.documents, s.documentHash, err = arranged(in.workers, phase, &in.documents, graph.DocumentKey); err != nil {
		return err
	}
	if s.entities, s.entityHash, err = arranged(in.workers, phase, &in.entities, func(e *graph.Entity) string { return graph.EntityKey(e, listed[0]) }); err != nil {
		return err
	}
	s.documentByID, s.indicatorByID = numbersOfRecords(s.documents), numbersOfRecords(s.indicators)
	s.allDocuments, s.allIndicators = upTo(len(s.documents)), upTo(len(s.indicators))
	s.entityByID, s.kinds = hashtable.New(len(s.entities)), make([]uint8, len(s.entities))
	return in.each(phase, len(s.entities), func(from, to int) error {
		for i := from; i < to; i++ {
			e := s.entities[i]
			s.entityByID.Insert(idHash(e.ID), int32(i))
			s.kinds[i] = uint8(kindNumber(e.Kind))
		}
		return nil
	})
}

func numbersOfRecords[R graph.Record](records []R) map[graph.ID]int32 {
	m := make(map[graph.ID]int32, len(records))
	for i, r := range records {
		m[r.RecordID()] = int32(i)
	}
	return m
}

// weighed is a claim with its sort key.
type weighed struct {
	weight, id uint64
	from       ref
}

// arrangeClaims sorts the claims by weight.
func (b *builder) arrangeClaims() error {
	s, in := b.snapshot, b.ingest
	const phase = "ordering claims"
	refs := in.claims.refs()
	order := make([]weighed, len(refs))
	if err := b.each(phase, len(refs), func(from, to int) error {
		for i := from; i < to; i++ {
			c := in.claims.at(refs[i])
			order[i] = weighed{c.weight(), c.id, refs[i]}
		}
		return nil
	}); err != nil {
		return err
	}
	refs = nil
	if err := sorted(b.ctx, order, func(x, y weighed) int { return cmp.Or(cmp.Compare(x.weight, y.weight), cmp.Compare(x.id, y.id)) }); err != nil {
		return err
	}
	s.claims, s.claimHash = make([]claim, len(order)), make([]uint64, len(order))
	s.claimByID = hashtable.New(len(order))
	in.claimOrdinals = make([]int32, in.claims.capacity())
	in.claimPieces = make([]uint32, len(order))
	if err := b.each(phase, len(order), func(from, to int) error {
		for i := from; i < to; i++ {
			c := in.claims.at(order[i].from)
			s.claims[i], s.claimHash[i], in.claimPieces[i] = c.claim, c.hash, c.pieces
			s.claimByID.Insert(spread(c.id), int32(i))
			in.claimOrdinals[order[i].from] = int32(i)
		}
		return nil
	}); err != nil {
		return err
	}
	for i := range order {
		if i%checkEvery == 0 && b.ctx.Err() != nil {
			return b.ctx.Err()
		}
		if has := s.claims[i].has; has != 0 {
			s.rareClaims.add(int32(i), has, in.rareClaims.at(in.claims.at(order[i].from).rare))
		}
	}
	s.rareClaims.clip()
	in.claims.free()
	in.rareClaims.free()
	return nil
}

// arrangeFigures sorts the figures by key.
func (b *builder) arrangeFigures() error {
	s, in := b.snapshot, b.ingest
	const phase = "ordering figures"
	refs := in.figures.refs()
	order := make([]keyed[ref], len(refs))
	for i, r := range refs {
		order[i] = keyed[ref]{in.figures.at(r).key, r}
	}
	if err := sorted(b.ctx, order, byKey); err != nil {
		return err
	}
	s.figures, s.figureHash = make([]figure, len(order)), make([]uint64, len(order))
	s.figureByID = hashtable.New(len(order))
	s.breakdowns.start = make([]int32, 1, len(order)+1)
	in.figureMeasures = make([]int32, len(order))
	in.figureOrdinals = make([]int32, in.figures.capacity())
	in.figurePieces = make([]uint32, len(order))
	for i, k := range order {
		if i%checkEvery == 0 && b.ctx.Err() != nil {
			return b.ctx.Err()
		}
		f := in.figures.at(k.item)
		s.figures[i], s.figureHash[i], in.figurePieces[i] = f.figure, f.hash, f.pieces
		s.figureByID.Insert(spread(f.id), int32(i))
		in.figureOrdinals[k.item] = int32(i)
		s.breakdowns.items = append(s.breakdowns.items, f.breakdown...)
		s.breakdowns.start = append(s.breakdowns.start, int32(len(s.breakdowns.items)))
		s.rareFigures.add(int32(i), f)
		if i == 0 || f.indicator != s.figures[i-1].indicator || f.subject != s.figures[i-1].subject {
			s.measures = append(s.measures, int32(i))
		}
		in.figureMeasures[i] = int32(len(s.measures) - 1)
	}
	in.figures.free()
	s.measures = slices.Clip(s.measures)
	s.measureByID = hashtable.New(len(s.measures))
	return b.each(phase, len(s.measures), func(from, to int) error {
		for m := from; m < to; m++ {
			s.measureByID.Insert(idHash(s.measureOf(int32(m))), int32(m))
		}
		return nil
	})
}

// noEvidence is the evidence of a statement that has none.
const noEvidence = ^uint32(0)

// placed is a piece of evidence with its sort key within its document.
type placed struct {
	paragraph, start, end uint32
	from                  ref
	about, hash           uint64
}

func comparePlaced(x, y placed) int {
	return cmp.Or(cmp.Compare(x.paragraph, y.paragraph), cmp.Compare(x.start, y.start), cmp.Compare(x.end, y.end), cmp.Compare(x.about, y.about), cmp.Compare(x.hash, y.hash))
}

// arrangeEvidence sorts the evidence by document and position, and records where
// the evidence of each statement is.
func (b *builder) arrangeEvidence() error {
	s, in := b.snapshot, b.ingest
	const phase = "ordering evidence"
	refs := in.evidences.refs()
	byDocument, err := b.collect(phase, len(s.documents), len(refs), func(i int32, add func(owner, item int32)) {
		add(in.evidences.at(refs[i]).document, i)
	})
	if err != nil {
		return err
	}
	s.evidenceStart = byDocument.start
	s.evidence = make([]piece, len(refs))
	b.reserveEvidenceLists()
	if err := b.each(phase, len(s.documents), func(from, to int) error {
		var pieces []placed
		for d := int32(from); d < int32(to); d++ {
			pieces = pieces[:0]
			for _, i := range byDocument.of(d) {
				p := in.evidences.at(refs[i])
				pieces = append(pieces, placed{p.paragraph, p.start, p.end, refs[i], p.about, p.hash()})
			}
			if err := sorted(b.ctx, pieces, comparePlaced); err != nil {
				return err
			}
			for i := range pieces {
				b.storePiece(uint32(s.evidenceStart[d])+uint32(i), in.evidences.at(pieces[i].from))
			}
		}
		return nil
	}); err != nil {
		return err
	}
	in.evidences.free()
	in.claimOrdinals, in.figureOrdinals, in.claimPieces, in.figurePieces = nil, nil, nil, nil
	return nil
}

// reserveEvidenceLists reserves the space for the positions of each statement's evidence.
func (b *builder) reserveEvidenceLists() {
	s, in := b.snapshot, b.ingest
	room := func(n uint32) uint32 {
		if n < 2 {
			return noEvidence
		}
		at := uint32(len(s.evidenceLists))
		s.evidenceLists = append(s.evidenceLists, n)
		s.evidenceLists = append(s.evidenceLists, make([]uint32, n)...)
		return at
	}
	for i := range s.claims {
		s.claims[i].evidence = room(in.claimPieces[i])
	}
	for i := range s.figures {
		s.figures[i].evidence = room(in.figurePieces[i])
	}
	s.evidenceLists = slices.Clip(s.evidenceLists)
}

// storePiece stores a piece at its position. Positions differ, so several workers may
// call it at once.
func (b *builder) storePiece(at uint32, p *readPiece) {
	s := b.snapshot
	s.evidence[at] = p.piece
	var evidence *uint32
	var several bool
	if p.about&aboutFigure != 0 {
		i := b.ingest.figureOrdinals[p.of]
		s.evidence[at].statement = int32(len(s.claims)) + i
		evidence, several = &s.figures[i].evidence, s.figures[i].several()
	} else {
		i := b.ingest.claimOrdinals[p.of]
		s.evidence[at].statement = i
		evidence, several = &s.claims[i].evidence, s.claims[i].several()
	}
	if several {
		s.evidenceLists[*evidence+1+p.index] = at
	} else {
		*evidence = at
	}
}

// arrangeTexts keeps the strings that rows refer to.
func (b *builder) arrangeTexts() error {
	s, in := b.snapshot, b.ingest
	s.roles, s.provenances = in.roles.values, slices.Clip(in.provenances.values)
	s.buckets = bucketsOf(s.provenances, s.config.ConfidenceBuckets)
	var err error
	if s.figureTexts, err = packStrings(in.figureTexts.values); err != nil {
		return err
	}
	s.notes, err = packStrings(in.notes.values)
	in.figureTexts, in.notes, in.provenances = interned[string]{}, interned[string]{}, interned[provenance]{}
	return err
}
