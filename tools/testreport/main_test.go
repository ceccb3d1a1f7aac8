package main

import (
	"strings"
	"testing"
)

const run = `{"Action":"start","Package":"policygraph/a"}
{"Action":"output","Package":"policygraph/a","Test":"TestStore","Output":"=== RUN   TestStore\n"}
{"Action":"output","Package":"policygraph/a","Test":"TestStore","Output":"    a.go:1: a remark\n"}
{"Action":"output","Package":"policygraph/a","Test":"TestStore","Output":"    a.go:2: needs neo4j\n"}
{"Action":"output","Package":"policygraph/a","Test":"TestStore","Output":"    a.go:3: another remark\n"}
{"Action":"skip","Package":"policygraph/a","Test":"TestStore"}
{"Action":"output","Package":"policygraph/a","Test":"TestHubs","Output":"    a.go:2: needs neo4j\n"}
{"Action":"skip","Package":"policygraph/a","Test":"TestHubs"}
{"Action":"attr","Package":"policygraph/a","Test":"TestRandom","Key":"size","Value":"1 instead of 2"}
{"Action":"output","Package":"policygraph/a","Test":"TestRandom","Output":"    a.go:9: quiet\n"}
{"Action":"pass","Package":"policygraph/a","Test":"TestRandom"}
{"Action":"output","Package":"policygraph/a","Output":"PASS\n"}
{"Action":"output","Package":"policygraph/a","Output":"coverage: 5.1% of statements in policygraph/a\n"}
{"Action":"output","Package":"policygraph/a","Output":"ok  \tpolicygraph/a\t0.1s\tcoverage: 5.1% of statements in policygraph/a,"}
{"Action":"output","Package":"policygraph/a","Output":" policygraph/b\n"}
{"Action":"pass","Package":"policygraph/a"}
`

const failing = `{"Action":"output","Package":"policygraph/b","Test":"TestSum","Output":"    b.go:7: 3, want 4\n"}
{"Action":"fail","Package":"policygraph/b","Test":"TestSum"}
{"Action":"output","Package":"policygraph/b","Output":"coverage: 0.0% of statements\n"}
{"Action":"output","Package":"policygraph/b","Output":"FAIL\tpolicygraph/b\t0.1s\n"}
{"Action":"fail","Package":"policygraph/b"}
{"ImportPath":"policygraph/c","Action":"build-output","Output":"c.go:1:1: syntax error\n"}
{"ImportPath":"policygraph/c","Action":"build-fail"}
go: a word of the go command
`

func TestSkippedTestsAreListedOnceByReason(t *testing.T) {
	for _, c := range []struct {
		name, in, want string
		failed         bool
	}{
		{"all pass", run, "ok  \tpolicygraph/a\t0.1s\n" +
			"\nskipped, 2: needs neo4j\n  a: TestStore, TestHubs\n" +
			"\nsmaller than in `make test`, 1:\n  a TestRandom: 1 instead of 2\n" +
			"\n1 tests passed, 2 skipped\n", false},
		{"some fail", failing, "    b.go:7: 3, want 4\nFAIL\tpolicygraph/b\t0.1s\nc.go:1:1: syntax error\ngo: a word of the go command\n" +
			"\n0 tests passed, 0 skipped; FAILED:\n  b\n  b TestSum\n  c\n", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out strings.Builder
			r := newReport(&out)
			if err := r.read(strings.NewReader(c.in)); err != nil {
				t.Fatal(err)
			}
			r.end(true)
			if out.String() != c.want || (len(r.failed) > 0) != c.failed {
				t.Errorf("%s\nwant\n%s", out.String(), c.want)
			}
		})
	}
}
