package check

import (
	"strings"

	"policygraph/graph"
)

// idKey packs the id of a claim or figure into 61 bits. Only derived ids have a key;
// a valid dataset has no others.
type idKey uint64

const idDigits = 12

// keyOf returns the key of an id, or false if the id is not a derived one.
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

// figureKey is the bit that is set in keys of figures.
const figureKey idKey = 1

func (k idKey) isClaim() bool { return k&figureKey == 0 }

// id returns the id of the key.
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
