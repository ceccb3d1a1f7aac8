package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/99designs/gqlgen/graphql"
)

const (
	typeJSON    = "application/json"
	typeGraphQL = "application/graphql-response+json"
)

// send writes an answer out. One to a request that was not executed has no data
// at all, one to a request that was has data, if only null.
func send(w http.ResponseWriter, r *http.Request, status int, answer *graphql.Response) {
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	member := func(name string, value any) {
		if body.Len() > 1 {
			body.WriteByte(',')
		}
		fmt.Fprintf(&body, "%q:", name)
		if err := encoder.Encode(value); err != nil {
			panic(fmt.Errorf("an answer's %s cannot be written: %w", name, err))
		}
		body.Truncate(body.Len() - 1) // the encoder ends with a line break
	}
	body.WriteByte('{')
	if len(answer.Errors) > 0 {
		member("errors", answer.Errors)
	}
	if answer.Data != nil {
		if body.Len() > 1 {
			body.WriteByte(',')
		}
		body.WriteString(`"data":`)
		body.Write(answer.Data) // as it is: it may be large, and marshalling would copy and check it
	}
	if len(answer.Extensions) > 0 {
		member("extensions", answer.Extensions)
	}
	body.WriteByte('}')
	w.Header().Set("Content-Type", mediaType(r)+"; charset=utf-8")
	writeAnswer(w, r, status, body.Bytes())
}

// mediaType is the one of the two answers that the client prefers; where it
// does not say, the one that every client reads.
func mediaType(r *http.Request) string {
	var weights = map[string]float64{}
	for _, line := range r.Header.Values("Accept") {
		for member := range strings.SplitSeq(line, ",") {
			name, parameters, _ := strings.Cut(member, ";")
			weights[strings.ToLower(strings.TrimSpace(name))] = quality(parameters)
		}
	}
	if own := weights[typeGraphQL]; own > 0 && own >= weights[typeJSON] {
		return typeGraphQL
	}
	return typeJSON
}

// statusOfRequestErrors follows the specification: application/json cannot be
// told from any other JSON by the status, so that only the newer type uses it.
func statusOfRequestErrors(r *http.Request) int {
	if mediaType(r) == typeGraphQL {
		return http.StatusBadRequest
	}
	return http.StatusOK
}
