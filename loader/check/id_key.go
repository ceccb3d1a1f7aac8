package check

import (
	"strings"

	"policygraph/graph"
)

// idKey is 61 bits of the id of a claim or figure: all of it, where it is
// derived, as those of a valid dataset are.
type idKey uint64

const idDigits = 12

// keyOf is the key of an id; false of one that is not derived.
func keyOf(id graph.ID) (idKey, bool) {
	digits, claim := strings.CutPrefix(string(id), "claim:")
	if !claim {
		var figure bool
		if digits, figure = strings.CutPrefix(digits, "figure:"); !figure {
			return 0, false
		}
	}
	if len(digits) != idDigits {
		return 0, false
	}
	var key idKey
	for i := range len(digits) {
		c := digits[i]
		switch {
		case 'a' <= c && c <= 'z':
			c -= 'a'
		case '2' <= c && c <= '7':
			c -= '2' - 26
		default:
			return 0, false
		}
		key = key<<5 | idKey(c)
	}
	key <<= 1
	if !claim {
		key |= figureKey
	}
	return key, true
}

// figureKey is the bit that keys of figures have.
const figureKey idKey = 1

func (k idKey) isClaim() bool { return k&figureKey == 0 }

// id is the id that the key is of.
func (k idKey) id() graph.ID {
	const digits = "abcdefghijklmnopqrstuvwxyz234567"
	prefix := "claim:"
	if !k.isClaim() {
		prefix = "figure:"
	}
	text := append(make([]byte, 0, len(prefix)+idDigits), prefix...)
	for shift := 5 * (idDigits - 1); shift >= 0; shift -= 5 {
		text = append(text, digits[k>>1>>shift&31])
	}
	return graph.ID(text)
}
