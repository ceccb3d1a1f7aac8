package server

import (
	"context"
	"errors"
	"log/slog"
	"runtime/debug"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"policygraph/graph"
)

// What extensions.code says, beside the executor's GRAPHQL_PARSE_FAILED and
// GRAPHQL_VALIDATION_FAILED: the graph's codes in upper case.
var (
	codeInvalid     = publicCode(graph.CodeInvalid)
	codeLimit       = publicCode(graph.CodeLimit)
	codeTimeout     = publicCode(graph.CodeTimeout)
	codeUnavailable = publicCode(graph.CodeUnavailable)
	codeInternal    = publicCode(graph.CodeInternal)
)

func publicCode(code graph.Code) string { return strings.ToUpper(string(code)) }

// presenter makes of any error of an operation what its client is shown: the
// message and code of a graph error, nothing but the word of an internal one.
func presenter(log *slog.Logger) graphql.ErrorPresenterFunc {
	return func(ctx context.Context, err error) *gqlerror.Error {
		shown := graphql.DefaultErrorPresenter(ctx, err)
		if _, coded := shown.Extensions["code"]; coded {
			return shown
		}
		message, code := describe(err)
		if code == codeInternal {
			log.Error("internal error", "operation", operationName(ctx), "path", shown.Path.String(), "error", err)
		}
		// A copy: one error may be shared by every member of a cohort.
		shared := *shown
		shared.Message = message
		shared.Extensions = map[string]any{"code": code}
		return &shared
	}
}

// describe gives the message and the code by which clients learn of err.
func describe(err error) (message, code string) {
	var known *graph.Error
	switch {
	case errors.As(err, &known) && known.Code != graph.CodeInternal:
		return known.Message, publicCode(known.Code)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return "the answer was broken off before it was complete", codeTimeout
	default:
		return "internal error", codeInternal
	}
}

// whichOperation asks for the choice that a document with several operations
// needs.
func whichOperation(operations ast.OperationList) *gqlerror.Error {
	names := make([]string, len(operations))
	for i, operation := range operations {
		names[i] = operation.Name
	}
	err := gqlerror.Errorf("there are %d operations (%s): say with operationName which one to execute",
		len(operations), shortened(strings.Join(names, ", ")))
	errcode.Set(err, errcode.ValidationFailed)
	return err
}

// recoverer makes an internal error of a resolver's panic; the log has the rest.
func recoverer(log *slog.Logger) graphql.RecoverFunc {
	return func(ctx context.Context, fault any) error {
		log.Error("panic in a resolver", "operation", operationName(ctx), "path", graphql.GetPath(ctx).String(),
			"panic", fault, "stack", string(debug.Stack()))
		return &gqlerror.Error{
			Message:    "internal error",
			Path:       graphql.GetPath(ctx),
			Extensions: map[string]any{"code": codeInternal},
		}
	}
}

func operationName(ctx context.Context) string {
	if !graphql.HasOperationContext(ctx) {
		return ""
	}
	return graphql.GetOperationContext(ctx).OperationName
}
