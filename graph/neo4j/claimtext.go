package neo4j

import (
	"slices"
	"strconv"
	"strings"

	"policygraph/graph"
)

// claimShape is the part of a query for claims that determines the text of its
// statement; the rest are parameters. Each text is made once, and planned by the server
// once.
type claimShape struct {
	types     string // joined by commas, in the order of the vocabulary
	direction graph.Direction
	kind      graph.Kind // the kind of the other end, if the query names one
	kinds     bool       // the query names several kinds
	filtered  bool       // by certainty, stage, valid time or under: see [filters]
	confident bool       // with at least some confidence
	known     bool       // as of a day of record time: retracted claims can be seen
	distinct  bool
	window    bounded
	omit      graph.Omit
	indexed   bool // read by the indexes of relations, for hubs
}

// shapeOf returns the shape of a query; ok is false if nothing can match.
func shapeOf(q graph.ClaimQuery, w graph.Window) (shape claimShape, ok bool) {
	if q.Types != nil && len(q.Types) == 0 || q.Kinds != nil && len(q.Kinds) == 0 || q.Stages != nil && len(q.Stages) == 0 {
		return shape, false
	}
	shape = claimShape{
		direction: q.Direction, distinct: q.Distinct, window: boundedBy(w), omit: q.Omit, kinds: len(q.Kinds) > 1,
		filtered: q.Certainty != "" || q.Stages != nil || q.WithoutUnder || q.Validity != "" || q.At.ValidOn != "", known: q.At.SeesWithdrawn(),
		confident: q.MinConfidence != nil,
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
	if q.MinConfidence != nil {
		p["weak"] = graph.ConfidenceKey(*q.MinConfidence)
	}
	if q.Certainty != "" || q.Stages != nil || q.WithoutUnder || q.Validity != "" || q.At.ValidOn != "" {
		p["certainty"], p["plain"], p["valid"] = string(q.Certainty), q.WithoutUnder, string(q.At.ValidOn)
		p["validity"], p["presume"] = string(q.Validity), presumes(q.At)
		p["stages"] = stringsOf(graph.Stages)
		if q.Stages != nil {
			p["stages"] = stringsOf(q.Stages)
		}
	}
	return p
}

// layout returns the columns of the shape's claims.
func (s claimShape) layout() claimLayout {
	types := strings.Split(s.types, ",")
	l := claimLayout{omit: s.omit, typed: len(types) > 1, only: graph.RelationType(types[0]), retracted: s.known, outward: s.direction == graph.Out}
	l.turned = s.direction == graph.Both
	for _, t := range types {
		l.turned = l.turned || graph.RelationType(t).Symmetric()
	}
	return l
}

// branch is a set of relations that one pattern finds.
type branch struct {
	native []string // native types
	// arrow is ">" if the entity asked about is the subject, "<" if it is the object, and
	// "" if it can be either.
	arrow string
	// retractedTypes is, where native is RETRACTED, a Cypher list of the types of the
	// claims to find among them.
	retractedTypes string
	// once excludes claims that relate an entity to itself, which another branch finds.
	once bool
}

// branches returns the branches of a shape. Symmetric claims match in both directions,
// and retracted claims have a native type of their own, so these have separate branches.
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

// arrows are the arrows of branches by direction.
var arrows = map[graph.Direction]string{graph.Out: ">", graph.In: "<"}

// each splits branches into those of one type and one direction, as indexes have.
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

// filters are the conditions of the rarer filters, all in one text, so that their
// combinations need one plan. An empty parameter does not restrict.
var filters = "($certainty = '' OR coalesce(r.certainty, 'EXPLICIT') = $certainty) AND coalesce(r.stage, 'DONE') IN $stages AND (NOT $plain OR r.under IS NULL) AND " +
	"($valid = '' OR " + heldOn("r") + ") AND " +
	"($validity = '' OR CASE WHEN r.firstDay IS NOT NULL THEN '" + string(graph.ValidityStated) + "' WHEN r.presumedFrom IS NOT NULL THEN '" + string(graph.ValidityPresumed) +
	"' ELSE '" + string(graph.ValidityUnknown) + "' END = $validity)"

// conditions returns what a shape requires of a claim of a branch.
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
	if s.confident {
		c = append(c, claim+".key < $weak")
	}
	if s.filtered {
		c = append(c, strings.ReplaceAll(filters, "r.", claim+"."))
	}
	return c
}

// ends returns what a shape requires of the other end o of a claim.
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

// text returns the statement for the claims of a set. It returns one record with two
// lists: edges, and the entities at their other ends, once each.
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

// union finds the relations r and other ends o of all branches.
func (s claimShape) union(bound string) string { return unionOf(bound, s.parts()) }

// parts returns a statement for each branch that finds its relations r and other ends o of
// an entity e.
func (s claimShape) parts() []string {
	var parts []string
	for _, b := range s.branches() {
		parts = append(parts, "MATCH "+b.pattern("e", "r", "o")+where(append(s.ends(), s.conditions(b, "r")...)...)+" RETURN r, o")
	}
	return parts
}

func unionOf(bound string, parts []string) string {
	if len(parts) == 1 {
		return strings.TrimSuffix(parts[0], " RETURN r, o")
	}
	return "CALL (" + bound + ") { " + strings.Join(parts, "\nUNION ALL ") + " }"
}

// plainText reads all relations of the entity.
func (s claimShape) plainText() string {
	keys := s.window.where("r.key")
	return "CALL (e) {\n" + s.union("e") + "\nWITH r, o" + where(keys...) + "\nWITH r, o " + s.window.order("r.key") + "\nRETURN r, o\n}"
}

// distinctText reads all relations of the entity and groups them by other end. An other
// end has the key of its best claim.
func (s claimShape) distinctText() string {
	return "CALL (e) {\n" + s.union("e") + "\nWITH r, o ORDER BY r.key\nWITH o, collect(r)[.." + strconv.Itoa(maxClaims) + "] AS rs\nWITH o, rs, rs[0].key AS key" +
		where(s.window.where("key")...) + "\nWITH o, rs, key " + s.window.order("key") + "\nRETURN o, rs\n}"
}

// indexedText reads the first claims of each type from its index, which is in the order
// of keys, and merges them.
func (s claimShape) indexedText() string { return s.heads("") }

// distinctIndexedText does so with the best claim to each other end: a claim is the best
// if there is no better one between its ends.
func (s claimShape) distinctIndexedText() string {
	var better, between []string
	for _, b := range s.branches() {
		better = append(better, "EXISTS { MATCH "+b.pattern("e", "better", "o")+where(append(s.conditions(b, "better"), "better.key < r.key")...)+" }")
		between = append(between, "MATCH "+b.pattern("e", "r", "o")+where(s.conditions(b, "r")...)+" RETURN r")
	}
	return s.heads("NOT ("+strings.Join(better, " OR ")+")") +
		"\nCALL (e, o) {\nCALL (e, o) { " + strings.Join(between, "\nUNION ALL ") + " }\nWITH r ORDER BY r.key LIMIT " + strconv.Itoa(maxClaims) + "\nRETURN collect(r) AS rs\n}"
}

// heads reads the first claims of each branch that meet one more condition, if there is
// one, and merges them.
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

// listText returns the statement for the list of all claims.
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

// listBranches returns branches that find each relation once, as from its subject.
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

// countText returns the statement that counts the claims of each of a set. Counts without
// conditions the server has stored.
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

// listCountText returns the statement that counts the list of all claims.
func (s claimShape) listCountText() string {
	var parts []string
	for _, b := range each(s.listBranches()) {
		parts = append(parts, "MATCH ()-[r:"+b.native[0]+"]->()"+where(append([]string{"r.release = $release", "r.listKey IS NOT NULL"}, s.conditions(b, "r")...)...)+" RETURN count(*) AS n")
	}
	return "CALL () {\n" + strings.Join(parts, "\nUNION ALL\n") + "\n}\nWITH sum(n) AS n\nRETURN [[0, n]]"
}
