package names

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"

	"policygraph/loader/internal/lexicon"
)

var (
	//go:embed tables/field.txt
	fieldText string
	//go:embed tables/phrases.txt
	phrasesText string

	field   = sync.OnceValue(func() *lexicon.Lexicon { return lexicon.New(fieldText) })
	phrases = sync.OnceValue(func() *lexicon.Lexicon { return lexicon.New(phrasesText) })
)

// word is one spoken unit of a name: the syllable of a character in pinyin, or
// a run of letters and digits as it is written.
type word struct {
	text     string
	syllable bool
}

// words gives what of a name is spoken, in order.
func words(name string) []word {
	spoken := make([]word, 0, utf8.RuneCountInString(name))
	for rest := name; rest != ""; {
		if han, reading := read(rest); han != "" {
			for syllable := range strings.SplitSeq(reading, " ") {
				spoken = append(spoken, word{syllable, true})
			}
			rest = rest[len(han):]
		} else if n := runLength(rest); n > 0 {
			spoken = append(spoken, word{strings.Map(halfWidth, rest[:n]), false})
			rest = rest[n:]
		} else {
			_, size := utf8.DecodeRuneInString(rest)
			rest = rest[size:]
		}
	}
	return spoken
}

// read returns the longest word that s begins with of which the reading is
// known, and its syllables with a space between; two empty strings where s does
// not begin with such a character.
func read(s string) (han, reading string) {
	first, size := utf8.DecodeRuneInString(s)
	readings := pinyin.PinyinDict[int(first)]
	if readings == "" {
		return "", ""
	}
	han, reading = field().Longest(s)
	if phrase, syllables := phrases().Longest(s); len(phrase) > len(han) {
		return phrase, syllables
	}
	if han == "" {
		usual, _, _ := strings.Cut(readings, ",")
		return s[:size], usual
	}
	return han, reading
}

// runLength is the length in bytes of the letters and digits that s begins
// with. Marks that hold a Latin word together ("3.0", "2025-2027", "R&D") belong
// to it when a letter or digit follows; signs that are spoken with it (AI+, 50%)
// also at its end.
func runLength(s string) int {
	end, held := 0, false
	for i, r := range s {
		switch {
		case inRun(r):
			end, held = i+utf8.RuneLen(r), false
		case end > 0 && !held && strings.ContainsRune(".-–—&'’_", r):
			held = true
		case end > 0 && !held && strings.ContainsRune("+×%", r):
			end = i + utf8.RuneLen(r)
		default:
			return end
		}
	}
	return end
}

// inRun tells letters and digits that are not characters with a reading.
func inRun(r rune) bool {
	if r < 0x80 {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r)) && pinyin.PinyinDict[int(r)] == ""
}

// halfWidth gives the ASCII character for its full-width form.
func halfWidth(r rune) rune {
	if '！' <= r && r <= '～' {
		return r - '！' + '!'
	}
	return r
}
