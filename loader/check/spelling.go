package check

import (
	"strings"
	"unicode"

	"policygraph/graph/textmatch"
)

// The brackets of titles, which folding would drop.
const titleOpens, titleCloses = '\x01', '\x02'

// spelling is a text in which names are looked for: folded as a search folds it, but with
// the brackets of titles and plus signs, and the places where words begin.
type spelling struct {
	text   string
	begins map[int]bool // offsets in text
}

func spell(text string) spelling {
	s := spelling{begins: map[int]bool{}}
	var out strings.Builder
	word := 0 // where the current word of text begins
	end := func(at int) {
		if at > word {
			s.begins[out.Len()] = true
			out.WriteString(textmatch.Fold(text[word:at]))
		}
	}
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Mn, r) {
			continue
		}
		end(i)
		word = i + len(string(r))
		switch r {
		case '《':
			out.WriteByte(titleOpens)
		case '》':
			out.WriteByte(titleCloses)
		case '+', '＋': // 人工智能+ is not 人工智能
			out.WriteByte('+')
		}
	}
	end(len(text))
	s.text = out.String()
	s.begins[len(s.text)] = true
	return s
}

// spellName returns a name as it stands in a [spelling].
func spellName(name string) string { return spell(name).text }

// whole reports whether the text from one offset to another is made of whole words: 5G is
// not a word of 15G. Chinese characters are words.
func (s *spelling) whole(from, to int) bool { return s.breaks(from) && s.breaks(to) }

func (s *spelling) breaks(at int) bool {
	return at == 0 || at == len(s.text) || s.begins[at] || !alphanumeric(s.text[at-1]) || !alphanumeric(s.text[at])
}

func alphanumeric(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' }

// title is the inside of a pair of 《》 in a spelling.
type title struct{ from, to int }

// titles returns the titles of a text. One that opens or closes outside the text reaches
// to its end or from its start.
func (s *spelling) titles() (out []title) {
	from, depth := 0, 0
	for i := range len(s.text) {
		switch s.text[i] {
		case titleOpens:
			if depth++; depth == 1 {
				from = i + 1
			}
		case titleCloses:
			if depth == 0 {
				out = append(out, title{0, i})
			} else if depth--; depth == 0 {
				out = append(out, title{from, i})
			}
		}
	}
	if depth > 0 {
		out = append(out, title{from, len(s.text)})
	}
	return out
}
