// Command foldtable writes the table by which package textmatch folds names and
// the texts that are searched for: see [textmatch.Fold]. It runs in
// graph/textmatch/; go generate calls it.
//
// The table holds every character that is folded to something else but its
// lower case: by Unicode's compatibility forms (NFKC), Latin letters without
// their marks, and single Traditional characters as simplified ones, by the
// tables of loader/opencc (Apache-2.0, see there).
package main

import (
	"fmt"
	"os"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"policygraph/loader/opencc"
)

func main() {
	if err := os.WriteFile("fold.txt", []byte(table()), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, "foldtable:", err)
		os.Exit(1)
	}
}

// table gives one line for each character: the character, and what it becomes.
func table() string {
	var text strings.Builder
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if 0xD800 <= r && r <= 0xDFFF {
			continue
		}
		if to := folded(r); to != string(unicode.ToLower(r)) {
			text.WriteRune(r)
			text.WriteString(to)
			text.WriteByte('\n')
		}
	}
	return text.String()
}

// letters have no decomposition and are typed as others all the same.
var letters = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i", "ς", "σ")

// folded is what a character becomes.
func folded(r rune) string {
	if unicode.Is(unicode.Mn, r) {
		return string(r) // [textmatch.Fold] drops marks itself
	}
	if unicode.Is(unicode.Cf, r) {
		return ""
	}
	bare := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(string(r)))
	to := letters.Replace(strings.ToLower(norm.NFC.String(bare)))
	for simplified := opencc.ToSimplified(to); simplified != to; simplified = opencc.ToSimplified(to) {
		to = simplified
	}
	return to
}
