package check

import (
	"fmt"
	"strings"
	"testing"

	"policygraph/graph"
)

func TestCycles(t *testing.T) {
	for rule, c := range map[string]struct{ edges, want string }{
		"none":              {"a>b b>c a>c", ""},
		"of two":            {"b>a a>b", "x:a → x:b → x:a"},
		"from its least":    {"c>a a>b b>c", "x:a → x:b → x:c → x:a"},
		"off the way to it": {"a>b b>c c>b", "x:b → x:c → x:b"},
		"two apart":         {"a>b b>a c>d d>c", "x:a → x:b → x:a; x:c → x:d → x:c"},
		"two that meet":     {"a>b b>a b>c c>b", "x:a → x:b → x:a; x:b → x:c → x:b"},
		"a diamond is none": {"a>b a>c b>d c>d", ""},
	} {
		e := edges{}
		for _, pair := range strings.Fields(c.edges) {
			from, to, _ := strings.Cut(pair, ">")
			e.add(graph.ID("x:"+from), graph.ID("x:"+to))
		}
		var got []string
		for _, cycle := range e.cycles() {
			got = append(got, inWords(cycle))
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: got %s", rule, strings.Join(got, "; "))
		}
	}
}

func TestALongCycleIsFoundAndAbridged(t *testing.T) {
	const length = 50_000
	e := edges{}
	for i := range length {
		e.add(graph.ID(fmt.Sprintf("x:%06d", i)), graph.ID(fmt.Sprintf("x:%06d", (i+1)%length)))
	}
	cycles := e.cycles()
	if len(cycles) != 1 || len(cycles[0]) != length {
		t.Fatalf("%d cycles", len(cycles))
	}
	if got := inWords(cycles[0]); len(got) > 300 || !strings.HasSuffix(got, " → … → x:049999 → x:000000") {
		t.Errorf("got %s", got)
	}
}
