package neo4j_test

import (
	"context"
	"net"
	"strings"
	"testing"

	"policygraph/graph"
	"policygraph/graph/neo4j"
)

func TestOpenSaysWhatIsWrong(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0") // a port that nobody serves, once it is closed
	if err != nil {
		t.Fatal(err)
	}
	listener.Close()
	for name, c := range map[string]struct {
		change func(*neo4j.Config)
		code   graph.Code
		says   string
	}{
		"nothing listens":             {func(c *neo4j.Config) { c.URI = "bolt://" + listener.Addr().String() }, graph.CodeUnavailable, "set NEO4J_URI"},
		"the address makes no sense":  {func(c *neo4j.Config) { c.URI = "localhost" }, graph.CodeInvalid, "set NEO4J_URI"},
		"the password is wrong":       {func(c *neo4j.Config) { c.Password = "wrong-password" }, graph.CodeInvalid, "NEO4J_PASSWORD"},
		"no login is given":           {func(c *neo4j.Config) { c.Username = "" }, graph.CodeInvalid, "NEO4J_USERNAME"},
		"there is no such database":   {func(c *neo4j.Config) { c.Database = "elsewhere" }, graph.CodeInvalid, "NEO4J_DATABASE"},
		"the database cannot be read": {func(c *neo4j.Config) { c.Database = "system" }, graph.CodeInvalid, "NEO4J_DATABASE"},
	} {
		t.Run(name, func(t *testing.T) {
			config := config(t)
			c.change(&config)
			b, err := neo4j.Open(t.Context(), config)
			if err == nil {
				b.Close()
				t.Fatal("no error")
			}
			if graph.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.says) {
				t.Errorf("code %q: %v", graph.CodeOf(err), err)
			}
		})
	}
}

func TestReadOfAnEmptyDatabaseSaysToLoad(t *testing.T) {
	_, err := open(t, config(t)).Open(t.Context())
	if graph.CodeOf(err) != graph.CodeUnavailable || !strings.Contains(err.Error(), "policygraph load") {
		t.Errorf("code %q: %v", graph.CodeOf(err), err)
	}
}

func TestOpenGivesUpWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := neo4j.Open(ctx, config(t))
	if graph.CodeOf(err) != graph.CodeTimeout {
		t.Errorf("code %q: %v", graph.CodeOf(err), err)
	}
}
