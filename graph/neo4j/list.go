package neo4j

import (
	"context"
	"maps"
	"math"
	"slices"
	"strings"

	"policygraph/graph"
)

// nameKey is the property with the key of the order by name.
const nameKey = "nameKey"

// entityOrders are the orders of entities and the properties that hold their keys. The
// order by name descending is the order by name, read backwards.
var entityOrders = []struct {
	order    graph.EntityOrder
	property string
}{
	{graph.EntityOrder{Field: graph.OrderByName, Direction: graph.Asc}, nameKey},
	{graph.EntityOrder{Field: graph.OrderByDate, Direction: graph.Asc}, "dateKey"},
	{graph.EntityOrder{Field: graph.OrderByDate, Direction: graph.Desc}, "dateKeyDesc"},
	{graph.EntityOrder{Field: graph.OrderByRelations, Direction: graph.Asc}, "relationsKey"},
	{graph.EntityOrder{Field: graph.OrderByRelations, Direction: graph.Desc}, "relationsKeyDesc"},
}

func keyProperty(o graph.EntityOrder) string {
	if o.Reversed() {
		o.Direction = graph.Asc
	}
	for _, e := range entityOrders {
		if e.order == o {
			return e.property
		}
	}
	return entityOrders[0].property
}

// entityRead determines how the entities of a query are found.
type entityRead struct {
	source string // finds e; "" to read the lists of kinds, or the listing of a document
	of     ofDocument
	filter []string // conditions on e
	params map[string]any
}

// ofDocument says whether the list is of the entities that a document mentions, and how
// these are found.
type ofDocument int

const (
	ofNone  ofDocument = iota
	ofSmall            // by the statements that its passages name
	ofLarge            // by its listing
)

// entitiesOf returns how to find the entities of a query; ok is false if none can match.
func entitiesOf(q graph.ListQuery, of ofDocument) (r entityRead, ok bool) {
	f := q.Filter
	if f.IDs != nil && len(f.IDs) == 0 || f.Kinds != nil && len(f.Kinds) == 0 || f.Codes != nil && len(f.Codes) == 0 {
		return r, false
	}
	r.of, r.params = of, map[string]any{}
	if of != ofNone {
		alwaysParams(r.params, q.At)
	}
	if f.IDs != nil {
		r.params["ids"] = stringsOf(f.IDs)
	}
	if f.Codes != nil {
		r.params["codes"] = encodeCodes(f.Codes)
	}
	if f.Kinds != nil {
		// Each list is read once, even if its kind is repeated.
		r.params["kinds"] = slices.Compact(slices.Sorted(slices.Values(stringsOf(f.Kinds))))
		r.filter = append(r.filter, "e.kind IN $kinds")
	}
	if f.IDs != nil && (of == ofSmall || f.Codes != nil) {
		r.filter = append(r.filter, "e.id IN $ids")
	}
	switch {
	case of == ofSmall:
		if f.Codes != nil {
			r.filter = append(r.filter, "any(code IN e.codes WHERE code IN $codes)")
		}
		r.source = mentionedBy
	case f.Codes != nil:
		r.source = "UNWIND $codes AS code MATCH (:Code {release: $release, code: code})-[:CODE_OF]->(e)"
	case f.IDs != nil:
		r.source = "UNWIND $ids AS id MATCH (e:Entity {release: $release, id: id})" + byID("e", labelEntity)
	}
	return r, true
}

// mentionedBy finds the entities e that are mentioned by the statements that the document
// $of[i] evidences.
var mentionedBy = "MATCH (:Document {release: $release, id: $of[i]})-[:CITES]->(p:Passage)\nUNWIND p.statements AS statement\n" +
	"WITH DISTINCT statement\nWITH collect(split(statement, ' ')) AS cited\nCALL (cited) {\n" +
	"CALL (cited) {\n" + claimsCited(claimTypes()) + "\n}\nWITH s" + where(always("s")...) +
	"\nOPTIONAL MATCH (u:Entity {release: $release, id: s.under})\nUNWIND [startNode(s), endNode(s), u] AS e\nRETURN e\nUNION ALL\n" +
	"UNWIND [c IN cited WHERE c[0] = 'Figure'] AS c\nMATCH (s:Figure {release: $release, id: c[1]})-[:" + strings.Join(figureTies, "|") + "]->(e)" +
	where(always("s")...) + "\nRETURN e\n}\nWITH DISTINCT e WHERE e IS NOT NULL\nWITH e"

// List implements [graph.Snapshot]. It runs one statement, or two if a set has both large
// and other documents.
func (s *snapshot) List(ctx context.Context, q graph.ListQuery, w graph.Window) ([][]graph.Row[*graph.Entity], error) {
	if filtered(q.Filter) {
		return s.listFiltered(ctx, q, w)
	}
	out := make([][]graph.Row[*graph.Entity], max(len(q.Of), 1))
	property := keyProperty(q.Order)
	return out, s.listed(q, func(r entityRead, of subset) error {
		params := windowParams(w)
		maps.Copy(params, r.params)
		v, err := s.query(ctx, listText(r, property, boundedBy(w)), params)
		if err != nil {
			return err
		}
		found := pages(r.params["size"].(int), v.rows(), func(v *values) graph.Row[*graph.Entity] {
			return graph.Row[*graph.Entity]{Key: v.text(), Item: decodeEntity(v.rows(), false)}
		})
		for i, page := range found {
			out[of.index(i)] = page
		}
		return nil
	})
}

// listed calls read once for the list of all entities, or for the small and for the large
// documents of a set.
func (s *snapshot) listed(q graph.ListQuery, read func(r entityRead, of subset) error) error {
	if q.Of == nil {
		r, ok := entitiesOf(q, ofNone)
		if !ok {
			return nil
		}
		r.params["size"] = 1
		return read(r, subset{})
	}
	small, large := s.release.large.split(q.Of)
	for _, part := range []struct {
		of    ofDocument
		those subset
	}{{ofSmall, small}, {ofLarge, large}} {
		r, ok := entitiesOf(q, part.of)
		if !ok || len(part.those.ids) == 0 {
			continue
		}
		r.params["of"], r.params["size"] = stringsOf(part.those.ids), len(part.those.ids)
		if err := read(r, part.those); err != nil {
			return err
		}
	}
	return nil
}

// listText returns the statement for a page of each document, or for one page.
func listText(r entityRead, property string, b bounded) string {
	key := "e." + property
	return "UNWIND range(0, $size - 1) AS i\nCALL (i) {\n" + r.found(property, b) + "\nWITH e " + b.order(key) + "\nRETURN e\n}\n" +
		"RETURN collect([i, " + key + ", " + entityColumns("e", false) + "])"
}

// found finds entities e in bounds, each once. Of a list that an index or listing has in
// order it finds no more entities of each kind than a page holds.
func (r entityRead) found(property string, b bounded) string {
	key := "e." + property
	asked := append(slices.Clone(r.filter), b.where(key)...)
	kinds := "$kinds"
	if r.params["kinds"] == nil {
		kinds = allKinds
	}
	switch {
	case r.source != "" && r.of == ofLarge:
		return r.source + where(asked...) + "\n" + listedThere + "\nWITH DISTINCT e"
	case r.source != "":
		return r.source + where(asked...) + "\nWITH DISTINCT e"
	case r.of == ofLarge && property == nameKey:
		return "UNWIND " + kinds + " AS kind\nCALL (i, kind) {\n" + listingMatch(b, "$of[i]", "kind") + "\nWITH DISTINCT key LIMIT $limit\nRETURN key\n}\n" +
			"WITH key " + b.order("key") + "\nMATCH (e:Entity {release: $release, id: " + idOfKey + "})"
	case r.of == ofLarge:
		// A listing is by name. No list of the API has another order.
		return "UNWIND " + kinds + " AS kind\nCALL (i, kind) {\n" + listingAll("$of[i]", "kind") + "\nRETURN DISTINCT key\n}\n" +
			"MATCH (e:Entity {release: $release, id: " + idOfKey + "})" + byID("e", labelEntity) + where(asked...)
	default:
		// The first entities of each kind, read from the index in order.
		return "UNWIND " + kinds + " AS kind\nCALL (kind) {\n  MATCH (e:Entity)" +
			where(append([]string{"e.release = $release", "e.kind = kind"}, b.where(key)...)...) +
			"\n  WITH e " + b.order("e.release", "e.kind", key) + "\n  RETURN e\n}"
	}
}

// listedThere keeps the entities e that are in the listing of the document $of[i].
var listedThere = "CALL (i, e) {\nMATCH (l:Listing) WHERE l.release = $release AND l.owner = $of[i] AND l.kind = e.kind AND l.last >= e.nameKey\n" +
	"WITH e, l ORDER BY l.release, l.owner, l.kind, l.last LIMIT 1\n" + listingEntry +
	where(append([]string{"key = e.nameKey"}, listingSeen...)...) + "\nRETURN true AS there LIMIT 1\n}"

// allKinds is a Cypher list of all kinds.
var allKinds = func() string {
	text := "["
	for i, k := range graph.Kinds {
		if i > 0 {
			text += ", "
		}
		text += "'" + string(k.Kind) + "'"
	}
	return text + "]"
}()

func (s *snapshot) listTotals(ctx context.Context, q graph.ListQuery) ([]int, error) {
	if filtered(q.Filter) {
		return s.countFiltered(ctx, q)
	}
	out := make([]int, max(len(q.Of), 1))
	return out, s.listed(q, func(r entityRead, of subset) error {
		if r.source == "" && r.of == ofNone {
			for kind, count := range s.release.dataset.Kinds {
				if q.Filter.Kinds == nil || graph.OneOf(kind, q.Filter.Kinds) {
					out[0] += count
				}
			}
			return nil
		}
		size := r.params["size"].(int)
		params := windowParams(graph.Window{Limit: math.MaxInt32})
		maps.Copy(params, r.params)
		counts, err := s.totals(ctx, size, "UNWIND range(0, $size - 1) AS i\nCALL (i) {\n"+r.found(nameKey, bounded{})+"\nRETURN count(e) AS n\n}\nRETURN collect([i, n])", params)
		for i, n := range counts {
			out[of.index(i)] = n
		}
		return err
	})
}
