package neo4j_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"policygraph/graph"
	"policygraph/graph/resolver"
	"policygraph/schema"
	"policygraph/server"
)

// If the password of the database is changed while a server runs, clients get UNAVAILABLE.
// The address and the user of the database are in the log only.
func TestARotatedPasswordIsReportedInTheLogOnly(t *testing.T) {
	c := config(t)
	admin := connect(t, c)
	mustLoad(t, open(t, c), dataset("first"))
	c.Username, c.Password = strings.ReplaceAll(c.Namespace, "-", "")+"rotated", "one-two-three"
	cypher(t, admin, "CREATE USER "+c.Username+" SET PASSWORD 'one-two-three' CHANGE NOT REQUIRED", nil)
	defer cypher(t, admin, "DROP USER "+c.Username, nil)

	store := graph.NewStore(open(t, c))
	var log bytes.Buffer
	h, err := server.New(server.Options{
		Schema: resolver.ExecutableSchema(),
		SDL:    schema.SDL(),
		Begin:  resolver.New(store, nil).Begin,
		Ready: func(ctx context.Context) error {
			reader, err := store.Read(ctx)
			if err != nil {
				return err
			}
			return reader.Close()
		},
		Logger: slog.New(slog.NewTextHandler(&log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	ask := func(url string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", url, nil))
		return w
	}
	if w := ask("/graphql?query={policies{nodes{id}}}"); w.Code != 200 || strings.Contains(w.Body.String(), "errors") {
		t.Fatalf("before: %d %s", w.Code, w.Body)
	}
	cypher(t, admin, "ALTER USER "+c.Username+" SET PASSWORD 'four-five-six' CHANGE NOT REQUIRED", nil)
	cypher(t, admin, "CALL dbms.listConnections() YIELD connectionId, username WHERE username = $user CALL dbms.killConnection(connectionId) YIELD message RETURN message", map[string]any{"user": c.Username})
	for _, url := range []string{"/graphql?query={policies{nodes{id}}}", "/readyz"} {
		var w *httptest.ResponseRecorder
		for range 30 { // the pointer is cached for a second
			log.Reset()
			if w = ask(url); w.Code == 503 {
				break
			}
			time.Sleep(100 * time.Millisecond)
		}
		text := w.Body.String()
		if w.Code != 503 || strings.Contains(text, c.Username) || strings.Contains(text, c.URI) || strings.Contains(text, "NEO4J") {
			t.Errorf("%s: %d %s", url, w.Code, text)
		}
		if strings.HasPrefix(url, "/graphql") && (!strings.Contains(text, `"UNAVAILABLE"`) || !strings.Contains(text, `"requestId"`)) {
			t.Errorf("%s: %s", url, text)
		}
		if !strings.Contains(log.String(), c.URI) || !strings.Contains(log.String(), c.Username) {
			t.Errorf("%s: the log holds %s", url, &log)
		}
	}
}
