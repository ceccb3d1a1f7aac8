package graph

import "strings"

// The ids of statements and of evidence end in a hash in base32, after a prefix. As a
// number the hash has five bits a digit, which follow the order of the digits, so that
// numbers compare as the ids do.
const (
	// ClaimPrefix begins the ids of claims.
	ClaimPrefix = prefixClaim + ":"
	// FigurePrefix begins the ids of figures.
	FigurePrefix = prefixFigure + ":"
	// StatementDigits is the length of the hash in the id of a statement, and
	// EvidenceDigits of the one at the end of the id of a piece of evidence.
	StatementDigits = 12
	EvidenceDigits  = 8
)

// ParseHash parses a hash of n digits, at most 12; ok is false if it is malformed.
func ParseHash[S ~string](s S, n int) (hash uint64, ok bool) {
	if len(s) != n {
		return 0, false
	}
	for i := range n {
		c := s[i]
		switch {
		case '2' <= c && c <= '7':
			hash = hash<<5 | uint64(c-'2')
		case 'a' <= c && c <= 'z':
			hash = hash<<5 | uint64(c-'a'+6)
		default:
			return 0, false
		}
	}
	return hash, true
}

// AppendHash appends a hash of n digits.
func AppendHash(b []byte, hash uint64, n int) []byte {
	const digits = "234567abcdefghijklmnopqrstuvwxyz"
	for i := n - 1; i >= 0; i-- {
		b = append(b, digits[hash>>(5*i)&31])
	}
	return b
}

// StatementHash parses an id that [ClaimID] or [FigureID] derived, which prefix selects.
func StatementHash(id ID, prefix string) (hash uint64, ok bool) {
	if !strings.HasPrefix(string(id), prefix) {
		return 0, false
	}
	return ParseHash(id[len(prefix):], StatementDigits)
}

// StatementID is the inverse of [StatementHash].
func StatementID(prefix string, hash uint64) ID {
	return ID(AppendHash([]byte(prefix), hash, StatementDigits))
}
