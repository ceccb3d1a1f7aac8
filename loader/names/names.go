// Package names derives from a name in simplified characters what is not
// stored beside it: its Traditional form, its pinyin and initials to find it
// by, and the key that it is ordered by.
//
// A name's reading comes from three lists, the longest word first: field.txt
// (words of this field and places that the next list reads wrongly, kept by
// hand), phrases.txt (words whose characters are not read in their usual way)
// and, for what remains, the usual reading of each character in
// github.com/mozillazg/go-pinyin, or in field.txt where names differ from
// running text (都 is dū in names, hardly ever dōu). A name does not tell
// whether it is a person's, so surnames with a reading of their own (单 Shàn,
// 任 Rén) are read like other words.
//
// phrases.txt is taken from the PyPI package pypinyin 0.55.0 (MIT, see
// tables/NOTICE). To take it from another version, unpack its source release
// and run
//
//	go run gen.go PACKAGE-DIRECTORY
package names

import (
	"strings"

	"policygraph/loader/opencc"
)

// Derived is what follows from a name alone.
type Derived struct {
	// Hant is the name in Traditional characters.
	Hant string

	// Pinyin is the reading with tone marks, a space between syllables.
	// Letters and digits stay words as they are written, punctuation goes:
	// "5G quán lián jiē".
	Pinyin string

	// Initials are the first letters of the syllables, with letters and digits
	// kept whole, in lower-case ASCII without spaces: "5gqlj". Letters outside
	// ASCII have none.
	Initials string

	// SortKey orders names, compared bytewise, by sound, then by tone, then by
	// characters: the toneless words in lower case, a space between them; a
	// tab; a digit for each word, 1 to 4 for its tone, 5 for the neutral one
	// and 0 for what is not a syllable; a tab; the name. A tab is before a
	// space, so a name comes before the names that continue it.
	SortKey string
}

// Derive works out everything that follows from a name. The same name gives the
// same result on any machine.
func Derive(name string) Derived {
	var pinyin, initials, sound, tones strings.Builder
	pinyin.Grow(3 * len(name))
	sound.Grow(5*len(name) + 2)
	for _, word := range words(name) {
		if pinyin.Len() > 0 {
			pinyin.WriteByte(' ')
			sound.WriteByte(' ')
		}
		pinyin.WriteString(word.text)
		if !word.syllable {
			lower := strings.ToLower(word.text)
			sound.WriteString(lower)
			tones.WriteByte('0')
			for i := range len(lower) {
				if c := lower[i]; 'a' <= c && c <= 'z' || '0' <= c && c <= '9' {
					initials.WriteByte(c)
				}
			}
			continue
		}
		from := sound.Len()
		tones.WriteByte(unmark(&sound, word.text))
		initials.WriteByte(sound.String()[from])
	}
	sound.WriteByte('\t')
	sound.WriteString(tones.String())
	sound.WriteByte('\t')
	sound.WriteString(name)
	return Derived{
		Hant:     opencc.ToTraditional(name),
		Pinyin:   pinyin.String(),
		Initials: initials.String(),
		SortKey:  sound.String(),
	}
}
