package neo4j_test

import (
	"context"
	"net"
	"strings"
	"testing"

	"policygraph/graph"
	"policygraph/graph/neo4j"
)

func TestOpenSaysWhatToDo(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0") // once closed, nothing listens on its port
	if err != nil {
		t.Fatal(err)
	}
	listener.Close()
	// Users of this test only, since wrong passwords lock a user out for a while.
	shared := config(t)
	admin := connect(t, shared)
	prefix := strings.ReplaceAll(shared.Namespace, "-", "")
	users := map[string]string{"careless": "NOT REQUIRED", "hasty": "NOT REQUIRED", "fresh": "REQUIRED"}
	for user, change := range users {
		cypher(t, admin, "CREATE USER "+prefix+user+" SET PASSWORD 'one-two-three' CHANGE "+change, nil)
	}
	defer func() {
		for user := range users {
			cypher(t, admin, "DROP USER "+prefix+user, nil)
		}
	}()
	as := func(user, password string) func(*neo4j.Config) {
		return func(c *neo4j.Config) { c.Username, c.Password = prefix+user, password }
	}
	locked := func(c *neo4j.Config) { // the lock lasts for a few seconds, so it is caused just before the test
		as("hasty", "wrong-password")(c)
		for range 4 {
			if b, err := neo4j.Open(t.Context(), *c); err == nil {
				b.Close()
				t.Error("wrong password accepted")
			}
		}
		as("hasty", "one-two-three")(c)
	}
	for name, c := range map[string]struct {
		change func(*neo4j.Config)
		code   graph.Code
		says   string
	}{
		"nothing listens":               {func(c *neo4j.Config) { c.URI = "bolt://" + listener.Addr().String() }, graph.CodeUnavailable, "set NEO4J_URI"},
		"the address is invalid":        {func(c *neo4j.Config) { c.URI = "localhost" }, graph.CodeInvalid, "set NEO4J_URI"},
		"the password is wrong":         {as("careless", "wrong-password"), graph.CodeInvalid, "NEO4J_PASSWORD"},
		"too many passwords were wrong": {locked, graph.CodeUnavailable, "wait a few seconds"},
		"the password has expired":      {as("fresh", "one-two-three"), graph.CodeInvalid, "ALTER CURRENT USER SET PASSWORD"},
		"the host is unknown":           {func(c *neo4j.Config) { c.URI = "bolt://no-such-host.invalid:7687" }, graph.CodeUnavailable, "set NEO4J_URI"},
		"a web server listens":          {func(c *neo4j.Config) { c.URI = answering(t, "HTTP/1.1 400 Bad Request\r\n\r\n") }, graph.CodeInvalid, "7474 is HTTP"},
		"an SSH server listens":         {func(c *neo4j.Config) { c.URI = answering(t, "SSH-2.0-x\r\n") }, graph.CodeInvalid, "does not support the Bolt protocol"},
		"the server is too old":         {func(c *neo4j.Config) { c.URI = answering(t, "\x00\x00\x00\x00") }, graph.CodeInvalid, "Neo4j 5.26.4 or later"},
		"the server never answers":      {func(c *neo4j.Config) { c.URI = answering(t, "") }, graph.CodeUnavailable, "Bolt port"},
		"no login is given":             {func(c *neo4j.Config) { c.Username = "" }, graph.CodeInvalid, "NEO4J_USERNAME"},
		"the database is unknown":       {func(c *neo4j.Config) { c.Database = "elsewhere" }, graph.CodeInvalid, "NEO4J_DATABASE"},
		"the database is reserved":      {func(c *neo4j.Config) { c.Database = "system" }, graph.CodeInvalid, "NEO4J_DATABASE"},
	} {
		t.Run(name, func(t *testing.T) {
			config := config(t)
			c.change(&config)
			b, err := neo4j.Open(t.Context(), config)
			if err == nil {
				b.Close()
				t.Fatal("no error")
			}
			if graph.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "\n") {
				t.Errorf("code %q: %v", graph.CodeOf(err), err)
			}
		})
	}
}

// answering returns the address of a server that answers every connection with a text;
// with "" it does not answer.
func answering(t *testing.T, text string) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				_, _ = conn.Write([]byte(text)) // the client may have closed the connection
				_, _ = conn.Read(make([]byte, 20))
				if text == "" {
					<-t.Context().Done()
				}
			}()
		}
	}()
	return "bolt://" + listener.Addr().String()
}

func TestAReadOfAnEmptyDatabaseSaysToLoad(t *testing.T) {
	_, err := open(t, config(t)).Open(t.Context())
	if graph.CodeOf(err) != graph.CodeUnavailable || !strings.Contains(err.Error(), "policygraph load") {
		t.Errorf("code %q: %v", graph.CodeOf(err), err)
	}
}

func TestOpenEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := neo4j.Open(ctx, config(t))
	if graph.CodeOf(err) != graph.CodeTimeout {
		t.Errorf("code %q: %v", graph.CodeOf(err), err)
	}
}
