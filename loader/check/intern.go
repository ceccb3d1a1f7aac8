package check

import "strings"

// interner makes texts that records keep: their own, so that they do not keep the
// chunk that they were read in, and one for all records that say the same.
type interner struct{ known map[string]string }

const (
	// maxCopies is how many different texts are remembered at a time.
	maxCopies = 1 << 12
	// longestShared is the longest text, in bytes, that is likely to come again.
	longestShared = 80
)

// ownText is a copy of a text that hardly comes again.
func ownText(i *interner, text string) string {
	if i == nil {
		return text
	}
	return strings.Clone(text)
}

// keep is a copy of a text to keep; the text itself where i is nil, which is where
// records are not kept.
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
