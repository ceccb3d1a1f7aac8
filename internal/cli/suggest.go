package cli

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// nearest returns the known word that a misspelt one most likely stands for: one that
// it is the beginning of, else the one with the fewest letters to change, if these are
// at most a third of its letters. It returns "" where no word is near. Case does not
// matter.
func nearest(word string, known []string) string {
	word = strings.ToLower(word)
	letters := utf8.RuneCountInString(word)
	best, least := "", letters/3+1
	for _, k := range known {
		lower := strings.ToLower(k)
		if letters >= 4 && strings.HasPrefix(lower, word) {
			return k
		}
		if distance := levenshtein.ComputeDistance(word, lower); distance < least {
			best, least = k, distance
		}
	}
	return best
}

// errUnknown says that a value is none of the expected ones, and which may be meant.
func errUnknown(what, value string, expected []string) error {
	meant := ""
	if near := nearest(value, expected); near != "" {
		meant = fmt.Sprintf(" (did you mean %s?)", near)
	}
	return usagef("unknown %s %.60q%s; expected one of %s", what, value, meant, strings.Join(expected, ", "))
}
