package server_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"policygraph/server"
)

// soon is far more than any of these takes, under the race detector on a busy
// machine too; what the limits keep out takes minutes, or never ends.
const soon = 30 * time.Second

var manyValidationErrors = strings.TrimSpace(strings.Repeat("GRAPHQL_VALIDATION_FAILED ", 20))

func TestLimits(t *testing.T) {
	for _, c := range []struct {
		name  string
		query string
		codes string
		holds string
	}{
		{"the deepest query allowed", nested(24), "", `"data"`},
		{"one field deeper", nested(25), "LIMIT", "nests more than 24 fields deep"},
		{"deeper than the parser goes", nested(2_000), "LIMIT", "nesting depth"},
		{"depth through fragments", "{...F0}" + chain(30), "LIMIT", "nests more than 24 fields deep"},
		{"the most fields allowed", "{" + strings.Repeat("__typename ", 1_000) + "}", "", `"data"`},
		{"one field more", "{" + strings.Repeat("__typename ", 1_001) + "}", "LIMIT", "selects more than 1000 fields"},
		{"fields in fragments that no operation uses", "{__typename} fragment F on Query{" + strings.Repeat("__typename ", 1_000) + "}", "LIMIT", "selects more than"},
		{"fragments that double, 25 times over", "{...F0}" + doubling(25, "...F%[1]d ...F%[1]d"), "LIMIT", "selects more than 1000 fields"},
		{"fields that double, 22 times over", "{...F0}" + doubling(22, "a:self{...F%[1]d} b:self{...F%[1]d}"), "LIMIT", "selects more than 1000 fields"},
		{"many fragments", "{" + spreads(2_000) + "}" + fragments(2_000), "LIMIT", "limit"},
		{"as many as are allowed", "{" + spreads(500) + "}" + fragments(500), "", `"data"`},
		{"inline fragments", "{" + strings.Repeat("...{", 900) + "__typename" + strings.Repeat("}", 901), "", `"data"`},
		{"tokens", "{echo(text:\"\")" + strings.Repeat(" @include(if:true)", 2_000) + "}", "LIMIT", "exceeded token limit of 10000"},
		{"tokens of comments", strings.Repeat("#\n", 300_000) + "{__typename}", "LIMIT", "exceeded token limit of 10000"},
		{"aliases", "{" + aliases(2_000) + "}", "LIMIT", "selects more than 1000 fields"},
		{"a cycle is validation's to name", "{...A} fragment A on Query{...B} fragment B on Query{...A}", "GRAPHQL_VALIDATION_FAILED", "itself"},
		{"an unknown fragment likewise", "{...A}", "GRAPHQL_VALIDATION_FAILED", "Unknown fragment"},
		{"fields in conflict", "{" + conflicts(1_000) + "}", manyValidationErrors, "conflict"},
		{"subfields in conflict", "{" + strings.Repeat("self{"+conflicts(28)+"}", 34) + "}", manyValidationErrors, "conflict"},
		{"repeated parents and children", "{" + strings.Repeat("self{"+strings.Repeat("self{self{__typename}}", 10)+"}", 30) + "}", "", `"data"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := handler(t, testOptions())
			began := time.Now()
			w, a := post(t, h, c.query)
			took := time.Since(began)
			if w.Code != 200 || a.codes() != c.codes || !strings.Contains(w.Body.String(), c.holds) {
				t.Errorf("%d %.300s", w.Code, w.Body)
			}
			if took > soon {
				t.Errorf("took %s", took)
			}
			t.Logf("%s for %d bytes", took, len(c.query))
		})
	}
}

func TestErrorsOfADocumentAreFew(t *testing.T) {
	_, a := post(t, handler(t, testOptions()), "{"+strings.Repeat("nothing ", 900)+"}")
	if len(a.Errors) == 0 || len(a.Errors) > 20 {
		t.Errorf("%d errors", len(a.Errors))
	}
}

func TestBodyLimit(t *testing.T) {
	h := handler(t, testOptions())
	body := func(size int) string {
		frame := `{"query":"{__typename}","extensions":{"x":""}}`
		return strings.Replace(frame, `""`, `"`+strings.Repeat("x", size-len(frame))+`"`, 1)
	}
	if w := ask(h, "POST", "/graphql", body(1<<20), "Content-Type", "application/json"); w.Code != 200 {
		t.Errorf("1 MiB: %d %s", w.Code, w.Body)
	}
	w := ask(h, "POST", "/graphql", body(1<<20+1), "Content-Type", "application/json")
	if a := read(t, w); w.Code != 413 || a.codes() != "LIMIT" {
		t.Errorf("one byte more: %d %s", w.Code, w.Body)
	}
}

func TestTimeLimit(t *testing.T) {
	o := testOptions()
	o.Limits = server.Limits{Time: 50 * time.Millisecond}
	h := handler(t, o)
	began := time.Now()
	w, a := post(t, h, "{dataset{title} a:slow(milliseconds:60000) b:slow(milliseconds:60000)}")
	if w.Code != 200 || a.codes() != "TIMEOUT" || string(a.Data) != "null" || !strings.Contains(w.Body.String(), "longer than 50ms: select less") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if took := time.Since(began); took > soon {
		t.Errorf("took %s", took)
	}
	o.Limits.Time = time.Minute
	if w, a := post(t, handler(t, o), "{slow(milliseconds:1)}"); a.codes() != "" || string(a.Data) != `{"slow":1}` {
		t.Errorf("in time: %s", w.Body)
	}
}

// The document cache must not change what is answered, whatever it holds.
func TestDocumentsAreCached(t *testing.T) {
	h := handler(t, testOptions())
	padding := strings.Repeat(" ", 200_000)
	for round := range 3 {
		for i := range 40 { // 8 MB of text, twice what is kept
			query := fmt.Sprintf("{echo(text:\"%d\")%s}", i, padding)
			if w, a := post(t, h, query); string(a.Data) != fmt.Sprintf(`{"echo":"%d"}`, i) {
				t.Fatalf("round %d, document %d: %s", round, i, w.Body)
			}
		}
	}
}

func nested(depth int) string {
	return strings.Repeat("{self", depth-1) + "{__typename}" + strings.Repeat("}", depth-1)
}

// chain is a chain of fragments, each one field deeper.
func chain(length int) string {
	var s strings.Builder
	for i := range length {
		fmt.Fprintf(&s, " fragment F%d on Query{self{...F%d}}", i, i+1)
	}
	fmt.Fprintf(&s, " fragment F%d on Query{__typename}", length)
	return s.String()
}

// doubling is a chain of fragments, each of which uses the next as step says.
func doubling(length int, step string) string {
	var s strings.Builder
	for i := range length {
		fmt.Fprintf(&s, " fragment F%d on Query{%s}", i, fmt.Sprintf(step, i+1))
	}
	fmt.Fprintf(&s, " fragment F%d on Query{__typename}", length)
	return s.String()
}

func spreads(n int) string {
	var s strings.Builder
	for i := range n {
		fmt.Fprintf(&s, "...F%d ", i)
	}
	return s.String()
}

func fragments(n int) string {
	var s strings.Builder
	for i := range n {
		fmt.Fprintf(&s, " fragment F%d on Query{__typename}", i)
	}
	return s.String()
}

// conflicts is n different fields, in turn, under one name.
func conflicts(n int) string {
	return strings.Repeat("x:surprise x:panic ", n/2)
}

func aliases(n int) string {
	var s strings.Builder
	for i := range n {
		fmt.Fprintf(&s, "a%d:__typename ", i)
	}
	return s.String()
}
