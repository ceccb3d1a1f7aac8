// Package opencc converts Chinese between simplified and Traditional
// characters by OpenCC's dictionaries: the longest word of the dictionary that
// the text goes on with is replaced as a whole, then the next, so that 头发
// becomes 頭髮 and 发展 becomes 發展.
//
// Both conversions replace rune for rune: the rune number n of the result
// comes from the rune number n of the input, which is all that a map of
// offsets needs. Bytes that are not UTF-8 pass unchanged.
//
// The tables are those of OpenCC 1.4.2 as the npm package opencc-js 1.4.2
// carries them (Apache-2.0, see tables/NOTICE). To take them from another
// version, unpack that package and run
//
//	go run gen.go PACKAGE-DIRECTORY
//
// OpenCC leaves whole the ideographic description sequences (⿰亻言) that stand
// for characters without a code point; here their parts are converted like any
// other text.
package opencc

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"

	"policygraph/loader/internal/lexicon"
)

var (
	// Words that the longest match of s2t cuts wrongly, kept by hand: it finds 家制
	// in 国家制造, and goes on behind it.
	//
	//go:embed tables/field.txt
	fieldText string
	//go:embed tables/s2t.txt
	s2tText string
	//go:embed tables/tw.txt
	twText string
	//go:embed tables/t2s.txt
	t2sText string
	//go:embed tables/compatibility.txt
	compatibilityText string

	field         = table(&fieldText)
	s2t           = table(&s2tText)
	tw            = table(&twText)
	t2s           = table(&t2sText)
	compatibility = table(&compatibilityText)
)

// table reads an embedded list when it is first needed.
func table(text *string) func() *lexicon.Lexicon {
	return sync.OnceValue(func() *lexicon.Lexicon { return lexicon.New(*text) })
}

// ToTraditional converts simplified characters to Traditional ones, in the
// forms that are standard in Taiwan (OpenCC's configuration s2tw): OpenCC's own
// standard has rare forms (羣, 爲) that hardly anyone types or expects.
func ToTraditional(s string) string {
	return convert(tw(), convert(s2t(), convert(field(), convert(compatibility(), s))))
}

// ToSimplified converts Traditional characters to simplified ones (OpenCC's
// configuration t2s). Text in simplified characters passes unchanged. It leaves
// 著 where simplified text has 着; see [FixZhe].
func ToSimplified(s string) string {
	return convert(t2s(), convert(compatibility(), s))
}

// convert replaces every word of the table, leftmost first and the longest
// where several begin at one place.
func convert(table *lexicon.Lexicon, s string) string {
	var out strings.Builder
	written := 0 // of s
	for i := 0; i < len(s); {
		word, replacement := table.Longest(s[i:])
		if word == "" {
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
			continue
		}
		if replacement != word {
			out.WriteString(s[written:i])
			out.WriteString(replacement)
			written = i + len(word)
		}
		i += len(word)
	}
	if written == 0 {
		return s
	}
	out.WriteString(s[written:])
	return out.String()
}
