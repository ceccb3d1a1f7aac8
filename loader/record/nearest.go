package record

import (
	"fmt"
	"iter"
	"maps"
	"strings"

	"github.com/agnivade/levenshtein"

	"policygraph/graph"
	"policygraph/loader/problem"
)

// nearest returns the known word that a misspelt one most likely stands for: one that
// begins with it, or else the one with the fewest changed letters, up to about a third
// of them. It returns "" if there is none.
func nearest[T ~string](word string, known iter.Seq[T]) T {
	const longest = 100
	var best T
	if len(word) > longest {
		return best
	}
	distance := (len(word)+1)/3 + 1 // more than is near
	for k := range known {
		if len(word) >= 4 && strings.HasPrefix(strings.ToLower(string(k)), strings.ToLower(word)) {
			if best == "" || distance > 0 || k < best {
				best, distance = k, 0
			}
			continue
		}
		// The distance is at least the difference of the lengths.
		if d := len(k) - len(word); d > distance || -d > distance {
			continue
		}
		d := levenshtein.ComputeDistance(strings.ToLower(word), strings.ToLower(string(k)))
		if d < distance || d == distance && best != "" && k < best {
			best, distance = k, d
		}
	}
	return best
}

// Suggest suggests the nearest known word.
func Suggest[T ~string](word string, known func() iter.Seq[T]) problem.Hint {
	word = strings.Clone(word) // it may be part of a longer text
	return func() string { return meant("", nearest(word, known())) }
}

func meant[T ~string](prefix string, near T) string {
	if near == "" {
		return ""
	}
	return fmt.Sprintf(" (did you mean %s%s?)", prefix, near)
}

// SuggestID suggests the nearest id with the same prefix.
func SuggestID(id graph.ID, known func() iter.Seq[graph.ID]) problem.Hint {
	id = graph.ID(strings.Clone(string(id))) // it may be part of a longer text
	return func() string {
		prefix := id.Prefix() + ":"
		return meant(prefix, nearest(string(id[len(prefix):]), func(yield func(string) bool) {
			for k := range known() {
				if slug, ok := strings.CutPrefix(string(k), prefix); ok && !yield(slug) {
					return
				}
			}
		}))
	}
}

// KeysOf yields a map's keys, when it is called.
func KeysOf[K comparable, V any](m map[K]V) func() iter.Seq[K] {
	return func() iter.Seq[K] { return maps.Keys(m) }
}

// OrList is "A, B or C".
func OrList[T ~string](words []T) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return string(words[0])
	}
	var b strings.Builder
	for i, w := range words {
		switch {
		case i == len(words)-1:
			b.WriteString(" or ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(string(w))
	}
	return b.String()
}
