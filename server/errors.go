package server

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"policygraph/graph"
)

// Values of extensions.code, beside the executor's GRAPHQL_PARSE_FAILED and
// GRAPHQL_VALIDATION_FAILED: the graph's codes in upper case.
var (
	codeInvalid     = publicCode(graph.CodeInvalid)
	codeLimit       = publicCode(graph.CodeLimit)
	codeTimeout     = publicCode(graph.CodeTimeout)
	codeUnavailable = publicCode(graph.CodeUnavailable)
	codeInternal    = publicCode(graph.CodeInternal)
)

func publicCode(code graph.Code) string { return strings.ToUpper(string(code)) }

// describe returns the message and the code that a client is shown of err. Only
// errors about the request show their own message, and never their cause.
func describe(err error) (message, code string) {
	var known *graph.Error
	errors.As(err, &known)
	var operator *graph.OperatorError
	switch code := graph.CodeOf(err); {
	case code == graph.CodeTimeout:
		return "the answer was interrupted before it was complete", codeTimeout
	case code == graph.CodeInternal:
		return "internal error", codeInternal
	case errors.As(err, &operator), code == graph.CodeUnavailable, code == graph.CodeConflict:
		return "the dataset cannot be read at the moment: try again later", codeUnavailable
	case code == graph.CodeInvalid, code == graph.CodeNotFound, code == graph.CodeLimit:
		return known.Message, publicCode(code)
	default:
		return "internal error", codeInternal
	}
}

// reports logs what the answers to one request conceal. It gives the request an
// id, which the answer and the log share.
type reports struct {
	log *slog.Logger
	id  string

	mu   sync.Mutex
	told map[string]bool // the errors logged; one may be that of a hundred fields
}

// mostReports bounds the errors that one request can put into the log.
const mostReports = 20

type reportsKey struct{}

func withReports(ctx context.Context, log *slog.Logger) (context.Context, *reports) {
	r := &reports{log: log, id: strings.ToLower(rand.Text()[:16]), told: map[string]bool{}}
	return context.WithValue(ctx, reportsKey{}, r), r
}

// reportsOf returns those of the request that ctx belongs to.
func reportsOf(ctx context.Context) *reports {
	if r, ok := ctx.Value(reportsKey{}).(*reports); ok {
		return r
	}
	_, r := withReports(ctx, slog.New(slog.DiscardHandler))
	return r
}

// conceal logs an error whose text says more than message, which is what the
// client is shown, and reports whether it does. What the client ended itself is
// logged at the level of debugging.
func (r *reports) conceal(ctx context.Context, err error, message, code string, attributes ...any) bool {
	text := err.Error()
	if text == message {
		return false
	}
	r.mu.Lock()
	first := !r.told[text] && len(r.told) < mostReports
	r.told[text] = true
	r.mu.Unlock()
	if first {
		level := slog.LevelWarn
		switch {
		case errors.Is(err, context.Canceled):
			level = slog.LevelDebug
		case code == codeInternal, code == codeUnavailable:
			level = slog.LevelError
		}
		r.log.Log(ctx, level, "request failed", append([]any{"request", r.id, "code", code, "error", text}, attributes...)...)
	}
	return true
}

// panicked logs a panic, and returns the error that stands for it.
func (r *reports) panicked(fault any, attributes ...any) error {
	err := graph.Errorf(graph.CodeInternal, "panic: %v", fault)
	r.log.Error("panic", append([]any{"request", r.id, "panic", fmt.Sprint(fault), "stack", string(debug.Stack())}, attributes...)...)
	r.mu.Lock()
	r.told[err.Error()] = true
	r.mu.Unlock()
	return err
}

// present returns what a client is shown of any error of an operation.
func present(ctx context.Context, err error) *gqlerror.Error {
	located := graphql.DefaultErrorPresenter(ctx, err)
	cause := err
	if located.Err != nil {
		cause = located.Err
	}
	message, code := describe(cause)
	// A copy: one error may be shared by every member of a cohort.
	shown := &gqlerror.Error{Message: message, Path: located.Path, Locations: located.Locations, Extensions: map[string]any{"code": code}}
	r := reportsOf(ctx)
	if r.conceal(ctx, cause, message, code, "operation", operationName(ctx), "path", located.Path.String()) {
		shown.Extensions["requestId"] = r.id
	}
	return shown
}

// recovered returns an error for the panic of a resolver; the log has the rest.
func recovered(ctx context.Context, fault any) error {
	return reportsOf(ctx).panicked(fault, "operation", operationName(ctx), "path", graphql.GetPath(ctx).String())
}

func operationName(ctx context.Context) string {
	if !graphql.HasOperationContext(ctx) {
		return ""
	}
	return graphql.GetOperationContext(ctx).OperationName
}

// catch turns a panic outside of resolvers into a plain 500: the client is shown
// the request's id, and the log has the rest.
func catch(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, reports := withReports(r.Context(), log)
		defer func() {
			fault := recover()
			if fault == nil {
				return
			}
			if err, ok := fault.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(fault) // how a handler closes the connection
			}
			_ = reports.panicked(fault, "url", r.URL.Path) // logged
			plain(w, http.StatusInternalServerError, "internal error (request "+reports.id+")")
		}()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// readiness answers whether requests can be answered now.
func readiness(ready func(context.Context) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		if ready == nil {
			plain(w, http.StatusOK, "ready")
			return
		}
		if err := ready(r.Context()); err != nil {
			reports := reportsOf(r.Context())
			message, code := describe(&graph.OperatorError{Err: err})
			reports.conceal(r.Context(), err, "", code, "url", r.URL.Path)
			plain(w, http.StatusServiceUnavailable, fmt.Sprintf("not ready: %s (request %s)", message, reports.id))
			return
		}
		plain(w, http.StatusOK, "ready")
	})
}

// whichOperation asks for the choice that a document with several operations
// needs.
func whichOperation(operations ast.OperationList) *gqlerror.Error {
	names := make([]string, len(operations))
	for i, operation := range operations {
		names[i] = operation.Name
	}
	err := gqlerror.Errorf("the document has %d operations (%s): name the one to execute with operationName",
		len(operations), shortened(strings.Join(names, ", ")))
	errcode.Set(err, errcode.ValidationFailed)
	return err
}
