package neo4j

import (
	"context"
	"slices"

	"policygraph/graph"
)

// entityOrders are the orders of entities and the properties that hold their
// keys. By name descending is by name read backwards.
var entityOrders = []struct {
	order    graph.EntityOrder
	property string
}{
	{graph.EntityOrder{Field: graph.OrderByName, Direction: graph.Asc}, "nameKey"},
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

// entityRead is how a query finds the entities that it lists.
type entityRead struct {
	source string // matches e, with i numbering the documents asked about
	filter []string
	params map[string]any
}

// entitiesOf says how to find the entities of a query. ok is false where nothing
// can match.
func entitiesOf(q graph.ListQuery) (r entityRead, ok bool) {
	f := q.Filter
	if f.IDs != nil && len(f.IDs) == 0 || f.Kinds != nil && len(f.Kinds) == 0 || f.Codes != nil && len(f.Codes) == 0 {
		return r, false
	}
	r.params = map[string]any{}
	if f.IDs != nil {
		r.params["ids"] = stringsOf(f.IDs)
	}
	if f.Codes != nil {
		r.params["codes"] = encodeCodes(f.Codes)
	}
	if f.Kinds != nil {
		// Each kind's list is read once, however often it is asked for.
		r.params["kinds"] = slices.Compact(slices.Sorted(slices.Values(stringsOf(f.Kinds))))
		r.filter = append(r.filter, "e.kind IN $kinds")
	}
	if f.IDs != nil && (q.Of != nil || f.Codes != nil) {
		r.filter = append(r.filter, "e.id IN $ids")
	}
	switch {
	case q.Of != nil:
		clockParams(r.params, q.At)["of"] = stringsOf(q.Of)
		r.filter = append(clocksOf(q.At).where("m", true), r.filter...)
		if f.Codes != nil {
			r.filter = append(r.filter, "any(code IN e.codes WHERE code IN $codes)")
		}
		r.source = "MATCH (:Document {release: $release, id: $of[i]})-[m:MENTIONS]->(e)"
	case f.Codes != nil:
		r.source = "UNWIND $codes AS code MATCH (:Code {release: $release, code: code})-[:CODE_OF]->(e)"
	case f.IDs != nil:
		r.source = "UNWIND $ids AS id MATCH (e:Entity {release: $release, id: id})"
	}
	return r, true
}

// List implements [graph.Snapshot].
func (s *snapshot) List(ctx context.Context, q graph.ListQuery, w graph.Window) ([][]graph.Row[*graph.Entity], error) {
	size := max(len(q.Of), 1)
	r, ok := entitiesOf(q)
	if !ok {
		return make([][]graph.Row[*graph.Entity], size), nil
	}
	params := windowParams(w)
	for k, v := range r.params {
		params[k] = v
	}
	params["size"] = size
	v, err := s.query(ctx, listText(r, keyProperty(q.Order), boundedBy(w)), params)
	if err != nil {
		return nil, err
	}
	return pages(size, v.rows(), func(v *values) graph.Row[*graph.Entity] {
		return graph.Row[*graph.Entity]{Key: v.text(), Item: decodeEntity(v.rows(), false)}
	}), nil
}

// listText reads a page a document, or one page. Without a source it merges the
// heads of the kinds asked for, each read from the index in order.
func listText(r entityRead, property string, b bounded) string {
	key := "e." + property
	var found string
	if r.source != "" {
		found = r.source + where(append(r.filter, b.where(key)...)...) + "\nWITH DISTINCT e"
	} else {
		kinds := "$kinds"
		if r.params["kinds"] == nil {
			kinds = allKinds
		}
		found = "UNWIND " + kinds + " AS kind\nCALL (kind) {\n  MATCH (e:Entity)" +
			where(append([]string{"e.release = $release", "e.kind = kind"}, b.where(key)...)...) +
			"\n  WITH e " + b.order("e.release", "e.kind", key) + "\n  RETURN e\n}\nWITH e"
	}
	return "UNWIND range(0, $size - 1) AS i\nCALL (i) {\n" + found + " " + b.order(key) + "\nRETURN e\n}\n" +
		"RETURN collect([i, " + key + ", " + entityColumns("e", false) + "])"
}

// allKinds is every kind as a list in Cypher.
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
	size := max(len(q.Of), 1)
	r, ok := entitiesOf(q)
	if !ok {
		return make([]int, size), nil
	}
	if r.source == "" {
		n := 0
		for kind, count := range s.release.dataset.Kinds {
			if q.Filter.Kinds == nil || graph.OneOf(kind, q.Filter.Kinds) {
				n += count
			}
		}
		return []int{n}, nil
	}
	r.params["size"] = size
	return s.totals(ctx, size, "UNWIND range(0, $size - 1) AS i\nCALL (i) {\n"+r.source+where(r.filter...)+"\nRETURN count(DISTINCT e) AS n\n}\nRETURN collect([i, n])", r.params)
}
