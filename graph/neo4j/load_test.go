package neo4j_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"strings"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/graph"
	"policygraph/graph/graphtest"
)

// cypher runs a statement without the store and returns the first column.
func cypher(tb testing.TB, d driver.DriverWithContext, text string, params map[string]any) []any {
	tb.Helper()
	result, err := driver.ExecuteQuery(tb.Context(), d, text, params, driver.EagerResultTransformer)
	if err != nil {
		tb.Fatalf("%v\n%s", err, text)
	}
	var out []any
	for _, r := range result.Records {
		out = append(out, r.Values[0])
	}
	return out
}

// held counts what the database has of a namespace: nodes by their first label, and
// relations by type.
func held(tb testing.TB, d driver.DriverWithContext, namespace string) map[string]int64 {
	tb.Helper()
	m := map[string]int64{}
	for _, text := range []string{
		"MATCH (n) WHERE n.namespace = $namespace OR n.release STARTS WITH $namespace + '-' WITH labels(n)[0] AS what, count(*) AS n RETURN [what, n]",
		"MATCH ()-[r]->() WHERE r.release STARTS WITH $namespace + '-' WITH type(r) AS what, count(*) AS n RETURN [what, n]",
	} {
		for _, row := range cypher(tb, d, text, map[string]any{"namespace": namespace}) {
			pair := row.([]any)
			m[pair[0].(string)] = pair[1].(int64)
		}
	}
	return m
}

// dataset returns a small dataset whose names contain a word.
func dataset(wording string) graph.Source {
	evidence := []graph.Evidence{{Document: "document:a", Paragraph: 1, Start: 0, End: 4, Check: "0123abcd", Confidence: 0.5, Note: "a note: with  spaces, 注\nand lines"}, {Document: "document:a", Confidence: 1}}
	return graph.Assemble(graph.Dataset{Title: "T", Date: "2025-01-01"}, []graph.Record{
		&graph.Document{ID: "document:a", Title: "A", PublishedOn: "2024"},
		&graph.Entity{ID: "agency:a", Names: graph.Names{Name: "甲", SortKey: "jia"}, Description: wording},
		&graph.Entity{ID: "policy:p", Names: graph.Names{Name: "乙", SortKey: "yi"}, Codes: []graph.OfficialCode{{Scheme: graph.USCC, Value: "1 2"}}},
		&graph.Claim{Subject: "agency:a", Type: graph.Issued, Object: "policy:p", Recorded: "2024-01-01", Evidence: evidence},
		&graph.Claim{Subject: "agency:a", Type: graph.Implements, Object: "policy:p", Recorded: "2024-01-01", Retracted: "2024-06-01", Evidence: evidence[1:]},
	})
}

func mustLoad(tb testing.TB, b graph.Backend, src graph.Source) graph.Report {
	tb.Helper()
	report, err := b.Load(tb.Context(), src, nil)
	if err != nil {
		tb.Fatal(err)
	}
	return report
}

func TestEvidenceIsDecodedExactly(t *testing.T) {
	b := open(t, config(t))
	src := dataset("")
	mustLoad(t, b, src)
	s, err := b.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for r := range src.Records(t.Context()) {
		found, err := s.Nodes(t.Context(), []graph.ID{r.RecordID()})
		if err != nil || fmt.Sprintf("%#v", found[0]) != fmt.Sprintf("%#v", r) {
			if c, ok := r.(*graph.Claim); ok {
				t.Logf("%#v\n%#v", found[0].(*graph.Claim).Evidence, c.Evidence)
			}
			if graph.RecordHash(found[0]) != graph.RecordHash(r) {
				t.Errorf("%s: %v\n%#v\n%#v", r.RecordID(), err, found[0], r)
			}
		}
	}
}

func TestEvidenceOfARelationNamesItsDocument(t *testing.T) {
	c := config(t)
	mustLoad(t, open(t, c), dataset(""))
	d := connect(t, c)
	release := map[string]any{"release": c.Namespace + "-1"}
	lines := cypher(t, d, `MATCH (:Agency {release: $release, name: '甲'})-[r:ISSUED]->(:Policy)
UNWIND r.evidence AS line
MATCH (d:Document {release: $release, id: split(line, ' ')[0]})
RETURN d.title + ': ' + line`, release)
	want := "A: document:a 1:0-4#0123abcd CURATED 0.5 "
	if len(lines) != 2 || !strings.HasPrefix(lines[1].(string), want) || !strings.HasPrefix(lines[0].(string), "A: document:a * CURATED 1 ") {
		t.Errorf("%q, want one that begins with %q", lines, want)
	}
	types := cypher(t, d, "MATCH (:Agency {release: $release})-[r:RETRACTED]->(:Policy) RETURN r.type + ' ' + r.retracted", release)
	if len(types) != 1 || types[0] != "IMPLEMENTS 2024-06-01" {
		t.Errorf("retracted: %v", types)
	}
}

func TestALoadOfTheVersionServedWritesNothing(t *testing.T) {
	c := config(t)
	b, d := open(t, c), connect(t, c)
	mustLoad(t, b, graphtest.Fixture())
	before := cypher(t, d, "MATCH (n) WHERE n.namespace = $namespace RETURN n{.*} ORDER BY n.release", map[string]any{"namespace": c.Namespace})
	report := mustLoad(t, b, graphtest.Fixture())
	after := cypher(t, d, "MATCH (n) WHERE n.namespace = $namespace RETURN n{.*} ORDER BY n.release", map[string]any{"namespace": c.Namespace})
	if fmt.Sprint(before) != fmt.Sprint(after) {
		t.Errorf("database before:\n%v\nafter:\n%v", before, after)
	}
	if report.Added+report.Changed+report.Removed != 0 || report.Unchanged == 0 || report.Previous != report.Version {
		t.Errorf("%+v", report)
	}
}

func TestReplacedReleasesAreRemovedAfterRetain(t *testing.T) {
	c := config(t)
	c.Retain = time.Hour
	d := connect(t, c)
	patient := open(t, c)
	mustLoad(t, patient, dataset("one"))
	alone := held(t, d, c.Namespace)
	report := mustLoad(t, patient, dataset("two"))
	if report.Changed != 1 || report.Added != 0 || report.Removed != 0 || report.Unchanged != 4 {
		t.Errorf("%+v", report)
	}
	mustLoad(t, patient, dataset("three"))
	if n := held(t, d, c.Namespace)["Release"]; n != 3 {
		t.Errorf("%d releases are held, want 3", n)
	}
	c.Retain, c.Await = time.Millisecond, true
	var phases []string
	_, err := open(t, c).Load(t.Context(), dataset("four"), func(s graph.Step) { phases = append(phases, s.Phase) })
	if err != nil {
		t.Fatal(err)
	}
	if now := held(t, d, c.Namespace); !maps.Equal(now, alone) {
		t.Errorf("left:\n%v\nwant what one release has:\n%v", now, alone)
	}
	if !strings.Contains(strings.Join(phases, "\n"), "waiting for readers") {
		t.Errorf("no phase of waiting: %q", phases)
	}
}

func TestAReaderOfARemovedReleaseFailsInsteadOfMissingRecords(t *testing.T) {
	c := config(t)
	c.Retain = time.Hour
	mustLoad(t, open(t, c), dataset("one"))
	c.Retain, c.Await = time.Nanosecond, true // removed at once
	b := open(t, c)
	store := graph.NewStore(b)
	r, err := store.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if found, err := r.Nodes(t.Context(), []graph.ID{"agency:a"}); err != nil || found[0] == nil {
		t.Fatalf("before the release is replaced: %v, %v", found, err)
	}
	mustLoad(t, b, dataset("two"))
	if found, err := r.Nodes(t.Context(), []graph.ID{"agency:a"}); graph.CodeOf(err) != graph.CodeUnavailable || !strings.Contains(err.Error(), "start again") {
		t.Errorf("answered %v, code %q: %v", found, graph.CodeOf(err), err)
	}
	records := 0
	for _, err = range r.Extract(t.Context(), graph.ExtractQuery{}) {
		records++
	}
	if graph.CodeOf(err) != graph.CodeUnavailable {
		t.Errorf("%d records extracted, the last with %v", records, err)
	}
}

func TestForeignDataIsNotChanged(t *testing.T) {
	c := config(t)
	c.Retain, c.Await = time.Millisecond, true
	d := connect(t, c)
	other := map[string]any{"mark": c.Namespace}
	cypher(t, d, `CREATE (a:Entity:Policy {id: 'policy:p', mark: $mark})-[:ISSUED {id: 'x', mark: $mark}]->(:Entity {id: 'policy:p', mark: $mark}),
(:Release {release: 7, mark: $mark}), (:Release {release: 7, mark: $mark}), (:Document {release: 7, mark: $mark}), (:Figure {mark: $mark}), (:Pointer {mark: $mark})`, other)
	defer cypher(t, d, "MATCH (n {mark: $mark}) DETACH DELETE n", other)
	const all = "MATCH (n {mark: $mark}) OPTIONAL MATCH (n)-[r]-() RETURN [labels(n), n{.*}, r{.*}] ORDER BY elementId(n)"
	before := cypher(t, d, all, other)
	neighbour := c
	neighbour.Namespace += "-1"
	beside := open(t, neighbour)
	mustLoad(t, beside, dataset("beside"))
	b := open(t, c)
	for _, wording := range []string{"one", "two", "three"} {
		mustLoad(t, b, dataset(wording))
	}
	if after := cypher(t, d, all, other); fmt.Sprint(before) != fmt.Sprint(after) {
		t.Errorf("before %v\nafter %v", before, after)
	}
	s, err := beside.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if found, err := s.Nodes(t.Context(), []graph.ID{"agency:a"}); err != nil || found[0].(*graph.Entity).Description != "beside" {
		t.Errorf("another namespace's dataset: %v, %v", found, err)
	}
	s, err = b.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if rows, err := s.List(t.Context(), graph.ListQuery{}, graph.Window{Limit: 10}); err != nil || len(rows[0]) != 2 {
		t.Errorf("entities: %v, %v", rows, err)
	}
}

// slow is a source that stops before its last record until let receives an error or nil.
type slow struct {
	graph.Source
	reached chan struct{}
	let     chan error
}

func newSlow(src graph.Source) *slow { return &slow{src, make(chan struct{}), make(chan error)} }

func (s *slow) Records(ctx context.Context) iter.Seq2[graph.Record, error] {
	return func(yield func(graph.Record, error) bool) {
		var last graph.Record
		for r, err := range s.Source.Records(ctx) {
			if last != nil && !yield(last, err) {
				return
			}
			last = r
		}
		close(s.reached)
		err := <-s.let
		yield(last, err)
	}
}

func TestASecondLoadFailsWithAConflictThatNamesTheFirst(t *testing.T) {
	c := config(t)
	c.Batch = 1                // so that something is written when the source stops
	c.Lease = 30 * time.Second // so that it does not expire in a slow process
	src := newSlow(dataset("one"))
	first := make(chan error)
	b, d := open(t, c), connect(t, c)
	go func() {
		_, err := b.Load(t.Context(), src, nil)
		first <- err
	}()
	<-src.reached
	until := func() string {
		return fmt.Sprint(cypher(t, d, "MATCH (p:PolicyGraph {namespace: $namespace}) RETURN toString(p.leaseUntil)", map[string]any{"namespace": c.Namespace}))
	}
	for begun := until(); until() == begun; { // until the lease has been renewed
		time.Sleep(50 * time.Millisecond)
	}
	_, err := open(t, c).Load(t.Context(), dataset("two"), nil)
	if graph.CodeOf(err) != graph.CodeConflict || !strings.Contains(err.Error(), "process ") || !strings.Contains(err.Error(), " since 20") || !strings.Contains(err.Error(), "load again when it has finished") {
		t.Errorf("code %q: %v", graph.CodeOf(err), err)
	}
	if _, err := open(t, c).Open(t.Context()); graph.CodeOf(err) != graph.CodeUnavailable {
		t.Errorf("unfinished release is served: %v", err)
	}
	src.let <- nil
	if err := <-first; err != nil {
		t.Errorf("the first load: %v", err)
	}
}

func TestAFailedLoadLeavesNothing(t *testing.T) {
	c := config(t)
	c.Batch = 1
	b, d := open(t, c), connect(t, c)
	src := newSlow(dataset("one"))
	go func() {
		<-src.reached
		src.let <- errors.New("the disk is gone")
	}()
	if _, err := b.Load(t.Context(), src, nil); err == nil || !strings.Contains(err.Error(), "the disk is gone") {
		t.Errorf("%v", err)
	}
	if left := held(t, d, c.Namespace); len(left) != 1 || left["PolicyGraph"] != 1 {
		t.Errorf("left: %v", left)
	}
	mustLoad(t, b, dataset("one"))
}

// A killed load leaves an unfinished release and a lease that is not renewed. The next load
// waits until the lease expires, and removes the release.
func TestALoadWaitsForTheLeaseOfADeadLoadAndRemovesItsRelease(t *testing.T) {
	c := config(t)
	d := connect(t, c)
	b := open(t, c)
	mustLoad(t, b, dataset("one"))
	alone := held(t, d, c.Namespace)
	cypher(t, d, `MATCH (p:PolicyGraph {namespace: $namespace})
SET p.lease = 'of the dead', p.leaseHolder = 'process 1 on nowhere', p.leaseSince = datetime(), p.leaseUntil = datetime() + duration('PT1H'), p.releases = 2
CREATE (:Release {namespace: $namespace, release: $half, begun: datetime()})
CREATE (a:Entity:Agency {release: $half, id: 'agency:a', name: 'half'})-[:ISSUED {release: $half, id: 'claim:x'}]->(:Entity:Policy {release: $half, id: 'policy:p'})`,
		map[string]any{"namespace": c.Namespace, "half": c.Namespace + "-2"})
	s, err := b.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if found, err := s.Nodes(t.Context(), []graph.ID{"agency:a"}); err != nil || found[0].(*graph.Entity).Name != "甲" {
		t.Errorf("unfinished release is served: %v, %v", found, err)
	}
	var phases []string
	var longest time.Duration // the longest wait reported
	c.Retain, c.Await = time.Millisecond, true
	next := open(t, c)
	if _, err := next.Load(t.Context(), dataset("two"), func(s graph.Step) {
		phases = append(phases, s.Phase)
		if strings.HasPrefix(s.Phase, "waiting for the load of ") {
			longest = max(longest, s.Left)
			// The lease expires now.
			cypher(t, d, "MATCH (p:PolicyGraph {namespace: $namespace, lease: 'of the dead'}) SET p.leaseUntil = datetime()", map[string]any{"namespace": c.Namespace})
		}
	}); err != nil {
		t.Fatal(err)
	}
	if longest < time.Minute || longest > time.Hour {
		t.Errorf("longest wait reported is %v", longest)
	}
	if !strings.Contains(strings.Join(phases, "\n"), "waiting for the load of process 1 on nowhere") {
		t.Errorf("phases: %q", phases)
	}
	if left := held(t, d, c.Namespace); !maps.Equal(left, alone) {
		t.Errorf("left:\n%v\nwant what one release has:\n%v", left, alone)
	}
}

func TestALoadThatHasLostItsLeaseWritesNothingMore(t *testing.T) {
	c := config(t)
	c.Batch = 1
	d := connect(t, c)
	src := newSlow(dataset("one"))
	done := make(chan error)
	b := open(t, c)
	go func() {
		_, err := b.Load(t.Context(), src, nil)
		done <- err
	}()
	<-src.reached
	cypher(t, d, "MATCH (p:PolicyGraph {namespace: $namespace}) SET p.lease = 'of another'", map[string]any{"namespace": c.Namespace})
	src.let <- nil
	if err := <-done; graph.CodeOf(err) != graph.CodeConflict {
		t.Errorf("code %q: %v", graph.CodeOf(err), err)
	}
	if _, err := b.Open(t.Context()); graph.CodeOf(err) != graph.CodeUnavailable {
		t.Errorf("its dataset is served: %v", err)
	}
}

func TestAnUnknownStorageFormatIsRefusedAndCanBeReplaced(t *testing.T) {
	c := config(t)
	b := open(t, c)
	mustLoad(t, b, dataset("one"))
	cypher(t, connect(t, c), "MATCH (n:Release {namespace: $namespace}) SET n.format = 99", map[string]any{"namespace": c.Namespace})
	_, err := open(t, c).Open(t.Context())
	if graph.CodeOf(err) != graph.CodeUnavailable || !strings.Contains(err.Error(), "format 99") || !strings.Contains(err.Error(), "load it again") {
		t.Errorf("code %q: %v", graph.CodeOf(err), err)
	}
	mustLoad(t, b, dataset("one"))
	if _, err := open(t, c).Open(t.Context()); err != nil {
		t.Error(err)
	}
}
