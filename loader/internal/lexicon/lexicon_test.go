package lexicon_test

import (
	"sort"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"policygraph/loader/internal/lexicon"
)

func TestLongest(t *testing.T) {
	list := lexicon.New("a\t1\nab\t2\nabcd\t3\nabd\t4\n海\tsea\n海信\tHisense\n海信日立\tHisense Hitachi\n")
	tests := []struct{ rule, text, word, value string }{
		{"a whole word is found", "a", "a", "1"},
		{"the longest of several wins", "abcde", "abcd", "3"},
		{"a longer word that does not fit falls back to a shorter", "abce", "ab", "2"},
		{"a neighbour in the order is not taken for a beginning", "abz", "ab", "2"},
		{"falling back passes over a middle word", "海信日用", "海信", "Hisense"},
		{"a text shorter than any word of its rune", "海", "海", "sea"},
		{"the first rune alone does not make a word", "b", "", ""},
		{"nothing begins an empty text", "", "", ""},
		{"bytes that are no text match nothing", "\xe6\xb5", "", ""},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			word, value := list.Longest(test.text)
			if word != test.word || value != test.value {
				t.Errorf("Longest(%q) = %q, %q; want %q, %q", test.text, word, value, test.word, test.value)
			}
		})
	}
}

// The binary search must agree with trying every word.
func TestLongestIsTheLongestOfAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := map[string]bool{}
		for _, w := range rapid.SliceOf(rapid.StringMatching(`[ab中华]{1,6}`)).Draw(t, "words") {
			words[w] = true
		}
		var sorted []string
		for w := range words {
			sorted = append(sorted, w)
		}
		sort.Strings(sorted)
		var text strings.Builder
		for _, w := range sorted {
			text.WriteString(w + "\t<" + w + ">\n")
		}
		s := rapid.StringMatching(`[ab中华]{0,8}`).Draw(t, "text")
		want, wantValue := "", ""
		for _, w := range sorted {
			if strings.HasPrefix(s, w) && len(w) > len(want) {
				want, wantValue = w, "<"+w+">"
			}
		}
		if word, value := lexicon.New(text.String()).Longest(s); word != want || value != wantValue {
			t.Fatalf("Longest(%q) of %q = %q, %q; want %q, %q", s, sorted, word, value, want, wantValue)
		}
	})
}

func TestAllGivesEveryEntryInOrder(t *testing.T) {
	const text = "a\t1\nb\t\nc\t3\n"
	var got strings.Builder
	lexicon.New(text).All(func(word, value string) bool {
		got.WriteString(word + "\t" + value + "\n")
		return word != "b"
	})
	if want := "a\t1\nb\t\n"; got.String() != want {
		t.Errorf("All stopped at b gave %q, want %q", got.String(), want)
	}
}

func TestNewRefusesMalformedLists(t *testing.T) {
	for rule, text := range map[string]string{
		"a line without a tab":    "word\n",
		"a line without a word":   "\tvalue\n",
		"a tab only a line later": "word\nnext\tvalue\n",
		"a last line left open":   "a\t1\nb\t2",
		"words out of order":      "b\t1\na\t2\n",
		"a word twice":            "a\t1\na\t2\n",
	} {
		t.Run(rule, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Errorf("New(%q) did not panic", text)
				}
			}()
			lexicon.New(text)
		})
	}
}
