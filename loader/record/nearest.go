package record

import (
	"iter"
	"maps"
	"strings"

	"policygraph/graph"
	"policygraph/internal/suggest"
	"policygraph/loader/problem"
)

// Suggest suggests the nearest known word.
func Suggest[T ~string](word string, known func() iter.Seq[T]) problem.Hint {
	word = strings.Clone(word) // it may be part of a longer text
	return func() string { return suggest.DidYouMean(suggest.Nearest(word, known())) }
}

// SuggestID suggests the nearest id with the same prefix.
func SuggestID(id graph.ID, known func() iter.Seq[graph.ID]) problem.Hint {
	id = graph.ID(strings.Clone(string(id))) // it may be part of a longer text
	return func() string {
		prefix := id.Prefix() + ":"
		near := suggest.Nearest(string(id[len(prefix):]), func(yield func(string) bool) {
			for k := range known() {
				if slug, ok := strings.CutPrefix(string(k), prefix); ok && !yield(slug) {
					return
				}
			}
		})
		if near == "" {
			return ""
		}
		return suggest.DidYouMean(prefix + near)
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
