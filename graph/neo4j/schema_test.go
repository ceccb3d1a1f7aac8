package neo4j_test

import (
	"context"
	"strings"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/graph"
	"policygraph/graph/neo4j"
	"policygraph/internal/testenv"
	tools "policygraph/tools/neo4j"
	"policygraph/tools/neo4j/neo4jtest"
)

// Loads into databases with foreign or damaged indexes and constraints.

func TestTheSchemaOfADatabase(t *testing.T) {
	testenv.Full(t)
	server := neo4jtest.FreshWith(t, smallServer)
	c := config(t)
	c.URI, c.Username, c.Password, c.Database = server.URI, server.Username, server.Password, server.Database
	d := connect(t, c)
	t.Run("a constraint of which only the index exists is created again", func(t *testing.T) { leaveAConstraint(t, server, c, d) })
	for _, x := range []struct {
		name     string
		create   []string
		prevents string
	}{
		{"equal foreign indexes are used", []string{
			"CREATE INDEX mine FOR (n:Document) ON (n.release, n.key)",
			"CREATE CONSTRAINT mine2 FOR (n:Indicator) REQUIRE (n.release, n.key) IS UNIQUE",
			"CREATE INDEX mine3 FOR ()-[r:ISSUED]-() ON (r.release, r.id)",
			"CREATE TEXT INDEX mine4 FOR (n:Document) ON (n.key)",
		}, ""},
		{"an index without the constraint is an error", []string{"CREATE INDEX mine FOR (n:Document) ON (n.release, n.id)"}, "index mine prevents creating index policygraph_document_release_id"},
		{"a full-text index with another analyzer is an error", []string{"CREATE FULLTEXT INDEX mine FOR (n:Entity) ON EACH [n.release, n.terms]"}, "index mine prevents creating index "},
		{"another index with a name of the store is an error", []string{"CREATE INDEX policygraph_document_release_key FOR (n:Other) ON (n.x)"}, "index policygraph_document_release_key prevents creating index"},
	} {
		t.Run(x.name, func(t *testing.T) {
			for _, name := range cypher(t, d, "SHOW CONSTRAINTS YIELD name RETURN name", nil) {
				cypher(t, d, "DROP CONSTRAINT "+name.(string), nil)
			}
			for _, name := range cypher(t, d, "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name", nil) {
				cypher(t, d, "DROP INDEX "+name.(string), nil)
			}
			for _, text := range x.create {
				cypher(t, d, text, nil)
			}
			_, err := open(t, c).Load(t.Context(), dataset(x.name), nil)
			if x.prevents == "" && err != nil {
				t.Fatal(err)
			}
			if x.prevents != "" && (graph.CodeOf(err) != graph.CodeInvalid || !strings.Contains(err.Error(), x.prevents)) {
				t.Fatalf("code %q: %v", graph.CodeOf(err), err)
			}
		})
	}
}

// leaveAConstraint stops a server while it creates a constraint. The server then has the
// constraint's index without the constraint.
func leaveAConstraint(t *testing.T, server *tools.Server, c neo4j.Config, d driver.DriverWithContext) {
	for range 10 { // so that populating it takes some time
		cypher(t, d, "UNWIND range(1, 20000) AS i CREATE (:Entity {release: 'of others', id: randomUUID()})", nil)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() {
		_, err := open(t, c).Load(ctx, dataset("first"), nil)
		ended <- err
	}()
	const name = "policygraph_entity_release_id"
	for len(cypher(t, d, "SHOW INDEXES YIELD name WHERE name = $name RETURN name", map[string]any{"name": name})) == 0 {
		time.Sleep(time.Millisecond)
	}
	server.Kill()
	stop()
	if err := <-ended; err == nil {
		t.Fatal("load ended before the server was killed")
	}
	if err := server.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Log("left: ", cypher(t, d, "SHOW INDEXES YIELD name, state, owningConstraint WHERE name = $name RETURN [state, owningConstraint]", map[string]any{"name": name}))
	mustLoad(t, open(t, c), dataset("second"))
	if made := cypher(t, d, "SHOW CONSTRAINTS YIELD name WHERE name = $name RETURN name", map[string]any{"name": name}); len(made) != 1 {
		t.Errorf("constraint does not exist: %v", made)
	}
}
