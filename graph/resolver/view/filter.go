package view

import (
	"context"
	"fmt"

	"policygraph/graph"
)

// ClaimFilter is a filter of claims; a claim must match every field that is set.
type ClaimFilter struct {
	Types           []graph.RelationType
	Subject, Object *graph.EntityFilter
	Documents       []graph.ID
	Certainty       *graph.Certainty
	Stages          []graph.Stage
	MinConfidence   *float64
	Validity        *graph.Validity
}

// restrict returns the query with the filter.
func (f *ClaimFilter) restrict(q graph.ClaimQuery) graph.ClaimQuery {
	if f != nil {
		q.Types, q.Subject, q.Object, q.Documents = f.Types, f.Subject, f.Object, f.Documents
		q.Certainty, q.Stages, q.MinConfidence = orZero(f.Certainty), f.Stages, f.MinConfidence
		q.Validity = orZero(f.Validity)
	}
	return q
}

// facets holds the counts of each page of a list, and loads the records that their
// values are ids of.
type facets struct {
	*request
	by     graph.Facet
	counts [][]graph.FacetCount
	loads  loads
}

// Facets resolves the field, for the pages of all parents at once.
func (p entityPage) Facets(ctx context.Context, by graph.Facet, first int) ([]FacetCount, error) {
	found, err := shared(ctx, &p.all.loads, fmt.Sprintf("facets %s %d", by, first), func(ctx context.Context) (*facets, error) {
		counts, err := p.all.reader.Facets(ctx, p.all.query.(graph.ListQuery), by, first)
		return &facets{request: p.all.request, by: by, counts: counts}, err
	})
	if err != nil {
		return nil, err
	}
	out := make([]FacetCount, len(found.counts[p.index]))
	for i, count := range found.counts[p.index] {
		out[i] = FacetCount{found, count}
	}
	return out, nil
}

// FacetCount resolves a value of a facet.
type FacetCount struct {
	of    *facets
	count graph.FacetCount
}

// Value resolves the field; so does the one below.
func (v FacetCount) Value() string { return v.count.Value }
func (v FacetCount) Count() int    { return v.count.Count }

// Label resolves the field. Records are read once for all values.
func (v FacetCount) Label(ctx context.Context, language graph.Language) (string, error) {
	switch v.of.by {
	case graph.FacetKind:
		return graph.Kind(v.count.Value).Info().Label.In(language), nil
	case graph.FacetYear:
		return v.count.Value, nil
	case graph.FacetForm:
		return graph.FormLabel(v.count.Value, language), nil
	}
	records, err := shared(ctx, &v.of.loads, "labels", func(ctx context.Context) (map[string]graph.Record, error) {
		var values []graph.ID
		for _, counts := range v.of.counts {
			for _, count := range counts {
				values = append(values, graph.ID(count.Value))
			}
		}
		ids := setOf(values, func(id graph.ID) graph.ID { return id }).ids
		found, err := v.of.reader.Nodes(ctx, ids)
		byID := make(map[string]graph.Record, len(found))
		for i, record := range found {
			byID[string(ids[i])] = record
		}
		return byID, err
	})
	if err != nil {
		return "", err
	}
	switch record := records[v.count.Value].(type) {
	case *graph.Entity:
		return record.In(language), nil
	case *graph.Document:
		return record.Title, nil
	default:
		return "", graph.Errorf(graph.CodeInternal, "no record has the id %q, a value of a facet", v.count.Value)
	}
}
