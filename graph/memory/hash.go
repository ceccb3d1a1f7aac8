package memory

import "strings"

// Ids of statements and of evidence end in a hash in base32. It is kept as a
// number with five bits a character, which follow the order of the characters, so
// that numbers compare as the ids do.

const (
	statementDigits = 12
	evidenceDigits  = 8
)

// hashOf parses a hash of n characters; ok is false if it is malformed.
func hashOf[S ~string](s S, n int) (uint64, bool) {
	if len(s) != n {
		return 0, false
	}
	h := uint64(0)
	for i := range n {
		c := s[i]
		switch {
		case '2' <= c && c <= '7':
			h = h<<5 | uint64(c-'2')
		case 'a' <= c && c <= 'z':
			h = h<<5 | uint64(c-'a'+6)
		default:
			return 0, false
		}
	}
	return h, true
}

const hashCharacters = "234567abcdefghijklmnopqrstuvwxyz"

// appendHash appends a hash of n characters.
func appendHash(b []byte, h uint64, n int) []byte {
	for i := n - 1; i >= 0; i-- {
		b = append(b, hashCharacters[h>>(5*i)&31])
	}
	return b
}

// The prefixes of the ids of statements.
const (
	claimPrefix  = "claim:"
	figurePrefix = "figure:"
)

// statementHash parses the id of a claim or of a figure, which prefix selects.
func statementHash[S ~string](id S, prefix string) (uint64, bool) {
	if !strings.HasPrefix(string(id), prefix) {
		return 0, false
	}
	return hashOf(id[len(prefix):], statementDigits)
}
