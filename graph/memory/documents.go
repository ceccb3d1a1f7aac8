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
	key := func(document int32) string { return s.documents[document].Key }
	b := within(w, len(s.documents), key)
	sets, err := s.documentSets(ctx, q)
	if err != nil {
		return nil, err
	}
	out := make([][]graph.Row[*graph.Document], len(sets))
	for i, set := range sets {
		found, err := page(ctx, [][]int32{set}, b, nil)
		if err != nil {
			return nil, err
		}
		out[i] = rows(found, key, func(document int32) *graph.Document { return s.documents[document] })
	}
	return out, nil
}

// documentSets are the documents of each entity of a query, or all.
func (s *snapshot) documentSets(ctx context.Context, q graph.DocumentQuery) ([][]int32, error) {
	if q.Of == nil {
		return [][]int32{s.allDocuments}, nil
	}
	out := make([][]int32, len(q.Of))
	for i, id := range q.Of {
		entity, ok := s.entityByID[id]
		if !ok {
			continue
		}
		if q.At == (graph.AsOf{}) {
			out[i] = s.documentsOf.of(entity)
			continue
		}
		var err error
		if out[i], err = s.evidencing(ctx, entity, q.At); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// evidencing are the documents that evidence what mentions the entity,
// ascending.
func (s *snapshot) evidencing(ctx context.Context, entity int32, at graph.AsOf) ([]int32, error) {
	var found []int32
	seen := map[graph.ID]bool{}
	passed := 0
	err := s.mentioning(entity, at, func(statement graph.Statement) error {
		if passed++; passed%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if !sees(at, statement) {
			return nil
		}
		proof := statement.Proof()
		for i := range proof {
			if id := proof[i].Document; !seen[id] {
				seen[id] = true
				found = append(found, s.documentByID[id])
			}
		}
		return nil
	})
	slices.Sort(found)
	return found, err
}

// mentioning visits the statements that mention an entity and were recorded,
// some of them twice.
func (s *snapshot) mentioning(entity int32, at graph.AsOf, visit func(graph.Statement) error) error {
	var claims, figures [][]int32
	for _, a := range s.adjacent(at) {
		a.each(entity, func(_ uint8, run []int32) { claims = append(claims, run) })
	}
	claims = s.claimsUnder.of(claims, entity, at)
	for _, by := range []*divided{&s.figuresOfSubject, &s.figuresUnder, &s.figuresBrokenDown} {
		figures = by.of(figures, entity, at)
	}
	for _, run := range claims {
		for _, claim := range run {
			if err := visit(s.claims[claim]); err != nil {
				return err
			}
		}
	}
	for _, run := range figures {
		for _, figure := range run {
			if err := visit(s.figures[figure]); err != nil {
				return err
			}
		}
	}
	return nil
}

// Indicators implements [graph.Snapshot].
func (s *snapshot) Indicators(ctx context.Context, w graph.Window) ([]graph.Row[*graph.Indicator], error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	key := func(indicator int32) string { return graph.IndicatorKey(s.indicators[indicator]) }
	found, err := page(ctx, [][]int32{s.allIndicators}, within(w, len(s.indicators), key), nil)
	return rows(found, key, func(indicator int32) *graph.Indicator { return s.indicators[indicator] }), err
}

// Evidence implements [graph.Snapshot].
func (s *snapshot) Evidence(ctx context.Context, of []graph.Passage, at graph.AsOf) ([][]graph.Evidence, error) {
	out := make([][]graph.Evidence, len(of))
	for i, passage := range of {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		d, ok := s.documentByID[passage.Document]
		if !ok {
			continue
		}
		pieces := s.pieces(d)
		from := sort.Search(len(pieces), func(i int) bool { return s.proof(pieces[i]).Paragraph >= passage.From })
		for _, p := range pieces[from:] {
			e := s.proof(p)
			if e.Paragraph > passage.To {
				break
			}
			if sees(at, s.statement(p.statement)) {
				out[i] = append(out[i], *e)
			}
		}
	}
	return out, nil
}

// pieces is a document's evidence by place.
func (s *snapshot) pieces(document int32) []piece {
	return s.evidence[s.evidenceStart[document]:s.evidenceStart[document+1]]
}

func (s *snapshot) proof(p piece) *graph.Evidence { return &s.statement(p.statement).Proof()[p.index] }
