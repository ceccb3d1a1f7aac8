package memory

import "strings"

// Ids of statements and of evidence end in base32 characters of a hash. They are
// kept as numbers of five bits a character, in the order in which the
// characters sort, so that numbers compare as the ids do.

const (
	statementDigits = 12
	evidenceDigits  = 8
)

// hashOf reads so many characters; false where they are no hash.
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

// appendHash appends n characters.
func appendHash(b []byte, h uint64, n int) []byte {
	for i := n - 1; i >= 0; i-- {
		b = append(b, hashCharacters[h>>(5*i)&31])
	}
	return b
}

// The ids of statements.
const (
	claimPrefix  = "claim:"
	figurePrefix = "figure:"
)

// statementHash reads the id of a claim or a figure, as its prefix says.
func statementHash[S ~string](id S, prefix string) (uint64, bool) {
	if !strings.HasPrefix(string(id), prefix) {
		return 0, false
	}
	return hashOf(id[len(prefix):], statementDigits)
}
