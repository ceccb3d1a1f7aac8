// Package suggest finds the word that a misspelt one most likely stands for.
package suggest

import (
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// longest is the number of letters up to which a word is compared with others.
const longest = 100

// Nearest returns the known word that a misspelt one most likely stands for: one that
// begins with it, or else the one with the fewest changed letters, up to about a third
// of them; of several, the first in the order of strings. It returns "" if there is
// none. Case does not matter.
func Nearest[T ~string](word string, known iter.Seq[T]) (best T) {
	letters := utf8.RuneCountInString(word)
	if letters > longest {
		return best
	}
	word = strings.ToLower(word)
	least := (letters+1)/3 + 1 // more than is near
	for k := range known {
		lower, distance := strings.ToLower(string(k)), 0
		if letters < 4 || !strings.HasPrefix(lower, word) {
			// The distance is at least the difference of the lengths.
			if d := utf8.RuneCountInString(lower) - letters; max(d, -d) > least {
				continue
			}
			distance = levenshtein.ComputeDistance(word, lower)
		}
		if distance < least || distance == least && best != "" && k < best {
			best, least = k, distance
		}
	}
	return best
}

// DidYouMean asks whether a word is meant, at the end of what a message says of
// another. It returns "" for no word.
func DidYouMean[T ~string](word T) string {
	if word == "" {
		return ""
	}
	return " (did you mean " + string(word) + "?)"
}
