// Package server serves the graph over HTTP: the GraphQL API at /graphql, the
// playground at /, the schema at /schema.graphql, and health checks at /healthz
// and /readyz. It does not know what the API is answered from.
package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"policygraph/server/ui"
)

// Options configures a server.
type Options struct {
	// Schema executes operations. Required.
	Schema graphql.ExecutableSchema
	// SDL is the schema as text, served at /schema.graphql. Required.
	SDL string
	// Examples are the queries that the playground opens in its tabs.
	Examples []Example
	// Begin, if set, opens what one request reads. The operation is executed under
	// the context that it returns; then, before the answer is sent, the function
	// that it returns is called. Where it fails the request is not executed.
	Begin func(context.Context) (context.Context, func(), error)
	// Extensions, if set, returns the extensions of an answer; it is called with
	// the context that Begin returned. An answer to a malformed request has none.
	Extensions func(context.Context) map[string]any
	// Ready, if set, is called for /readyz; an error means that requests cannot be
	// answered now.
	Ready func(context.Context) error
	// Logger logs what answers conceal: errors of stores and texts, and panics,
	// each with the id of its request. Nil discards them.
	Logger *slog.Logger
	// Limits bounds the cost of a request; a field that is zero has its value of
	// [DefaultLimits].
	Limits Limits
	// AllowedOrigins are the origins of other sites whose pages may read /graphql,
	// such as https://example.org; "*" allows all. [New] refuses an origin that no
	// browser sends.
	AllowedOrigins []string
	// Version is that of the program, shown at /healthz.
	Version string
}

// New returns the handler of the server.
func New(o Options) (http.Handler, error) {
	if o.Schema == nil {
		return nil, errors.New("server: no schema to execute")
	}
	if o.SDL == "" {
		return nil, errors.New("server: no schema text to publish")
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	o.Limits = o.Limits.withDefaults()
	origins, err := parseOrigins(o.AllowedOrigins)
	if err != nil {
		return nil, err
	}
	o.AllowedOrigins = origins
	examples, err := json.Marshal(nonNil(o.Examples))
	if err != nil {
		return nil, fmt.Errorf("server: examples: %w", err)
	}
	pages := pages{ui.Files()}
	index, err := pages.page("index.html")
	if err != nil {
		return nil, fmt.Errorf("server: playground: %w", err)
	}
	assets, err := pages.assets()
	if err != nil {
		return nil, fmt.Errorf("server: assets: %w", err)
	}

	mux := http.NewServeMux()
	mux.Handle("/graphql", newGraphQL(o))
	mux.Handle("/{$}", getOnly(index))
	mux.Handle("/assets/{file}", getOnly(assets))
	mux.Handle("/examples.json", getOnly(text("application/json", examples)))
	mux.Handle("/schema.graphql", getOnly(text("text/plain; charset=utf-8", []byte(o.SDL))))
	mux.Handle("/healthz", getOnly(health(o.Version)))
	mux.Handle("/readyz", getOnly(readiness(o.Ready)))
	mux.HandleFunc("/", notFound)
	return catch(o.Logger, withHeaders(mux)), nil
}

func nonNil(examples []Example) []Example {
	if examples == nil {
		return []Example{}
	}
	return examples
}

// withHeaders sets the headers of every answer; pages loosen the policy for
// themselves.
func withHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		next.ServeHTTP(w, r)
	})
}

// getOnly allows GET and HEAD only.
func getOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			plain(w, http.StatusMethodNotAllowed, fmt.Sprintf("method %s not allowed for %s: use GET", shortened(r.Method), quoted(r.URL.Path)))
			return
		}
		next.ServeHTTP(w, r)
	})
}

func text(contentType string, body []byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", contentType)
		w.Header().Set("Cache-Control", "no-cache")
		writeAnswer(w, r, http.StatusOK, body)
	})
}

// health answers that the process is alive, whatever the state of its store.
func health(version string) http.Handler {
	body, err := json.Marshal(map[string]string{"status": "ok", "version": version})
	if err != nil {
		panic(err) // two strings always marshal
	}
	return text("application/json", append(body, '\n'))
}

func notFound(w http.ResponseWriter, r *http.Request) {
	plain(w, http.StatusNotFound, fmt.Sprintf(
		"not found: %s; the API is at /graphql, its schema at /schema.graphql, the playground at /", quoted(r.URL.Path)))
}

// shownText is the most characters of a client's text that a message repeats.
const shownText = 100

// shortened returns text, cut where it is longer than shownText.
func shortened(text string) string {
	if characters := []rune(text); len(characters) > shownText {
		return string(characters[:shownText]) + "…"
	}
	return text
}

// quoted returns text, shortened and in quotes, for use in a message of one line.
func quoted(text string) string { return strconv.Quote(shortened(text)) }

// plain sends a line of text.
func plain(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, strings.ToValidUTF8(message, "\uFFFD")+"\n")
}
