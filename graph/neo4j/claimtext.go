package neo4j

import (
	"slices"
	"strconv"
	"strings"

	"policygraph/graph"
)

// claimShape is the part of a query for claims that cannot be a parameter and
// therefore determines its text. Each text is made once, and planned once by the
// server.
type claimShape struct {
	types     string // with commas, in the order of the vocabulary
	direction graph.Direction
	kind      graph.Kind // of the other end, where one is asked for
	kinds     bool       // of several
	filtered  bool       // by certainty, stages, valid time, or what a claim is under
	known     bool       // as of a day of record time
	distinct  bool
	window    bounded
	omit      graph.Omit
	indexed   bool // through the indexes of relations, for hubs and for the list of all
}

// shapeOf returns the shape of a query; ok is false if nothing can match.
func shapeOf(q graph.ClaimQuery, w graph.Window) (shape claimShape, ok bool) {
	if q.Types != nil && len(q.Types) == 0 || q.Kinds != nil && len(q.Kinds) == 0 || q.Stages != nil && len(q.Stages) == 0 {
		return shape, false
	}
	shape = claimShape{
		direction: q.Direction, distinct: q.Distinct, window: boundedBy(w), omit: q.Omit, kinds: len(q.Kinds) > 1,
		filtered: q.Certainty != "" || q.Stages != nil || q.WithoutUnder || q.At.ValidOn != "", known: q.At.SeesWithdrawn(),
	}
	if len(q.Kinds) == 1 {
		shape.kind = q.Kinds[0]
	}
	var types []string
	for _, r := range graph.Vocabulary {
		if q.Types == nil || slices.Contains(q.Types, r.Type) {
			types = append(types, string(r.Type))
		}
	}
	shape.types = strings.Join(types, ",")
	return shape, true
}

func claimParams(q graph.ClaimQuery, w graph.Window) map[string]any {
	stored := storedKey
	if q.Of == nil {
		stored = storedListKey
	}
	w.After, w.Before = stored(w.After), stored(w.Before)
	p := clockParams(windowParams(w), q.At)
	if len(q.Kinds) > 1 {
		p["kinds"] = stringsOf(q.Kinds)
	}
	if q.Certainty != "" || q.Stages != nil || q.WithoutUnder || q.At.ValidOn != "" {
		p["certainty"], p["plain"], p["valid"] = string(q.Certainty), q.WithoutUnder, string(q.At.ValidOn)
		p["stages"] = stringsOf(graph.Stages)
		if q.Stages != nil {
			p["stages"] = stringsOf(q.Stages)
		}
	}
	return p
}

// layout is what the shape's claims are returned as.
func (s claimShape) layout() claimLayout {
	types := strings.Split(s.types, ",")
	l := claimLayout{omit: s.omit, typed: len(types) > 1, only: graph.RelationType(types[0]), retracted: s.known, outward: s.direction == graph.Out}
	l.turned = s.direction == graph.Both
	for _, t := range types {
		l.turned = l.turned || graph.RelationType(t).Symmetric()
	}
	return l
}

// branch is relations that one pattern finds.
type branch struct {
	native []string // types
	// arrow is ">" where the entity asked about is the subject, "<" where it is
	// the object, "" for both.
	arrow string
	// retractedTypes is, where native is RETRACTED, a Cypher list of the types of the
	// claims to find among them.
	retractedTypes string
	// once leaves out claims of an entity about itself, where another branch finds them.
	once bool
}

// branches are the patterns that a shape needs: symmetric claims match in
// whichever direction, and retracted ones lie under a type of their own.
func (s claimShape) branches() []branch {
	var directed, symmetric []string
	for _, t := range strings.Split(s.types, ",") {
		if s.direction != graph.Both && graph.RelationType(t).Symmetric() {
			symmetric = append(symmetric, t)
		} else {
			directed = append(directed, t)
		}
	}
	arrow := arrows[s.direction]
	var out []branch
	for _, b := range []branch{{native: directed, arrow: arrow}, {native: symmetric}} {
		if len(b.native) == 0 {
			continue
		}
		out = append(out, b)
		if s.known {
			out = append(out, branch{native: []string{typeRetracted}, arrow: b.arrow, retractedTypes: "['" + strings.Join(b.native, "', '") + "']"})
		}
	}
	return out
}

// arrows are how patterns say directions.
var arrows = map[graph.Direction]string{graph.Out: ">", graph.In: "<"}

// each makes of branches some that have one type and one direction, as indexes do.
func each(branches []branch) []branch {
	var out []branch
	for _, b := range branches {
		for _, t := range b.native {
			one := branch{native: []string{t}, arrow: b.arrow, retractedTypes: b.retractedTypes}
			if b.arrow == "" {
				one.arrow = ">"
				out = append(out, one)
				one.arrow, one.once = "<", true
			}
			out = append(out, one)
		}
	}
	return out
}

func (b branch) pattern(end, relation, other string) string {
	left, right := "-", "-"
	switch b.arrow {
	case ">":
		right = "->"
	case "<":
		left = "<-"
	}
	return "(" + end + ")" + left + "[" + relation + ":" + strings.Join(b.native, "|") + "]" + right + "(" + other + ")"
}

// filters are all rarer filters at once, so that their combinations have one
// text and one plan. An empty parameter does not restrict.
const filters = "($certainty = '' OR coalesce(r.certainty, 'EXPLICIT') = $certainty) AND coalesce(r.stage, 'DONE') IN $stages AND (NOT $plain OR r.under IS NULL) AND " +
	"($valid = '' OR coalesce(r.firstDay <= $valid, true) AND coalesce(r.lastDay >= $valid, true))"

// conditions are what a shape asks of a claim of a branch.
func (s claimShape) conditions(b branch, claim string) []string {
	var c []string
	if b.retractedTypes != "" {
		c = append(c, claim+".type IN "+b.retractedTypes, claim+".retracted > $gone")
	}
	if b.once {
		c = append(c, "o <> e")
	}
	if s.known {
		c = append(c, claim+".recorded <= $known")
	}
	if s.filtered {
		c = append(c, strings.ReplaceAll(filters, "r.", claim+"."))
	}
	return c
}

// ends are what a shape asks of the other end o of a claim.
func (s claimShape) ends() []string {
	switch {
	case s.kind != "":
		return []string{"o:" + s.kind.TypeName()}
	case s.kinds:
		return []string{"o.kind IN $kinds"}
	default:
		return nil
	}
}

const (
	claimHead = "UNWIND range(0, size($of) - 1) AS i\nMATCH (e:Entity {release: $release, id: $of[i]})\n"
	maxClaims = graph.MaxClaims
)

// text is the query for the claims of a set: one record with two lists, of edges
// and of the other ends, each end once.
func (s claimShape) text() string {
	found := s.plainText
	switch {
	case s.distinct && s.indexed:
		found = s.distinctIndexedText
	case s.distinct:
		found = s.distinctText
	case s.indexed:
		found = s.indexedText
	}
	l := s.layout()
	edge := l.row("r", "e", "i", "o.id")
	if s.distinct {
		edge = "[i, o.id, [r IN rs | " + l.row("r", "e") + "]]"
	}
	brief := s.omit&graph.OmitOther != 0
	return claimHead + found() + "\nWITH collect(" + edge + ") AS edges, collect(DISTINCT o) AS others\n" +
		"RETURN edges, [o IN others | " + entityColumns("o", brief) + "]"
}

// union is what the branches give, as r and o.
func (s claimShape) union(bound string) string {
	var parts []string
	for _, b := range s.branches() {
		parts = append(parts, "MATCH "+b.pattern("e", "r", "o")+where(append(s.ends(), s.conditions(b, "r")...)...)+" RETURN r, o")
	}
	if len(parts) == 1 {
		return strings.TrimSuffix(parts[0], " RETURN r, o")
	}
	return "CALL (" + bound + ") { " + strings.Join(parts, "\nUNION ALL ") + " }"
}

// plainText looks at all relations of the entity.
func (s claimShape) plainText() string {
	keys := s.window.where("r.key")
	return "CALL (e) {\n" + s.union("e") + "\nWITH r, o" + where(keys...) + "\nWITH r, o " + s.window.order("r.key") + "\nRETURN r, o\n}"
}

// distinctText groups them by other end, whose place is that of its best claim.
func (s claimShape) distinctText() string {
	return "CALL (e) {\n" + s.union("e") + "\nWITH r, o ORDER BY r.key\nWITH o, collect(r)[.." + strconv.Itoa(maxClaims) + "] AS rs\nWITH o, rs, rs[0].key AS key" +
		where(s.window.where("key")...) + "\nWITH o, rs, key " + s.window.order("key") + "\nRETURN o, rs\n}"
}

// indexedText takes the head of each type from its index, which has them in
// order, and merges the heads.
func (s claimShape) indexedText() string { return s.heads("") }

// distinctIndexedText does so with the best claims of the other ends, which are
// those that no better one stands beside.
func (s claimShape) distinctIndexedText() string {
	var beside, between []string
	for _, b := range s.branches() {
		beside = append(beside, "EXISTS { MATCH "+b.pattern("e", "better", "o")+where(append(s.conditions(b, "better"), "better.key < r.key")...)+" }")
		between = append(between, "MATCH "+b.pattern("e", "r", "o")+where(s.conditions(b, "r")...)+" RETURN r")
	}
	return s.heads("NOT ("+strings.Join(beside, " OR ")+")") +
		"\nCALL (e, o) {\nCALL (e, o) { " + strings.Join(between, "\nUNION ALL ") + " }\nWITH r ORDER BY r.key LIMIT " + strconv.Itoa(maxClaims) + "\nRETURN collect(r) AS rs\n}"
}

func (s claimShape) heads(also string) string {
	var parts []string
	for _, b := range each(s.branches()) {
		column, far := "subject", ">"
		if b.arrow == "<" {
			column, far = "object", "<"
		}
		conditions := append([]string{"r.release = $release", "r." + column + " = $of[i]"}, s.window.where("r.key")...)
		conditions = append(append(conditions, s.ends()...), s.conditions(b, "r")...)
		if also != "" {
			conditions = append(conditions, also)
		}
		pattern := branch{native: b.native, arrow: far}.pattern("", "r", "o")
		parts = append(parts, "MATCH "+pattern+" USING INDEX SEEK r:"+b.native[0]+"(release, "+column+", key)"+where(conditions...)+
			"\nWITH r, o, r.key AS key "+s.window.order("r.release", "r."+column, "key")+" RETURN r, o, key")
	}
	return "CALL (i, e) {\n" + s.window.merge("i, e", "r, o, key", parts) + "\nRETURN r, o\n}"
}

// listText is the query for the list of all claims.
func (s claimShape) listText() string {
	var parts []string
	for _, b := range each(s.listBranches()) {
		conditions := append([]string{"r.release = $release"}, s.window.where("r.listKey")...)
		parts = append(parts, "MATCH ()-[r:"+b.native[0]+"]->() USING INDEX SEEK r:"+b.native[0]+"(release, listKey)"+where(append(conditions, s.conditions(b, "r")...)...)+
			"\nWITH r, r.listKey AS key "+s.window.order("r.release", "key")+" RETURN r, key")
	}
	return "CALL () {\n" + s.window.merge("", "r, key", parts) + "\nRETURN r\n}\n" +
		"RETURN collect(" + s.listLayout().row("r", "", "0") + ")"
}

// listBranches have each relation once, whatever its direction.
func (s claimShape) listBranches() []branch {
	s.direction = graph.Out
	branches := s.branches()
	for i := range branches {
		branches[i].arrow = ">"
	}
	return branches
}

func (s claimShape) listLayout() claimLayout {
	return claimLayout{omit: s.omit, ends: true, typed: true, retracted: s.known}
}

// countText counts the claims of each of a set. Without conditions the server
// keeps the numbers.
func (s claimShape) countText() string {
	if s.distinct {
		return claimHead + "CALL (e) {\n" + s.union("e") + "\nRETURN count(DISTINCT o) AS n\n}\nRETURN collect([i, n])"
	}
	var parts []string
	for _, b := range s.branches() {
		conditions := append(s.ends(), s.conditions(b, "r")...)
		if len(conditions) == 0 {
			for _, t := range b.native {
				parts = append(parts, "COUNT { "+branch{native: []string{t}, arrow: b.arrow}.pattern("e", "", "")+" }")
			}
			continue
		}
		parts = append(parts, "COUNT { MATCH "+b.pattern("e", "r", "o")+where(conditions...)+" }")
	}
	return claimHead + "RETURN collect([i, " + strings.Join(parts, " + ") + "])"
}

// listCountText counts the list of all claims.
func (s claimShape) listCountText() string {
	var parts []string
	for _, b := range each(s.listBranches()) {
		parts = append(parts, "MATCH ()-[r:"+b.native[0]+"]->()"+where(append([]string{"r.release = $release", "r.listKey IS NOT NULL"}, s.conditions(b, "r")...)...)+" RETURN count(*) AS n")
	}
	return "CALL () {\n" + strings.Join(parts, "\nUNION ALL\n") + "\n}\nWITH sum(n) AS n\nRETURN [[0, n]]"
}
