package neo4j

import (
	"context"
	"strings"

	"policygraph/graph"
)

// Claims implements [graph.Snapshot]. It runs one statement, or two if a set has both
// hubs and other entities.
func (s *snapshot) Claims(ctx context.Context, q graph.ClaimQuery, w graph.Window) ([][]graph.Row[graph.Edge], error) {
	if restricted(q) {
		return s.listRestricted(ctx, q, w)
	}
	out := make([][]graph.Row[graph.Edge], max(len(q.Of), 1))
	shape, ok := shapeOf(q, w)
	if !ok {
		return out, nil
	}
	params := claimParams(q, w)
	if q.Of == nil {
		return s.listClaims(ctx, shape, params)
	}
	ordinary, busy := s.release.hubs.split(q.Of)
	if err := s.claimsOf(ctx, shape, params, ordinary, out); err != nil {
		return nil, err
	}
	shape.indexed = !shape.distinct || strings.Count(shape.types, ",") < s.backend.config.DistinctTypes
	return out, s.claimsOf(ctx, shape, params, busy, out)
}

// claimsOf reads the pages of a subset into those of the whole set.
func (s *snapshot) claimsOf(ctx context.Context, shape claimShape, params map[string]any, of subset, out [][]graph.Row[graph.Edge]) error {
	if len(of.ids) == 0 {
		return nil
	}
	params["of"] = stringsOf(of.ids)
	v, err := s.query(ctx, s.backend.queryTexts.of(shape, useClaims), params)
	if err != nil {
		return err
	}
	edges := v.rows()
	brief := shape.omit&graph.OmitOther != 0
	rows := v.rows()
	others := make(map[graph.ID]*graph.Entity, len(rows))
	for _, row := range rows {
		e := decodeEntity(row.([]any), brief)
		others[e.ID] = e
	}
	layout := shape.layout()
	claims := make([]graph.Claim, len(edges)) // one allocation for all
	for at, row := range edges {
		v := values{list: row.([]any)}
		i := v.number()
		end, other := of.ids[i], others[graph.ID(v.text())]
		e := graph.Edge{Other: other, Claim: &claims[at]}
		if shape.distinct {
			for n, row := range v.rows() {
				c := &claims[at]
				if n > 0 {
					c = &graph.Claim{}
				}
				e.Claims = append(e.Claims, layout.decode(&values{list: row.([]any)}, end, other.ID, c))
			}
		} else {
			layout.decode(&v, end, other.ID, e.Claim)
		}
		e.Direction = e.Claim.From(end)
		at := of.index(i)
		out[at] = append(out[at], graph.Row[graph.Edge]{Key: e.Claim.Key, Item: e})
	}
	for i := range of.ids {
		ascending(out[of.index(i)])
	}
	return nil
}

func (s *snapshot) listClaims(ctx context.Context, shape claimShape, params map[string]any) ([][]graph.Row[graph.Edge], error) {
	v, err := s.query(ctx, s.backend.queryTexts.of(shape, useList), params)
	if err != nil {
		return nil, err
	}
	layout := shape.listLayout()
	return pages(1, v.rows(), func(v *values) graph.Row[graph.Edge] {
		c := layout.decode(v, "", "", &graph.Claim{})
		return graph.Row[graph.Edge]{Key: listKey(c), Item: graph.Edge{Claim: c}}
	}), nil
}

func (s *snapshot) claimTotals(ctx context.Context, q graph.ClaimQuery) ([]int, error) {
	if restricted(q) {
		return s.countRestricted(ctx, q)
	}
	size := max(len(q.Of), 1)
	shape, ok := shapeOf(q, graph.Window{})
	if !ok {
		return make([]int, size), nil
	}
	params := claimParams(q, graph.Window{})
	delete(params, "limit")
	if q.Of != nil {
		params["of"] = stringsOf(q.Of)
		return s.totals(ctx, size, s.backend.queryTexts.of(shape, useCount), params)
	}
	if !shape.filtered && !shape.confident && !shape.known {
		n := 0
		for _, t := range strings.Split(shape.types, ",") {
			n += s.release.dataset.Types[graph.RelationType(t)]
		}
		return []int{n}, nil
	}
	return s.totals(ctx, size, s.backend.queryTexts.of(shape, useListCount), params)
}
