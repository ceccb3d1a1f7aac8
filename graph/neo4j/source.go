package neo4j

import (
	"context"
	"slices"
	"strings"

	"policygraph/graph"
)

// If few entities pass a filter, reading starts with its most selective condition: ids,
// codes, a text, documents, the other ends of relations, or areas. If many pass, the list
// is read in its order and the filter tests each entity.

// source finds the entities that meet one condition of a filter.
type source struct {
	match string // finds the entities, perhaps repeatedly
	size  int    // approximate number of entities found
	sizes []int  // approximate numbers for all conditions for which they are known
	// guaranteed is the condition that all entities found meet.
	guaranteed graph.EntityFilter
}

// remaining returns the conditions of a filter that the source does not guarantee.
func (s source) remaining(f graph.EntityFilter) graph.EntityFilter {
	switch {
	case s.guaranteed.IDs != nil:
		f.IDs = nil
	case s.guaranteed.Codes != nil:
		f.Codes = nil
	case s.guaranteed.Text != nil:
		f.Text = nil
	case s.guaranteed.Documents != nil:
		f.Documents = nil
	case s.guaranteed.Region != nil:
		f.Region = nil
	case s.guaranteed.Industry != nil:
		f.Industry = nil
	}
	return f
}

// unknownSize is assumed for a list that is only known to be short.
const unknownSize = 100

// source returns the source with the fewest entities for a variable; ok is false if
// all entities have to be read.
func (c *conditions) source(ctx context.Context, v string, f graph.EntityFilter) (best source, ok bool, err error) {
	var sizes []int
	defer func() { best.sizes = sizes }()
	offer := func(size int, guaranteed graph.EntityFilter, match func() string) {
		sizes = append(sizes, size)
		if !ok || size < best.size {
			best, ok = source{match: match(), size: size, guaranteed: guaranteed}, true
		}
	}
	entity := func(v, list string) string {
		id := c.name("id")
		return "UNWIND " + list + " AS " + id + " MATCH (" + v + ":Entity {release: $release, id: " + id + "})"
	}
	if f.IDs != nil {
		offer(len(f.IDs), graph.EntityFilter{IDs: f.IDs}, func() string { return entity(v, c.param(stringsOf(f.IDs))) })
	}
	if f.Codes != nil {
		offer(len(f.Codes), graph.EntityFilter{Codes: f.Codes}, func() string {
			code := c.name("code")
			return "UNWIND " + c.param(encodeCodes(f.Codes)) + " AS " + code + " MATCH (:Code {release: $release, code: " + code + "})-[:CODE_OF]->(" + v + ")"
		})
	}
	if f.Text != nil {
		found, err := c.textIDs(ctx, *f.Text)
		if err != nil {
			return source{}, false, err
		}
		offer(len(found), graph.EntityFilter{Text: f.Text}, func() string { return entity(v, c.param(found)) })
	}
	if f.Documents != nil {
		ids, err := c.documentIDs(ctx, f.Documents)
		if err != nil {
			return source{}, false, err
		}
		offer(len(ids), graph.EntityFilter{Documents: f.Documents}, func() string { return entity(v, c.param(ids)) })
	}
	for _, within := range []struct {
		filter     *graph.WithinFilter
		taxonomy   graph.Taxonomy
		guaranteed graph.EntityFilter
	}{{f.Region, graph.Regions, graph.EntityFilter{Region: f.Region}}, {f.Industry, graph.Industries, graph.EntityFilter{Industry: f.Industry}}} {
		if within.filter == nil {
			continue
		}
		ids, size, err := c.within(ctx, within.filter, within.taxonomy, c.at)
		if err != nil {
			return source{}, false, err
		}
		offer(size, within.guaranteed, func() string { return c.tiedTo(v, within.taxonomy, ids) })
	}
	if f.Has != nil {
		if f.Has.Node != nil && f.Has.Node.IDs != nil {
			offer(unknownSize*len(f.Has.Node.IDs), graph.EntityFilter{}, func() string {
				other, r := c.name("o"), c.name("r")
				types := f.Has.Types
				if types == nil {
					types = allTypes
				}
				if len(types) == 0 {
					return "UNWIND [] AS " + c.name("none") + " MATCH (" + v + ":Entity {release: $release})"
				}
				conditions, native := claimsOf(r, types, c.at)
				return entity(other, c.param(stringsOf(f.Has.Node.IDs))) + " MATCH (" + v + ")-[" + r + ":" + native + "]-(" + other + ")" + where(conditions...)
			})
		}
	}
	for _, part := range f.And {
		nested, found, err := c.source(ctx, v, part)
		if err != nil {
			return source{}, false, err
		}
		if found {
			offer(nested.size, graph.EntityFilter{}, func() string { return nested.match })
			sizes = append(sizes[:len(sizes)-1], nested.sizes...)
		}
	}
	return best, ok, nil
}

var allTypes = func() []graph.RelationType {
	out := make([]graph.RelationType, len(graph.Vocabulary))
	for i, r := range graph.Vocabulary {
		out[i] = r.Type
	}
	return out
}()

// tiedTo finds the entities that are tied to areas.
func (c *conditions) tiedTo(v string, p graph.Taxonomy, ids []string) string {
	id, area := c.name("id"), c.name("x")
	var parts []string
	for d, types := range p.TiedBy {
		r := c.name("r")
		conditions, native := claimsOf(r, types, c.at)
		parts = append(parts, "MATCH "+branch{native: []string{native}, arrow: arrows[d]}.pattern(v, r, area)+where(conditions...)+" RETURN "+v)
	}
	return "UNWIND " + c.param(ids) + " AS " + id + " MATCH (" + area + ":Entity {release: $release, id: " + id + "})\nCALL (" + area + ") { " +
		strings.Join(parts, " UNION ALL ") + " }"
}

// worth reports whether reading the source is cheaper than reading a list of the given
// length in its order until a number of rows pass. If conditions were independent, each
// row would take the product of all/size over all conditions.
func (s source) worth(rows, listed, all int) bool {
	passed := float64(rows)
	for _, size := range s.sizes {
		passed *= float64(all) / float64(max(size, 1))
	}
	return float64(s.size) <= min(passed, float64(listed))
}

// total returns the number of entities of some kinds; nil means all kinds.
func (s *snapshot) total(kinds []graph.Kind) int {
	n := 0
	for kind, count := range s.release.dataset.Kinds {
		if kinds == nil || slices.Contains(kinds, kind) {
			n += count
		}
	}
	return n
}
