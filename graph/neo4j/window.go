package neo4j

import (
	"cmp"
	"slices"
	"strings"

	"policygraph/graph"
)

// bounded is the part of a window that determines the text of a statement. The text always
// has both bounds, so that a list has one text and one plan.
type bounded struct{ fromEnd bool }

func boundedBy(w graph.Window) bounded { return bounded{w.FromEnd} }

// where returns conditions that a key is inside the window.
func (b bounded) where(key string) []string { return []string{key + " > $after", key + " < $before"} }

// order sorts by columns, which must be all columns of the index to be used, and limits the
// number of rows.
func (b bounded) order(columns ...string) string { return b.sort(columns...) + " LIMIT $limit" }

func (b bounded) sort(columns ...string) string {
	direction := ""
	if b.fromEnd {
		direction = " DESC"
	}
	return "ORDER BY " + strings.Join(columns, direction+", ") + direction
}

// unionParts is the largest number of parts of a union.
const unionParts = 8

// merge returns a statement for the first rows of all parts in the order of the column key;
// each part returns its own first rows. The server passes a row of a union on through
// every part that follows, so many parts are merged a few at a time.
func (b bounded) merge(of, columns string, parts []string) string {
	for {
		var merged []string
		for some := range slices.Chunk(parts, unionParts) {
			merged = append(merged, "CALL ("+of+") {\n"+strings.Join(some, "\nUNION ALL\n")+"\n}\nWITH "+columns+" "+b.order("key"))
		}
		if len(merged) == 1 {
			return merged[0]
		}
		for i := range merged {
			merged[i] += " RETURN " + columns
		}
		parts = merged
	}
}

// An open bound is about as long as a key, since plans depend on the lengths of strings.
var (
	lowest  = strings.Repeat("\x01", 40)
	highest = strings.Repeat("\U0010FFFF", 40)
)

func windowParams(w graph.Window) map[string]any {
	return map[string]any{"limit": w.Limit, "after": cmp.Or(w.After, lowest), "before": cmp.Or(w.Before, highest)}
}

// where joins conditions; "" for none.
func where(conditions ...string) string {
	if len(conditions) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(conditions, " AND ")
}

// clocks is the part of a query's dates that determines the text of a statement.
type clocks struct{ valid, known bool }

func clocksOf(at graph.AsOf) clocks { return clocks{at.ValidOn != "", at.SeesWithdrawn()} }

// where returns the conditions that a statement is seen at the dates. retracted says
// whether the variable can be a retracted statement.
func (c clocks) where(variable string, retracted bool) []string {
	var out []string
	switch {
	case c.known && retracted:
		out = append(out, variable+".recorded <= $known", "coalesce("+variable+".retracted > $gone, true)")
	case c.known:
		out = append(out, variable+".recorded <= $known")
	case retracted:
		out = append(out, variable+".retracted IS NULL")
	}
	if c.valid {
		out = append(out, heldOn(variable))
	}
	return out
}

// heldOn returns the condition that a statement holds on $valid: [graph.Claim.Holds].
func heldOn(v string) string {
	return "coalesce(" + begins(v, "$presume") + " <= $valid, true) AND coalesce(" + ends(v, "$presume") + " >= $valid, true)"
}

// begins and ends return the first and the last day on which a statement holds; null where
// there is none. presume is a parameter: whether undated statements are presumed to begin.
func begins(v, presume string) string {
	return "coalesce(" + v + ".firstDay, CASE WHEN " + presume + " THEN " + v + ".presumedFrom END)"
}

func ends(v, presume string) string {
	return "coalesce(" + v + ".lastDay, CASE WHEN " + presume + " THEN " + v + ".presumedTo END)"
}

func presumes(at graph.AsOf) bool { return at.Undated != graph.Include }

func clockParams(p map[string]any, at graph.AsOf) map[string]any {
	if at.ValidOn != "" {
		p["valid"], p["presume"] = string(at.ValidOn), presumes(at)
	}
	switch {
	case at.IncludeRetracted: // recorded by the last possible day, retracted after the first
		p["known"], p["gone"] = "9999-12-31", "0000-00-00"
	case at.KnownAsOf != "":
		p["known"], p["gone"] = string(at.KnownAsOf), string(at.KnownAsOf)
	}
	return p
}

// always returns the conditions of clocks.where in a form that depends on parameters only:
// see [alwaysParams]. It is for long statements, which would otherwise be planned once for
// each combination of dates.
func always(variable string) []string {
	v := variable + "."
	return []string{
		v + "recorded <= $known", "coalesce(" + v + "retracted > $gone, true)",
		"($valid = '' OR " + heldOn(variable) + ")",
	}
}

// alwaysParams sets the parameters of [always]. What is live is what is known after the
// last possible day.
func alwaysParams(p map[string]any, at graph.AsOf) map[string]any {
	if !at.SeesWithdrawn() {
		at.KnownAsOf = "9999-99-99"
	}
	p["valid"], p["presume"] = "", presumes(at)
	return clockParams(p, at)
}
