package names

import (
	"strings"
	"unicode"

	"policygraph/graph"
)

// Sounds are the pinyin and initials of those of a thing's aliases that hold
// Chinese characters: the others are typed as they are written.
func Sounds(aliases []string) []graph.Sound {
	var sounds []graph.Sound
	for _, name := range aliases {
		if strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			d := Derive(name)
			sounds = append(sounds, graph.Sound{Pinyin: d.Pinyin, Initials: d.Initials})
		}
	}
	return sounds
}
