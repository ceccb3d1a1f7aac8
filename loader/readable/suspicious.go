package readable

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Damage that nothing proves how to put right leaves signs: what Chinese text of this
// sort hardly holds. Some are signs in every document, some only in a document whose
// other text is not written so.

// style is how a document is written.
type style struct {
	wideSigns   bool // punctuation has its full width, at least some of it
	narrowSigns bool // punctuation other than question marks has half width, at least some of it
	readings    bool // readings were put in
}

// wideSigns reports whether some of the document's punctuation that has two widths is
// of full width.
func wideSigns(lines []line) bool {
	return slices.ContainsFunc(lines, func(l line) bool {
		return slices.ContainsFunc(l.runes, func(r rune) bool { return strings.ContainsRune("，：；！？", r) })
	})
}

// narrowSigns reports whether a sign other than a question mark has half width behind
// a Chinese character, or behind a bracket that may end its reading.
func narrowSigns(lines []line) bool {
	return slices.ContainsFunc(lines, func(l line) bool {
		for i := 1; i < len(l.runes); i++ {
			if before := l.runes[i-1]; strings.ContainsRune(",:;!", l.runes[i]) && (before == ')' || unicode.Is(unicode.Han, before)) {
				return true
			}
		}
		return false
	})
}

// sign is a sign of damage, the runes [from, to) of a line.
type sign struct {
	from, to int
	why      string
}

// damage finds the signs of damage in a line from which readings that fit are gone.
func (s style) damage(runes []rune) []sign {
	var signs []sign
	for i, r := range runes {
		to, why := i+1, ""
		switch {
		case r == '(' || r == '（':
			if _, end := syllable(runes, i+1); end > 0 {
				to, why = end, "a reading that does not fit the character before it"
			}
		case r == '?':
			if _, end := torn(runes, i); end > 0 {
				to, why = end, "a reading without its opening bracket"
			} else if s.lostByte(runes, i) {
				why = "a question mark that may stand for lost bytes"
			}
		case foreign(r):
			why = "a character that hardly belongs in such a text"
		case wideLatin(r):
			if i+1 < len(runes) && unicode.Is(unicode.Han, runes[i+1]) && (i == 0 || !wideLatin(runes[i-1]) && !wideDigit(runes[i-1])) {
				why = "a full-width letter before a Chinese character"
			}
		case '@' <= r && r <= '~':
			// The second byte of a character, if its first one is lost.
			if s.readings && (i == 0 || between(runes[i-1])) && (i+1 == len(runes) || between(runes[i+1])) {
				why = "a letter or sign alone among Chinese characters"
			}
		}
		if why != "" {
			signs = append(signs, sign{i, to, why})
		}
	}
	return signs
}

// lostByte reports whether the question mark at place i hardly is one: beside a
// Chinese character it has half width where other signs have full width, or it ends
// a run of characters of which one is rare, as wrong pairs of bytes often are. Where
// all signs have half width, a question mark behind common characters ends a
// question; where there are no others, only one that Chinese characters do not follow.
func (s style) lostByte(runes []rune, i int) bool {
	before := i > 0 && unicode.Is(unicode.Han, runes[i-1])
	after := i+1 < len(runes) && unicode.Is(unicode.Han, runes[i+1])
	if s.wideSigns {
		return before || after
	}
	if before && after && !s.narrowSigns {
		return true
	}
	for i--; i >= 0 && unicode.Is(unicode.Han, runes[i]); i-- {
		if rare(runes[i]) {
			return true
		}
	}
	return false
}

// rare reports whether a simplified character is not among the 3,755 of the first
// level of GB/T 2312.
func rare(r rune) bool {
	b, ok := pair(r)
	return !ok || b[0] < 0xB0 || b[0] > 0xD7 || b[1] < 0xA1
}

// foreign reports whether a character is of a script or set that GBK holds and such
// texts do not, or of none.
func foreign(r rune) bool {
	return r == utf8.RuneError || '\u2460' <= r && r <= '\u24ff' || '\u2500' <= r && r <= '\u257f' ||
		unicode.In(r, unicode.Co, unicode.Greek, unicode.Cyrillic, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo)
}

func wideLatin(r rune) bool { return 'Ａ' <= r && r <= 'Ｚ' || 'ａ' <= r && r <= 'ｚ' }

func wideDigit(r rune) bool { return '０' <= r && r <= '９' }

// between reports whether a character is a Chinese one or a sign between such, of any
// width.
func between(r rune) bool { return chinese(r) || strings.ContainsRune("，：；！？,:;!?", r) }

// suspect lists the signs of damage in a line, as it reads now.
func (t *Text) suspect(l *line, paragraph int, signs []sign) {
	for _, s := range signs {
		t.Suspicious = append(t.Suspicious, Suspicion{paragraph, l.origin[s.from], around(l.runes, s.from, s.to), s.why})
	}
}

func around(runes []rune, from, to int) string {
	return string(runes[max(0, from-4):min(len(runes), to+4)])
}
