package names

import "strings"

// neutral is the tone digit of a syllable without a mark.
const neutral = '5'

// toned are the letters with a tone mark, and the combining marks that stand
// behind a letter for which Unicode has no marked form. ü is v, as on every
// keyboard.
var toned = map[rune]struct {
	base string
	tone byte
}{
	'ā': {"a", '1'}, 'á': {"a", '2'}, 'ǎ': {"a", '3'}, 'à': {"a", '4'},
	'ē': {"e", '1'}, 'é': {"e", '2'}, 'ě': {"e", '3'}, 'è': {"e", '4'},
	'ī': {"i", '1'}, 'í': {"i", '2'}, 'ǐ': {"i", '3'}, 'ì': {"i", '4'},
	'ō': {"o", '1'}, 'ó': {"o", '2'}, 'ǒ': {"o", '3'}, 'ò': {"o", '4'},
	'ū': {"u", '1'}, 'ú': {"u", '2'}, 'ǔ': {"u", '3'}, 'ù': {"u", '4'},
	'ǖ': {"v", '1'}, 'ǘ': {"v", '2'}, 'ǚ': {"v", '3'}, 'ǜ': {"v", '4'}, 'ü': {"v", neutral},
	'ế': {"e", '2'}, 'ề': {"e", '4'}, 'ê': {"e", neutral},
	'ń': {"n", '2'}, 'ň': {"n", '3'}, 'ǹ': {"n", '4'}, 'ḿ': {"m", '2'},
	'\u0304': {"", '1'}, '\u0301': {"", '2'}, '\u030c': {"", '3'}, '\u0300': {"", '4'},
}

// Plain is pinyin without tone marks and with v for ü, as it is typed: "wan hua
// hua xue". Other text passes unchanged.
func Plain(pinyin string) string {
	var plain strings.Builder
	plain.Grow(len(pinyin))
	unmark(&plain, pinyin)
	return plain.String()
}

// unmark writes pinyin without its marks and returns the digit of the last tone
// marked.
func unmark(out *strings.Builder, pinyin string) (tone byte) {
	tone = neutral
	for _, r := range pinyin {
		if r < 0x80 {
			out.WriteByte(byte(r))
			continue
		}
		letter, marked := toned[r]
		if !marked {
			out.WriteRune(r)
			continue
		}
		out.WriteString(letter.base)
		if letter.tone != neutral {
			tone = letter.tone
		}
	}
	return tone
}
