package neo4j

import (
	"context"
	"maps"
	"slices"

	"policygraph/graph"
)

// filtered reports whether a filter has conditions other than ids, kinds and codes, for
// which there are indexes.
func filtered(f graph.EntityFilter) bool {
	for range f.Forms {
		return true
	}
	return f.Text != nil || f.Region != nil || f.Industry != nil || f.Documents != nil || f.IssuedOn != nil ||
		f.Has != nil || f.And != nil || f.Or != nil || f.Not != nil
}

// filterRead determines how the entities that pass a filter are found.
type filterRead struct {
	source string   // finds e, perhaps repeatedly; "" to read the lists of kinds
	filter []string // conditions on e
	params map[string]any
}

// filterRead returns how to find a number of the entities that pass a filter; all of them
// if rows is 0.
func (s *snapshot) filterRead(ctx context.Context, q graph.ListQuery, rows int) (r filterRead, err error) {
	f := q.Filter
	c := s.conditions(q.At)
	from, found, err := c.source(ctx, "e", f)
	if err != nil {
		return r, err
	}
	if found && (rows == 0 || from.worth(rows, s.total(f.Kinds), s.total(nil))) {
		r.source, f = from.match, from.remaining(f)
	} else if f.Kinds != nil {
		// Each list is read once, even if its kind is repeated.
		c.params["kinds"] = slices.Compact(slices.Sorted(slices.Values(stringsOf(f.Kinds))))
		f.Kinds = nil
	}
	r.filter, err = c.entity(ctx, "e", f)
	r.params = c.params
	return r, err
}

func (r filterRead) kinds() string {
	if r.params["kinds"] == nil {
		return allKinds
	}
	return "$kinds"
}

// found finds the entities, each once.
func (r filterRead) found() string {
	if r.source != "" {
		return r.source + "\nWITH DISTINCT e" + where(r.filter...)
	}
	return "UNWIND " + r.kinds() + " AS kind MATCH (e:Entity)" + where(append([]string{"e.release = $release", "e.kind = kind", "e.nameKey IS NOT NULL"}, r.filter...)...)
}

// listFiltered returns a page of each list.
func (s *snapshot) listFiltered(ctx context.Context, q graph.ListQuery, w graph.Window) ([][]graph.Row[*graph.Entity], error) {
	return eachFilter(ctx, s, q, func(q graph.ListQuery) ([]graph.Row[*graph.Entity], error) {
		if rows, ok, err := s.textPage(ctx, q, w); ok || err != nil {
			return rows, err
		}
		r, err := s.filterRead(ctx, q, w.Limit)
		if err != nil {
			return nil, err
		}
		b, key := boundedBy(w), "e."+keyProperty(q.Order)
		text := r.source + "\nWITH DISTINCT e" + where(append(b.where(key), r.filter...)...)
		if r.source == "" {
			text = "UNWIND " + r.kinds() + " AS kind\nCALL (kind) {\n  MATCH (e:Entity)" +
				where(append(append([]string{"e.release = $release", "e.kind = kind"}, b.where(key)...), r.filter...)...) +
				"\n  WITH e " + b.order("e.release", "e.kind", key) + "\n  RETURN e\n}"
		}
		params := windowParams(w)
		maps.Copy(params, r.params)
		v, err := s.query(ctx, text+"\nWITH e "+b.order(key)+"\nRETURN collect(["+key+", "+entityColumns("e", false)+"])", params)
		if err != nil {
			return nil, err
		}
		rows := v.rows()
		out := make([]graph.Row[*graph.Entity], len(rows))
		for i, row := range rows {
			v := &values{list: row.([]any)}
			out[i] = graph.Row[*graph.Entity]{Key: v.text(), Item: decodeEntity(v.rows(), false)}
		}
		ascending(out)
		return out, nil
	})
}

// countFiltered returns the total of each list.
func (s *snapshot) countFiltered(ctx context.Context, q graph.ListQuery) ([]int, error) {
	return eachFilter(ctx, s, q, func(q graph.ListQuery) (int, error) {
		r, err := s.filterRead(ctx, q, 0)
		if err != nil {
			return 0, err
		}
		if r.source == "" && r.filter == nil {
			return s.total(q.Filter.Kinds), nil
		}
		v, err := s.query(ctx, r.found()+"\nRETURN count(e)", r.params)
		if err != nil {
			return 0, err
		}
		return v.number(), nil
	})
}

// eachFilter calls answer for the list of all entities, or for the list of each document
// of a set, whose entities it looks up.
func eachFilter[T any](ctx context.Context, s *snapshot, q graph.ListQuery, answer func(graph.ListQuery) (T, error)) ([]T, error) {
	if q.Of == nil {
		one, err := answer(q)
		return []T{one}, err
	}
	mentioned, err := s.mentionedIDs(ctx, q.Of, q.At)
	if err != nil {
		return nil, err
	}
	out := make([]T, len(q.Of))
	for i, ids := range mentioned {
		one := q
		one.Of, one.Filter = nil, graph.EntityFilter{IDs: ids, And: []graph.EntityFilter{q.Filter}}
		if out[i], err = answer(one); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// mentionedIDs returns the ids of the entities that each of some documents mentions.
func (s *snapshot) mentionedIDs(ctx context.Context, documents []graph.ID, at graph.AsOf) ([][]graph.ID, error) {
	if len(documents) == 0 {
		return nil, nil
	}
	maxCandidates := s.backend.config.MaxCandidates
	pages, err := s.List(ctx, graph.ListQuery{Of: documents, At: at}, graph.Window{Limit: maxCandidates + 1})
	if err != nil {
		return nil, err
	}
	out := make([][]graph.ID, len(documents))
	for i, page := range pages {
		if len(page) > maxCandidates {
			return nil, graph.Errorf(graph.CodeLimit, "filter by document: %s mentions more than %d entities; remove it from the filter", documents[i], maxCandidates)
		}
		out[i] = make([]graph.ID, len(page))
		for j, row := range page {
			out[i][j] = row.Item.ID
		}
	}
	return out, nil
}
