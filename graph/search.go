package graph

import (
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// NameForm is what sort of name a text was found in.
type NameForm string

// The forms of names.
const (
	FormCanonical   NameForm = "CANONICAL"
	FormTraditional NameForm = "TRADITIONAL"
	FormEnglish     NameForm = "ENGLISH"
	FormPinyin      NameForm = "PINYIN"
	FormInitials    NameForm = "INITIALS"
	FormAlias       NameForm = "ALIAS"
	FormCode        NameForm = "CODE"
)

// MatchQuality is how a name matches a text.
type MatchQuality string

// The qualities of matches, best first.
const (
	MatchExact  MatchQuality = "EXACT"
	MatchPrefix MatchQuality = "PREFIX"
	MatchInfix  MatchQuality = "INFIX"
	MatchFuzzy  MatchQuality = "FUZZY"
)

// MatchQualities are all of them, best first.
var MatchQualities = []MatchQuality{MatchExact, MatchPrefix, MatchInfix, MatchFuzzy}

// Match is the name of an entity that matches a text best, and how.
type Match struct {
	Text string // as the entity has it
	Form NameForm
	How  MatchQuality
	// Alias: it is an alias, or the sound of one.
	Alias bool
	// Long: the name has more than six Chinese characters, or more letters than
	// the pinyin of so many: a project's, rather than the firm's that begins it.
	Long bool
}

// Needle is what entities are looked for by.
//
// Names and text are folded ([Fold]). A name matches that is the text, begins
// with it, or holds it from the beginning of a word, of a syllable of its pinyin
// or of a Chinese character on; a text shorter than two characters, or three
// letters, only matches what begins with it. Initials and official codes match
// from their beginning only.
//
// A text of Latin letters that matches nothing in a dataset is taken to be
// mistyped, and looked for once more: see [Needle.Fuzzy].
type Needle struct {
	text  string // folded
	bare  string // as it is typed, where it holds Traditional characters
	wide  bool   // holds what no pinyin does
	infix bool
	fuzzy bool
}

// NewNeedle makes a needle of what somebody has typed. It is empty where that
// holds neither letter nor digit, and then matches nothing.
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
	if typed := bare(text); n.wide && typed != n.text {
		n.bare = typed
	}
	return n
}

// shortestInfix is how many characters a text has that is looked for within
// names, by its first.
func shortestInfix(first rune) int { return infixLengths(first)[0] }

// Empty reports whether there is nothing to look for.
func (n Needle) Empty() bool { return n.text == "" }

// Fuzzy is the needle that finds names which the text misses by one typing
// error: a letter too many, too few, another one, or two exchanged. It is for
// texts that match nothing; ok is false for those in which no error is looked for:
// of anything but Latin letters, or of fewer than four.
//
// It matches whole words of a name, one or several together, and pinyin from its
// first syllable to the end of any; always what begins with four letters.
func (n Needle) Fuzzy() (_ Needle, ok bool) {
	n.fuzzy = true
	return n, len(n.text) >= fuzzyLength && latin(n.text)
}

// IsFuzzy reports whether it is one that [Needle.Fuzzy] has made.
func (n Needle) IsFuzzy() bool { return n.fuzzy }

// fuzzyLength is how many letters a text or name has of which one may be wrong.
const fuzzyLength = 4

// Tried is the forms of names among which the text is looked for.
func (n Needle) Tried() []NameForm {
	switch {
	case n.Empty():
		return []NameForm{}
	case n.wide:
		return []NameForm{FormCanonical, FormTraditional, FormEnglish, FormAlias, FormCode}
	default:
		return []NameForm{FormCanonical, FormEnglish, FormPinyin, FormInitials, FormAlias, FormCode}
	}
}

// names visits what an entity can be found by, until visit returns false.
func (e *Entity) names(visit func(form NameForm, name string, alias bool) bool) {
	_ = visit(FormCanonical, e.Name, false) &&
		visit(FormEnglish, e.NameEN, false) &&
		visit(FormPinyin, e.Pinyin, false) &&
		visit(FormInitials, e.Initials, false) &&
		each(e.Aliases, func(name string) bool { return visit(FormAlias, name, true) }) &&
		each(e.AliasSounds, func(s Sound) bool {
			return visit(FormPinyin, s.Pinyin, true) && visit(FormInitials, s.Initials, true)
		}) &&
		each(e.Codes, func(c OfficialCode) bool { return visit(FormCode, c.Value, false) })
}

func each[T any](list []T, visit func(T) bool) bool {
	return !slices.ContainsFunc(list, func(item T) bool { return !visit(item) })
}

// Matcher matches one entity after the other with a needle. It is for one
// goroutine.
type Matcher struct {
	Needle
	folder folder
}

// NewMatcher makes a matcher.
func NewMatcher(n Needle) *Matcher { return &Matcher{Needle: n} }

// Match matches as [Matcher.Match] does.
func (n Needle) Match(e *Entity) (best Match, ok bool) { return NewMatcher(n).Match(e) }

// Match finds the name of an entity that matches best: by how, then the entity's
// own before aliases, short before long ones, then in the order of the forms.
func (n *Matcher) Match(e *Entity) (best Match, ok bool) {
	if n.Empty() {
		return Match{}, false
	}
	f := &n.folder
	e.names(func(form NameForm, name string, alias bool) bool {
		how := n.matchName(f, form, name)
		if how == "" {
			return true
		}
		found := Match{Text: name, Form: form, How: how, Alias: alias, Long: f.long(form)}
		if !ok || found.Rank() < best.Rank() {
			best, ok = found, true
		}
		return !ok || best.Rank() > bestRank
	})
	if ok && best.Form == FormCanonical && n.traditional(e) {
		best.Form, best.Text = FormTraditional, e.Hant
	}
	return best, ok
}

// traditional reports whether the text is that of the Traditional name and not
// that of the simplified one.
func (n Needle) traditional(e *Entity) bool {
	return n.bare != "" && e.Hant != "" && e.Hant != e.Name && strings.Contains(bare(e.Hant), n.bare) && !strings.Contains(bare(e.Name), n.bare)
}

// bare leaves letters and digits of a text, in lower case.
func bare(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

// matchName is how a name matches; "" where it does not.
func (n Needle) matchName(f *folder, form NameForm, name string) MatchQuality {
	if name == "" || n.wide && (form == FormPinyin || form == FormInitials) {
		return ""
	}
	if n.fuzzy {
		if form == FormInitials || form == FormCode {
			return ""
		}
		f.fold(name)
		if n.nearly(f, form == FormPinyin) {
			return MatchFuzzy
		}
		return ""
	}
	f.fold(name)
	switch {
	case len(f.out) < len(n.text):
		return ""
	case string(f.out[:len(n.text)]) == n.text:
		if len(f.out) == len(n.text) {
			return MatchExact
		}
		return MatchPrefix
	case !n.infix || form == FormInitials || form == FormCode:
		return ""
	}
	for _, start := range f.starts {
		if rest := f.out[start:]; len(rest) >= len(n.text) && string(rest[:len(n.text)]) == n.text {
			return MatchInfix
		}
	}
	return ""
}

// nearly reports whether one typing error makes the text of whole words of the
// name.
func (n Needle) nearly(f *folder, fromStart bool) bool {
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
			if length >= max(fuzzyLength, len(n.text)-1) && oneError(n.text, f.out[start:end]) {
				return true
			}
		}
	}
	return false
}

// oneError reports whether one letter more, less or another, or two exchanged,
// make b of a. Texts that are the same are no error.
func oneError(a string, b []byte) bool {
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

// bestRank is that of a match that none is better than.
const bestRank = 0

// Rank puts matches in order, the best first: by how, then by the class of the name.
func (m Match) Rank() int {
	return classes*slices.Index(MatchQualities, m.How) + nameClass(m.Alias, m.Long)
}

// classes is how many classes of names there are: the entity's own before aliases,
// short before long.
const classes = 4

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

// longName is how many letters a name has at most that is not long; a Chinese
// character, and the initial of one, counts as three.
const longName = 18

// long reports whether the name that was folded is long.
func (f *folder) long(form NameForm) bool {
	letters := len(f.out)
	if form == FormInitials {
		letters *= 3
	}
	return letters > longName
}

// Hit is an entity that was searched for.
type Hit struct {
	Entity *Entity
	Match  Match
}

// Score is the hit's place in words of numbers: higher is better. It falls as
// [Hit.Key] rises, but for entities that only their ids tell apart.
func (h Hit) Score() float64 {
	degree := float64(h.Entity.Degree)
	return float64(classes*len(MatchQualities)-h.Match.Rank()) - 1/(1+degree/100)
}

// Key orders hits: by how the name matches, own names before aliases, short names
// before long ones, entities with more relations first, then by id.
func (h Hit) Key() string {
	return HitKey(h.Match, EntityKey(h.Entity, EntityOrder{OrderByRelations, Desc}))
}

// HitKey puts the key of a hit together from that of its entity in the order by
// relations, the most first.
func HitKey(m Match, byRelations string) string { return Rank(m.Rank()) + byRelations }

// Rank is what the keys of hits of a rank begin with: one character.
func Rank(rank int) string { return strconv.FormatInt(int64(rank), 16) }

// Find searches entities one by one: what a search means, in the slowest way. Hits
// are in the order of the entities.
func Find(entities iter.Seq[*Entity], text string) []Hit {
	needle := NewNeedle(text)
	for {
		var hits []Hit
		for e := range entities {
			if m, ok := needle.Match(e); ok {
				hits = append(hits, Hit{e, m})
			}
		}
		if len(hits) > 0 || needle.fuzzy {
			return hits
		}
		fuzzy, ok := needle.Fuzzy()
		if !ok {
			return nil
		}
		needle = fuzzy
	}
}
