package check

import (
	"slices"
	"strings"

	"policygraph/loader/internal/lexicon"
)

// naming finds names in quotes, longest first: what stands inside a longer known name, or
// inside the 《》 of a longer title, is not named there. It keeps every name of the dataset
// once, in some ten bytes besides its text.
type naming struct{ known *lexicon.Lexicon }

// newNaming makes a naming of the names of entities, as [spellName] writes them.
func newNaming(names [][]string) *naming {
	var all []string
	for _, of := range names {
		all = append(all, of...)
	}
	slices.Sort(all)
	var list strings.Builder
	for i, name := range all {
		if name != "" && (i == 0 || name != all[i-1]) {
			list.WriteString(name)
			list.WriteString("\t\n")
		}
	}
	return &naming{lexicon.New(list.String())}
}

// namingText is a quote with the longest names in it.
type namingText struct {
	spelling
	longest []int // by offset, where the longest known name that begins there ends; else the offset
	reach   []int // by offset, how far the known names that begin before it reach
	titles  []title
}

// in looks for the known names of a quote, and for the local ones of its document.
func (n *naming) in(quote string, local []string) *namingText {
	t := &namingText{spelling: spell(quote)}
	t.titles = t.spelling.titles()
	t.longest, t.reach = make([]int, len(t.text)), make([]int, len(t.text))
	reach := 0
	for i := range t.text { // of characters
		t.reach[i] = reach
		t.longest[i] = i
		if t.breaks(i) {
			t.longest[i] = max(t.longestAt(i, n.known), t.longestOf(i, local))
		}
		reach = max(reach, t.longest[i])
	}
	return t
}

func (t *namingText) longestAt(from int, known *lexicon.Lexicon) int {
	rest := t.text[from:]
	for {
		word, _ := known.Longest(rest)
		if word == "" {
			return from
		}
		if t.breaks(from + len(word)) {
			return from + len(word)
		}
		rest = word[:len(word)-1] // it ends in a letter of a longer word
	}
}

func (t *namingText) longestOf(from int, names []string) int {
	to := from
	for _, name := range names {
		if end := from + len(name); end > to && strings.HasPrefix(t.text[from:], name) && t.breaks(end) {
			to = end
		}
	}
	return to
}

// names reports whether the quote names what has these names. If it does only inside a
// longer name or title, it returns that.
func (t *namingText) names(names []string) (named bool, inside string) {
	for _, name := range names {
		if name == "" {
			continue
		}
		for at := 0; ; at++ {
			next := strings.Index(t.text[at:], name)
			if next < 0 {
				break
			}
			at += next
			to := at + len(name)
			if !t.whole(at, to) {
				continue
			}
			longer := t.around(at, to)
			if longer == "" {
				return true, ""
			}
			inside = longer
		}
	}
	return false, inside
}

// around returns the longer name or title that a name stands in; "" if there is none.
func (t *namingText) around(from, to int) string {
	for _, title := range t.titles {
		if title.from <= from && to <= title.to && (title.from < from || to < title.to) {
			return t.text[title.from:title.to]
		}
	}
	if t.longest[from] > to {
		return t.text[from:t.longest[from]]
	}
	if t.reach[from] >= to {
		for i := range from {
			if t.longest[i] >= to {
				return t.text[i:t.longest[i]]
			}
		}
	}
	return ""
}
