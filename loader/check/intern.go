package check

import "strings"

// interner copies texts for records that are kept, so that they do not keep the chunk
// they were read from alive, and shares one copy among equal texts.
type interner struct{ known map[string]string }

const (
	// maxCopies is how many texts are remembered at a time.
	maxCopies = 1 << 12
	// longestShared is the length in bytes up to which a text is likely to recur.
	longestShared = 80
)

// ownText copies a text that is unlikely to recur.
func ownText(i *interner, text string) string {
	if i == nil {
		return text
	}
	return strings.Clone(text)
}

// keep copies a text, or returns it as it is if i is nil.
func keep[T ~string](i *interner, text T) T {
	if i == nil || text == "" {
		return text
	}
	if len(text) > longestShared {
		return T(ownText(i, string(text)))
	}
	if known, ok := i.known[string(text)]; ok {
		return T(known)
	}
	if len(i.known) >= maxCopies {
		clear(i.known)
	}
	own := strings.Clone(string(text))
	i.known[own] = own
	return T(own)
}
