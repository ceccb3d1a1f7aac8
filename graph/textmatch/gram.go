package textmatch

import (
	"iter"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// An index of names need not know how names match. It stores the grams of names, which
// are short pieces of folded names; a needle says which grams every match has; and
// what the index finds is checked with [Needle.Match].
//
// As text a gram is a letter for its position in a name (e the whole name, p at the
// beginning, i within, f the head of words in which a typing error may be), a digit
// for the class of the name (0 for f), an underscore, and the piece. It holds no space
// and no sign that is special in a query language.

// Gram is a short piece of a folded name.
type Gram struct {
	How   byte
	Class int
	Piece string
}

// String returns the gram as text.
func (g Gram) String() string { return string([]byte{g.How, '0' + byte(g.Class), '_'}) + g.Piece }

// prefixLengths are the numbers of characters of grams at the beginning of a name.
var prefixLengths = []int{1, 2, 3, 4, 7, 11}

// infixLengths returns the numbers of characters of grams within a name, by their
// first character.
func infixLengths(first rune) []int {
	if wide(first) {
		return wideInfixes
	}
	return infixes
}

var wideInfixes, infixes = []int{2, 3}, []int{3, 4, 7}

// EachGram visits the grams of the names of one thing, some of them twice. The text is
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

// eachStart visits the names of one thing: e is a whole name, i what follows from
// a place in it where a word, syllable or character starts, f the head of words in
// which a typing error is looked for. The text is only valid during the visit.
func eachStart(names iter.Seq[Name], visit func(how byte, class int, rest []byte)) {
	var f folder
	for name := range names {
		if name.Text == "" || name.Form == FormTraditional { // which folds as the canonical name
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

// firstRunes returns the first n characters; nil where there are fewer.
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

// termLength is the number of characters of a term within a name.
const termLength = 8

// Terms returns the terms of the names of one thing, for an index that finds terms by
// their prefix and so needs fewer terms than grams: e with a whole name, i with what
// follows a start within it, and the grams f. Each is returned once, in unspecified
// order.
func Terms(names iter.Seq[Name]) []string {
	var terms []string
	eachStart(names, func(how byte, class int, rest []byte) {
		if how == 'i' {
			if first, _ := utf8.DecodeRune(rest); firstRunes(rest, shortestInfix(first)) == nil {
				return
			}
			rest = cut(rest, termLength)
		}
		terms = append(terms, Gram{how, class, string(rest)}.String())
	})
	slices.Sort(terms)
	return slices.Compact(terms)
}

// cut returns the first n characters of a text, or all where there are fewer.
func cut(text []byte, n int) []byte {
	if head := firstRunes(text, n); head != nil {
		return head
	}
	return text
}

// Lookup says how to find the matches of one rank. Each has all grams of All, one of
// Any unless that is empty, and one of Near unless that is empty.
type Lookup struct {
	Rank     int
	All, Any []Gram
	// Near holds thousands of grams, for an index that can look up that many at once.
	// It is far more selective than Any.
	Near []Gram
	// Term is for an index of [Terms], instead of All: each match has a term that
	// begins with it, or equals it where Whole is set.
	Term  Gram
	Whole bool
	// Precise: the converse holds, too: what has them is a match of this rank or a
	// better one.
	Precise bool
}

// Lookups returns how to find the needle's matches, the best rank first.
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
		// Within names, every piece of Chinese characters stands at a start; codes,
		// which match from their beginning only, have no such grams.
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
			lookups = append(lookups, Lookup{Rank: 2*classes + class, All: append([]Gram{{'i', class, string(start)}}, inner...), Precise: len(start) == len(text), Term: Gram{'i', class, string(cut(text, termLength))}})
		}
	}
	slices.SortFunc(lookups, func(a, b Lookup) int { return a.Rank - b.Rank })
	return lookups
}

// longest returns the longest prefix of a text that has one of the lengths.
func longest(text []byte, lengths []int) []byte {
	var piece []byte
	for _, n := range lengths {
		if head := firstRunes(text, n); head != nil {
			piece = head
		}
	}
	return piece
}

// nearLength is the number of letters of the longest grams within a name, and of some
// at a beginning.
const nearLength = 7

// fuzzyLookups go by the first letters of all that is one error away: the first
// four, and of a text long enough that no error leaves fewer, the first seven.
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

// heads returns the first letters, length of them, of all texts that are one error
// away, ascending.
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
			continue // the first letters are those of the text
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
