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

// readings deletes the readings that fit and tells how many there were. A
// reading that fits once another is gone goes too.
func (t *Text) readings(l *line, paragraph int) int {
	deleted := 0
	for i := 0; i < len(l.runes); i++ {
		if i == 0 || l.runes[i] != '(' && l.runes[i] != '（' {
			continue
		}
		reading, to := syllable(l.runes, i+1)
		if to == 0 || !names.IsReading(l.runes[i-1], reading) {
			continue
		}
		t.Changes = append(t.Changes, Change{Reading, paragraph, l.origin[i], string(l.runes[i:to]), "", ""})
		l.replace(i, to, nil)
		deleted++
		i--
	}
	return deleted
}
