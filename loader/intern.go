package loader

import "strings"

// copies makes texts that records keep: their own, so that they do not keep the
// chunk that they were read in, and one for all records that say the same.
type copies struct{ known map[string]string }

const (
	// maxCopies is how many different texts are remembered at a time.
	maxCopies = 1 << 12
	// longestShared is the longest text, in bytes, that is likely to come again.
	longestShared = 80
)

// ownText is a copy of a text that hardly comes again.
func ownText(c *checking, text string) string {
	if c.copies == nil {
		return text
	}
	return strings.Clone(text)
}

// keep is a copy of a text to keep, where c makes records to keep.
func keep[T ~string](c *checking, text T) T {
	if c.copies == nil || text == "" {
		return text
	}
	if len(text) > longestShared {
		return T(ownText(c, string(text)))
	}
	if known, ok := c.copies.known[string(text)]; ok {
		return T(known)
	}
	if len(c.copies.known) >= maxCopies {
		clear(c.copies.known)
	}
	own := strings.Clone(string(text))
	c.copies.known[own] = own
	return T(own)
}
