package server

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// read reads a GraphQL request. With an error it returns the status of the answer,
// in whichever media type.
func (e *endpoint) read(w http.ResponseWriter, r *http.Request) (*graphql.RawParams, int, error) {
	var body struct {
		Query         *string        `json:"query"`
		OperationName string         `json:"operationName"`
		Variables     map[string]any `json:"variables"`
		Extensions    map[string]any `json:"extensions"`
	}
	switch r.Method {
	case http.MethodGet:
		parameters, err := url.ParseQuery(r.URL.RawQuery)
		if err != nil {
			return nil, http.StatusBadRequest, fmt.Errorf("invalid query of the URL: %w", err)
		}
		if parameters.Has("query") {
			body.Query = new(parameters.Get("query"))
		}
		body.OperationName = parameters.Get("operationName")
		for _, object := range []struct {
			name string
			into *map[string]any
		}{{"variables", &body.Variables}, {"extensions", &body.Extensions}} {
			if err := decode(strings.NewReader(parameters.Get(object.name)), object.into); err != nil && !errors.Is(err, io.EOF) {
				return nil, http.StatusBadRequest, fmt.Errorf("invalid parameter %s: expected a JSON object: %s", object.name, misread(err))
			}
		}
	case http.MethodPost:
		mediaType, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
		if err != nil || mediaType != typeJSON || !strings.EqualFold(cmp.Or(parameters["charset"], "utf-8"), "utf-8") {
			return nil, http.StatusUnsupportedMediaType, errors.New("unsupported Content-Type: send the request as application/json in UTF-8")
		}
		if err := decode(http.MaxBytesReader(w, r.Body, e.Limits.Body), &body); err != nil {
			if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
				return nil, http.StatusRequestEntityTooLarge, &gqlerror.Error{
					Message:    fmt.Sprintf("the request body is larger than %d bytes", tooLarge.Limit),
					Extensions: map[string]any{"code": codeLimit},
				}
			}
			if errors.Is(err, os.ErrDeadlineExceeded) {
				return nil, http.StatusRequestTimeout, &gqlerror.Error{
					Message:    fmt.Sprintf("the request did not arrive within %.0f s", readTimeout.Seconds()),
					Extensions: map[string]any{"code": codeTimeout},
				}
			}
			return nil, http.StatusBadRequest, fmt.Errorf("invalid request: expected a JSON object with query, operationName, variables and extensions: %s", misread(err))
		}
	default:
		w.Header().Set("Allow", "GET, POST, OPTIONS")
		return nil, http.StatusMethodNotAllowed, fmt.Errorf("method %s not allowed for /graphql: use GET or POST", shortened(r.Method))
	}
	if body.Query == nil || strings.TrimSpace(*body.Query) == "" {
		return nil, http.StatusBadRequest, errors.New("no query: send one as the parameter query, or open / for the playground")
	}
	return &graphql.RawParams{
		Query:         *body.Query,
		OperationName: body.OperationName,
		Variables:     body.Variables,
		Extensions:    body.Extensions,
		Headers:       r.Header,
	}, 0, nil
}

var errAfterEnd = errors.New("more data after its end")

// misread describes what is wrong with a client's JSON. The decoder's own messages
// name types of the program.
func misread(err error) string {
	var wrongType *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &wrongType):
		kind, _, _ := strings.Cut(wrongType.Value, " ") // a number may follow
		what := kind
		if name, known := kindNames[kind]; known {
			what = name
		}
		switch {
		case wrongType.Field != "":
			return shortened(wrongType.Field) + " is " + what
		case kind == "array":
			return "it is a list; batches are not supported, so send one request at a time"
		}
		return "it is " + what
	case errors.As(err, &syntax):
		return fmt.Sprintf("%s, at byte %d", syntax, syntax.Offset)
	case errors.Is(err, errAfterEnd):
		return err.Error()
	case errors.Is(err, io.EOF):
		return "it is empty"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "it ends too early"
	}
	return "it cannot be read"
}

var kindNames = map[string]string{
	"array":  "a list",
	"bool":   "a boolean",
	"number": "a number",
	"object": "an object",
	"string": "a string",
}

// decode decodes exactly one JSON value. Numbers keep all their digits.
func decode(from io.Reader, into any) error {
	decoder := json.NewDecoder(from)
	decoder.UseNumber()
	if err := decoder.Decode(into); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return cmp.Or(err, errAfterEnd)
	}
	return nil
}
