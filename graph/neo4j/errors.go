package neo4j

import (
	"context"
	"errors"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/graph"
)

// explain returns the error of a driver's call with a code and a message that says what an
// operator can do. Errors that have a code are returned unchanged.
func (b *Backend) explain(ctx context.Context, err error) error {
	var ours *graph.Error
	if err == nil || errors.As(err, &ours) {
		return err
	}
	if ctx.Err() != nil {
		return graph.Errorf(graph.CodeTimeout, "query Neo4j at %s: interrupted: %w", b.config.URI, context.Cause(ctx))
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
		return graph.Errorf(graph.CodeUnavailable, "Neo4j at %s: login of user %q expired; restart with a valid one: %w", b.config.URI, b.config.Username, err)
	case errors.As(err, &connectivity) && strings.Contains(err.Error(), "no such host"):
		return graph.Errorf(graph.CodeUnavailable, "Neo4j at %s: unknown host; set NEO4J_URI to the address of Neo4j: %w", b.config.URI, err)
	case errors.As(err, &connectivity):
		return graph.Errorf(graph.CodeUnavailable, "Neo4j at %s: no answer; start it, or set NEO4J_URI to its address: %w", b.config.URI, err)
	case errors.As(err, &usage) && strings.Contains(err.Error(), "server responded"), strings.Contains(err.Error(), "did not accept any of the requested Bolt versions"):
		return graph.Errorf(graph.CodeInvalid, "Neo4j at %s: the server does not support the Bolt protocol of Neo4j 5.26; set NEO4J_URI to the Bolt port (usually 7687; 7474 is HTTP) of Neo4j 5.26.4 or later: %w", b.config.URI, err)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return graph.Errorf(graph.CodeTimeout, "query Neo4j at %s: interrupted: %w", b.config.URI, err)
	}
	return graph.Errorf(graph.CodeInternal, "Neo4j at %s: unexpected error: %w", b.config.URI, err)
}

// oneLine is an error whose text is formatted on one line.
type oneLine struct{ error }

func (e oneLine) Error() string { return strings.Join(strings.Fields(e.error.Error()), " ") }

func (e oneLine) Unwrap() error { return e.error }

// explainServer is explain for errors of the server. Their codes are listed in
// https://neo4j.com/docs/status-codes/5/errors/all-errors/.
func (b *Backend) explainServer(server *driver.Neo4jError) error {
	uri, database, err := b.config.URI, b.config.Database, oneLine{server}
	switch code := strings.TrimPrefix(server.Code, "Neo."); code {
	case "ClientError.Security.Unauthorized":
		return graph.Errorf(graph.CodeInvalid, "Neo4j at %s: wrong user %q or password; set NEO4J_USERNAME and NEO4J_PASSWORD: %w", uri, b.config.Username, err)
	case "ClientError.Security.CredentialsExpired":
		return graph.Errorf(graph.CodeInvalid, "Neo4j at %s: password of user %q has expired; change it with ALTER CURRENT USER SET PASSWORD, then set NEO4J_PASSWORD: %w", uri, b.config.Username, err)
	case "ClientError.Security.AuthenticationRateLimit":
		return graph.Errorf(graph.CodeUnavailable, "Neo4j at %s: too many wrong passwords for user %q; wait a few seconds, then correct NEO4J_PASSWORD: %w", uri, b.config.Username, err)
	case "ClientError.Security.Forbidden":
		return graph.Errorf(graph.CodeInvalid, "Neo4j at %s: permission denied for user %q; grant it, or set NEO4J_USERNAME to a user who has it: %w", uri, b.config.Username, err)
	case "ClientError.Database.DatabaseNotFound":
		return graph.Errorf(graph.CodeInvalid, "Neo4j at %s: unknown database %q; set NEO4J_DATABASE to a database of this server: %w", uri, database, err)
	case "TransientError.Database.DatabaseUnavailable", "ClientError.General.DatabaseUnavailable", "TransientError.General.DatabaseUnavailable":
		return graph.Errorf(graph.CodeUnavailable, "Neo4j at %s: database %q is unavailable; start it, and see the log of Neo4j: %w", uri, database, err)
	case "ClientError.Cluster.NotALeader", "ClientError.General.ForbiddenOnReadOnlyDatabase", "ClientError.General.WriteOnReadOnlyAccessDatabase":
		return graph.Errorf(graph.CodeUnavailable, "Neo4j at %s: database %q is read-only on this server; set NEO4J_URI to neo4j:// and the address of the cluster, or make the database writable: %w", uri, database, err)
	case "TransientError.General.OutOfMemoryError", "DatabaseError.General.OutOfMemoryError", "TransientError.General.TransactionOutOfMemoryError", "TransientError.General.MemoryPoolOutOfMemoryError", "TransientError.General.StackOverFlowError":
		return graph.Errorf(graph.CodeUnavailable, "Neo4j at %s: server out of memory; increase its heap (server.memory.heap.max_size): %w", uri, err)
	case "ClientError.Transaction.TransactionTimedOut", "ClientError.Transaction.TransactionTimedOutClientConfiguration", "ClientError.Transaction.LockAcquisitionTimeout":
		return graph.Errorf(graph.CodeTimeout, "Neo4j at %s: time limit of a transaction exceeded; try again, or ask for less: %w", uri, err)
	case "DatabaseError.Transaction.TransactionLogError", "DatabaseError.Transaction.TransactionCommitFailed", "DatabaseError.General.StorageDamageDetected":
		return graph.Errorf(graph.CodeUnavailable, "Neo4j at %s: server cannot write to its disk; free space there, and see its log: %w", uri, err)
	case "DatabaseError.Transaction.TransactionStartFailed":
		return graph.Errorf(graph.CodeUnavailable, "Neo4j at %s: database %q has stopped, most likely because the disk is full; free space, restart it, and see its log: %w", uri, database, err)
	default:
		if strings.HasPrefix(code, "TransientError.") {
			return graph.Errorf(graph.CodeUnavailable, "Neo4j at %s: temporary error; try again: %w", uri, err)
		}
		return graph.Errorf(graph.CodeInternal, "Neo4j at %s: server error: %w", uri, err)
	}
}
