package memory

import (
	"context"
	"slices"
	"sort"

	"policygraph/graph"
)

// Documents implements [graph.Snapshot].
func (s *snapshot) Documents(ctx context.Context, q graph.DocumentQuery, w graph.Window) ([][]graph.Row[*graph.Document], error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	b, at := within(w, len(s.documents), s.appendDocumentKey), clocksOf(q.At)
	if q.Of == nil {
		found, err := page(ctx, []run{{items: s.allDocuments}}, b, everything, nil)
		return [][]graph.Row[*graph.Document]{rows(found, s.documents, s.appendDocumentKey)}, err
	}
	out := make([][]graph.Row[*graph.Document], len(q.Of))
	for i, id := range q.Of {
		entity, ok := s.findEntity(id)
		if !ok {
			continue
		}
		found, err := s.documentsOf(ctx, entity, at, b)
		if err != nil {
			return nil, err
		}
		out[i] = rows(found, s.documents, s.appendDocumentKey)
	}
	return out, nil
}

func (s *snapshot) appendDocumentKey(b []byte, document int32) []byte {
	return graph.AppendDocumentKey(b, s.documents[document])
}

// rows pairs records with their keys.
func rows[R any](items []int32, records []R, appendKey func(b []byte, i int32) []byte) []graph.Row[R] {
	out := make([]graph.Row[R], len(items))
	var key []byte
	for i, ordinal := range items {
		key = appendKey(key[:0], ordinal)
		out[i] = graph.Row[R]{Key: string(key), Item: records[ordinal]}
	}
	return out
}

// documentsOf returns the documents inside the bounds whose evidence mentions the
// entity, ascending.
func (s *snapshot) documentsOf(ctx context.Context, entity int32, at clocks, b bounds) ([]int32, error) {
	all := s.mentions.of(entity)
	rest := all[s.upToDocument(all, b.lo):s.upToDocument(all, b.hi)]
	var found []int32
	for passed := 0; len(rest) > 0 && len(found) < b.limit; passed++ {
		if passed%checkEvery == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		var document int32
		var evidence []int32
		if b.fromEnd {
			document = s.evidence[rest[len(rest)-1]].document
			n := s.upToDocument(rest, document)
			rest, evidence = rest[:n], rest[n:]
		} else {
			document = s.evidence[rest[0]].document
			n := s.upToDocument(rest, document+1)
			rest, evidence = rest[n:], rest[:n]
		}
		if s.anySeen(at, evidence) {
			found = append(found, document)
		}
	}
	if b.fromEnd {
		slices.Reverse(found)
	}
	return found, nil
}

// upToDocument returns the number of pieces, of evidence given in ascending order, that
// are in documents before this one.
func (s *snapshot) upToDocument(evidence []int32, document int32) int {
	n, _ := slices.BinarySearch(evidence, s.evidenceStart[document])
	return n
}

func (s *snapshot) documentTotal(ctx context.Context, entity int32, at clocks) (int, error) {
	if at.any() {
		return int(s.documentCount[entity]), nil
	}
	n, passed := 0, 0
	s.eachDocument(entity, func(_ int32, evidence []int32) {
		if passed++; passed%checkEvery == 0 && ctx.Err() != nil {
			return
		}
		if s.anySeen(at, evidence) {
			n++
		}
	})
	return n, ctx.Err()
}

// Indicators implements [graph.Snapshot].
func (s *snapshot) Indicators(ctx context.Context, w graph.Window) ([]graph.Row[*graph.Indicator], error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	appendKey := func(b []byte, i int32) []byte { return append(b, graph.IndicatorKey(s.indicators[i])...) }
	found, err := page(ctx, []run{{items: s.allIndicators}}, within(w, len(s.indicators), appendKey), everything, nil)
	return rows(found, s.indicators, appendKey), err
}

// Evidence implements [graph.Snapshot].
func (s *snapshot) Evidence(ctx context.Context, of []graph.Passage, dates graph.AsOf) ([][]graph.Evidence, error) {
	at := clocksOf(dates)
	out := make([][]graph.Evidence, len(of))
	for i, passage := range of {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if d, ok := s.documentByID[passage.Document]; ok {
			out[i] = s.passage(d, passage, at)
		}
	}
	return out, nil
}

func (s *snapshot) passage(document int32, p graph.Passage, at clocks) []graph.Evidence {
	first := s.evidenceStart[document]
	all := s.evidence[first:s.evidenceStart[document+1]]
	from := sort.Search(len(all), func(i int) bool { return int(all[i].paragraph) >= p.From })
	to := from + sort.Search(len(all)-from, func(i int) bool { return int(all[from+i].paragraph) > p.To })
	var seen []*piece
	for i := from; i < to; i++ {
		if s.seesStatement(at, all[i].statement) {
			seen = append(seen, &all[i])
		}
	}
	if len(seen) == 0 {
		return nil
	}
	a := answer{snapshot: s}
	a.expectEvidence(len(seen))
	a.text.Grow(len(seen) * (claimText + evidenceText))
	for _, row := range seen {
		if n := int32(len(s.claims)); row.statement < n {
			hash := s.claims[row.statement].id
			a.piece(row, a.id(graph.ClaimPrefix, hash), claimEvidence, hash)
		} else {
			hash := s.figures[row.statement-n].id
			a.piece(row, a.id(graph.FigurePrefix, hash), figureEvidence, hash)
		}
	}
	return a.evidence
}
