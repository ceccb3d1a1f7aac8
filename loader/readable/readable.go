// Package readable turns a document's bytes into readable paragraphs, and keeps
// for every readable character the place in the bytes that it comes from.
//
// Documents taken from the web arrive damaged: converted to Traditional
// characters, with pinyin put in brackets behind some characters, and with
// bytes lost so that what follows pairs up wrongly. Each repair here is either
// proved by the text itself (a reading in brackets that fits, see mojibake.go
// and reading.go) or declared beside the document with its reason. What can be
// neither stays as it is and, where it shows (see suspicious.go), is listed as
// suspicious. Text that is not damaged passes unchanged.
package readable

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"policygraph/graph"
	"policygraph/loader/opencc"
)

// Text is the readable text of a file.
type Text struct {
	Paragraphs []Paragraph
	Changes    []Change
	Suspicious []Suspicion
}

// Paragraph is a non-empty line of the file.
type Paragraph struct {
	Text string
	// origin holds for each rune of Text the offset in the file's bytes of what
	// it was read from.
	origin []int
}

// Origin is the offset in the file's bytes of the character at this place, in
// code points of Text.
func (p Paragraph) Origin(place int) int { return p.origin[place] }

// Rule names why a repair was made.
type Rule string

// The rules of repair.
const (
	Declared    Rule = "declared"    // a person said so beside the document
	Mojibake    Rule = "mojibake"    // bytes paired wrongly, proved by the reading behind them
	Reading     Rule = "reading"     // pinyin in brackets behind a character that is read so
	Traditional Rule = "traditional" // Traditional characters, by word
	Width       Rule = "width"       // half-width punctuation between Chinese characters
)

// Rules lists the rules in the order in which they are applied.
var Rules = []Rule{Declared, Mojibake, Reading, Traditional, Width}

// Change is one repair.
type Change struct {
	Rule      Rule
	Paragraph int    // from 1
	Offset    int    // in the file's bytes
	Raw       string // what stood there when the rule was applied
	Readable  string // what stands there now
	Reason    string // of a declared repair
}

// Suspicion is a place that looks damaged and was left as it is.
type Suspicion struct {
	Paragraph int
	Offset    int
	Text      string
	Why       string
}

// Read makes a file's bytes readable. It fails where the bytes are not UTF-8,
// or where a declared repair does not fit.
func Read(raw []byte, declared []graph.Repair) (Text, error) {
	if !utf8.Valid(raw) {
		return Text{}, fmt.Errorf("the text is not UTF-8: convert it first")
	}
	var t Text
	var lines []line
	offset := 0
	for l := range bytes.SplitSeq(raw, []byte("\n")) {
		text := string(bytes.TrimRight(l, "\r"))
		if strings.TrimFunc(text, unicode.IsSpace) != "" {
			lines = append(lines, newLine(text, offset))
		}
		offset += len(l) + 1
	}
	for _, r := range declared {
		if r.Paragraph < 1 || r.Paragraph > len(lines) {
			return Text{}, fmt.Errorf("declared repair: no paragraph %d in a text of %d; correct paragraph", r.Paragraph, len(lines))
		}
		l := &lines[r.Paragraph-1]
		before, _, found := strings.Cut(l.String(), r.From)
		if n := strings.Count(l.String(), r.From); !found || n != 1 || r.From == "" {
			return Text{}, fmt.Errorf("declared repair: %q occurs %d times in paragraph %d, not once; correct from or paragraph", r.From, n, r.Paragraph)
		}
		t.declared(l, r, utf8.RuneCountInString(before))
	}
	injected := 0
	s := style{wideSigns: wideSigns(lines), narrowSigns: narrowSigns(lines)}
	for i := range lines {
		t.mojibake(&lines[i], i+1, s)
		injected += t.readings(&lines[i], i+1)
	}
	toSimplify := traditional(lines)
	s.readings = injected > 0
	for i := range lines {
		l := &lines[i]
		if toSimplify {
			t.simplify(l, i+1)
		}
		signs := s.damage(l.runes)
		if toSimplify || injected > 0 {
			t.widen(l, i+1, signs)
		}
		t.suspect(l, i+1, signs)
		t.Paragraphs = append(t.Paragraphs, Paragraph{Text: l.String(), origin: l.origin})
	}
	slices.SortStableFunc(t.Changes, func(a, b Change) int { return a.Offset - b.Offset })
	return t, nil
}

// line is a paragraph under repair: its runes, and where each comes from.
type line struct {
	runes  []rune
	origin []int
}

func newLine(text string, offset int) line {
	var l line
	for i, r := range text {
		l.runes = append(l.runes, r)
		l.origin = append(l.origin, offset+i)
	}
	return l
}

func (l *line) String() string { return string(l.runes) }

// replace puts other runes in the place of [from, to). Runes that were put in
// come from where the replaced ones stood, as far along.
func (l *line) replace(from, to int, with []rune) {
	origin := make([]int, len(with))
	for i := range with {
		origin[i] = l.origin[min(from+i, max(to-1, from))]
	}
	l.runes = slices.Replace(l.runes, from, to, with...)
	l.origin = slices.Replace(l.origin, from, to, origin...)
}

func (t *Text) declared(l *line, r graph.Repair, from int) {
	t.Changes = append(t.Changes, Change{Declared, r.Paragraph, l.origin[from], r.From, r.To, r.Reason})
	l.replace(from, from+utf8.RuneCountInString(r.From), []rune(r.To))
}

// traditional reports whether the document is written in Traditional
// characters: more than one Chinese character in fifty is one that simplified
// text never has. A single Traditional word in simplified text is a quotation.
func traditional(lines []line) bool {
	var all, only int
	for _, l := range lines {
		simplified := []rune(opencc.ToSimplified(l.String()))
		for i, r := range l.runes {
			if !unicode.Is(unicode.Han, r) {
				continue
			}
			all++
			if simplified[i] != r {
				only++
			}
		}
	}
	return only*50 > all
}

// simplify converts by word, which keeps the number of runes.
func (t *Text) simplify(l *line, paragraph int) {
	simplified := []rune(opencc.FixZhe(opencc.ToSimplified(l.String())))
	for i := 0; i < len(simplified); i++ {
		from := i
		for i < len(simplified) && simplified[i] != l.runes[i] {
			i++
		}
		if i > from {
			t.Changes = append(t.Changes, Change{Traditional, paragraph, l.origin[from], string(l.runes[from:i]), string(simplified[from:i]), ""})
		}
	}
	l.runes = simplified
}

var fullWidth = map[rune]rune{',': '，', ':': '：', ';': '；', '!': '！', '?': '？'}

// widen gives punctuation beside a Chinese character its full width. It keeps
// the half width beside letters, digits and spaces on both sides (8:30), and of a
// question mark that is a sign of damage.
func (t *Text) widen(l *line, paragraph int, signs []sign) {
	for i, r := range l.runes {
		wide, ok := fullWidth[r]
		if r == '?' && slices.ContainsFunc(signs, func(s sign) bool { return s.from == i }) {
			continue
		}
		if !ok || (i == 0 || !chinese(l.runes[i-1])) && (i+1 == len(l.runes) || !chinese(l.runes[i+1])) {
			continue
		}
		t.Changes = append(t.Changes, Change{Width, paragraph, l.origin[i], string(r), string(wide), ""})
		l.runes[i] = wide
	}
}

func chinese(r rune) bool {
	return unicode.Is(unicode.Han, r) || strings.ContainsRune("、。《》“”‘’（）—", r)
}
