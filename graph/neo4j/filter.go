package neo4j

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"policygraph/graph"
)

// conditions translates filters to Cypher. Regions, industries, documents and texts are
// looked up first, so that conditions compare ids with lists.
//
// A condition is true or false, never null, so that it can be negated.
type conditions struct {
	*snapshot
	at     graph.AsOf
	params map[string]any
	n      int // names used so far
	// The ids found for texts and documents. Both the start of a statement and its
	// conditions need them.
	matches   map[string][]string
	documents map[string][]string
}

func (s *snapshot) conditions(at graph.AsOf) *conditions {
	return &conditions{snapshot: s, at: at, params: clockParams(map[string]any{}, at), matches: map[string][]string{}, documents: map[string][]string{}}
}

// name returns an unused variable or parameter name.
func (c *conditions) name(prefix string) string {
	c.n++
	return prefix + strconv.Itoa(c.n)
}

// param adds a parameter and returns its reference, such as $p1.
func (c *conditions) param(value any) string {
	name := c.name("p")
	c.params[name] = value
	return "$" + name
}

// entity returns the conditions of a filter on the entity bound to a variable.
func (c *conditions) entity(ctx context.Context, v string, f graph.EntityFilter) ([]string, error) {
	var out []string
	in := func(property string, list []string) { out = append(out, v+"."+property+" IN "+c.param(list)) }
	if f.IDs != nil {
		in("id", stringsOf(f.IDs))
	}
	if f.Kinds != nil {
		in("kind", stringsOf(f.Kinds))
	}
	if f.Codes != nil {
		out = append(out, "any(code IN coalesce("+v+".codes, []) WHERE code IN "+c.param(encodeCodes(f.Codes))+")")
	}
	if f.Text != nil {
		found, err := c.textIDs(ctx, *f.Text)
		if err != nil {
			return nil, err
		}
		in("id", found)
	}
	if f.Documents != nil {
		mentioned, err := c.documentIDs(ctx, f.Documents)
		if err != nil {
			return nil, err
		}
		in("id", mentioned)
	}
	for _, forms := range f.Forms {
		out = append(out, "coalesce("+v+".form IN "+c.param(stringsOf(forms))+", false)")
	}
	if f.IssuedOn != nil {
		issued := v + ".issuedOn"
		dates := []string{issued + " IS NOT NULL"}
		if f.IssuedOn.From != "" {
			dates = append(dates, issued+" >= left("+c.param(string(f.IssuedOn.From))+", size("+issued+"))")
		}
		if f.IssuedOn.To != "" {
			dates = append(dates, issued+" <= left("+c.param(string(f.IssuedOn.To))+", size("+issued+"))")
		}
		out = append(out, "coalesce("+strings.Join(dates, " AND ")+", false)")
	}
	for _, within := range []struct {
		filter   *graph.WithinFilter
		taxonomy graph.Taxonomy
	}{{f.Region, graph.Regions}, {f.Industry, graph.Industries}} {
		if within.filter == nil {
			continue
		}
		ids, _, err := c.within(ctx, within.filter, within.taxonomy, c.at)
		if err != nil {
			return nil, err
		}
		out = append(out, c.tied(v, within.taxonomy, ids))
	}
	if f.Has != nil {
		has, err := c.has(ctx, v, f.Has)
		if err != nil {
			return nil, err
		}
		out = append(out, has)
	}
	for _, several := range []struct {
		filters []graph.EntityFilter
		word    string
	}{{f.And, " AND "}, {f.Or, " OR "}} {
		if several.filters == nil {
			continue
		}
		parts := []string{}
		for _, part := range several.filters {
			conditions, err := c.entity(ctx, v, part)
			if err != nil {
				return nil, err
			}
			parts = append(parts, all(conditions))
		}
		if len(parts) == 0 {
			parts = []string{v + ".id IS NULL"} // with a constant the planner would ignore the other conditions
		}
		out = append(out, "("+strings.Join(parts, several.word)+")")
	}
	if f.Not != nil {
		conditions, err := c.entity(ctx, v, *f.Not)
		if err != nil {
			return nil, err
		}
		out = append(out, "NOT "+all(conditions))
	}
	return out, nil
}

// textIDs returns the ids of all entities that a search for the text finds.
func (c *conditions) textIDs(ctx context.Context, text string) (ids []string, err error) {
	ids, ok := c.matches[text]
	if !ok {
		if ids, err = c.search(ctx, text); err != nil {
			return nil, err
		}
		c.matches[text] = ids
	}
	return ids, nil
}

// documentIDs returns the ids of all entities that documents mention.
func (c *conditions) documentIDs(ctx context.Context, documents []graph.ID) ([]string, error) {
	documents = slices.Compact(slices.Sorted(slices.Values(documents)))
	key := strings.Join(stringsOf(documents), " ")
	ids, ok := c.documents[key]
	if !ok {
		mentioned, err := c.mentionedIDs(ctx, documents, c.at)
		if err != nil {
			return nil, err
		}
		ids = stringsOf(slices.Concat(mentioned...))
		c.documents[key] = ids
	}
	return ids, nil
}

// all returns the conjunction of conditions; true if there are none.
func all(conditions []string) string {
	if len(conditions) == 0 {
		return "true"
	}
	return "(" + strings.Join(conditions, " AND ") + ")"
}

// tied requires a tie to one of some areas.
func (c *conditions) tied(v string, p graph.Taxonomy, ids []string) string {
	list := c.param(ids)
	var out []string
	for d, types := range p.TiedBy {
		area := c.name("x")
		out = append(out, c.exists(v, types, d, area+":"+p.Kind.TypeName(), func(string) []string { return []string{area + ".id IN " + list} }))
	}
	return "(" + strings.Join(out, " OR ") + ")"
}

// has requires a relation that passes a filter.
func (c *conditions) has(ctx context.Context, v string, f *graph.RelationFilter) (string, error) {
	other := c.name("o")
	var node []string
	if f.Node != nil {
		var err error
		if node, err = c.entity(ctx, other, *f.Node); err != nil {
			return "", err
		}
	}
	var certainty, confidence string
	if f.Certainty != "" {
		certainty = c.param(string(f.Certainty))
	}
	if f.MinConfidence != nil {
		confidence = c.param(*graph.ConfidenceFloor(f.MinConfidence))
	}
	asked := func(r string) []string {
		var out []string
		if certainty != "" {
			out = append(out, "coalesce("+r+".certainty, '"+string(graph.Explicit)+"') = "+certainty)
		}
		if confidence != "" {
			out = append(out, hasConfidence(r, confidence))
		}
		return append(out, node...)
	}
	var directed, symmetric []graph.RelationType
	for _, r := range graph.Vocabulary {
		switch {
		case f.Types != nil && !slices.Contains(f.Types, r.Type):
		case r.Symmetric || f.Direction == graph.Both || f.Direction == "":
			symmetric = append(symmetric, r.Type)
		default:
			directed = append(directed, r.Type)
		}
	}
	out := []string{}
	if len(directed) > 0 {
		out = append(out, c.exists(v, directed, f.Direction, other, asked))
	}
	if len(symmetric) > 0 {
		out = append(out, c.exists(v, symmetric, graph.Both, other, asked))
	}
	if len(out) == 0 {
		return v + ".id IS NULL", nil
	}
	return "(" + strings.Join(out, " OR ") + ")", nil
}

// exists requires a claim of some types that is seen at the dates and meets more
// conditions.
func (c *conditions) exists(v string, types []graph.RelationType, d graph.Direction, other string, more func(relation string) []string) string {
	r := c.name("r")
	conditions, native := claimsOf(r, types, c.at)
	pattern := branch{native: []string{native}, arrow: arrows[d]}.pattern(v, r, other)
	return "EXISTS { MATCH " + pattern + where(append(conditions, more(r)...)...) + " }"
}

// claimsOf returns the native types of the claims of some types that can be seen at the
// dates, as a pattern, and the conditions that these claims have to meet.
func claimsOf(r string, types []graph.RelationType, at graph.AsOf) (conditions []string, native string) {
	clocks := clocksOf(at)
	native = strings.Join(stringsOf(types), "|")
	if !clocks.known {
		return clocks.where(r, false), native
	}
	names := "'" + strings.Join(stringsOf(types), "', '") + "'"
	return append(clocks.where(r, true), "coalesce("+r+".type, type("+r+")) IN ["+names+"]"), native + "|" + typeRetracted
}

// hasConfidence requires evidence of at least a confidence. The first line has the highest.
func hasConfidence(r, confidence string) string {
	return "coalesce(toFloat(split(" + r + ".evidence[0], ' ')[3]) >= " + confidence + ", false)"
}

// citedBy requires evidence in one of the documents.
func citedBy(r, documents string) string {
	return "any(line IN coalesce(" + r + ".evidence, []) WHERE split(line, ' ')[0] IN " + documents + ")"
}

// within returns the areas that a filter selects, and the number of claims that tie
// entities to them.
func (s *snapshot) within(ctx context.Context, f *graph.WithinFilter, p graph.Taxonomy, at graph.AsOf) (ids []string, claims int, err error) {
	areas, err := s.taxonomyOf(ctx, p, at)
	if err != nil {
		return nil, 0, err
	}
	open := stringsOf(f.IDs)
	seen := map[string]bool{}
	ids = []string{}
	for len(open) > 0 {
		id := open[len(open)-1]
		open = open[:len(open)-1]
		area := areas[id]
		if area == nil || seen[id] {
			continue
		}
		seen[id] = true
		ids = append(ids, id)
		claims += area.claims
		if f.Inside {
			open = append(open, area.under...)
		}
	}
	slices.Sort(ids)
	return ids, claims, nil
}

// taxonomyOf returns all regions, or all industries.
func (s *snapshot) taxonomyOf(ctx context.Context, p graph.Taxonomy, at graph.AsOf) (taxonomy, error) {
	if held := s.release.taxonomies.of(p.Kind, at); held != nil {
		return held, nil
	}
	conditions, native := claimsOf("r", []graph.RelationType{p.Under}, at)
	kind := p.Kind.TypeName()
	var ties []string
	for d, types := range p.TiedBy {
		ties = append(ties, "COUNT { "+branch{native: stringsOf(types), arrow: arrows[d]}.pattern("", "", "a")+" }")
	}
	v, err := s.query(ctx, "MATCH (a:Entity {release: $release, kind: $kind}) WHERE a.nameKey IS NOT NULL\n"+
		"RETURN collect([a.id, "+strings.Join(ties, " + ")+", [(a)-[r:"+native+"]->(b:"+kind+")"+where(append(conditions, "r.under IS NULL")...)+" | b.id]])",
		clockParams(map[string]any{"kind": string(p.Kind)}, at))
	if err != nil {
		return nil, err
	}
	found := taxonomy{}
	of := func(id string) *area {
		if found[id] == nil {
			found[id] = &area{}
		}
		return found[id]
	}
	for _, row := range v.rows() {
		v := &values{list: row.([]any)}
		id := v.text()
		of(id).claims = v.number()
		for _, above := range v.strings() {
			of(above).under = append(of(above).under, id)
		}
	}
	s.release.taxonomies.keep(p.Kind, at, found)
	return found, nil
}
