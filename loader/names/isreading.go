package names

import (
	"strings"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"

	"policygraph/loader/opencc"
)

// IsReading tells whether a reading (lower case, with its tone mark) is one of
// the character's or of its simplified form's. It knows every reading, not only
// the one that fits a context.
func IsReading(char rune, reading string) bool {
	if hasReading(char, reading) {
		return true
	}
	simplified := opencc.ToSimplified(string(char))
	for _, form := range []string{simplified, opencc.FixZhe(simplified)} {
		if r, _ := utf8.DecodeRuneInString(form); hasReading(r, reading) {
			return true
		}
	}
	return false
}

func hasReading(char rune, reading string) bool {
	if reading == "" {
		return false
	}
	for known := range strings.SplitSeq(pinyin.PinyinDict[int(char)], ",") {
		if known == reading {
			return true
		}
	}
	return false
}
