package graph

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"policygraph/internal/testenv"
)

// Whatever a needle matches has the grams that the needle asks for.
func TestLookupsFindWhatMatches(t *testing.T) {
	pieces := []string{"wanhuahuaxue", "chemicals", "万", "华", "化", "学", "華", "wan", "hua", "lǜ", "lv", " ", "Chem", "cal", "5G", "-", "x", "烟台"}
	dice := rand.New(rand.NewPCG(testenv.Seed(t), 2))
	name := func(most int) string {
		var s string
		for range 1 + dice.IntN(most) {
			s += pieces[dice.IntN(len(pieces))]
		}
		return s
	}
	matches := map[int]int{}
	for range testenv.Size(t, 20_000, 60_000, 2_000_000) {
		e := &Entity{Names: Names{Name: name(5), NameEN: name(5), Pinyin: name(5), Initials: name(2)}, Aliases: []string{name(9)}, AliasSounds: []Sound{{name(4), name(2)}}, Codes: []OfficialCode{{USCC, name(4)}}}
		grams, terms := gramsOf(e), Terms(e)
		text := name(3)
		if dice.IntN(3) == 0 {
			text = []string{e.Name, e.NameEN, e.Aliases[0], e.Pinyin}[dice.IntN(4)]
		}
		n := NewNeedle(text)
		if dice.IntN(2) == 0 {
			switch at := dice.IntN(len(n.text) + 1); dice.IntN(3) {
			case 0:
				n = NewNeedle(n.text[:at] + "q" + n.text[at:])
			case 1:
				n = NewNeedle(n.text[:at] + "q" + n.text[min(at+1, len(n.text)):])
			}
			if fuzzy, ok := n.Fuzzy(); ok {
				n = fuzzy
			}
		}
		m, ok := n.Match(e)
		if !ok {
			continue
		}
		matches[m.Rank()]++
		i := slices.IndexFunc(n.Lookups(), func(l Lookup) bool { return l.Rank == m.Rank() })
		if i < 0 {
			t.Fatalf("%+v: no lookup of rank %d", n, m.Rank())
		}
		has := func(g Gram) bool { return slices.Contains(grams, g.String()) }
		l := n.Lookups()[i]
		if slices.ContainsFunc(l.All, func(g Gram) bool { return !has(g) }) || l.Any != nil && !slices.ContainsFunc(l.Any, has) || l.Near != nil && !slices.ContainsFunc(l.Near, has) {
			t.Fatalf("%+v matches %+v as %+v, which lacks some of %+v", n, e, m, l)
		}
		if l.Any == nil && !slices.ContainsFunc(terms, func(term string) bool {
			return term == l.Term.String() || !l.Whole && strings.HasPrefix(term, l.Term.String())
		}) {
			t.Fatalf("%+v matches %+v as %+v, without a term for %+v", n, e, m, l)
		}
		if l.Any != nil && !slices.ContainsFunc(l.Any, func(g Gram) bool { return slices.Contains(terms, g.String()) }) {
			t.Fatalf("%+v matches %+v as %+v, without a term of %+v", n, e, m, l)
		}
	}
	if len(matches) != 16 {
		t.Errorf("the matches were of the ranks %v only", matches)
	}
	t.Log("matches by rank:", matches)
}

func gramsOf(e *Entity) []string {
	var grams []string
	EachGram(e, func(how byte, class int, piece []byte) {
		grams = append(grams, Gram{how, class, string(piece)}.String())
	})
	return grams
}

func TestTermsHoldNoSigns(t *testing.T) {
	for _, g := range Terms(&Entity{Names: Names{Name: "a/b (c) \"d\" * [万]:华^~"}}) {
		for _, r := range g[3:] {
			if classOf(r) != letter && classOf(r) != character {
				t.Errorf("%q", g)
			}
		}
	}
}

// A document's number is found by its first Chinese characters, of which a code has
// no grams within.
func TestCodesAreFoundByHowTheyBegin(t *testing.T) {
	e := &Entity{Codes: []OfficialCode{{DocumentNumber, "某政办字〔2000〕1号"}}}
	grams := gramsOf(e)
	n := NewNeedle("某政办字〔2000〕")
	m, ok := n.Match(e)
	if !ok || m.Form != FormCode || m.How != MatchPrefix {
		t.Fatalf("matched as %+v", m)
	}
	for _, l := range n.Lookups() {
		if l.Rank == m.Rank() && slices.ContainsFunc(l.All, func(g Gram) bool { return !slices.Contains(grams, g.String()) }) {
			t.Errorf("%v are not all among %v", l.All, grams)
		}
	}
}
