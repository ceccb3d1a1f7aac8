package neo4j

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"sync"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/tools/neo4j/neo4jtest"
)

// recorder is a driver that records the statements that its sessions run outside of
// transaction functions, as reads do.
type recorder struct {
	driver.DriverWithContext
	mu    sync.Mutex
	texts map[string]bool
}

func (r *recorder) NewSession(ctx context.Context, c driver.SessionConfig) driver.SessionWithContext {
	return recorded{r.DriverWithContext.NewSession(ctx, c), r}
}

type recorded struct {
	driver.SessionWithContext
	in *recorder
}

func (s recorded) Run(ctx context.Context, text string, params map[string]any, options ...func(*driver.TransactionConfig)) (driver.ResultWithContext, error) {
	s.in.mu.Lock()
	s.in.texts[text] = true
	s.in.mu.Unlock()
	return s.SessionWithContext.Run(ctx, text, params, options...)
}

// Explained reports whether the statements of a group of the suite are explained. They
// are made of parts, so that there are too many to list.
func Explained(group string) bool {
	return slices.Contains([]string{"search", "filters", "facets", "neighbours", "trace", "links"}, group)
}

// The groups of the suite that find something run, and none of their statements scans.
func TestStoreFindsWithoutScans(t *testing.T) {
	t.Parallel()
	server := neo4jtest.Shared(t)
	texts := map[string]bool{}
	graphtest.TestGroups(t, func(tb testing.TB) graph.Backend {
		b, err := Open(tb.Context(), Config{
			URI: server.URI, Username: server.Username, Password: server.Password, Database: server.Database,
			Namespace: "test-" + strings.ToLower(rand.Text()[:10]),
		})
		if err != nil {
			tb.Fatal(err)
		}
		b.driver = &recorder{DriverWithContext: b.driver, texts: texts}
		return b
	}, Explained)
	noScan(t, prepared(t), texts)
	t.Logf("%d statements", len(texts))
}
