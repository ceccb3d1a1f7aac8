package neo4j

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/graph"
	"policygraph/tools/neo4j/neo4jtest"
)

// prepared returns a backend whose database has all indexes.
func prepared(t *testing.T) *Backend {
	t.Helper()
	server := neo4jtest.Shared(t)
	b, err := Open(t.Context(), Config{URI: server.URI, Username: server.Username, Password: server.Password, Database: server.Database})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	if err := b.index(t.Context(), func(graph.Step) {}); err != nil {
		t.Fatal(err)
	}
	return b
}

func TestLoadCreatesEveryIndexAndConstraintOnce(t *testing.T) {
	b := prepared(t)
	found := func() map[string]string {
		m := map[string]string{}
		err := b.write(t.Context(), func(tx driver.ManagedTransaction) error {
			return run(t.Context(), tx, "SHOW INDEXES YIELD name, state, type, entityType, labelsOrTypes, properties, owningConstraint WHERE name STARTS WITH 'policygraph_'", nil, func(row []any) {
				m[row[0].(string)] = fmt.Sprint(row[1:6]...) + fmt.Sprint(row[6] != nil)
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	before := found()
	for _, x := range indexes() {
		entity := "NODE"
		if x.relation {
			entity = "RELATIONSHIP"
		}
		kind := "RANGE"
		if x.fulltext {
			kind = "FULLTEXT"
		}
		want := fmt.Sprint("ONLINE", kind, entity, []any{x.of}, x.properties) + fmt.Sprint(x.unique)
		if got := before[x.name]; got != want {
			t.Errorf("%s is %q, want %q", x.name, got, want)
		}
	}
	if want := len(indexes()); len(before) != want {
		t.Errorf("%d indexes, want %d", len(before), want)
	}
	if err := b.index(t.Context(), func(graph.Step) {}); err != nil {
		t.Fatal(err)
	}
	if after := found(); !maps.Equal(before, after) {
		t.Error("indexing again changed the indexes")
	}
}

func TestConcurrentLoadsCanCreateIndexes(t *testing.T) {
	b := prepared(t)
	ctx := t.Context()
	// Two of the indexes only, so that other tests are hardly affected.
	for range 5 {
		for _, name := range []string{"policygraph_retracted_release_id", "policygraph_indicator_release_key"} {
			err := b.write(ctx, func(tx driver.ManagedTransaction) error {
				return run(ctx, tx, "DROP INDEX "+name+" IF EXISTS", nil, nil)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		ended := make(chan error)
		for range 4 {
			go func() { ended <- b.index(ctx, func(graph.Step) {}) }()
		}
		for range 4 {
			if err := <-ended; err != nil {
				t.Error(err)
			}
		}
	}
}

// A load may see the index of a constraint before another load has created the
// constraint. Dropping it then fails, and is not needed.
func TestTheIndexOfAConstraintIsNotDropped(t *testing.T) {
	b := prepared(t)
	if err := b.dropIndex(t.Context(), index{name: "policygraph_passage_release_document_paragraph_part"}); err != nil {
		t.Error(err)
	}
}

func TestLabelsAndTypesOfTheStoreAreNotInTheVocabulary(t *testing.T) {
	for _, name := range []string{typeServes, typeRetracted, typeLists, typeCites, typeCodeOf, typeFigureOf, typeMeasures, typeReportedBy, typeCounts} {
		if graph.RelationType(name).Relation() != nil {
			t.Errorf("%s is also a type of claim", name)
		}
	}
	for _, label := range append(slices.Clone(recordLabels), labelPointer, labelRelease) {
		for _, k := range graph.Kinds {
			if k.Kind.TypeName() == label {
				t.Errorf("%s is also a kind of entity", label)
			}
		}
	}
}

// scans are the operators that read all nodes or relations of a label or type.
var scans = []string{"AllNodesScan", "NodeByLabelScan", "AllRelationshipsScan", "RelationshipTypeScan", "UnionRelationshipTypesScan", "IndexScan"}

// found are conditions that an index decides. If a plan filters by one, it has read more
// than the index finds.
var found = regexp.MustCompile(`\.(id|subject|object|under|indicator|measure|owner|code)\b\]? = |= cache\[\w+\.id\]`)

// The statements of reads, loads and removals are explained in all their shapes.
func TestNoStatementScans(t *testing.T) {
	t.Parallel()
	texts := map[string]bool{}
	for _, text := range statements() {
		texts[text] = true
	}
	noScan(t, prepared(t), texts)
}

// noScan explains statements. It fails if a plan has a scan or filters by what an index
// decides.
func noScan(t *testing.T, b *Backend, texts map[string]bool) {
	t.Helper()
	for text := range texts {
		for _, o := range operators(t, b, text) {
			for _, scan := range scans {
				if strings.Contains(o.name, scan) {
					t.Errorf("plan has %s in\n%s", o.name, text)
				}
			}
			if o.name == "Filter" && found.MatchString(o.details) {
				t.Errorf("plan filters by %s, which an index decides, in\n%s", o.details, text)
			}
		}
	}
}

func TestNoScanSeesScans(t *testing.T) {
	b := prepared(t)
	for text, scan := range map[string]string{
		"MATCH (n:Entity) RETURN n": "NodeByLabelScan",
		"UNWIND [1] AS i CALL (i) { MATCH (n) RETURN n } MATCH (e:Entity {release: '', id: ''}) RETURN n": "AllNodesScan",
		"MATCH ()-[r:USES]->() RETURN r": "RelationshipTypeScan",
	} {
		if found := operators(t, b, text); !slices.ContainsFunc(found, func(o operator) bool { return strings.Contains(o.name, scan) }) {
			t.Errorf("%s: %v", text, found)
		}
	}
}

// If a plan sorted the relations of a branch, it would read all relations of a hub.
func TestRelationsOfHubsAreReadInTheOrderOfTheirIndex(t *testing.T) {
	b := prepared(t)
	for _, end := range []bool{false, true} {
		shape := claimShape{types: "LOCATED_IN", direction: graph.In, indexed: true, window: bounded{end}}
		for name, text := range map[string]string{"one type of a hub": shape.text(), "list of all claims": shape.listText()} {
			sorts := 0
			for _, o := range operators(t, b, text) {
				if strings.Contains(o.name, "Sort") || strings.Contains(o.name, "Top") {
					sorts++
				}
			}
			if sorts > 1 { // the merge of the branches has one
				t.Errorf("%s, from its end %v: %d sorts in %v", name, end, sorts, operators(t, b, text))
			}
		}
	}
}

// operator is an operator of a plan.
type operator struct{ name, details string }

func operators(t *testing.T, b *Backend, text string) []operator {
	t.Helper()
	session := b.driver.NewSession(t.Context(), driver.SessionConfig{DatabaseName: b.config.Database})
	defer session.Close(context.WithoutCancel(t.Context()))
	result, err := session.Run(t.Context(), "EXPLAIN "+text, nil)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	summary, err := result.Consume(t.Context())
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	// The plan is parsed from its table, since the driver's tree has only the last child of
	// an operator.
	table, _ := summary.Plan().Arguments()["string-representation"].(string)
	var all []operator
	for _, row := range rows(table) {
		tree, number, details := row[0], strings.TrimSpace(row[1]), row[2]
		if _, name, begins := strings.Cut(tree, "+"); begins && number != "" {
			all = append(all, operator{name: strings.TrimSpace(name)})
		}
		if len(all) > 0 && !strings.HasPrefix(number, "-") { // details continue in the next row
			all[len(all)-1].details += details
		}
	}
	if len(all) == 0 {
		t.Fatalf("no operators in the plan:\n%s", table)
	}
	return all
}

// rows returns the rows of a table. The crosses of its first border delimit the cells.
func rows(table string) [][]string {
	var crosses []int
	var all [][]string
	for _, line := range strings.Split(table, "\n") {
		line := []rune(line)
		for i, r := range line {
			if len(all) == 0 && line[0] == '+' && r == '+' {
				crosses = append(crosses, i)
			}
		}
		if len(line) == 0 || line[0] != '|' || len(crosses) == 0 {
			continue
		}
		var row []string
		for i := range crosses[1:] {
			row = append(row, string(line[crosses[i]+2:crosses[i+1]-1]))
		}
		all = append(all, row)
	}
	return all
}

// statements returns the texts of reads, loads and removals by name.
func statements() map[string]string {
	all := map[string]string{
		"passages": createPassage, "figures": createFigure, "digests": digestsText, "count of documents": documentTotalsText,
		"listings": createListing,
		"lease":    claimLease, "renewal": renewLease, "giving the lease up": dropLease,
		"relation counts of hubs": degreeText,
	}
	// The statements of other kinds differ in the label only.
	all["creating entities"], all["creating entities with codes"] = createEntity[graph.Lab], createEntityWithCodes[graph.Lab]
	all["creating claims"], all["creating ties by what claims are under"] = createClaim, createUnder
	for i, text := range removals {
		all[fmt.Sprint("removal ", i)] = text
	}
	for _, of := range recordTypes {
		all["nodes of "+of.name] = nodesText(map[string][]string{of.name: {""}})
	}
	for _, end := range []bool{false, true} {
		for _, c := range []clocks{{}, {valid: true}, {known: true}} {
			at := graph.AsOf{}
			if c.valid {
				at.ValidOn = "2024-01-01"
			}
			if c.known {
				at.KnownAsOf = "2024-01-01"
			}
			if end && c.known {
				continue // a plan depends on the end that is read first and on record time independently
			}
			shapes(c.known, bounded{end}, func(name string, s claimShape) {
				all[name] = s.text()
				all["count of "+name] = s.countText()
				if s.indexed && !s.distinct {
					all["list of all "+name] = s.listText()
					all["count of all "+name] = s.listCountText()
				}
				all["group of "+name] = s.groupText()
			})
			all[fmt.Sprint("evidence", c)] = evidenceText(c)
			for by := range figureColumns {
				all[fmt.Sprint("figures", by, c, end)] = figuresText(graph.FigureQuery{Of: []graph.ID{""}, By: by, At: at}, figureStart{}, bounded{end})
			}
			all[fmt.Sprint("all figures", c, end)] = figuresText(graph.FigureQuery{At: at}, figureStart{}, bounded{end})
			all[fmt.Sprint("documents", end, c)] = documentsText(bounded{end})
			all[fmt.Sprint("all documents", end)] = allDocumentsText(bounded{end})
		}
		all[fmt.Sprint("indicators", end)] = indicatorsText(bounded{end})
		for _, o := range entityOrders {
			for name, q := range map[string]graph.ListQuery{
				"all": {}, "kinds": {Filter: graph.EntityFilter{Kinds: []graph.Kind{graph.Lab}}}, "by id": {Filter: graph.EntityFilter{IDs: []graph.ID{""}}},
				"by code": {Filter: graph.EntityFilter{Codes: []graph.OfficialCode{{}}}},
			} {
				for _, of := range []ofDocument{ofNone, ofSmall, ofLarge} {
					if of != ofNone && o.property != nameKey && o.property != "dateKey" {
						continue // they differ in the property only
					}
					r, _ := entitiesOf(q, of)
					all[fmt.Sprint("entities ", name, of, o, end)] = listText(r, o.property, bounded{end})
				}
			}
		}
	}
	return all
}

func shapes(known bool, b bounded, each func(string, claimShape)) {
	for _, types := range []string{"SELECTED_FOR", "UNDERTAKES,PARTNERS_WITH"} {
		for _, d := range []graph.Direction{graph.In, graph.Both} {
			for _, distinct := range []bool{false, true} {
				for _, indexed := range []bool{false, true} {
					s := claimShape{types: types, direction: d, distinct: distinct, indexed: indexed, known: known, filtered: known, window: b, kind: graph.Project}
					each(fmt.Sprintf("claims %+v", s), s)
				}
			}
		}
	}
}

func TestReadsCannotWrite(t *testing.T) {
	b := prepared(t)
	if _, _, err := b.readRow(t.Context(), nil, "CREATE (n:Written) RETURN 1", nil); err == nil {
		t.Error("a read has written")
	}
}
