package readable

import (
	"strings"

	"policygraph/loader/names"
)

// Some web pages put the pinyin of a character in brackets behind it. What is
// in brackets is deleted only where it is written as pinyin with tone marks in
// lower case and is a reading of the very character before it; other brackets
// stay.

const (
	plainLetters = "abcdefghijklmnopqrstuvwxyzü"
	toned        = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
	longest      = 6 // letters of a syllable: zhuāng
)

// span is a place in a line.
type span struct {
	from, to int    // of the whole, brackets included
	reading  string // without them
}

// bracketed finds what is written as a reading in brackets.
func bracketed(runes []rune) []span {
	var found []span
	for i := range runes {
		if runes[i] != '(' && runes[i] != '（' {
			continue
		}
		if reading, to := syllable(runes, i+1); to > 0 {
			found = append(found, span{i, to, reading})
		}
	}
	return found
}

// syllable reads one syllable with its tone mark and the closing bracket; to is
// the place behind the bracket, 0 where there is none.
func syllable(runes []rune, from int) (reading string, to int) {
	marks := 0
	for i := from; i < len(runes) && i <= from+longest; i++ {
		r := runes[i]
		switch {
		case r == ')' || r == '）':
			if marks != 1 {
				return "", 0
			}
			return string(runes[from:i]), i + 1
		case strings.ContainsRune(toned, r):
			marks++
		case !strings.ContainsRune(plainLetters, r):
			return "", 0
		}
	}
	return "", 0
}

// readings deletes the readings that fit and tells how many there were.
func (t *Text) readings(l *line, paragraph int) int {
	deleted := 0
	spans := bracketed(l.runes)
	for i := len(spans) - 1; i >= 0; i-- { // from the end, so that places stay
		s := spans[i]
		if s.from == 0 || !names.IsReading(l.runes[s.from-1], s.reading) {
			continue
		}
		t.Changes = append(t.Changes, Change{Reading, paragraph, l.origin[s.from], string(l.runes[s.from:s.to]), "", ""})
		l.replace(s.from, s.to, nil)
		deleted++
	}
	return deleted
}
