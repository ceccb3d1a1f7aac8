package neo4j

import (
	"cmp"
	"fmt"
	"strings"

	"policygraph/graph"
)

// Labels and relation types other than the kinds of entities and the types of the
// vocabulary, which have none of these names.
const (
	labelPointer   = "PolicyGraph"
	labelRelease   = "Release"
	labelEntity    = "Entity"
	labelDocument  = "Document"
	labelIndicator = "Indicator"
	labelFigure    = "Figure"
	labelPassage   = "Passage"
	labelCode      = "Code"
	labelListing   = "Listing"
	labelDigest    = "Digest"

	typeServes     = "SERVES"      // pointer to the release that is read
	typeRetracted  = "RETRACTED"   // retracted claims; their property type says which
	typeUnder      = "UNDER"       // an end of a claim to what the claim is under
	typeLists      = "LISTS"       // document or entity to a part of a long list of its own
	typeCites      = "CITES"       // document to a passage that evidences statements
	typeCodeOf     = "CODE_OF"     // official code to entity
	typeFigureOf   = "FIGURE_OF"   // figure to its subject
	typeMeasures   = "MEASURES"    // figure to its indicator
	typeReportedBy = "REPORTED_BY" // figure to the policy, programme or event that it is under
	typeCounts     = "COUNTS"      // figure to the entities of its breakdown
)

// figureTies are the types of relations from a figure to the entities that it mentions.
var figureTies = []string{typeFigureOf, typeReportedBy, typeCounts}

// recordLabels are the labels of nodes of a release, in the order in which they are
// removed: nodes that refer to others come before them.
var recordLabels = []string{labelDigest, labelListing, labelPassage, labelCode, labelFigure, labelDocument, labelIndicator, labelEntity}

// claimTypes returns the native types of claims.
func claimTypes() []string {
	types := make([]string, 0, len(graph.Vocabulary)+1)
	for _, r := range graph.Vocabulary {
		types = append(types, string(r.Type))
	}
	return append(types, typeRetracted)
}

// index is a range index, a uniqueness constraint with its range index, or the full-text
// index of names.
type index struct {
	name       string
	unique     bool
	fulltext   bool
	relation   bool
	of         string // label or type
	properties []string
}

func (x index) create() string {
	element, pattern := "n", "(n:"+x.of+")"
	if x.relation {
		element, pattern = "r", "()-[r:"+x.of+"]-()"
	}
	columns := make([]string, len(x.properties))
	for i, p := range x.properties {
		columns[i] = element + "." + p
	}
	list := strings.Join(columns, ", ")
	switch {
	case x.unique:
		return "CREATE CONSTRAINT " + x.name + " IF NOT EXISTS FOR " + pattern + " REQUIRE (" + list + ") IS UNIQUE"
	case x.fulltext:
		return "CREATE FULLTEXT INDEX " + x.name + " IF NOT EXISTS FOR " + pattern + " ON EACH [" + list + "] OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}"
	default:
		return "CREATE INDEX " + x.name + " IF NOT EXISTS FOR " + pattern + " ON (" + list + ")"
	}
}

// over describes what an index covers. The database does not allow two range indexes, or
// two full-text indexes, that cover the same.
func (x index) over() string {
	return fmt.Sprint(x.fulltext, x.relation, x.of, x.properties)
}

func (x index) drop() string {
	if x.unique {
		return "DROP CONSTRAINT " + x.name + " IF EXISTS"
	}
	return "DROP INDEX " + x.name + " IF EXISTS"
}

// byID is a hint to find a node by its id where a statement has other conditions on the
// node, too. Without it the server may use another index that begins with the release,
// and read all nodes between two keys for each id.
func byID(variable, label string) string {
	return " USING INDEX SEEK " + variable + ":" + label + "(release, id)"
}

// indexes returns all indexes and constraints that the store needs; those of a label or
// type are consecutive. Each is over properties of which one is release or namespace, so
// that none applies to foreign nodes that have the same label.
func indexes() []index {
	unique := func(label string, properties ...string) index {
		return index{unique: true, of: label, properties: properties}
	}
	on := func(label string, properties ...string) index { return index{of: label, properties: properties} }
	all := []index{unique(labelEntity, "release", "id")}
	for _, o := range entityOrders {
		all = append(all, on(labelEntity, "release", "kind", o.property))
	}
	all = append(all,
		// It holds the release, so that a search does not read candidates of other releases.
		index{name: namesIndex, fulltext: true, of: labelEntity, properties: []string{"release", "terms"}},
		unique(labelPointer, "namespace"),
		unique(labelRelease, "namespace", "release"),
		unique(labelDocument, "release", "id"),
		on(labelDocument, "release", "key"),
		unique(labelIndicator, "release", "id"),
		on(labelIndicator, "release", "key"),
		unique(labelPassage, "release", "document", "paragraph", "part"),
		on(labelDigest, "release", "part"),
		on(labelListing, "release", "owner", "kind", "first"),
		on(labelListing, "release", "owner", "kind", "last"),
		on(labelCode, "release", "code"),
		unique(labelFigure, "release", "id"),
		on(labelFigure, "release", "key"),
	)
	for _, by := range figureColumns {
		all = append(all, on(labelFigure, "release", by, "key"))
	}
	for _, t := range claimTypes() {
		for _, columns := range [][]string{{"id"}, {"listKey"}, {"under"}, {"subject", "key"}, {"object", "key"}} {
			all = append(all, index{relation: true, of: t, properties: append([]string{"release"}, columns...)})
		}
	}
	all = append(all, index{relation: true, of: typeUnder, properties: []string{"release", "id"}})
	for i := range all {
		x := &all[i]
		x.name = cmp.Or(x.name, strings.ToLower("policygraph_"+x.of+"_"+strings.Join(x.properties, "_")))
	}
	return all
}
