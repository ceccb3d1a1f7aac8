package graph

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
)

// CheckLength is the number of hex digits of a quote's SHA-256 in a pointer.
const CheckLength = 8

// CheckValue returns the check value of quoted readable text.
func CheckValue(quoted string) string {
	sum := sha256.Sum256([]byte(quoted))
	return hex.EncodeToString(sum[:])[:CheckLength]
}

// DocumentTexts provides the readable text of documents.
type DocumentTexts interface {
	// Paragraphs returns the readable text of the whole file's paragraphs, also for a
	// document that is a part of it; paragraph n is element n-1. It returns nil where
	// the text is not available, and an error where it could not be read.
	Paragraphs(ctx context.Context, doc *Document) ([]string, error)
}

// QuoteUnavailable is the reason why a quote cannot be shown.
type QuoteUnavailable string

// The reasons why a quote cannot be shown.
const (
	NoDocuments  QuoteUnavailable = "NO_DOCUMENTS"
	TextNotFound QuoteUnavailable = "NOT_FOUND"
	TextChanged  QuoteUnavailable = "CHANGED"
)

// Quote is the text that evidence points to, with the rest of its paragraph, or the
// reason why it cannot be shown.
type Quote struct {
	Before, Text, After string
	Unavailable         QuoteUnavailable // "" where Text is set
}

// Resolve returns the text that the evidence points to in a document's paragraphs. Where
// the check value differs the text has changed, and there is no quote.
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
