package neo4j_test

import (
	"fmt"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/graph"
	"policygraph/graph/graphtest"
)

// dump reads the database directly, without the store.
type dump struct {
	driver    driver.DriverWithContext
	namespace string
}

// everything returns all that a namespace has in the database, with values.
func (w *dump) everything(t *testing.T) string {
	t.Helper()
	of := map[string]any{"namespace": w.namespace}
	return fmt.Sprint(
		cypher(t, w.driver, "MATCH (n) WHERE n.namespace = $namespace OR n.release STARTS WITH $namespace + '-' RETURN [elementId(n), labels(n), n{.*}] ORDER BY elementId(n)", of),
		cypher(t, w.driver, "MATCH ()-[r]->() WHERE r.release STARTS WITH $namespace + '-' RETURN [elementId(r), type(r), r{.*}] ORDER BY elementId(r)", of))
}

// The source is compared with an empty database, another dataset and the same dataset.
func TestCompareReportsWhatLoadDoesAndWritesNothing(t *testing.T) {
	c := config(t)
	c.Batch = 7 // many reads
	b := open(t, c)
	w := &dump{connect(t, c), c.Namespace}
	for _, next := range []graph.Source{graphtest.Fixture(), graphtest.Revised(), graphtest.Revised()} {
		before := w.everything(t)
		var phases int
		would, err := b.Compare(t.Context(), next, func(graph.Step) { phases++ })
		if err != nil {
			t.Fatal(err)
		}
		if after := w.everything(t); after != before {
			t.Errorf("database before Compare:\n%s\nafter:\n%s", before, after)
		}
		if did := mustLoad(t, b, next); did != would {
			t.Errorf("Load reports %+v, Compare reports %+v", did, would)
		}
		if (phases == 0) != (would.Version == would.Previous) {
			t.Errorf("%d steps for %+v", phases, would)
		}
	}
}

func TestCompareFailsWithTheErrorOfTheSource(t *testing.T) {
	src := newSlow(dataset("one"))
	go func() {
		<-src.reached
		src.let <- fmt.Errorf("the disk is gone")
	}()
	if _, err := open(t, config(t)).Compare(t.Context(), src, nil); err == nil {
		t.Error("no error")
	}
}
