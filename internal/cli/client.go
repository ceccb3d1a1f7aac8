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

// client answers GraphQL in this process, as serve does over the network: with
// the same limits, and in the same words. The commands that answer questions are
// GraphQL documents, so that what they print is what the API says.
type client struct {
	*dataset
	handler http.Handler
}

func (a datasetFlags) connect(ctx context.Context, c *console) (*client, error) {
	opened, err := a.open(ctx, c)
	if err != nil {
		return nil, err
	}
	handler, err := newHandler(opened.Store, opened.texts, slog.New(slog.NewTextHandler(c.err, nil)), nil)
	if err != nil {
		opened.close()
		return nil, err
	}
	return &client{opened, handler}, nil
}

// execute is a document's whole answer, as JSON, and whether it has errors.
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
	var kept responseBuffer
	cl.handler.ServeHTTP(&kept, request)
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("broken off: %w", err)
	}
	var said struct {
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	if err := json.Unmarshal(kept.Bytes(), &said); err != nil {
		return nil, fmt.Errorf("the answer is no JSON: %w", err)
	}
	var errs []error
	for _, e := range said.Errors {
		errs = append(errs, graph.Errorf(graph.Code(strings.ToLower(e.Extensions.Code)), "%s", e.Message))
	}
	return kept.Bytes(), errors.Join(errs...)
}

// query answers a document and fills in data, which its answer's data fits. What the
// document cannot take was said on the command line.
func (cl *client) query(ctx context.Context, document string, variables map[string]any, data any) error {
	answer, err := cl.execute(ctx, document, "", variables)
	switch graph.CodeOf(err) {
	case graph.CodeInvalid, "graphql_validation_failed": // by its variables
		return usageError{err}
	}
	if err != nil {
		return err
	}
	return json.Unmarshal(answer, &struct{ Data any }{data})
}

// responseBuffer keeps what a handler writes.
type responseBuffer struct {
	bytes.Buffer
	header http.Header
}

// Header implements [http.ResponseWriter].
func (k *responseBuffer) Header() http.Header {
	if k.header == nil {
		k.header = http.Header{}
	}
	return k.header
}

// WriteHeader implements [http.ResponseWriter]; errors are in the body too.
func (*responseBuffer) WriteHeader(int) {}
