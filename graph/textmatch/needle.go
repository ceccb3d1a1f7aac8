package textmatch

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Form is the form of a name: its language and script, or that it is an alias or a code.
type Form string

// The forms of names.
const (
	FormCanonical   Form = "CANONICAL"
	FormTraditional Form = "TRADITIONAL"
	FormEnglish     Form = "ENGLISH"
	FormPinyin      Form = "PINYIN"
	FormInitials    Form = "INITIALS"
	FormAlias       Form = "ALIAS"
	FormCode        Form = "CODE"
)

// Quality is how a name matches a text.
type Quality string

// The qualities of matches, best first.
const (
	Exact  Quality = "EXACT"
	Prefix Quality = "PREFIX"
	Infix  Quality = "INFIX"
	Fuzzy  Quality = "FUZZY"
)

// Qualities lists the qualities of matches, best first.
var Qualities = []Quality{Exact, Prefix, Infix, Fuzzy}

// Name is one name of a thing, before folding.
type Name struct {
	Text  string
	Form  Form
	Alias bool // an alias, or the sound of one
}

// Match is the name that matches a text best, and how.
type Match struct {
	Text  string // of the name, before folding
	Form  Form
	How   Quality
	Alias bool // an alias, or the sound of one
	// Long reports that the name has more than 18 letters, where a Chinese character
	// counts as three. Names of firms are rarely long; those of projects, which begin
	// with the firm's name, often are.
	Long bool
}

// Needle is a search text, ready to be matched with names.
//
// Names and text are folded ([Fold]). A name matches if it equals the text, begins
// with it, or contains it from the start of a word, of a pinyin syllable or of a
// Chinese character. A text shorter than two Chinese characters or three letters
// matches only names that begin with it. Initials and official codes match from
// their start only.
//
// A text of Latin letters that matches nothing is assumed to be mistyped, and is
// searched for again with [Needle.Fuzzy].
type Needle struct {
	text  string // folded
	typed string // its letters and digits as typed, where they hold Traditional characters; else ""
	wide  bool   // whether it has characters that pinyin does not have
	infix bool   // whether it is searched for within names
	fuzzy bool
}

// NewNeedle returns the needle of a search text. It is empty, and matches nothing,
// where the text has neither letters nor digits.
func NewNeedle(text string) Needle {
	n := Needle{text: Fold(text)}
	runes, first := utf8.RuneCountInString(n.text), rune(0)
	for i, r := range n.text {
		if i == 0 {
			first = r
		}
		n.wide = n.wide || wide(r)
	}
	n.infix = runes >= shortestInfix(first)
	if typed := lettersOf(text); n.wide && typed != n.text {
		n.typed = typed
	}
	return n
}

// shortestInfix returns the smallest length, in characters, of a text with this first
// character that is searched for within names.
func shortestInfix(first rune) int { return infixLengths(first)[0] }

// Empty reports whether there is nothing to search for.
func (n Needle) Empty() bool { return n.text == "" }

// Fuzzy returns the needle that matches names at edit distance one from the text: one
// letter inserted, deleted or substituted, or two adjacent ones transposed. It is for
// texts that match nothing; ok is false for texts of fewer than four letters or with
// other than Latin letters.
//
// It matches one or several consecutive whole words of a name, and in pinyin the
// syllables from the first to any; they must begin with four Latin letters.
func (n Needle) Fuzzy() (_ Needle, ok bool) {
	n.fuzzy = true
	return n, len(n.text) >= fuzzyLength && latin(n.text)
}

// IsFuzzy reports whether the needle was returned by [Needle.Fuzzy].
func (n Needle) IsFuzzy() bool { return n.fuzzy }

// fuzzyLength is the smallest number of letters of texts and names that are matched
// with a typing error.
const fuzzyLength = 4

// Tried returns the forms of names that the text is compared with.
func (n Needle) Tried() []Form {
	switch {
	case n.Empty():
		return []Form{}
	case n.wide:
		return []Form{FormCanonical, FormTraditional, FormEnglish, FormAlias, FormCode}
	default:
		return []Form{FormCanonical, FormEnglish, FormPinyin, FormInitials, FormAlias, FormCode}
	}
}

// Matcher matches the names of one thing after another, and reuses its buffers. It
// must not be used by several goroutines at once.
type Matcher struct {
	Needle
	folder folder

	// State of the current call of Match:
	best        Match
	found       bool
	traditional string // the Traditional name
}

// NewMatcher returns a matcher for a needle.
func NewMatcher(n Needle) *Matcher { return &Matcher{Needle: n} }

// Match is like [Matcher.Match], for a single use.
func (n Needle) Match(names iter.Seq[Name]) (best Match, ok bool) {
	return NewMatcher(n).Match(names)
}

// Match returns the best match among the names of one thing: by quality, then own
// names before aliases, then short before long ones, then the first in order. ok is
// false where no name matches.
//
// The Traditional name must come before the canonical one. It is not matched
// separately, since both fold to the same: it is reported in place of the canonical
// one where the text was typed in its characters.
func (m *Matcher) Match(names iter.Seq[Name]) (best Match, ok bool) {
	if m.Empty() {
		return Match{}, false
	}
	m.best, m.found, m.traditional = Match{}, false, ""
	for name := range names {
		if m.consider(name); m.found && m.best.Rank() == bestRank {
			break
		}
	}
	if m.found && m.best.Form == FormCanonical && m.typedAs(m.traditional, m.best.Text) {
		m.best.Form, m.best.Text = FormTraditional, m.traditional
	}
	return m.best, m.found
}

// consider matches one name, and keeps the match if it is the best so far.
func (m *Matcher) consider(name Name) {
	if name.Form == FormTraditional {
		m.traditional = name.Text
		return
	}
	how := m.quality(&m.folder, name)
	if how == "" {
		return
	}
	match := Match{Text: name.Text, Form: name.Form, How: how, Alias: name.Alias, Long: m.folder.long(name.Form)}
	if !m.found || match.Rank() < m.best.Rank() {
		m.best, m.found = match, true
	}
}

// typedAs reports whether the text, as typed, is part of the Traditional name and not of
// the canonical one.
func (n Needle) typedAs(traditional, canonical string) bool {
	return n.typed != "" && traditional != "" && traditional != canonical && strings.Contains(lettersOf(traditional), n.typed) && !strings.Contains(lettersOf(canonical), n.typed)
}

// lettersOf returns the letters and digits of a text, in lower case.
func lettersOf(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

// quality returns how a name matches; "" where it does not.
func (n Needle) quality(f *folder, name Name) Quality {
	form := name.Form
	if name.Text == "" || n.wide && (form == FormPinyin || form == FormInitials) {
		return ""
	}
	if n.fuzzy {
		if form == FormInitials || form == FormCode {
			return ""
		}
		f.fold(name.Text)
		if n.fuzzyMatch(f, form == FormPinyin) {
			return Fuzzy
		}
		return ""
	}
	f.fold(name.Text)
	switch {
	case len(f.out) < len(n.text):
		return ""
	case string(f.out[:len(n.text)]) == n.text:
		if len(f.out) == len(n.text) {
			return Exact
		}
		return Prefix
	case !n.infix || form == FormInitials || form == FormCode:
		return ""
	}
	for _, start := range f.starts {
		if rest := f.out[start:]; len(rest) >= len(n.text) && string(rest[:len(n.text)]) == n.text {
			return Infix
		}
	}
	return ""
}

// fuzzyMatch reports whether consecutive whole words of the name are at edit distance
// one from the text; fromStart asks for the first word to be among them.
func (n Needle) fuzzyMatch(f *folder, fromStart bool) bool {
	for i, start := range f.starts {
		if fromStart && i > 0 {
			break
		}
		if head := firstRunes(f.out[start:], fuzzyLength); head == nil || !latin(head) {
			continue
		}
		for j := i + 1; j <= len(f.starts); j++ {
			end := len(f.out)
			if j < len(f.starts) {
				end = f.starts[j]
			}
			length := end - start
			if length > len(n.text)+1 {
				break
			}
			if length >= max(fuzzyLength, len(n.text)-1) && editDistanceOne(n.text, f.out[start:end]) {
				return true
			}
		}
	}
	return false
}

// editDistanceOne reports whether a and b differ by exactly one inserted, deleted or
// substituted letter, or by two adjacent letters transposed.
func editDistanceOne(a string, b []byte) bool {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	switch restA, restB := a[i:], string(b[i:]); {
	case len(restA) == len(restB)+1:
		return restA[1:] == restB
	case len(restA)+1 == len(restB):
		return restA == restB[1:]
	case len(restA) != len(restB) || restA == "":
		return false
	default:
		return restA[1:] == restB[1:] || len(restA) > 1 && restA[0] == restB[1] && restA[1] == restB[0] && restA[2:] == restB[2:]
	}
}

// bestRank is the rank of the best matches.
const bestRank = 0

// Ranks is the number of ranks of matches: 0 to Ranks-1.
const Ranks = classes * 4

// Rank returns the rank of the match: by quality, then by the class of the name; 0 is
// the best.
func (m Match) Rank() int {
	return classes*slices.Index(Qualities, m.How) + nameClass(m.Alias, m.Long)
}

// classes is the number of classes of names.
const classes = 4

// nameClass returns the class of a name, the best first: own names before aliases, and
// among each short names before long ones.
func nameClass(alias, long bool) int {
	class := 0
	if alias {
		class += 2
	}
	if long {
		class++
	}
	return class
}

// longName is the largest number of letters of a name that is not long; a Chinese
// character counts as three, as its UTF-8 form has bytes, and so does its initial.
const longName = 18

// long reports whether the name that was folded last is long.
func (f *folder) long(form Form) bool {
	letters := len(f.out)
	if form == FormInitials {
		letters *= 3
	}
	return letters > longName
}
