package suggest_test

import (
	"slices"
	"strings"
	"testing"

	"policygraph/internal/suggest"
)

func TestNearestIsAContinuationOrHasFewChangedLetters(t *testing.T) {
	known := []string{"relations", "enterprise", "RELATION", "lab", "亿元", "万元"}
	for word, want := range map[string]string{
		"entrprise":              "enterprise",
		"Enter":                  "enterprise", // begins with it
		"rela":                   "RELATION",   // of several, the first in order
		"la":                     "lab",
		"en":                     "",
		"亿圆":                     "亿元",
		"元":                      "",
		"":                       "",
		strings.Repeat("l", 101): "",
	} {
		for range 2 {
			slices.Reverse(known)
			if got := suggest.Nearest(word, slices.Values(known)); got != want {
				t.Errorf("nearest to %q is %q, want %q", word, got, want)
			}
		}
	}
}
