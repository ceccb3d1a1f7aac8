package main

import (
	"os"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"policygraph/graph/textmatch"
	"policygraph/loader/opencc"
)

func TestTableIsCurrent(t *testing.T) {
	have, err := os.ReadFile("../../../graph/textmatch/fold.txt")
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != table() {
		t.Error("graph/textmatch/fold.txt is out of date: run go generate ./graph/textmatch")
	}
}

// Folding does not tell apart what the table was made to bring together.
func TestFoldingBringsTogether(t *testing.T) {
	for r := rune(1); r <= unicode.MaxRune; r++ {
		s := string(r)
		others := []string{norm.NFKC.String(s), opencc.ToSimplified(s)}
		if unicode.ToLower(unicode.ToUpper(r)) == unicode.ToLower(r) {
			others = append(others, strings.ToUpper(s))
		}
		if unicode.Is(unicode.Latin, r) {
			others = append(others, norm.NFD.String(s), norm.NFKD.String(s))
		}
		for _, other := range others {
			if textmatch.Fold(s) != textmatch.Fold(other) {
				t.Errorf("%q is %q, and %q is %q", s, textmatch.Fold(s), other, textmatch.Fold(other))
			}
		}
	}
}
