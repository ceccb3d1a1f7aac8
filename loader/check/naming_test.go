package check

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"policygraph/internal/testenv"
)

func TestNamesAreMatchedLongestFirst(t *testing.T) {
	known := []string{"5G", "5G-A", "东州", "东州市工业局", "Alpha", "Alpha Plus", "方案", "东州方案", "《细则》", "人工智能", "人工智能+"}
	var spelled [][]string
	for _, name := range known {
		spelled = append(spelled, []string{spellName(name)})
	}
	n := newNaming(spelled)
	for _, c := range []struct {
		rule, quote, name string
		named             bool
	}{
		{"a name in a quote", "推进5G建设", "5G", true},
		{"inside a longer known name", "推进5G-A建设", "5G", false},
		{"once inside and once by itself", "推进5G-A和5G建设", "5G", true},
		{"a place in the name of its office", "东州市工业局召开会议", "东州", false},
		{"a place beside its office", "东州的东州市工业局", "东州", true},
		{"a part of a word", "投入15G内存", "5G", false},
		{"letters of a longer word", "Alphabet公司", "Alpha", false},
		{"a word before another", "Alpha, plus others", "Alpha Plus", true},
		{"another letter case, width and script", "ＡＬＰＨＡ與東州", "Alpha", true},
		{"a title whole", "印发《东州方案》", "东州方案", true},
		{"a place in a title", "印发《东州发展规划》", "东州", false},
		{"a title that the quote cuts at its end", "印发《东州发展", "东州", false},
		{"a title that the quote cuts at its start", "东州发展规划》印发", "东州", false},
		{"beside a title", "东州印发《发展规划》", "东州", true},
		{"a name with its brackets", "按照《细则》执行", "《细则》", true},
		{"a name with brackets without them", "按照细则执行", "《细则》", false},
		{"with a sign that makes another name", "实施“人工智能＋”行动", "人工智能", false},
		{"the other name", "实施“人工智能＋”行动", "人工智能+", true},
		{"nothing", "", "5G", false},
	} {
		if named, inside := n.in(c.quote, nil).names([]string{spellName(c.name)}); named != c.named || named && inside != "" {
			t.Errorf("%s: %q names %q: %v, inside %q", c.rule, c.quote, c.name, named, inside)
		}
	}
}

// A local name counts like the others in the quotes that it is local to, and nowhere else.
func TestLocalNamesAreNamesOfTheirDocument(t *testing.T) {
	n := newNaming([][]string{{spellName("方案")}})
	local := []string{spellName("本方案")}
	for _, c := range []struct {
		name  string
		local []string
		named bool
	}{{"方案", nil, true}, {"方案", local, false}, {"本方案", local, true}} {
		if named, _ := n.in("落实本方案", c.local).names([]string{spellName(c.name)}); named != c.named {
			t.Errorf("%s with %q: %v", c.name, c.local, named)
		}
	}
}

// What naming finds is what looking at every pair of occurrences finds.
func TestNamingFindsWhatEveryPairOfOccurrencesSays(t *testing.T) {
	dice := rand.New(rand.NewPCG(testenv.Seed(t), 1))
	word := func(most int) string {
		var b strings.Builder
		for range 1 + dice.IntN(most) {
			b.WriteString([]string{"东", "州", "厂", "a", "b", "1"}[dice.IntN(6)])
		}
		return b.String()
	}
	for range testenv.Size(t, 300, 3000, 100_000) {
		known := make([]string, 1+dice.IntN(8))
		for i := range known {
			known[i] = word(4)
		}
		quote := spell(word(20))
		found := newNaming([][]string{known}).in(quote.text, nil)
		for _, name := range known {
			if named, _ := found.names([]string{name}); named != namedByPairs(&quote, known, name) {
				t.Fatalf("%q names %q among %q: %v", quote.text, name, known, named)
			}
		}
	}
}

func namedByPairs(quote *spelling, known []string, name string) bool {
	occurrences := func(name string) (at []int) {
		for i := range quote.text {
			if strings.HasPrefix(quote.text[i:], name) && quote.whole(i, i+len(name)) {
				at = append(at, i)
			}
		}
		return at
	}
	return slices.ContainsFunc(occurrences(name), func(at int) bool {
		return !slices.ContainsFunc(known, func(longer string) bool {
			return len(longer) > len(name) && slices.ContainsFunc(occurrences(longer), func(from int) bool {
				return from <= at && at+len(name) <= from+len(longer)
			})
		})
	})
}
