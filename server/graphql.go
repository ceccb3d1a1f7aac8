package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
)

// null is the data of an operation that was executed and has no result.
var null = json.RawMessage("null")

// shownErrors is how many errors of a document an answer lists: who sends a
// thousand misspelt fields learns enough from the first ones.
const shownErrors = 20

// roomForDocuments is how many bytes of query text the document cache keeps.
const roomForDocuments = 4 << 20

// retryAfter is in how many seconds a refused client may ask again.
const retryAfter = "5"

// endpoint answers GraphQL over HTTP, as the GraphQL over HTTP specification
// has it (draft of 2025): GET and POST, both media types. The transports that
// come with the executor fail six of the specification's audits.
type endpoint struct {
	Options
	executor  *executor.Executor
	documents *documents
	slots     *slots
}

func newGraphQL(o Options) http.Handler {
	e := &endpoint{
		Options:   o,
		executor:  executor.New(o.Schema),
		documents: newDocuments(roomForDocuments),
		slots:     newSlots(o.Limits.Operations, o.Limits.Wait),
	}
	e.executor.SetErrorPresenter(presenter(o.Logger))
	e.executor.SetRecoverFunc(recoverer(o.Logger))
	e.executor.SetParserTokenLimit(o.Limits.Tokens)
	e.executor.SetQueryCache(e.documents)
	e.executor.SetDefaultRulesFn(validationRules)
	e.executor.AroundFields(count)
	return e
}

// ServeHTTP answers one request.
func (e *endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Add("Vary", "Accept")
	e.allowOrigin(w, r)
	if r.Method == http.MethodOptions {
		w.Header().Set("Allow", "GET, POST, OPTIONS")
		w.WriteHeader(http.StatusNoContent)
		return
	}
	request, status, err := e.read(w, r)
	if err != nil { // before anything is opened or held for it
		send(w, r, status, &graphql.Response{Errors: gqlerror.List{asRequestError(err)}})
		return
	}
	free, err := e.slots.take(r.Context())
	if err != nil {
		e.refuse(w, r, err)
		return
	}
	free = sync.OnceFunc(free)
	defer free()
	if e.Begin != nil { // after reading, which lasts as long as the client likes
		ctx, end, err := e.Begin(r.Context())
		if err != nil {
			e.refuse(w, r, err)
			return
		}
		defer end()
		r = r.WithContext(ctx)
	}
	ctx, cancel := context.WithTimeout(graphql.StartOperationTrace(r.Context()), e.Limits.Time)
	defer cancel()
	answer, requestErrors := e.execute(ctx, request)
	free() // writing lasts as long as the client likes
	if requestErrors != nil {
		e.write(w, r, statusOfRequestErrors(r), &graphql.Response{Errors: requestErrors})
		return
	}
	e.write(w, r, http.StatusOK, answer)
}

// execute runs an operation, or says why it cannot be begun.
func (e *endpoint) execute(ctx context.Context, request *graphql.RawParams) (*graphql.Response, gqlerror.List) {
	if err := e.check(ctx, request.Query); err != nil {
		return nil, gqlerror.List{err}
	}
	unset := *request
	unset.Variables = nil // coerced below
	operation, errs := e.executor.CreateOperationContext(ctx, &unset)
	if operation.Operation == nil {
		if operation.Doc != nil && request.OperationName == "" && len(operation.Doc.Operations) > 1 {
			return nil, gqlerror.List{whichOperation(operation.Doc.Operations)}
		}
		return nil, errs[:min(len(errs), shownErrors)]
	}
	variables, err := coerceVariables(e.Schema.Schema(), operation.Operation, request.Variables)
	if err != nil {
		return nil, gqlerror.List{err}
	}
	operation.Variables = variables
	if operation.Operation.Operation != ast.Query {
		return nil, gqlerror.List{asRequestError(errors.New("only queries are answered: the graph is read-only over HTTP"))}
	}
	operation.DisableIntrospection = false
	ctx, meter := metered(ctx, e.Limits.Values)
	defer meter.end()
	next, ctx := e.executor.DispatchOperation(ctx, operation)
	answer := next(ctx)
	if meter.exceeded() {
		return &graphql.Response{Errors: gqlerror.List{meter.err()}, Data: null}, nil
	}
	if timeUp := errors.Is(ctx.Err(), context.DeadlineExceeded); answer == nil || timeUp && len(answer.Errors) > 0 {
		// One reason in place of one for each field that was not reached.
		return &graphql.Response{Errors: gqlerror.List{{
			Message:    fmt.Sprintf("the answer took longer than %s: ask for less", e.Limits.Time),
			Extensions: map[string]any{"code": codeTimeout},
		}}, Data: null}, nil
	}
	if answer.Data == nil {
		answer.Data = null
	}
	return answer, nil
}

// check refuses what is too large to validate. A document in the cache has
// been through it.
func (e *endpoint) check(ctx context.Context, query string) *gqlerror.Error {
	if _, known := e.documents.Get(ctx, query); known {
		return nil
	}
	parsed, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: query}, e.Limits.Tokens)
	if err != nil {
		shown := gqlerror.WrapIfUnwrapped(err)
		errcode.Set(shown, errcode.ParseFailed)
		if strings.HasPrefix(shown.Message, "exceeded ") { // the parser's own limits, of tokens and of nesting
			errcode.Set(shown, codeLimit)
		}
		return shown
	}
	return e.Limits.checkSize(parsed)
}

// refuse answers a request for which nothing could be read.
func (e *endpoint) refuse(w http.ResponseWriter, r *http.Request, err error) {
	shown := presenter(e.Logger)(r.Context(), err)
	status := http.StatusInternalServerError
	if code := shown.Extensions["code"]; code == codeUnavailable || code == codeTimeout {
		status = http.StatusServiceUnavailable
		w.Header().Set("Retry-After", retryAfter)
	}
	send(w, r, status, &graphql.Response{Errors: gqlerror.List{shown}})
}

// write sends an answer with the extensions that every answer has.
func (e *endpoint) write(w http.ResponseWriter, r *http.Request, status int, answer *graphql.Response) {
	if e.Extensions != nil {
		answer.Extensions = e.Extensions(r.Context())
	}
	send(w, r, status, answer)
}

// asRequestError gives err the code of a request that makes no sense, unless
// it has one.
func asRequestError(err error) *gqlerror.Error {
	shown := gqlerror.WrapIfUnwrapped(err)
	if _, coded := shown.Extensions["code"]; !coded {
		errcode.Set(shown, codeInvalid)
	}
	return shown
}
