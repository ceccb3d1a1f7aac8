package view

import (
	"context"
	"slices"

	"policygraph/graph"
)

// maxDepth is the largest number of levels that ancestors are read from.
const maxDepth = 32

var (
	industryParents = shortcut(graph.Industry, "parents")
	regionParent    = shortcut(graph.Region, "parent")
)

func shortcut(kind graph.Kind, field string) *graph.Shortcut {
	i := slices.IndexFunc(graph.Shortcuts, func(s graph.Shortcut) bool { return s.Kind == kind && s.Field == field })
	return &graph.Shortcuts[i]
}

// Ancestors returns all industries above this one, nearest first.
func (v *Industry) Ancestors(ctx context.Context, at *graph.AsOf) ([]*Industry, error) {
	above, err := v.ancestors(ctx, industryParents, at)
	if err != nil {
		return nil, err
	}
	from, to := above.of(v.index)
	return collect(to-from, func(i int) Industry { return Industry{entity{above.next, from + i}} }), nil
}

// Ancestors returns all regions above this one, from the top down.
func (v *Region) Ancestors(ctx context.Context, at *graph.AsOf) ([]*Region, error) {
	above, err := v.ancestors(ctx, regionParent, at)
	if err != nil {
		return nil, err
	}
	from, to := above.of(v.index)
	return collect(to-from, func(i int) Region { return Region{entity{above.next, to - 1 - i}} }), nil
}

// groups holds the entities found for each distinct member of a cohort.
type groups struct {
	next   *entities
	starts []int
	index  []int
}

func (g *groups) of(member int) (from, to int) {
	index := g.index[member]
	return g.starts[index], g.starts[index+1]
}

func (e entity) ancestors(ctx context.Context, s *graph.Shortcut, at *graph.AsOf) (*groups, error) {
	c, q := e.cohort, e.weigh(queryOf(s), weighed{at: at})
	return once(ctx, &c.loads, func() string {
		q.Omit = omitFromEntities(ctx)
		return "ancestors " + keyOf(s.Kind, q, graph.Page{})
	}, func(ctx context.Context) (*groups, error) {
		members := c.set(s.Kind)
		parents, err := readParents(ctx, c.reader, q, members.ids)
		if err != nil {
			return nil, err
		}
		found := &groups{index: members.index, starts: []int{0}}
		var items []*graph.Entity
		for _, id := range members.ids {
			items = append(items, nearestFirst(parents, id)...)
			found.starts = append(found.starts, len(items))
		}
		found.next = newCohort(c.request, q.At, items)
		return found, nil
	})
}

// readParents reads the parents of entities, their parents, and so on, in one read for
// each level. q asks for parents.
func readParents(ctx context.Context, reader *graph.Reader, q graph.ClaimQuery, from []graph.ID) (map[graph.ID][]*graph.Entity, error) {
	parents := map[graph.ID][]*graph.Entity{}
	for _, id := range from {
		parents[id] = nil
	}
	q.Page.First = new(graph.MaxPage)
	for depth := 0; len(from) > 0; depth++ {
		if depth > maxDepth {
			return nil, graph.Errorf(graph.CodeLimit, "the hierarchy above %q has more than %d levels: follow parents in several requests", from[0], maxDepth)
		}
		q.Of = from
		answer, err := reader.Claims(ctx, q)
		if err != nil {
			return nil, err
		}
		var next []graph.ID
		for i, found := range answer {
			if found.HasNextPage {
				return nil, tooManyParents()
			}
			for _, edge := range found.Edges {
				above := edge.Item.Other
				parents[from[i]] = append(parents[from[i]], above)
				if _, known := parents[above.ID]; !known {
					parents[above.ID] = nil
					next = append(next, above.ID)
				}
			}
		}
		from = next
	}
	return parents, nil
}

// nearestFirst returns the ancestors of an entity, each once, level by level.
func nearestFirst(parents map[graph.ID][]*graph.Entity, of graph.ID) []*graph.Entity {
	var above []*graph.Entity
	seen := map[graph.ID]bool{of: true}
	for i, id := 0, of; ; i++ {
		for _, parent := range parents[id] {
			if !seen[parent.ID] {
				seen[parent.ID] = true
				above = append(above, parent)
			}
		}
		if i == len(above) {
			return above
		}
		id = above[i].ID
	}
}

func tooManyParents() error {
	return graph.Errorf(graph.CodeLimit, "more than %d parents in a hierarchy: read them from relations, page by page", graph.MaxPage)
}

// checkComplete returns an error where a list without pages would be incomplete.
func (p relationPage) checkComplete() error {
	if p.all.connections[p.index].HasNextPage {
		return tooManyParents()
	}
	return nil
}
