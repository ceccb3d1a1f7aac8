package neo4j

import (
	"context"
	"errors"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/graph"
)

// explain turns what the driver says into an error with a code, and words that
// say what to do. Errors that have a code already pass through.
func (b *Backend) explain(ctx context.Context, err error) error {
	var ours *graph.Error
	if err == nil || errors.As(err, &ours) {
		return err
	}
	if ctx.Err() != nil {
		return graph.Errorf(graph.CodeTimeout, "the query to Neo4j was given up: %w", context.Cause(ctx))
	}
	var server *driver.Neo4jError
	if errors.As(err, &server) {
		return b.explainServer(server)
	}
	var connectivity *driver.ConnectivityError
	var usage *driver.UsageError
	var expired *driver.TokenExpiredError
	switch {
	case errors.As(err, &expired):
		return graph.Errorf(graph.CodeUnavailable, "Neo4j at %s no longer accepts the login: start again with a valid one: %w", b.config.URI, err)
	case errors.As(err, &connectivity) && strings.Contains(err.Error(), "no such host"):
		return graph.Errorf(graph.CodeUnavailable, "the host in %s is not known: set NEO4J_URI to where Neo4j listens: %w", b.config.URI, err)
	case errors.As(err, &connectivity):
		return graph.Errorf(graph.CodeUnavailable, "no Neo4j answers at %s: start it, or set NEO4J_URI to where it listens: %w", b.config.URI, err)
	case errors.As(err, &usage) && strings.Contains(err.Error(), "server responded"), strings.Contains(err.Error(), "did not accept any of the requested Bolt versions"):
		return graph.Errorf(graph.CodeInvalid, "what listens at %s does not speak Bolt as Neo4j 5.26 does: set NEO4J_URI to the Bolt port (usually 7687; 7474 is for HTTP) of Neo4j 5.26.4 or later: %w", b.config.URI, err)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return graph.Errorf(graph.CodeTimeout, "the query to Neo4j was given up: %w", err)
	}
	return graph.Errorf(graph.CodeInternal, "talking to Neo4j at %s has failed: %w", b.config.URI, err)
}

// oneLine is an error of the server whose text may have several.
type oneLine struct{ error }

func (e oneLine) Error() string { return strings.Join(strings.Fields(e.error.Error()), " ") }

func (e oneLine) Unwrap() error { return e.error }

// explainServer says what the server's codes mean for us. They are listed in
// https://neo4j.com/docs/status-codes/5/errors/all-errors/.
func (b *Backend) explainServer(server *driver.Neo4jError) error {
	uri, database, err := b.config.URI, b.config.Database, oneLine{server}
	switch code := strings.TrimPrefix(server.Code, "Neo."); code {
	case "ClientError.Security.Unauthorized":
		return graph.Errorf(graph.CodeInvalid, "Neo4j at %s refuses the user %q with this password: set NEO4J_USERNAME and NEO4J_PASSWORD: %w", uri, b.config.Username, err)
	case "ClientError.Security.CredentialsExpired":
		return graph.Errorf(graph.CodeInvalid, "Neo4j at %s wants the first password of %q changed: do so with ALTER CURRENT USER SET PASSWORD, then set NEO4J_PASSWORD: %w", uri, b.config.Username, err)
	case "ClientError.Security.AuthenticationRateLimit":
		return graph.Errorf(graph.CodeUnavailable, "Neo4j at %s refuses logins after too many wrong passwords: wait some seconds, and check NEO4J_PASSWORD: %w", uri, err)
	case "ClientError.Security.Forbidden":
		return graph.Errorf(graph.CodeInvalid, "Neo4j at %s does not let %q do that: use a user who may: %w", uri, b.config.Username, err)
	case "ClientError.Database.DatabaseNotFound":
		return graph.Errorf(graph.CodeInvalid, "Neo4j at %s has no database %q: set NEO4J_DATABASE to one that it has: %w", uri, database, err)
	case "TransientError.Database.DatabaseUnavailable", "ClientError.General.DatabaseUnavailable", "TransientError.General.DatabaseUnavailable":
		return graph.Errorf(graph.CodeUnavailable, "the database %q of Neo4j at %s does not serve: look at its log and start it: %w", database, uri, err)
	case "ClientError.Cluster.NotALeader", "ClientError.General.ForbiddenOnReadOnlyDatabase", "ClientError.General.WriteOnReadOnlyAccessDatabase":
		return graph.Errorf(graph.CodeUnavailable, "Neo4j at %s takes no writes: load through the cluster's address, with neo4j:// in NEO4J_URI, or lift the read-only setting: %w", uri, err)
	case "TransientError.General.OutOfMemoryError", "DatabaseError.General.OutOfMemoryError", "TransientError.General.TransactionOutOfMemoryError", "TransientError.General.MemoryPoolOutOfMemoryError", "TransientError.General.StackOverFlowError":
		return graph.Errorf(graph.CodeUnavailable, "Neo4j at %s ran out of memory: give it a larger heap (server.memory.heap.max_size): %w", uri, err)
	case "ClientError.Transaction.TransactionTimedOut", "ClientError.Transaction.TransactionTimedOutClientConfiguration", "ClientError.Transaction.LockAcquisitionTimeout":
		return graph.Errorf(graph.CodeTimeout, "Neo4j took longer than is allowed: %w", err)
	case "DatabaseError.Transaction.TransactionLogError", "DatabaseError.Transaction.TransactionCommitFailed", "DatabaseError.General.StorageDamageDetected":
		return graph.Errorf(graph.CodeUnavailable, "Neo4j at %s cannot write to its disk: look for room and at its log: %w", uri, err)
	case "DatabaseError.Transaction.TransactionStartFailed":
		return graph.Errorf(graph.CodeUnavailable, "the database %q of Neo4j at %s has stopped, most often for want of room on its disk: look at its log, make room, and restart it: %w", database, uri, err)
	default:
		if strings.HasPrefix(code, "TransientError.") {
			return graph.Errorf(graph.CodeUnavailable, "Neo4j at %s cannot answer at the moment, try again: %w", uri, err)
		}
		return graph.Errorf(graph.CodeInternal, "Neo4j at %s reports a fault: %w", uri, err)
	}
}
