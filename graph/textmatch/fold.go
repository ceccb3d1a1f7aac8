package textmatch

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Names and the texts that are searched for are folded alike: only letters and digits
// remain, in lower case, without marks of tone or accent, of normal width, in
// simplified characters. So it does not matter how a name is typed, nor whether
// Traditional and simplified characters are mixed in it.

//go:generate go run ../../loader/names/foldtable

// foldText is a line for each character that is folded to something else than
// its lower case. It is made by loader/names/foldtable.
//
//go:embed fold.txt
var foldText string

// foldTable finds the line of a character by its page of 256 characters; 0 is none.
type foldTable struct {
	pages [(unicode.MaxRune >> 8) + 1]*[256]uint16
	to    []string
}

var folding = sync.OnceValue(func() *foldTable {
	t := &foldTable{to: []string{""}}
	for line := range strings.Lines(foldText) {
		r, size := utf8.DecodeRuneInString(line)
		page := t.pages[r>>8]
		if page == nil {
			page = new([256]uint16)
			t.pages[r>>8] = page
		}
		page[r&0xFF] = uint16(len(t.to))
		t.to = append(t.to, strings.TrimSuffix(line[size:], "\n"))
	}
	return t
})

// of returns what a character is folded to; ok is false where that is its lower case.
func (t *foldTable) of(r rune) (to string, ok bool) {
	if page := t.pages[r>>8]; page != nil && page[r&0xFF] != 0 {
		return t.to[page[r&0xFF]], true
	}
	return "", false
}

// Fold returns the form in which texts and names are compared: the letters and digits,
// in NFKC, in lower case, Latin ones without accents, Chinese characters simplified
// one by one; ü is u, also where it is typed as v. Texts with equal forms are equal in
// a search.
func Fold(text string) string {
	k := foldedKey(text)
	return k.text
}

// key is a folded text and the offsets at which a word, a syllable or a Chinese
// character begins in it, the first of them 0; none in an empty text.
type key struct {
	text   string
	starts []int
}

// folder folds texts into a buffer of its own.
type folder struct {
	out    []byte
	starts []int
}

func foldedKey(text string) key {
	var f folder
	f.fold(text)
	return key{string(f.out), f.starts}
}

// fold folds a text into the folder.
func (f *folder) fold(text string) {
	f.out, f.starts = f.out[:0], f.starts[:0]
	table := folding()
	begins := true // a word, with the next letter
	for i := 0; i < len(text); {
		if c := asciiFold[text[i]]; text[i] < utf8.RuneSelf {
			i++
			if c == 0 {
				begins = true
				continue
			}
			begins = f.letter(begins, c)
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if to, ok := table.of(r); ok {
			for _, r := range to {
				begins = f.put(begins, r)
			}
		} else {
			begins = f.put(begins, r)
		}
	}
}

// asciiFold is the letters and digits of ASCII, folded; 0 is any other byte.
var asciiFold = func() (t [256]byte) {
	for c := '0'; c <= '9'; c++ {
		t[c] = byte(c)
	}
	for c := 'a'; c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = byte(c), byte(c)
	}
	return t
}()

// letter adds a letter of ASCII, which may begin a word; no word begins after it.
func (f *folder) letter(begins bool, c byte) bool {
	if begins {
		f.starts = append(f.starts, len(f.out))
	} else if c == 'v' && (f.out[len(f.out)-1] == 'l' || f.out[len(f.out)-1] == 'n') {
		c = 'u'
	}
	f.out = append(f.out, c)
	return false
}

// put adds a character, and reports whether a word begins after it.
func (f *folder) put(begins bool, r rune) bool {
	if r < utf8.RuneSelf {
		if c := asciiFold[r]; c != 0 {
			return f.letter(begins, c)
		}
		return true
	}
	r = unicode.ToLower(r)
	switch classOf(r) {
	case separator:
		return true
	case mark:
		return begins
	case character:
		f.starts = append(f.starts, len(f.out))
		f.out = utf8.AppendRune(f.out, r)
		return true
	default:
		if begins {
			f.starts = append(f.starts, len(f.out))
		}
		f.out = utf8.AppendRune(f.out, r)
		return false
	}
}

// The classes of characters: parts of words, words by themselves, separators of
// words, and marks, which are dropped.
const (
	letter = iota
	character
	separator
	mark
)

func classOf(r rune) int {
	switch {
	case 0x4E00 <= r && r <= 0x9FFF, unicode.Is(unicode.Han, r) && unicode.IsLetter(r):
		return character
	case unicode.IsLetter(r), unicode.IsNumber(r):
		return letter
	case unicode.Is(unicode.Mn, r):
		return mark
	default:
		return separator
	}
}

// latin reports whether a folded text consists of ASCII letters.
func latin[T string | []byte](folded T) bool {
	for i := range len(folded) {
		if folded[i] < 'a' || folded[i] > 'z' {
			return false
		}
	}
	return len(folded) > 0
}

// wide reports whether a character is of a large set, such as the Chinese ones, so
// that two of them are selective enough to be searched for within names.
func wide(r rune) bool { return r >= 0x2E80 }
