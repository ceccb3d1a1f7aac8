package neo4j

import (
	"context"
	"strings"

	"policygraph/graph"
)

// Facets implements [graph.Snapshot].
func (s *snapshot) Facets(ctx context.Context, q graph.ListQuery, by graph.Facet, first int) ([][]graph.FacetCount, error) {
	return eachFilter(ctx, s, q, func(q graph.ListQuery) ([]graph.FacetCount, error) {
		r, err := s.filterRead(ctx, q, 0)
		switch {
		case err != nil:
			return nil, err
		case by == graph.FacetKind && r.source == "" && r.filter == nil:
			return s.kindFacet(q.Filter.Kinds, first), ctx.Err()
		case by == graph.FacetDocument:
			return s.documentFacet(ctx, r, q.At, first)
		}
		r.params["first"] = first
		v, err := s.query(ctx, r.found()+"\n"+facetText(by, q.At)+
			"\nWITH value, count(*) AS n ORDER BY n DESC, value LIMIT $first\nRETURN collect([value, n])", r.params)
		if err != nil {
			return nil, err
		}
		var out []graph.FacetCount
		for _, row := range v.rows() {
			v := &values{list: row.([]any)}
			out = append(out, graph.FacetCount{Value: v.text(), Count: v.number()})
		}
		return graph.SortFacets(out, first), nil
	})
}

// kindFacet returns the counts of the dataset's description.
func (s *snapshot) kindFacet(kinds []graph.Kind, first int) []graph.FacetCount {
	var out []graph.FacetCount
	for kind, n := range s.release.dataset.Kinds {
		if n > 0 && allows(kinds, kind) {
			out = append(out, graph.FacetCount{Value: string(kind), Count: n})
		}
	}
	return graph.SortFacets(out, first)
}

// documentFacet reads the ids of the entities and counts their documents.
func (s *snapshot) documentFacet(ctx context.Context, r filterRead, at graph.AsOf, first int) ([]graph.FacetCount, error) {
	maxCandidates := s.backend.config.MaxCandidates
	r.params["limit"] = maxCandidates + 1
	v, err := s.query(ctx, r.found()+"\nWITH e LIMIT $limit RETURN collect(e.id)", r.params)
	if err != nil {
		return nil, err
	}
	ids := stringsAs[graph.ID](v)
	if len(ids) > maxCandidates {
		return nil, graph.Errorf(graph.CodeLimit, "facet by document: list has more than %d entities; add a filter", maxCandidates)
	}
	if len(ids) == 0 {
		return nil, nil
	}
	pages, err := s.Documents(ctx, graph.DocumentQuery{Of: ids, At: at}, graph.Window{Limit: maxCandidates + 1})
	if err != nil {
		return nil, err
	}
	counts := map[graph.ID]int{}
	for i, page := range pages {
		if len(page) > maxCandidates {
			return nil, graph.Errorf(graph.CodeLimit, "facet by document: %s is mentioned by more than %d documents; exclude it", ids[i], maxCandidates)
		}
		for _, row := range page {
			counts[row.Item.ID]++
		}
	}
	var out []graph.FacetCount
	for id, n := range counts {
		out = append(out, graph.FacetCount{Value: string(id), Count: n})
	}
	return graph.SortFacets(out, first), nil
}

// facetText finds the values of each entity e, each once.
func facetText(by graph.Facet, at graph.AsOf) string {
	switch by {
	case graph.FacetKind:
		return "WITH e.kind AS value"
	case graph.FacetYear:
		return "WITH left(coalesce(e.issuedOn, e.heldOn), 4) AS value WHERE value IS NOT NULL"
	case graph.FacetForm:
		return "WITH e.kind + '/' + e.form AS value WHERE value IS NOT NULL"
	case graph.FacetRegion:
		return tiesText(graph.Regions, at)
	default:
		return tiesText(graph.Industries, at)
	}
}

func tiesText(p graph.Taxonomy, at graph.AsOf) string {
	var parts []string
	for d, types := range p.TiedBy {
		conditions, native := claimsOf("r", types, at)
		pattern := branch{native: []string{native}, arrow: arrows[d]}.pattern("e", "r", "x:"+p.Kind.TypeName())
		parts = append(parts, "MATCH "+pattern+where(conditions...)+" RETURN DISTINCT x.id AS value")
	}
	return "CALL (e) { " + strings.Join(parts, " UNION ") + " }"
}
