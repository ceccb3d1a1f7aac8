package server_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"

	"policygraph/graph"
	"policygraph/graph/resolver/resolvertest"
	"policygraph/server"
)

// testOptions serve the test schema and name a dataset version in every answer.
func testOptions() server.Options {
	return server.Options{
		Schema:  newTestSchema(),
		SDL:     testSDL,
		Version: "v1.2.3",
		Extensions: func(context.Context) map[string]any {
			return map[string]any{"dataset": map[string]string{"version": "2024-12-30-0123abcd", "versionDate": "2024-12-30"}}
		},
	}
}

func handler(t *testing.T, o server.Options) http.Handler {
	t.Helper()
	h, err := server.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func ask(h http.Handler, method, target, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// post asks with a query and gives the answer in both forms.
func post(t *testing.T, h http.Handler, query string, headers ...string) (*httptest.ResponseRecorder, answer) {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	w := ask(h, "POST", "/graphql", string(body), append([]string{"Content-Type", "application/json"}, headers...)...)
	return w, read(t, w)
}

type answer struct {
	Data   json.RawMessage
	Errors []struct {
		Message    string
		Path       []any
		Extensions struct{ Code string }
	}
	Extensions struct {
		Dataset struct{ Version, VersionDate string }
	}
}

func read(t *testing.T, w *httptest.ResponseRecorder) answer {
	t.Helper()
	var a answer
	if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
		t.Fatalf("%v in %q", err, w.Body)
	}
	return a
}

func (a answer) codes() string {
	var codes []string
	for _, e := range a.Errors {
		codes = append(codes, e.Extensions.Code)
	}
	return strings.Join(codes, " ")
}

func TestWhatIsServedWhere(t *testing.T) {
	o := testOptions()
	o.Examples = []server.Example{{Name: "Home", Query: "{ dataset { title } }"}}
	h := handler(t, o)
	for _, c := range []struct {
		name, method, path string
		status             int
		contentType, holds string
	}{
		{"the playground at the root", "GET", "/", 200, "text/html; charset=utf-8", "<title>policygraph playground</title>"},
		{"the examples", "GET", "/examples.json", 200, "application/json", `[{"name":"Home","query":"{ dataset { title } }","variables":""}]`},
		{"the schema", "GET", "/schema.graphql", 200, "text/plain; charset=utf-8", "type Dataset"},
		{"life and version", "GET", "/healthz", 200, "application/json", `{"status":"ok","version":"v1.2.3"}`},
		{"readiness", "GET", "/readyz", 200, "text/plain; charset=utf-8", "ready"},
		{"a query in the address", "GET", "/graphql?query={__typename}", 200, "application/json; charset=utf-8", `"data":{"__typename":"Query"}`},
		{"HEAD is answered as GET without body", "HEAD", "/", 200, "text/html; charset=utf-8", ""},
		{"an unknown path says what there is", "GET", "/graphiql", 404, "text/plain; charset=utf-8", "not found: \"/graphiql\"; the API is at /graphql"},
		{"an unknown asset likewise", "GET", "/assets/none.js", 404, "text/plain; charset=utf-8", `not found: "/assets/none.js"`},
		{"no listing of the assets", "GET", "/assets/", 404, "text/plain; charset=utf-8", "not found"},
		{"a wrong method says which is right", "POST", "/healthz", 405, "text/plain; charset=utf-8", `method POST not allowed for "/healthz": use GET`},
		{"also for the playground", "DELETE", "/", 405, "text/plain; charset=utf-8", `method DELETE not allowed for "/": use GET`},
		{"and for the API", "PUT", "/graphql", 405, "application/json; charset=utf-8", "method PUT not allowed for /graphql: use GET or POST"},
		{"whose HEAD would be a query without answer", "HEAD", "/graphql?query={__typename}", 405, "application/json; charset=utf-8", ""},
		{"the API without a query points to the playground", "GET", "/graphql", 400, "application/json; charset=utf-8", "open / for the playground"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := ask(h, c.method, c.path, "")
			if w.Code != c.status || w.Header().Get("Content-Type") != c.contentType || !strings.Contains(w.Body.String(), c.holds) {
				t.Errorf("%d %s %s", w.Code, w.Header().Get("Content-Type"), w.Body)
			}
			if allow := w.Header().Get("Allow"); (c.status == 405) != (allow != "") {
				t.Errorf("Allow: %q", allow)
			}
		})
	}
}

func TestNotReady(t *testing.T) {
	o := testOptions()
	o.Ready = func(context.Context) error { return graph.Errorf(graph.CodeUnavailable, "the store holds no dataset") }
	h := handler(t, o)
	if w := ask(h, "GET", "/readyz", ""); w.Code != 503 || !strings.HasPrefix(w.Body.String(), "not ready: the dataset cannot be read at the moment: try again later (request ") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := ask(h, "GET", "/healthz", ""); w.Code != 200 {
		t.Errorf("a process that is not ready still lives: %d %s", w.Code, w.Body)
	}
}

func TestMissingOptions(t *testing.T) {
	for name, o := range map[string]server.Options{
		"no schema": {SDL: testSDL},
		"no SDL":    {Schema: newTestSchema()},
	} {
		if _, err := server.New(o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestRequests(t *testing.T) {
	h := handler(t, testOptions())
	for _, c := range []struct {
		name, body string
		status     int
		codes      string
		holds      string
	}{
		{"variables", `{"query":"query($t:String!){echo(text:$t)}","variables":{"t":"万华"}}`, 200, "", `{"echo":"万华"}`},
		{"the operation named", `{"query":"query A{a:echo(text:\"a\")} query B{b:echo(text:\"b\")}","operationName":"B"}`, 200, "", `{"b":"b"}`},
		{"no HTML escapes in an error", `{"query":"{fail(code:\"invalid\") <"}`, 200, "GRAPHQL_PARSE_FAILED", `<`},
		{"an unknown operation", `{"query":"query A{__typename}","operationName":"B"}`, 200, "GRAPHQL_VALIDATION_FAILED", `operation B not found`},
		{"an unknown field is suggested", `{"query":"{datasett{title}}"}`, 200, "GRAPHQL_VALIDATION_FAILED", `Did you mean \"dataset\"`},
		{"a document without operation", `{"query":"fragment F on Query{__typename}"}`, 200, "GRAPHQL_VALIDATION_FAILED", `no operation`},
		{"a variable that is missing is named", `{"query":"query($t:String!){echo(text:$t)}"}`, 200, "GRAPHQL_VALIDATION_FAILED", `variable $t is missing; expected String!`},
		{"a mutation", `{"query":"mutation{__typename}"}`, 200, "GRAPHQL_VALIDATION_FAILED", `errors`},
		{"an empty query", `{"query":" "}`, 400, "INVALID", `no query: send one`},
		{"several operations and none named", `{"query":"query A{__typename} query B{__typename}"}`, 200, "GRAPHQL_VALIDATION_FAILED", `the document has 2 operations (A, B): name the one to execute with operationName`},
		{"an object in place of a number", `{"query":"query($n:Int!){slow(milliseconds:$n)}","variables":{"n":{}}}`, 200, "GRAPHQL_VALIDATION_FAILED", `variable $n: got an object; expected Int`},
		{"a fraction in place of a whole number", `{"query":"query($n:Int!){slow(milliseconds:$n)}","variables":{"n":1.5}}`, 200, "GRAPHQL_VALIDATION_FAILED", `variable $n: got 1.5; expected Int`},
		{"a list of requests", `[{"query":"{__typename}"}]`, 400, "INVALID", `batches are not supported, so send one request at a time`},
		{"an empty list", `[]`, 400, "INVALID", `batches are not supported`},
		{"a string", `"x"`, 400, "INVALID", `expected a JSON object with query, operationName, variables and extensions: it is a string`},
		{"variables that are a string", `{"query":"{__typename}","variables":"x"}`, 400, "INVALID", `variables is a string`},
		{"an operation name that is an object", `{"query":"{__typename}","operationName":{}}`, 400, "INVALID", `operationName is an object`},
		{"nothing", ``, 400, "INVALID", `it is empty`},
		{"half a request", `{"query":`, 400, "INVALID", `it ends too early`},
		{"no JSON", `query=1`, 400, "INVALID", `at byte 1`},
		{"more than one request", `{"query":"{__typename}"} {}`, 400, "INVALID", `more data after its end`},
		{"a query that is a number", `{"query":1}`, 400, "INVALID", `query is a number`},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := ask(h, "POST", "/graphql", c.body, "Content-Type", "application/json")
			if a := read(t, w); w.Code != c.status || a.codes() != c.codes || !strings.Contains(w.Body.String(), c.holds) {
				t.Errorf("%d %s", w.Code, w.Body)
			} else if c.codes != "" && a.Data != nil {
				t.Errorf("a request that was not executed has data: %s", w.Body)
			} else if named := a.Extensions.Dataset.Version == "2024-12-30-0123abcd"; named != (c.status == 200) {
				t.Errorf("the dataset version is named: %t: %s", named, w.Body)
			}
			showsNoInternals(t, w.Body.String())
		})
	}
}

// showsNoInternals fails for an answer in the words of the program's decoder.
func showsNoInternals(t *testing.T, body string) {
	t.Helper()
	for _, word := range []string{"Go ", "json:", "struct"} {
		if strings.Contains(body, word) {
			t.Errorf("the answer holds %q: %s", word, body)
		}
	}
}

func TestPathsInMessagesAreQuotedAndShort(t *testing.T) {
	h := handler(t, testOptions())
	for _, method := range []string{"GET", "POST"} {
		body := ask(h, method, "/assets/%0d%0a"+strings.Repeat("x", 5_000), "").Body.String()
		if strings.ContainsRune(body, '\r') || strings.Count(body, "\n") != 1 || len(body) > 300 || !strings.Contains(body, `"/assets/\r\nxxx`) {
			t.Errorf("%s: %q", method, body)
		}
	}
}

func TestGetParameters(t *testing.T) {
	h := handler(t, testOptions())
	for _, c := range []struct {
		name, query string
		status      int
		holds       string
	}{
		{"variables are JSON", url.Values{"query": {"query($t:String!){echo(text:$t)}"}, "variables": {`{"t":"x"}`}}.Encode(), 200, `"echo":"x"`},
		{"extensions are ignored", url.Values{"query": {"{__typename}"}, "extensions": {`{"a":1}`}}.Encode(), 200, `"data"`},
		{"variables that are no object", url.Values{"query": {"{__typename}"}, "variables": {`[1]`}}.Encode(), 400, "invalid parameter variables: expected a JSON object"},
		{"extensions that are no JSON", url.Values{"query": {"{__typename}"}, "extensions": {`{`}}.Encode(), 400, "invalid parameter extensions: expected a JSON object"},
		{"an address that cannot be read", "query=%zz", 400, "invalid query of the URL"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := ask(h, "GET", "/graphql?"+c.query, "")
			if w.Code != c.status || !strings.Contains(w.Body.String(), c.holds) {
				t.Errorf("%d %s", w.Code, w.Body)
			}
			showsNoInternals(t, w.Body.String())
		})
	}
}

// Of two parameters that are wrong, the first is reported, each time.
func TestWhichParameterIsReportedIsNotChance(t *testing.T) {
	h := handler(t, testOptions())
	for range 50 {
		if w := ask(h, "GET", "/graphql?query={__typename}&extensions=1&variables=1", ""); !strings.Contains(w.Body.String(), "parameter variables") {
			t.Fatal(w.Body)
		}
	}
}

func TestMediaTypes(t *testing.T) {
	h := handler(t, testOptions())
	const newer, older = "application/graphql-response+json; charset=utf-8", "application/json; charset=utf-8"
	for _, c := range []struct {
		accept, query, contentType string
		status                     int
	}{
		{"application/graphql-response+json", "{__typename}", newer, 200},
		{"application/graphql-response+json", "{nothing}", newer, 400},
		{"application/graphql-response+json, application/json;q=0.9", "{__typename}", newer, 200},
		{"application/json, Application/GraphQL-Response+JSON", "{__typename}", newer, 200},
		{"application/json, application/graphql-response+json;q=0.5", "{nothing}", older, 200},
		{"application/graphql-response+json;q=0", "{__typename}", older, 200},
		{"application/graphql-response+json;q=x", "{__typename}", older, 200},
		{"text/html, */*;q=0.8", "{__typename}", older, 200},
	} {
		t.Run(c.accept, func(t *testing.T) {
			if w, _ := post(t, h, c.query, "Accept", c.accept); w.Code != c.status || w.Header().Get("Content-Type") != c.contentType {
				t.Errorf("%d %s", w.Code, w.Header().Get("Content-Type"))
			}
		})
	}
	for _, contentType := range []string{"", "text/plain", "application/json; charset=latin1", "application/x-www-form-urlencoded"} {
		if w := ask(h, "POST", "/graphql", `{"query":"{__typename}"}`, "Content-Type", contentType); w.Code != 415 {
			t.Errorf("Content-Type %q: %d %s", contentType, w.Code, w.Body)
		}
	}
}

func TestErrorsOfResolvers(t *testing.T) {
	for _, c := range []struct {
		name, query, code, message string
		logged                     string
	}{
		{"invalid", `{fail(code:"invalid")}`, "INVALID", "this is what went wrong", "secret cause"},
		{"not found", `{fail(code:"not_found")}`, "NOT_FOUND", "this is what went wrong", "secret cause"},
		{"limit", `{fail(code:"limit")}`, "LIMIT", "this is what went wrong", "secret cause"},
		{"timeout", `{fail(code:"timeout")}`, "TIMEOUT", "the answer was interrupted before it was complete", "secret cause"},
		{"unavailable", `{fail(code:"unavailable")}`, "UNAVAILABLE", "the dataset cannot be read at the moment: try again later", "secret cause"},
		{"conflict", `{fail(code:"conflict")}`, "UNAVAILABLE", "the dataset cannot be read at the moment: try again later", "secret cause"},
		{"an internal error keeps its message from the client", `{fail(code:"internal")}`, "INTERNAL", "internal error", "secret cause"},
		{"as does one that no one foresaw", `{surprise}`, "INTERNAL", "internal error", "secret password"},
		{"and a panic, whose stack is logged", `{panic}`, "INTERNAL", "internal error", "secret state"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var log bytes.Buffer
			o := testOptions()
			o.Logger = slog.New(slog.NewTextHandler(&log, nil))
			w, a := post(t, handler(t, o), c.query)
			if w.Code != 200 || len(a.Errors) != 1 || a.codes() != c.code || a.Errors[0].Message != c.message || len(a.Errors[0].Path) != 1 {
				t.Errorf("%d %s", w.Code, w.Body)
			}
			if strings.Contains(w.Body.String(), "secret") || strings.Contains(w.Body.String(), "goroutine") {
				t.Errorf("the client learns too much: %s", w.Body)
			}
			if a.Data == nil {
				t.Errorf("an operation that was executed has no data: %s", w.Body)
			}
			if logged := log.String(); (logged == "") != (c.logged == "") || !strings.Contains(logged, c.logged) {
				t.Errorf("log: %q", logged)
			}
			if c.name == "and a panic, whose stack is logged" && !strings.Contains(log.String(), "goroutine") {
				t.Errorf("no stack in the log: %q", log.String())
			}
		})
	}
}

// Fields are executed concurrently, and their errors are listed in one order.
func TestErrorsAreListedInOneOrder(t *testing.T) {
	h := serving(t, resolvertest.Fixture(), server.Limits{})
	want := "a b c d e fatvalidOn g h n0 n2 n10"
	bad := strings.Repeat(`"region:yunhe", `, 7)
	for range 50 {
		_, a := post(t, h, `{
			h: policies(first: 0) { totalCount } d: claims(first: 0) { totalCount } a: node(id: "x") { id }
			g: entities(first: 0) { totalCount } c: search(text: "a", first: 0) { totalCount } b: figures(first: 0) { totalCount }
			f: entities(at: {validOn: "2020-01-32"}) { totalCount } e: documents(first: 0) { totalCount }
			n: nodes(ids: ["x", "region:yunhe", "x", `+bad+`"x"]) { id }
		}`)
		var got []string
		for _, e := range a.Errors {
			got = append(got, strings.Trim(strings.ReplaceAll(fmt.Sprint(e.Path), " ", ""), "[]"))
		}
		if got := strings.Join(got, " "); got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
	}
}

func TestPanicOutsideOfResolvers(t *testing.T) {
	var log bytes.Buffer
	o := testOptions()
	o.Logger = slog.New(slog.NewTextHandler(&log, nil))
	o.Extensions = func(context.Context) map[string]any { panic("secret state") }
	w := ask(handler(t, o), "GET", "/graphql?query={__typename}", "")
	if w.Code != 500 || !strings.HasPrefix(w.Body.String(), "internal error (request ") || !strings.Contains(log.String(), "secret state") {
		t.Errorf("%d %s; log %q", w.Code, w.Body, log.String())
	}
}

func TestBegin(t *testing.T) {
	type key struct{}
	var ended int
	o := testOptions()
	o.Begin = func(ctx context.Context) (context.Context, func(), error) {
		return context.WithValue(ctx, key{}, "pinned"), func() { ended++ }, nil
	}
	o.Extensions = func(ctx context.Context) map[string]any {
		if ended > 0 {
			t.Error("ended before the answer was written")
		}
		return map[string]any{"seen": ctx.Value(key{})}
	}
	for _, query := range []string{`{__typename}`, `{nothing}`} {
		ended = 0
		if w, _ := post(t, handler(t, o), query); !strings.Contains(w.Body.String(), `"seen":"pinned"`) || ended != 1 {
			t.Errorf("%s: ended %d times, %s", query, ended, w.Body)
		}
	}

	o.Begin = func(context.Context) (context.Context, func(), error) {
		return nil, nil, graph.Errorf(graph.CodeUnavailable, "the store cannot be reached")
	}
	if w, a := post(t, handler(t, o), `{__typename}`); w.Code != 503 || a.codes() != "UNAVAILABLE" || a.Data != nil {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	o.Begin = func(context.Context) (context.Context, func(), error) { return nil, nil, io.ErrUnexpectedEOF }
	if w, a := post(t, handler(t, o), `{__typename}`); w.Code != 500 || a.codes() != "INTERNAL" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// beforeWriting calls a function before a client receives the first bytes.
type beforeWriting struct {
	*httptest.ResponseRecorder
	look func()
}

func (w beforeWriting) Write(b []byte) (int, error) {
	w.look()
	return w.ResponseRecorder.Write(b)
}

// A client may read its answer as slowly as it likes: what the answer was read from is
// given back before.
func TestNothingIsHeldWhileAClientReads(t *testing.T) {
	open := 0
	o := testOptions()
	o.Begin = func(ctx context.Context) (context.Context, func(), error) {
		open++
		return ctx, func() { open-- }, nil
	}
	h := handler(t, o)
	for _, query := range []string{"{__typename}", "{nothing}", "{", "query A{__typename} query B{__typename}"} {
		written := false
		w := beforeWriting{httptest.NewRecorder(), func() {
			written = true
			if open != 0 {
				t.Errorf("%s: %d readers are open", query, open)
			}
		}}
		h.ServeHTTP(w, httptest.NewRequest("GET", "/graphql?query="+url.QueryEscape(query), nil))
		if !written {
			t.Errorf("%s: no answer", query)
		}
	}
}

// What is not a GraphQL request reads nothing: it needs no reader and no slot.
func TestMalformedRequestsReadNothing(t *testing.T) {
	o := testOptions()
	o.Begin = func(ctx context.Context) (context.Context, func(), error) {
		t.Error("a reader is opened")
		return ctx, func() {}, nil
	}
	h := handler(t, o)
	for _, c := range []struct {
		method, target, body, contentType string
		status                            int
	}{
		{"POST", "/graphql", "{", "application/json", 400},
		{"POST", "/graphql", `{"query":" "}`, "application/json", 400},
		{"POST", "/graphql", "[]", "application/json", 400},
		{"POST", "/graphql", "{}", "text/plain", 415},
		{"POST", "/graphql", `{"query":"` + strings.Repeat("x", 1<<20) + `"}`, "application/json", 413},
		{"GET", "/graphql", "", "", 400},
		{"GET", "/graphql?query={__typename}&variables=1", "", "", 400},
		{"PUT", "/graphql", "", "", 405},
		{"OPTIONS", "/graphql", "", "", 204},
	} {
		w := ask(h, c.method, c.target, c.body, "Content-Type", c.contentType)
		if w.Code != c.status || strings.Contains(w.Body.String(), "dataset") {
			t.Errorf("%s %s: %d %s", c.method, c.target, w.Code, w.Body)
		}
	}
}

func TestHeaders(t *testing.T) {
	h := handler(t, testOptions())
	for _, path := range []string{"/", "/graphql?query={__typename}", "/schema.graphql", "/none"} {
		header := ask(h, "GET", path, "").Header()
		policy := header.Get("Content-Security-Policy")
		if !strings.HasPrefix(policy, "default-src 'none'; ") || !strings.Contains(policy, "frame-ancestors 'none'") ||
			strings.Contains(policy, "unsafe-eval") || strings.Contains(policy, "script-src 'self' 'unsafe") || strings.Contains(policy, "http") {
			t.Errorf("%s: policy %q", path, policy)
		}
		for name, want := range map[string]string{
			"X-Content-Type-Options":     "nosniff",
			"X-Frame-Options":            "DENY",
			"Referrer-Policy":            "no-referrer",
			"Cross-Origin-Opener-Policy": "same-origin",
		} {
			if got := header.Get(name); got != want {
				t.Errorf("%s: %s is %q", path, name, got)
			}
		}
	}
}

func TestOrigins(t *testing.T) {
	for _, c := range []struct {
		name    string
		allowed []string
		origin  string
		want    string
	}{
		{"none by default", nil, "https://example.org", ""},
		{"the one allowed", []string{"https://example.org"}, "https://example.org", "https://example.org"},
		{"no other", []string{"https://example.org"}, "https://example.org.evil.example", ""},
		{"all", []string{"*"}, "https://example.org", "https://example.org"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := testOptions()
			o.AllowedOrigins = c.allowed
			h := handler(t, o)
			for _, method := range []string{"GET", "OPTIONS"} {
				w := ask(h, method, "/graphql?query={__typename}", "", "Origin", c.origin)
				if got := w.Header().Get("Access-Control-Allow-Origin"); got != c.want || w.Code >= 300 {
					t.Errorf("%s: %d, allowed %q", method, w.Code, got)
				}
				if w.Header().Get("Access-Control-Allow-Credentials") != "" {
					t.Error("credentials are allowed")
				}
			}
		})
	}
}

// firstAsset is the path of an asset that the page names.
func firstAsset(t *testing.T, page string) string {
	t.Helper()
	_, after, found := strings.Cut(page, `"./assets/`)
	name, _, closed := strings.Cut(after, `"`)
	if !found || !closed {
		t.Fatalf("the page names no asset: %s", page)
	}
	return "assets/" + name
}

func TestCompression(t *testing.T) {
	h := handler(t, testOptions())
	index := ask(h, "GET", "/", "").Body.String()
	asset := firstAsset(t, index)
	for _, c := range []struct {
		name, path, accept string
		zipped             bool
	}{
		{"a long answer", "/graphql?query={letters(count:9000)}", "gzip", true},
		{"a short answer is not worth it", "/graphql?query={letters(count:9)}", "gzip", false},
		{"unasked", "/graphql?query={letters(count:9000)}", "", false},
		{"refused", "/graphql?query={letters(count:9000)}", "br, gzip;q=0", false},
		{"among others", "/graphql?query={letters(count:9000)}", "deflate, GZIP;q=0.5", true},
		{"a page", "/", "gzip", true},
		{"an asset", "/" + asset, "gzip, br", true},
		{"an asset unasked", "/" + asset, "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			plain := ask(h, "GET", c.path, "").Body.String()
			w := ask(h, "GET", c.path, "", "Accept-Encoding", c.accept)
			if zipped := w.Header().Get("Content-Encoding") == "gzip"; zipped != c.zipped {
				t.Fatalf("compressed: %v", zipped)
			}
			if !strings.Contains(strings.Join(w.Header().Values("Vary"), " "), "Accept-Encoding") {
				t.Errorf("Vary: %q", w.Header().Values("Vary"))
			}
			body := w.Body.String()
			if c.zipped {
				unzip, err := gzip.NewReader(w.Body)
				if err != nil {
					t.Fatal(err)
				}
				whole, err := io.ReadAll(unzip)
				if err != nil {
					t.Fatal(err)
				}
				if len(whole) <= len(body) {
					t.Errorf("%d bytes became %d", len(whole), len(body))
				}
				body = string(whole)
			}
			if body != plain || w.Code != 200 {
				t.Errorf("status %d, %d bytes in place of %d", w.Code, len(body), len(plain))
			}
		})
	}
}

func TestCaching(t *testing.T) {
	h := handler(t, testOptions())
	index := ask(h, "GET", "/", "")
	if got := index.Header().Get("Cache-Control"); got != "no-cache" {
		t.Errorf("the page: %q", got)
	}
	if w := ask(h, "GET", "/", "", "If-None-Match", index.Header().Get("Etag")); w.Code != 304 {
		t.Errorf("the page that is known is sent again: %d", w.Code)
	}
	body := index.Body.String()
	asset := firstAsset(t, body)
	if got := ask(h, "GET", "/"+asset, "").Header().Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
		t.Errorf("%s: %q", asset, got)
	}
}

func TestReadExamples(t *testing.T) {
	examples, err := server.ReadExamples(fstest.MapFS{
		"02-b.graphql":         {Data: []byte("#  Second, with variables. \nquery B($id: ID!) { node(id: $id) { id } }\n")},
		"02-b.variables.json":  {Data: []byte(`{"id": "policy:x"}`)},
		"02-b.json":            {Data: []byte(`{"data": null}`)},
		"01-a.graphql":         {Data: []byte("{ __typename }\n")},
		"03-c.graphql":         {Data: []byte("#\n{ __typename }\n")},
		"deeper/04-d.graphql":  {Data: []byte("{ __typename }\n")},
		"notes.variables.json": {Data: []byte(`{}`)},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []server.Example{
		{Name: "01-a", Query: "{ __typename }\n"},
		{Name: "Second, with variables", Query: "#  Second, with variables. \nquery B($id: ID!) { node(id: $id) { id } }\n", Variables: `{"id": "policy:x"}`},
		{Name: "03-c", Query: "#\n{ __typename }\n"},
	}
	if len(examples) != len(want) {
		t.Fatalf("%+v", examples)
	}
	for i := range want {
		if examples[i] != want[i] {
			t.Errorf("%d: %+v", i, examples[i])
		}
	}
}
