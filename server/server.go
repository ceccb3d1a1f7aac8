// Package server answers the graph over HTTP: GraphQL at /graphql, the
// playground at /, and what operators and tools ask for beside them. It knows
// GraphQL and HTTP and nothing of stores.
package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"policygraph/server/ui"
)

// Options says what a server answers, and how.
type Options struct {
	// Schema executes the operations. Required.
	Schema graphql.ExecutableSchema
	// SDL is the schema as text, served at /schema.graphql. Required.
	SDL string
	// Examples are the queries that the playground opens with, in this order.
	Examples []Example
	// Begin, when set, opens what one request reads: execution, Extensions and
	// the answer's writing run under the context it returns, and the function
	// it returns is called when the answer is written. An error is answered in
	// place of the request.
	Begin func(context.Context) (context.Context, func(), error)
	// Extensions, when set, returns the extensions of an answer, under the context
	// that Begin returned. Requests for which Begin is not called have none.
	Extensions func(context.Context) map[string]any
	// Ready, when set, says whether requests can be answered now; its error is
	// shown at /readyz.
	Ready func(context.Context) error
	// Logger is told of faults; nil discards them.
	Logger *slog.Logger
	// Limits bounds what one request may cost; fields left zero have the
	// values of [DefaultLimits].
	Limits Limits
	// AllowedOrigins are the origins whose pages may read /graphql, such as
	// https://example.org; "*" allows all. None by default: only pages of this
	// server. [New] refuses one that no browser sends.
	AllowedOrigins []string
	// Version of the program, shown at /healthz.
	Version string
}

// New makes the handler of the whole server.
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

// withHeaders sets what every answer carries; pages loosen the policy for
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

// catch turns a panic outside of resolvers into a plain 500: the client
// learns nothing of the program, the log all.
func catch(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			fault := recover()
			if fault == nil {
				return
			}
			if err, ok := fault.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(fault) // the handler's way to break off the connection
			}
			log.Error("panic", "path", r.URL.Path, "panic", fault, "stack", string(debug.Stack()))
			plain(w, http.StatusInternalServerError, "internal error")
		}()
		next.ServeHTTP(w, r)
	})
}

// getOnly answers GET and HEAD, and says so to other methods.
func getOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			plain(w, http.StatusMethodNotAllowed, fmt.Sprintf("%s does not take %s: use GET", quoted(r.URL.Path), shortened(r.Method)))
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

// health says that the process lives, whatever its store does.
func health(version string) http.Handler {
	body, err := json.Marshal(map[string]string{"status": "ok", "version": version})
	if err != nil {
		panic(err) // two strings always marshal
	}
	return text("application/json", append(body, '\n'))
}

// readiness says whether requests can be answered now.
func readiness(ready func(context.Context) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		if ready != nil {
			if err := ready(r.Context()); err != nil {
				plain(w, http.StatusServiceUnavailable, "not ready: "+err.Error())
				return
			}
		}
		plain(w, http.StatusOK, "ready")
	})
}

func notFound(w http.ResponseWriter, r *http.Request) {
	plain(w, http.StatusNotFound, fmt.Sprintf(
		"nothing is served at %s: the API is at /graphql, its schema at /schema.graphql, the playground at /", quoted(r.URL.Path)))
}

// shownText is how many characters of a client's own words it is shown.
const shownText = 100

// shortened is text, or its beginning.
func shortened(text string) string {
	if characters := []rune(text); len(characters) > shownText {
		return string(characters[:shownText]) + "…"
	}
	return text
}

// quoted is text as it may stand in a message: in quotes, in one line.
func quoted(text string) string { return strconv.Quote(shortened(text)) }

// plain answers in one line of text.
func plain(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, strings.ToValidUTF8(message, "\uFFFD")+"\n")
}
