package neo4j

import (
	"context"
	"crypto/rand"
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

// The statements that the suite's filters, searches and traces run are explained.
func TestNoFilterScans(t *testing.T) {
	t.Parallel()
	server := neo4jtest.Shared(t)
	texts := map[string]bool{}
	var b *Backend
	suite := graphtest.NewSuite(func() graph.Backend {
		var err error
		b, err = Open(t.Context(), Config{
			URI: server.URI, Username: server.Username, Password: server.Password, Database: server.Database,
			Namespace: "test-" + strings.ToLower(rand.Text()[:10]),
		})
		if err != nil {
			t.Fatal(err)
		}
		b.driver = &recorder{DriverWithContext: b.driver, texts: texts}
		return b
	})
	defer suite.Close()
	for _, c := range graphtest.Cases() {
		switch c.Group {
		case "search", "filters", "facets", "neighbours", "trace", "links":
			t.Run(c.Group+"/"+c.Name, func(t *testing.T) { c.Run(t.Context(), t, suite) })
		}
	}
	noScan(t, b, texts)
	t.Logf("%d statements", len(texts))
}
