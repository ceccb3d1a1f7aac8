package memory

import (
	"cmp"
	"context"
	"slices"

	"policygraph/graph"
)

// build reads a dataset and indexes it.
func build(ctx context.Context, src graph.Source, progress graph.Progress) (*snapshot, error) {
	dataset := src.Dataset()
	s := &snapshot{dataset: &dataset}
	if err := s.read(ctx, src, progress); err != nil {
		return nil, err
	}
	s.number()
	steps := []struct {
		phase string
		index func() error
	}{
		{"ordering entities", s.indexEntities},
		{"connecting claims", s.indexClaims},
		{"indexing figures", s.indexFigures},
		{"indexing evidence", func() error { return s.indexEvidence(ctx) }},
	}
	for i, step := range steps {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		progress(graph.Step{Phase: step.phase, Done: int64(i), Total: int64(len(steps))})
		if err := step.index(); err != nil {
			return nil, err
		}
	}
	return s, ctx.Err()
}

func (s *snapshot) read(ctx context.Context, src graph.Source, progress graph.Progress) error {
	for r, err := range src.Records(ctx) {
		if err != nil {
			return err
		}
		if n := s.size(); n%checkEvery == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			progress(graph.Step{Phase: "reading records", Done: n})
		}
		switch r := r.(type) {
		case *graph.Entity:
			s.entities = append(s.entities, r)
		case *graph.Claim:
			s.claims = append(s.claims, r)
		case *graph.Figure:
			s.figures = append(s.figures, r)
		case *graph.Document:
			s.documents = append(s.documents, r)
		case *graph.Indicator:
			s.indicators = append(s.indicators, r)
		}
	}
	return nil
}

// number puts every sort of record into its order, which gives it its ordinals.
func (s *snapshot) number() {
	s.entities = arranged(s.entities, func(e *graph.Entity) string { return graph.EntityKey(e, listed[0]) })
	s.claims = arranged(s.claims, func(c *graph.Claim) string { return c.Key })
	s.figures = arranged(s.figures, func(f *graph.Figure) string { return f.Key })
	s.documents = arranged(s.documents, func(d *graph.Document) string { return d.Key })
	s.indicators = arranged(s.indicators, graph.IndicatorKey)

	s.entityByID, s.documentByID, s.indicatorByID = numbers(s.entities), numbers(s.documents), numbers(s.indicators)
	s.claimByID = sortedBy(len(s.claims), func(i int32) string { return string(s.claims[i].ID) })
	s.figureByID = sortedBy(len(s.figures), func(i int32) string { return string(s.figures[i].ID) })
	s.allDocuments, s.allIndicators = upTo(len(s.documents)), upTo(len(s.indicators))
}

// arranged are records in the order of a key.
func arranged[R any](records []R, key func(R) string) []R {
	out := make([]R, len(records))
	for place, i := range sortedBy(len(records), func(i int32) string { return key(records[i]) }) {
		out[place] = records[i]
	}
	return out
}

// sortedBy are the numbers below n in the order of a key, which is asked for
// once each.
func sortedBy(n int, key func(int32) string) []int32 {
	keys := make([]string, n)
	for i := range keys {
		keys[i] = key(int32(i))
	}
	out := upTo(n)
	slices.SortFunc(out, func(a, b int32) int { return cmp.Compare(keys[a], keys[b]) })
	return out
}

func numbers[R graph.Record](records []R) map[graph.ID]int32 {
	m := make(map[graph.ID]int32, len(records))
	for i, r := range records {
		m[r.RecordID()] = int32(i)
	}
	return m
}
