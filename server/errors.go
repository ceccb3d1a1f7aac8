package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
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

// namingVariables puts the variable's name into errors about variables, which
// the validator's messages leave to the path.
func namingVariables(errs gqlerror.List, sent map[string]any, schema *ast.Schema) gqlerror.List {
	for _, err := range errs {
		if len(err.Path) > 1 && err.Path[0] == ast.PathName("variable") {
			name := err.Path[1:].String()
			err.Message = "variable $" + name + " " + ofVariable(err.Message, sent[name], schema)
		}
	}
	return errs
}

// ofVariable says what is wrong with a variable in a client's words. The validator
// speaks of Go's kinds, of 0 where a number is no Int or Float, and of no values of an
// enum.
func ofVariable(message string, sent any, schema *ast.Schema) string {
	if number, ok := sent.(json.Number); ok {
		if typ, found := strings.CutPrefix(message, "cannot use value 0 as "); found {
			return fmt.Sprintf("cannot use value %s as %s", shortened(string(number)), typ)
		}
	}
	if message == "must be defined" {
		return "is missing: send a value for it"
	}
	if _, typ, found := strings.Cut(message, " is not a valid "); found && schema.Types[typ] != nil {
		var values []string
		for _, value := range schema.Types[typ].EnumValues {
			values = append(values, value.Name)
		}
		return message + ": write " + strings.Join(values, ", ")
	}
	for kind, word := range map[string]string{"slice": "a list", "map": "an object"} {
		message = strings.Replace(message, "cannot use "+kind+" as ", "cannot use "+word+" as ", 1)
	}
	return message
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
