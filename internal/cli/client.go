package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"

	"policygraph/graph"
)

// client sends GraphQL requests to the API within the process, with the limits and
// the answers that serve has over the network. All requests of a client are answered
// from one snapshot of the dataset. Close it.
type client struct {
	*dataset
	handler http.Handler
}

// connect opens the dataset that the flags choose and returns a client of it.
func (f datasetFlags) connect(ctx context.Context, c *console) (*client, error) {
	opened, err := f.open(ctx, c)
	if err != nil {
		return nil, err
	}
	handler, err := newHandler(opened.store, opened.texts, slog.New(slog.NewTextHandler(c.err, nil)), nil)
	if err != nil {
		opened.close()
		return nil, err
	}
	return &client{opened, handler}, nil
}

// execute returns the whole answer to a GraphQL document, as JSON, and the answer's
// errors.
func (cl *client) execute(ctx context.Context, document, operation string, variables map[string]any) (answer json.RawMessage, failed error) {
	body, err := json.Marshal(map[string]any{"query": document, "operationName": operation, "variables": variables})
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "/graphql", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	var response responseBuffer
	cl.handler.ServeHTTP(&response, request)
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("interrupted: %w", err)
	}
	var decoded struct {
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	if err := json.Unmarshal(response.Bytes(), &decoded); err != nil {
		return nil, fmt.Errorf("decode the answer: %w", err)
	}
	var errs []error
	for _, e := range decoded.Errors {
		errs = append(errs, graph.Errorf(graph.Code(strings.ToLower(e.Extensions.Code)), "%s", e.Message))
	}
	return response.Bytes(), errors.Join(errs...)
}

// query decodes the data of the answer to a document into data. Where a document's
// variables are refused, the command line is wrong, from which they come.
func (cl *client) query(ctx context.Context, document string, variables map[string]any, data any) error {
	answer, err := cl.execute(ctx, document, "", variables)
	if graph.CodeOf(err) == "graphql_validation_failed" {
		return usageError{err}
	}
	if err != nil {
		return err
	}
	return json.Unmarshal(answer, &struct{ Data any }{data})
}

// responseBuffer holds the response that a handler writes.
type responseBuffer struct {
	bytes.Buffer
	header http.Header
}

// Header implements [http.ResponseWriter].
func (r *responseBuffer) Header() http.Header {
	if r.header == nil {
		r.header = http.Header{}
	}
	return r.header
}

// WriteHeader implements [http.ResponseWriter]; the body holds the errors too.
func (*responseBuffer) WriteHeader(int) {}
