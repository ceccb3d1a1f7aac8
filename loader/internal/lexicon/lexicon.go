// Package lexicon finds the longest word of a word list that a text begins
// with: the one operation that dictionary conversion and readings by phrase
// need.
//
// The list stays the text that it was embedded as; loading it only notes where
// its lines begin, so that a list of fifty thousand words is ready within a few
// milliseconds and holds no pointers for the garbage collector to follow.
package lexicon

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"
)

// Lexicon is a word list with a value for each word. It is immutable and safe
// for concurrent use.
type Lexicon struct {
	text    string
	entries []entry
	byFirst map[rune]span
}

// entry is where a line's word and value begin in the text.
type entry struct{ word, value uint32 }

// span is a range of entries, the end excluded.
type span struct{ from, to int }

// New reads a list of lines "word<TAB>value<NEWLINE>", sorted bytewise by word,
// no word twice. It panics on anything else: lists are embedded in the program,
// so a malformed one is a mistake of its author, not of a user.
func New(text string) *Lexicon {
	l := &Lexicon{
		text:    text,
		entries: make([]entry, 0, strings.Count(text, "\n")),
		byFirst: make(map[rune]span),
	}
	previous, first := "", rune(-1)
	for at := 0; at < len(text); {
		tab := strings.IndexByte(text[at:], '\t')
		if tab < 1 {
			panic(fmt.Sprintf("lexicon: line %d: no word before a tab", len(l.entries)+1))
		}
		word := text[at : at+tab]
		end := strings.IndexByte(text[at+tab:], '\n')
		if end < 0 || strings.IndexByte(word, '\n') >= 0 {
			panic(fmt.Sprintf("lexicon: line %d: want word, tab, value, newline", len(l.entries)+1))
		}
		if word <= previous {
			panic(fmt.Sprintf("lexicon: line %d: %q is not after %q", len(l.entries)+1, word, previous))
		}
		// Words sorted bytewise are sorted by code point, so the words with one
		// first rune are neighbours.
		n := len(l.entries)
		if r, _ := utf8.DecodeRuneInString(word); r != first {
			first = r
			l.byFirst[r] = span{n, n + 1}
		} else {
			l.byFirst[r] = span{l.byFirst[r].from, n + 1}
		}
		l.entries = append(l.entries, entry{uint32(at), uint32(at + tab + 1)})
		previous = word
		at += tab + end + 1
	}
	return l
}

// Longest returns the longest word that s begins with, and its value; two empty
// strings where there is none.
func (l *Lexicon) Longest(s string) (word, value string) {
	first, _ := utf8.DecodeRuneInString(s)
	words, ok := l.byFirst[first]
	if !ok {
		return "", ""
	}
	for {
		// Every word that s begins with is at or before s in the order. The
		// last entry there is the longest of them, or else it shares so much
		// with s that no longer word can be a beginning of s, and the search
		// goes on for that much of s.
		n := sort.Search(words.to-words.from, func(i int) bool { return l.word(words.from+i) > s })
		if n == 0 {
			return "", ""
		}
		last := words.from + n - 1
		word := l.word(last)
		shared := commonPrefix(word, s)
		if shared == len(word) {
			return word, l.value(last)
		}
		s, words.to = s[:shared], last
	}
}

// All calls yield for every word and its value, in order, until it returns
// false.
func (l *Lexicon) All(yield func(word, value string) bool) {
	for i := range l.entries {
		if !yield(l.word(i), l.value(i)) {
			return
		}
	}
}

func (l *Lexicon) word(i int) string {
	return l.text[l.entries[i].word : l.entries[i].value-1]
}

func (l *Lexicon) value(i int) string {
	end := len(l.text)
	if i+1 < len(l.entries) {
		end = int(l.entries[i+1].word)
	}
	return l.text[l.entries[i].value : end-1]
}

func commonPrefix(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}
