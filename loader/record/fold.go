package record

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold reduces a text to what distinguishes names in running text: letters and digits,
// without width and case. Quotation marks, brackets, dots and spaces inside names are
// set in every possible way.
func Fold(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(text))
}

// ContainsFolded reports whether a folded text contains another that is not empty.
func ContainsFolded(text, part string) bool { return part != "" && strings.Contains(text, part) }
