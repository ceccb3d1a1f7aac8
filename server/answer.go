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

// send writes an answer. It has data, which may be null, only where the request
// was executed.
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
			panic(fmt.Errorf("marshal %s of an answer: %w", name, err))
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
		body.Write(answer.Data) // not marshalled again, which would copy and check it
	}
	if len(answer.Extensions) > 0 {
		member("extensions", answer.Extensions)
	}
	body.WriteByte('}')
	w.Header().Set("Content-Type", mediaType(r)+"; charset=utf-8")
	writeAnswer(w, r, status, body.Bytes())
}

// mediaType returns the media type that the client prefers of the two; where it
// does not say, application/json, which every client reads.
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

// statusOfRequestErrors returns the status of an answer to a request that was not
// executed. Under application/json the specification wants 200, since a proxy may
// have sent any other status; only the newer media type has 400.
func statusOfRequestErrors(r *http.Request) int {
	if mediaType(r) == typeGraphQL {
		return http.StatusBadRequest
	}
	return http.StatusOK
}
