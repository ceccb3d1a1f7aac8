package neo4j

import (
	"context"

	"policygraph/graph"
	"policygraph/graph/textmatch"
)

// textPage returns a page of the list of a filter that has only a text and kinds, with the
// one statement that reads the candidates. ok is false if they are more than
// [Config.MatchBatch], or if none matches and the text may be mistyped.
func (s *snapshot) textPage(ctx context.Context, q graph.ListQuery, w graph.Window) (rows []graph.Row[*graph.Entity], ok bool, err error) {
	f := q.Filter
	if f.Text == nil {
		return nil, false, nil
	}
	text, kinds := *f.Text, f.Kinds
	if f.Text, f.Kinds = nil, nil; filtered(f) || f.IDs != nil || f.Codes != nil {
		return nil, false, nil
	}
	needle := textmatch.NewNeedle(text)
	if needle.Empty() {
		return nil, false, nil
	}
	few := s.backend.config.MatchBatch
	found, err := s.candidates(ctx, needle.Lookups(), "", few+1, true)
	if err != nil || len(found) > few {
		return nil, false, err
	}
	order := q.Order
	if order.Reversed() {
		order.Direction = graph.Asc
	}
	for _, c := range found {
		if _, matches := needle.Match(c.entity.SearchNames()); !matches {
			continue
		}
		ok = true
		if key := graph.EntityKey(c.entity, order); allows(kinds, c.entity.Kind) && key > w.After && (w.Before == "" || key < w.Before) {
			rows = append(rows, graph.Row[*graph.Entity]{Key: key, Item: c.entity})
		}
	}
	ascending(rows)
	if surplus := len(rows) - w.Limit; surplus > 0 && w.FromEnd {
		rows = rows[surplus:]
	}
	return rows[:min(len(rows), w.Limit)], ok, nil
}
