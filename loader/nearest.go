package loader

import (
	"fmt"
	"iter"
	"strings"

	"github.com/agnivade/levenshtein"

	"policygraph/graph"
)

// nearest is the known word that a misspelt one most likely stands for: one that
// it begins, or else the one with the fewest letters to change, if that is at
// most about a third of them. "" where there is none.
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
		// Strings whose lengths differ by more cannot be nearer.
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

// suggest is a sentence's end that offers the nearest known word, or nothing.
// What is known may be many; after [maxSuggestions] nothing is looked for.
func suggest[T ~string](c *collector, word string, known iter.Seq[T]) string {
	if c.suggestions++; c.suggestions > maxSuggestions {
		return ""
	}
	return meant("", nearest(word, known))
}

func meant[T ~string](prefix string, near T) string {
	if near == "" {
		return ""
	}
	return fmt.Sprintf(" (did you mean %s%s?)", prefix, near)
}

// suggestID likewise, among the ids with the same prefix.
func suggestID[V any](c *collector, id graph.ID, known map[graph.ID]V) string {
	if c.suggestions++; c.suggestions > maxSuggestions {
		return ""
	}
	prefix := id.Prefix() + ":"
	return meant(prefix, nearest(string(id[len(prefix):]), func(yield func(string) bool) {
		for k := range known {
			if slug, ok := strings.CutPrefix(string(k), prefix); ok && !yield(slug) {
				return
			}
		}
	}))
}

// orList is "A, B or C".
func orList[T ~string](words []T) string {
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
