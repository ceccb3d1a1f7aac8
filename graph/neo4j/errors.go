package neo4j

import (
	"context"
	"errors"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/graph"
)

// explain returns an error of the driver as one with a code and a message that says
// what to do. Errors that have a code are returned unchanged.
func (b *Backend) explain(ctx context.Context, err error) error {
	var ours *graph.Error
	if err == nil || errors.As(err, &ours) {
		return err
	}
	if ctx.Err() != nil {
		return graph.Errorf(graph.CodeTimeout, "query to Neo4j canceled: %w", context.Cause(ctx))
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
		return graph.Errorf(graph.CodeUnavailable, "Neo4j at %s no longer accepts the login; restart with valid credentials: %w", b.config.URI, err)
	case errors.As(err, &connectivity) && strings.Contains(err.Error(), "no such host"):
		return graph.Errorf(graph.CodeUnavailable, "unknown host in %s; set NEO4J_URI to the address of Neo4j: %w", b.config.URI, err)
	case errors.As(err, &connectivity):
		return graph.Errorf(graph.CodeUnavailable, "cannot connect to Neo4j at %s; start it, or set NEO4J_URI to its address: %w", b.config.URI, err)
	case errors.As(err, &usage) && strings.Contains(err.Error(), "server responded"), strings.Contains(err.Error(), "did not accept any of the requested Bolt versions"):
		return graph.Errorf(graph.CodeInvalid, "the server at %s does not speak Bolt 5; set NEO4J_URI to the Bolt port (usually 7687; 7474 is HTTP) of Neo4j 5.26.4 or later: %w", b.config.URI, err)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return graph.Errorf(graph.CodeTimeout, "query to Neo4j canceled: %w", err)
	}
	return graph.Errorf(graph.CodeInternal, "communication with Neo4j at %s failed: %w", b.config.URI, err)
}

// oneLine is an error of the server with its text on one line.
type oneLine struct{ error }

func (e oneLine) Error() string { return strings.Join(strings.Fields(e.error.Error()), " ") }

func (e oneLine) Unwrap() error { return e.error }

// explainServer explains the status codes of the server. They are listed in
// https://neo4j.com/docs/status-codes/5/errors/all-errors/.
func (b *Backend) explainServer(server *driver.Neo4jError) error {
	uri, database, err := b.config.URI, b.config.Database, oneLine{server}
	switch code := strings.TrimPrefix(server.Code, "Neo."); code {
	case "ClientError.Security.Unauthorized":
		return graph.Errorf(graph.CodeInvalid, "Neo4j at %s rejected the password of user %q; set NEO4J_USERNAME and NEO4J_PASSWORD: %w", uri, b.config.Username, err)
	case "ClientError.Security.CredentialsExpired":
		return graph.Errorf(graph.CodeInvalid, "Neo4j at %s requires user %q to change the initial password; run ALTER CURRENT USER SET PASSWORD, then set NEO4J_PASSWORD: %w", uri, b.config.Username, err)
	case "ClientError.Security.AuthenticationRateLimit":
		return graph.Errorf(graph.CodeUnavailable, "Neo4j at %s blocks logins after too many wrong passwords; check NEO4J_PASSWORD and try again in some seconds: %w", uri, err)
	case "ClientError.Security.Forbidden":
		return graph.Errorf(graph.CodeInvalid, "Neo4j at %s: permission denied for user %q; grant it the right or use another user: %w", uri, b.config.Username, err)
	case "ClientError.Database.DatabaseNotFound":
		return graph.Errorf(graph.CodeInvalid, "Neo4j at %s has no database %q; set NEO4J_DATABASE to an existing one: %w", uri, database, err)
	case "TransientError.Database.DatabaseUnavailable", "ClientError.General.DatabaseUnavailable", "TransientError.General.DatabaseUnavailable":
		return graph.Errorf(graph.CodeUnavailable, "the database %q of Neo4j at %s is not online; check the Neo4j log and start it: %w", database, uri, err)
	case "ClientError.Cluster.NotALeader", "ClientError.General.ForbiddenOnReadOnlyDatabase", "ClientError.General.WriteOnReadOnlyAccessDatabase":
		return graph.Errorf(graph.CodeUnavailable, "Neo4j at %s is read-only; load through the address of the cluster, with neo4j:// in NEO4J_URI, or allow writes: %w", uri, err)
	case "TransientError.General.OutOfMemoryError", "DatabaseError.General.OutOfMemoryError", "TransientError.General.TransactionOutOfMemoryError", "TransientError.General.MemoryPoolOutOfMemoryError", "TransientError.General.StackOverFlowError":
		return graph.Errorf(graph.CodeUnavailable, "Neo4j at %s ran out of memory; raise server.memory.heap.max_size: %w", uri, err)
	case "ClientError.Transaction.TransactionTimedOut", "ClientError.Transaction.TransactionTimedOutClientConfiguration", "ClientError.Transaction.LockAcquisitionTimeout":
		return graph.Errorf(graph.CodeTimeout, "Neo4j took longer than allowed: %w", err)
	case "DatabaseError.Transaction.TransactionLogError", "DatabaseError.Transaction.TransactionCommitFailed", "DatabaseError.General.StorageDamageDetected":
		return graph.Errorf(graph.CodeUnavailable, "Neo4j at %s cannot write to its disk; check free space and the Neo4j log: %w", uri, err)
	case "DatabaseError.Transaction.TransactionStartFailed":
		return graph.Errorf(graph.CodeUnavailable, "the database %q of Neo4j at %s has stopped, most often because its disk is full; check the Neo4j log, free space, and restart it: %w", database, uri, err)
	default:
		if strings.HasPrefix(code, "TransientError.") {
			return graph.Errorf(graph.CodeUnavailable, "Neo4j at %s is temporarily unavailable; try again: %w", uri, err)
		}
		return graph.Errorf(graph.CodeInternal, "Neo4j at %s reported an error: %w", uri, err)
	}
}
