package textmatch

import (
	"iter"
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
		names := []Name{
			{name(5), FormCanonical, false}, {name(5), FormEnglish, false}, {name(5), FormPinyin, false}, {name(2), FormInitials, false},
			{name(9), FormAlias, true}, {name(4), FormPinyin, true}, {name(2), FormInitials, true}, {name(4), FormCode, false},
		}
		grams, terms := gramsOf(namesOf(names...)), Terms(namesOf(names...))
		text := name(3)
		if dice.IntN(3) == 0 {
			text = []string{names[0].Text, names[1].Text, names[4].Text, names[2].Text}[dice.IntN(4)]
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
		m, ok := n.Match(namesOf(names...))
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
			t.Fatalf("%+v matches %+v as %+v, which lacks some of %+v", n, names, m, l)
		}
		if l.Any == nil && !slices.ContainsFunc(terms, func(term string) bool {
			return term == l.Term.String() || !l.Whole && strings.HasPrefix(term, l.Term.String())
		}) {
			t.Fatalf("%+v matches %+v as %+v, without a term for %+v", n, names, m, l)
		}
		if l.Any != nil && !slices.ContainsFunc(l.Any, func(g Gram) bool { return slices.Contains(terms, g.String()) }) {
			t.Fatalf("%+v matches %+v as %+v, without a term of %+v", n, names, m, l)
		}
	}
	if len(matches) != 16 {
		t.Errorf("the matches were of the ranks %v only", matches)
	}
	t.Log("matches by rank:", matches)
}

func gramsOf(names iter.Seq[Name]) []string {
	var grams []string
	EachGram(names, func(how byte, class int, piece []byte) {
		grams = append(grams, Gram{how, class, string(piece)}.String())
	})
	return grams
}

func TestTermsHoldNoSigns(t *testing.T) {
	for _, g := range Terms(namesOf(Name{Text: "a/b (c) \"d\" * [万]:华^~", Form: FormCanonical})) {
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
	names := namesOf(Name{Text: "某政办字〔2000〕1号", Form: FormCode})
	grams := gramsOf(names)
	n := NewNeedle("某政办字〔2000〕")
	m, ok := n.Match(names)
	if !ok || m.Form != FormCode || m.How != Prefix {
		t.Fatalf("matched as %+v", m)
	}
	for _, l := range n.Lookups() {
		if l.Rank == m.Rank() && slices.ContainsFunc(l.All, func(g Gram) bool { return !slices.Contains(grams, g.String()) }) {
			t.Errorf("%v are not all among %v", l.All, grams)
		}
	}
}
