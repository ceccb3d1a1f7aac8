package graph

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"
)

// ID identifies a record: "<prefix>:<slug>", such as enterprise:wanhua-chemical. It has
// at most 80 characters: lower-case ASCII letters, digits, hyphens, and one colon. Ids
// never change; a merged or renamed entity keeps its former ids, which still resolve.
type ID string

// The prefixes of ids of records other than entities. An entity's prefix is that of its
// kind.
const (
	prefixClaim     = "claim"
	prefixFigure    = "figure"
	prefixEvidence  = "evidence"
	prefixDocument  = "document"
	prefixIndicator = "indicator"
	prefixDataset   = "dataset"
	prefixMeasure   = "measure"
)

// recordPrefixes lists the prefixes, other than those of kinds, of ids that
// [ParseID] accepts. A measure's is not among them: see [Figure.Measure].
var recordPrefixes = []string{prefixClaim, prefixFigure, prefixEvidence, prefixDocument, prefixIndicator, prefixDataset}

const maxIDLength = 80

// ParseID checks that an id is well formed and its prefix is known, not that the record
// exists.
func ParseID(s string) (ID, error) {
	prefix, slug, ok := strings.Cut(s, ":")
	if !ok || !validSlug(slug) || len(s) > maxIDLength {
		return "", Errorf(CodeInvalid, "invalid id %.100q: write kind:name in lower-case letters, digits and hyphens, at most %d characters, such as enterprise:wanhua-chemical", s, maxIDLength)
	}
	if _, ok := kindByPrefix[prefix]; !ok && !slices.Contains(recordPrefixes, prefix) {
		return "", Errorf(CodeInvalid, "invalid id %q: unknown kind %q; expected one of %s", s, prefix, strings.Join(idPrefixes(), ", "))
	}
	return ID(s), nil
}

// idPrefixes returns all prefixes that an id may have.
func idPrefixes() []string {
	var prefixes []string
	for _, k := range Kinds {
		prefixes = append(prefixes, k.Kind.Prefix())
	}
	return append(prefixes, recordPrefixes...)
}

func validSlug(s string) bool {
	if s == "" || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return true
}

// Prefix returns the part before the colon.
func (id ID) Prefix() string {
	prefix, _, _ := strings.Cut(string(id), ":")
	return prefix
}

// Kind returns the kind of entity that the id names; "" for other records.
func (id ID) Kind() Kind { return kindByPrefix[id.Prefix()] }

// IsClaim reports whether the id names a claim.
func (id ID) IsClaim() bool { return id.Prefix() == prefixClaim }

// IsFigure reports whether the id names a figure.
func (id ID) IsFigure() bool { return id.Prefix() == prefixFigure }

// IsEvidence reports whether the id names a piece of evidence.
func (id ID) IsEvidence() bool { return id.Prefix() == prefixEvidence }

// IsDocument reports whether the id names a document.
func (id ID) IsDocument() bool { return id.Prefix() == prefixDocument }

// IsIndicator reports whether the id names an indicator.
func (id ID) IsIndicator() bool { return id.Prefix() == prefixIndicator }

// IsDataset reports whether the id names a version of the dataset.
func (id ID) IsDataset() bool { return id.Prefix() == prefixDataset }

var base32Lower = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// digest returns the first n base32 characters (5 bits each), at most 16, of the SHA-256
// of the parts. A separator after each part keeps different lists of parts apart.
func digest(n int, parts ...string) string {
	var room [512]byte
	text := room[:0]
	for _, p := range parts {
		text = append(append(text, p...), 0)
	}
	return string(appendDigest(nil, n, text))
}

// appendDigest appends the [digest] of parts that are already joined, with a separator
// after each.
func appendDigest(to []byte, n int, text []byte) []byte {
	sum := sha256.Sum256(text)
	var digits [16]byte
	base32Lower.Encode(digits[:], sum[:10])
	return append(to, digits[:n]...)
}

// evidenceID derives the id of a piece of evidence: its statement's kind and hash,
// then a hash of its pointer, so that the statement can be found from it.
func evidenceID(e *Evidence) ID {
	var idRoom [maxIDLength]byte
	id := append(append(idRoom[:0], prefixEvidence...), ':')
	from := len(id)
	id = append(id, e.Statement...)
	if colon := bytes.IndexByte(id[from:], ':'); colon >= 0 {
		id[from+colon] = '-'
	} else {
		id = append(id, '-') // without a statement
	}
	var room [2 * maxIDLength]byte
	text := append(append(room[:0], e.Document...), 0)
	text = append(e.appendPointer(text), 0)
	return ID(appendDigest(append(id, '-'), 8, text))
}

// Statement returns the id of the statement that a piece of evidence supports; ""
// where id is not the id of evidence.
func (id ID) Statement() ID {
	rest, ok := strings.CutPrefix(string(id), prefixEvidence+":")
	if !ok {
		return ""
	}
	parts := strings.Split(rest, "-")
	if len(parts) != 3 || (parts[0] != prefixClaim && parts[0] != prefixFigure) {
		return ""
	}
	return ID(parts[0] + ":" + parts[1])
}
