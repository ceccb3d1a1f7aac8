package graph

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
)

// CheckLength is how many hex digits of a quote's SHA-256 a pointer carries.
const CheckLength = 8

// CheckValue is the check value of quoted readable text.
func CheckValue(quoted string) string {
	sum := sha256.Sum256([]byte(quoted))
	return hex.EncodeToString(sum[:])[:CheckLength]
}

// Texts offers the readable text of documents. The paragraph numbered n is the
// element n-1.
type Texts interface {
	// Paragraphs returns the readable text of the whole file's paragraphs, even
	// for a document that is a part of it, or nil where the text is not at hand.
	// An error means that it should have been there and could not be read.
	Paragraphs(ctx context.Context, doc *Document) ([]string, error)
}

// QuoteUnavailable is why a quote cannot be shown.
type QuoteUnavailable string

// Why a quote cannot be shown.
const (
	NoDocuments  QuoteUnavailable = "NO_DOCUMENTS"
	TextNotFound QuoteUnavailable = "NOT_FOUND"
	TextChanged  QuoteUnavailable = "CHANGED"
)

// Quote is the words that evidence points to, with the rest of their paragraph,
// or why they cannot be shown.
type Quote struct {
	Before, Text, After string
	Unavailable         QuoteUnavailable // "" where Text is there
}

// Resolve finds the words of evidence in a document's paragraphs. Where the
// check value differs there is no quote: other words are no evidence.
func (e Evidence) Resolve(paragraphs []string) Quote {
	if e.Paragraph == 0 || len(paragraphs) == 0 {
		return Quote{Unavailable: TextNotFound}
	}
	if e.Paragraph > len(paragraphs) {
		return Quote{Unavailable: TextChanged}
	}
	runes := []rune(paragraphs[e.Paragraph-1])
	if e.Start < 0 || e.End > len(runes) || e.Start >= e.End {
		return Quote{Unavailable: TextChanged}
	}
	q := Quote{Before: string(runes[:e.Start]), Text: string(runes[e.Start:e.End]), After: string(runes[e.End:])}
	if CheckValue(q.Text) != e.Check {
		return Quote{Unavailable: TextChanged}
	}
	return q
}
