package textmatch

import (
	"iter"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Grams are short pieces of folded names. An index stores the grams of names, a needle
// says which grams each match must have, and the candidates that the index finds are
// checked with [Needle.Match].
//
// As text a gram is a letter for its position in the name (e the whole name, p a
// prefix, i a piece within, f the first letters of words that are matched with a typing
// error), a digit for the class of the name (0 for f), an underscore, and the piece.
// It contains no spaces and no operators of query languages.

// Gram is a short piece of a folded name.
type Gram struct {
	How   byte
	Class int
	Piece string
}

// String returns the gram as text.
func (g Gram) String() string { return string([]byte{g.How, '0' + byte(g.Class), '_'}) + g.Piece }

// prefixLengths are the lengths, in characters, of grams at the start of a name.
var prefixLengths = []int{1, 2, 3, 4, 7, 11}

// infixLengths returns the lengths, in characters, of the grams within a name that
// start with a character.
func infixLengths(first rune) []int {
	if wide(first) {
		return wideInfixes
	}
	return infixes
}

var wideInfixes, infixes = []int{2, 3}, []int{3, 4, 7}

// EachGram visits the grams of the names of one thing, some of them twice. The piece is
// only valid during the visit.
func EachGram(names iter.Seq[Name], visit func(how byte, class int, piece []byte)) {
	eachStart(names, func(how byte, class int, rest []byte) {
		switch how {
		case 'e':
			visit('e', class, rest)
			for _, n := range prefixLengths {
				piece := firstRunes(rest, n)
				if piece == nil {
					break
				}
				visit('p', class, piece)
			}
		case 'i':
			first, _ := utf8.DecodeRune(rest)
			for _, n := range infixLengths(first) {
				if piece := firstRunes(rest, n); piece != nil {
					visit('i', class, piece)
				}
			}
		default:
			visit(how, class, rest)
		}
	})
}

// eachStart visits pieces of the names of one thing: for e the whole name, for i the
// rest of the name from each start of a word, syllable or character but the first, for
// f the first letters from a start, for matching with a typing error. The text is only
// valid during the visit.
func eachStart(names iter.Seq[Name], visit func(how byte, class int, rest []byte)) {
	var f folder
	for name := range names {
		if name.Text == "" || name.Form == FormTraditional { // it folds to the same as the canonical name
			continue
		}
		f.fold(name.Text)
		if len(f.out) == 0 {
			continue
		}
		class := nameClass(name.Alias, f.long(name.Form))
		visit('e', class, f.out)
		if name.Form == FormInitials || name.Form == FormCode {
			continue
		}
		for i, start := range f.starts {
			rest := f.out[start:]
			if head := firstRunes(rest, fuzzyLength); head != nil && (i == 0 || name.Form != FormPinyin) && latin(head) {
				visit('f', 0, head)
			}
			if i > 0 {
				visit('i', class, rest)
			}
		}
	}
}

// firstRunes returns the first n characters of a text; nil where it has fewer.
func firstRunes(text []byte, n int) []byte {
	end := 0
	for range n {
		if end == len(text) {
			return nil
		}
		_, size := utf8.DecodeRune(text[end:])
		end += size
	}
	return text[:end]
}

// termLength is the largest number of characters of a term within a name.
const termLength = 8

// Terms returns the terms of the names of one thing, for an index that finds terms by
// prefix and so needs fewer of them than of grams: e with the whole name, i with the
// first characters from a start within it, and the grams f. The terms are sorted,
// each once.
func Terms(names iter.Seq[Name]) []string {
	var terms []string
	eachStart(names, func(how byte, class int, rest []byte) {
		if how == 'i' {
			if first, _ := utf8.DecodeRune(rest); firstRunes(rest, shortestInfix(first)) == nil {
				return
			}
			rest = truncate(rest, termLength)
		}
		terms = append(terms, Gram{how, class, string(rest)}.String())
	})
	slices.Sort(terms)
	return slices.Compact(terms)
}

// truncate returns the first n characters of a text, or all where there are fewer.
func truncate(text []byte, n int) []byte {
	if head := firstRunes(text, n); head != nil {
		return head
	}
	return text
}

// Lookup says how an index finds the matches of one rank. Each match has all grams of
// All, at least one of Any unless that is empty, and at least one of Near unless that
// is empty.
type Lookup struct {
	Rank     int
	All, Any []Gram
	// Near may hold thousands of grams, for an index that can look up that many at
	// once. It is far more selective than Any.
	Near []Gram
	// Term replaces All for an index of [Terms]: each match has a term that begins with
	// it, or equals it where Whole is set.
	Term  Gram
	Whole bool
	// Precise reports that the converse holds too: names with these grams are matches
	// of this rank or a better one.
	Precise bool
}

// Lookups returns how an index finds the needle's matches, the best rank first.
func (n Needle) Lookups() []Lookup {
	if n.Empty() {
		return nil
	}
	if n.fuzzy {
		return n.fuzzyLookups()
	}
	text := []byte(n.text)
	prefix := longest(text, prefixLengths)
	first, _ := utf8.DecodeRune(text)
	start := longest(text, infixLengths(first))
	var lookups []Lookup
	for class := range classes {
		// Within names, every piece of Chinese characters follows a start; codes,
		// which match from their start only, have no such grams.
		var inner []Gram
		for at, r := range n.text {
			if piece := firstRunes(text[at:], wideInfixes[1]); at > 0 && wide(r) && piece != nil {
				inner = append(inner, Gram{'i', class, string(piece)})
			}
		}
		lookups = append(lookups,
			Lookup{Rank: class, All: []Gram{{'e', class, n.text}}, Precise: true, Term: Gram{'e', class, n.text}, Whole: true},
			Lookup{Rank: classes + class, All: []Gram{{'p', class, string(prefix)}}, Precise: len(prefix) == len(text), Term: Gram{'e', class, n.text}})
		if n.infix {
			lookups = append(lookups, Lookup{Rank: 2*classes + class, All: append([]Gram{{'i', class, string(start)}}, inner...), Precise: len(start) == len(text), Term: Gram{'i', class, string(truncate(text, termLength))}})
		}
	}
	slices.SortFunc(lookups, func(a, b Lookup) int { return a.Rank - b.Rank })
	return lookups
}

// longest returns the longest prefix of a text whose length is one of lengths.
func longest(text []byte, lengths []int) []byte {
	var piece []byte
	for _, n := range lengths {
		if head := firstRunes(text, n); head != nil {
			piece = head
		}
	}
	return piece
}

// nearLength is the length of the grams of [Lookup.Near]: one of prefixLengths and the
// longest of infixes.
const nearLength = 7

// fuzzyLookups returns lookups by the first letters of all texts at edit distance one:
// by the first four, and for texts of which no deletion leaves fewer, by the first
// seven as well.
func (n Needle) fuzzyLookups() []Lookup {
	var l Lookup
	for _, head := range n.heads(fuzzyLength) {
		l.Any = append(l.Any, Gram{'f', 0, head})
	}
	if len(n.text) > nearLength {
		for _, head := range n.heads(nearLength) {
			for class := range classes {
				l.Near = append(l.Near, Gram{'p', class, head}, Gram{'i', class, head})
			}
		}
	}
	lookups := make([]Lookup, classes)
	for class := range lookups {
		l.Rank = 3*classes + class
		lookups[class] = l
	}
	return lookups
}

// heads returns the prefixes of this length of the text and of all texts at edit
// distance one from it, sorted.
func (n Needle) heads(length int) []string {
	heads := map[string]bool{}
	add := func(parts ...string) {
		if text := strings.Join(parts, ""); len(text) >= length {
			heads[text[:length]] = true
		}
	}
	add(n.text)
	for i := range len(n.text) + 1 {
		before, after := n.text[:i], n.text[i:]
		if after != "" {
			add(before, after[1:])
		}
		if len(after) > 1 {
			add(before, after[1:2], after[:1], after[2:])
		}
		if i >= length {
			continue // an insertion or substitution here does not change the prefix
		}
		alphabet := "abcdefghijklmnopqrstuvwxyz0123456789"
		if i < fuzzyLength {
			alphabet = alphabet[:26]
		}
		for _, c := range alphabet {
			add(before, string(c), after)
			if after != "" {
				add(before, string(c), after[1:])
			}
		}
	}
	return slices.Sorted(maps.Keys(heads))
}
