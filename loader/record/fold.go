package record

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold leaves of a text what tells names apart when they are looked for in
// running text: letters and digits, without width and case. Quotation marks,
// brackets, dots and spaces inside names are set in every possible way.
func Fold(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(text))
}

// ContainsFolded looks for a folded text in another; an empty one is in none.
func ContainsFolded(text, part string) bool { return part != "" && strings.Contains(text, part) }
