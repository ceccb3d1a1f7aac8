package server

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"policygraph/graph"
)

// null is the data of an operation that was executed without a result.
var null = json.RawMessage("null")

// shownErrors is the most errors of a document that an answer lists.
const shownErrors = 20

// roomForDocuments is the most bytes of query text that the cache holds.
const roomForDocuments = 4 << 20

// retryAfter is the number of seconds after which a refused client may retry.
const retryAfter = "5"

// endpoint serves GraphQL over HTTP as specified in GraphQL over HTTP (draft of
// 2025), by GET and POST and in both media types. The transports that come with
// the executor fail six of the specification's audits.
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
	e.executor.SetErrorPresenter(present)
	e.executor.SetRecoverFunc(recovered)
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
	if err != nil { // before a slot is taken or a reader opened
		send(w, r, status, &graphql.Response{Errors: gqlerror.List{asRequestError(err)}})
		return
	}
	answer, status, refused := e.answer(r, request)
	if refused != nil {
		e.refuse(w, r, refused)
		return
	}
	send(w, r, status, answer)
}

// answer answers a request once its body has arrived, which may take long. It holds
// its slot and its reader no longer than it takes, since the client may read the
// answer slowly. A request that it refuses was not executed.
func (e *endpoint) answer(r *http.Request, request *graphql.RawParams) (answer *graphql.Response, status int, refused *gqlerror.Error) {
	ctx := r.Context()
	free, busy := e.slots.take(ctx)
	if busy != nil {
		return nil, 0, busy
	}
	defer free()
	if e.Begin != nil {
		begun, end, err := e.Begin(ctx)
		if err != nil {
			return nil, 0, present(ctx, &graph.OperatorError{Err: err})
		}
		defer end()
		ctx = begun
	}
	within, cancel := context.WithTimeout(graphql.StartOperationTrace(ctx), e.Limits.Time)
	defer cancel()
	status = http.StatusOK
	answer, requestErrors := e.execute(within, request)
	if requestErrors != nil {
		answer, status = &graphql.Response{Errors: requestErrors}, statusOfRequestErrors(r)
	}
	if e.Extensions != nil {
		answer.Extensions = e.Extensions(ctx)
	}
	return answer, status, nil
}

// execute executes an operation. Request errors are those for which it was not
// executed.
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
	variables, err := CoerceVariables(e.Schema.Schema(), operation.Operation, request.Variables)
	if err != nil {
		return nil, gqlerror.List{err}
	}
	operation.Variables = variables
	if operation.Operation.Operation != ast.Query {
		return nil, gqlerror.List{asRequestError(errors.New("unsupported operation: only queries are executed, since the API is read-only"))}
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
		// One error in place of one for each field that was not reached.
		return &graphql.Response{Errors: gqlerror.List{{
			Message:    fmt.Sprintf("the answer took longer than %s: select less", e.Limits.Time),
			Extensions: map[string]any{"code": codeTimeout},
		}}, Data: null}, nil
	}
	if answer.Data == nil {
		answer.Data = null
	}
	slices.SortStableFunc(answer.Errors, byPath) // fields are executed concurrently
	return answer, nil
}

// byPath orders errors by their paths, so that the same request has the same answer.
func byPath(a, b *gqlerror.Error) int {
	shared := min(len(a.Path), len(b.Path))
	for i := range shared {
		first, isIndex := a.Path[i].(ast.PathIndex)
		second, isIndexToo := b.Path[i].(ast.PathIndex)
		difference := cmp.Compare(first, second)
		if !isIndex || !isIndexToo {
			difference = strings.Compare(fmt.Sprint(a.Path[i]), fmt.Sprint(b.Path[i]))
		}
		if difference != 0 {
			return difference
		}
	}
	return cmp.Or(cmp.Compare(len(a.Path), len(b.Path)), strings.Compare(a.Message, b.Message))
}

// check refuses a document that is too large to validate. Cached documents have
// passed it.
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

// refuse answers a request that is not executed.
func (e *endpoint) refuse(w http.ResponseWriter, r *http.Request, shown *gqlerror.Error) {
	status := http.StatusInternalServerError
	if code := shown.Extensions["code"]; code == codeUnavailable || code == codeTimeout {
		status = http.StatusServiceUnavailable
		w.Header().Set("Retry-After", retryAfter)
	}
	send(w, r, status, &graphql.Response{Errors: gqlerror.List{shown}})
}

// asRequestError returns err with the code INVALID, unless it has a code.
func asRequestError(err error) *gqlerror.Error {
	shown := gqlerror.WrapIfUnwrapped(err)
	if _, coded := shown.Extensions["code"]; !coded {
		errcode.Set(shown, codeInvalid)
	}
	return shown
}
