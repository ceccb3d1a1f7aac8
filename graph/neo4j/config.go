package neo4j

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	driverconfig "github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"policygraph/graph"
)

// Config locates the database and tunes the store. Only URI is required. A number or
// duration that is zero has its default.
type Config struct {
	URI      string // such as bolt://localhost:7687, or neo4j://… for a cluster
	Username string // "" connects without authentication
	Password string
	Database string // "" is the home database of the user

	// Namespace keeps several datasets apart in one database. Default "policygraph".
	Namespace string
	// Batch is the number of records that a load writes in one transaction. Default 5000.
	Batch int
	// Lease is the duration of a load's lease, and so the time that the next load waits
	// if a load has died. Default 15 s.
	Lease time.Duration
	// Retain is how long a replaced release is kept for readers that are still open.
	// Default 90 s: servers look for a new release every second, and a reader lives for
	// a minute at most.
	Retain time.Duration
	// HubDegree is the number of relations that makes an entity a hub: a page of its
	// relations is read from indexes instead of reading all its relations. The hubs of a
	// release are determined when it is loaded. Default 2000: a page from indexes costs a
	// seek for each type and direction, which takes as long as reading about 2,000
	// relations at 1 to 2 µs each.
	HubDegree int
	// MatchBatch is the number of candidates that are read from the name index at once. If
	// a text has more candidates, they are read rank by rank, in the order of hits.
	// Default 200.
	MatchBatch int
	// MaxCandidates is the number of records that a search, a filter, a facet or a
	// comparison of targets reads for one answer before it fails with graph.CodeLimit.
	// Default 10,000.
	MaxCandidates int
	// DistinctTypes is the number of types above which the distinct other ends of a hub are
	// found by reading all its relations instead of indexes. Default 8: each type is a
	// branch of the statement, and with more branches planning takes seconds. Shortcuts
	// of the API have three types at most.
	DistinctTypes int
	// Await makes Load wait until the release that it replaced may be removed, and remove
	// it. Otherwise the next load removes it.
	Await bool
}

func (c Config) withDefaults() Config {
	c.Namespace = cmp.Or(c.Namespace, "policygraph")
	c.Batch = cmp.Or(c.Batch, 5000)
	c.Lease = cmp.Or(c.Lease, 15*time.Second)
	c.HubDegree = cmp.Or(c.HubDegree, 2000)
	c.MatchBatch = cmp.Or(c.MatchBatch, 200)
	c.MaxCandidates = cmp.Or(c.MaxCandidates, 10_000)
	c.DistinctTypes = cmp.Or(c.DistinctTypes, 8)
	c.Retain = cmp.Or(c.Retain, 90*time.Second)
	return c
}

// connectTimeout limits how long connecting to an address takes.
const connectTimeout = 5 * time.Second

// Open connects to a server. It fails with [graph.CodeInvalid] if the configuration is
// wrong (address, user, password or database, or a server before 5.26.4), and with
// [graph.CodeUnavailable] if nothing answers. It does not check that the database holds a
// dataset; each read does.
func Open(ctx context.Context, config Config) (*Backend, error) {
	b := &Backend{config: config.withDefaults()}
	if config.Database == "system" {
		return nil, graph.Errorf(graph.CodeInvalid, `database "system" cannot hold data; set NEO4J_DATABASE to another one, such as neo4j`)
	}
	auth := driver.NoAuth()
	if config.Username != "" {
		auth = driver.BasicAuth(config.Username, config.Password, "")
	}
	var err error
	b.driver, err = driver.NewDriverWithContext(config.URI, auth, func(c *driverconfig.Config) {
		c.SocketConnectTimeout = connectTimeout
		c.ConnectionAcquisitionTimeout = 4 * connectTimeout
		c.MaxTransactionRetryTime = 3 * connectTimeout
		c.FetchSize = driver.FetchAll
		c.TelemetryDisabled = true
		c.UserAgent = "policygraph"
	})
	if err != nil {
		return nil, graph.Errorf(graph.CodeInvalid, "invalid Neo4j address %q; set NEO4J_URI to one such as bolt://localhost:7687: %w", config.URI, err)
	}
	if err := b.check(ctx); err != nil {
		b.driver.Close(context.WithoutCancel(ctx))
		return nil, err
	}
	return b, nil
}

// check runs a query, since connecting alone succeeds with an expired password and with
// an unknown database.
func (b *Backend) check(ctx context.Context) error {
	within, cancel := context.WithTimeout(ctx, 3*connectTimeout)
	defer cancel()
	row, _, err := b.readRow(within, nil, "CALL dbms.components() YIELD name, versions WITH name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0]", nil)
	if within.Err() != nil && ctx.Err() == nil {
		return graph.Errorf(graph.CodeUnavailable, "Neo4j at %s: no Bolt answer within %v; set NEO4J_URI to the Bolt port of Neo4j (usually 7687; 7474 is HTTP), or check its log: %w", b.config.URI, 3*connectTimeout, err)
	}
	if err != nil {
		return err
	}
	version := ""
	if len(row) == 1 {
		version, _ = row[0].(string)
	}
	return checkVersion(b.config.URI, version)
}

// checkVersion refuses servers before 5.26, whose planner lacks features that the reads
// need, and those before 5.26.4 or 2025.03, which create relations of the wrong type if
// the type comes from a row (https://github.com/neo4j/neo4j/issues/13597). Versions since
// 2025 are numbered by year and month. A version without the last number, such as
// "5.26-aura", is taken for the newest of its series.
func checkVersion(uri, version string) error {
	number, _, _ := strings.Cut(version, "-")
	var is []int
	for part := range strings.SplitSeq(number, ".") {
		n, err := strconv.Atoi(part)
		if err != nil {
			break
		}
		is = append(is, n)
	}
	oldest := []int{5, 26, 4}
	if len(is) > 0 && is[0] >= 2025 {
		oldest = []int{2025, 3}
	}
	if len(is) < 2 || slices.Compare(is, oldest[:min(len(is), len(oldest))]) < 0 {
		return graph.Errorf(graph.CodeInvalid, "Neo4j at %s has version %q; policygraph needs 5.26.4 or later, or 2025.03 or later", uri, version)
	}
	return nil
}
