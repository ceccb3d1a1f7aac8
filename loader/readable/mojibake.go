package readable

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"policygraph/loader/names"
	"policygraph/loader/opencc"
)

// Where a byte of GBK text was lost or put in between, the bytes that follow
// pair up wrongly until an ASCII byte sets them right. Two accidents happen,
// and both end at a reading in brackets that does not fit what stands before
// it, because the reading belongs to the character as it was:
//
//   - The first byte of a full stop (A1 A3) is lost. Its second byte pairs with
//     the next character's first to a full-width sign, which later became an
//     ASCII one, as all such signs did: 。《方案》 reads !斗桨浮.
//   - A reading was put between the two bytes of a character, since the second
//     byte of the one before and the first of this one together look like a
//     third character: the bracket then goes with the byte before it, and
//     what is left of the reading stands as "?jié)".
//
// The run ends at a character whose second byte is an ASCII letter (a for
// 產, AE 61), or in the same way as the second accident begins.
//
// Re-pairing the bytes is accepted only where every pair is a character, and none of
// them rare, the last one has the reading that stands behind it, and no other pairing
// has.

// torn is a place where a reading lost its opening bracket: "?jié)".
func torn(runes []rune, i int) (reading string, to int) {
	if runes[i] != '?' {
		return "", 0
	}
	return syllable(runes, i+1)
}

// mojibake repairs the runs of a line that can be proved.
func (t *Text) mojibake(l *line, paragraph int, s style) {
	for i := 0; i < len(l.runes); i++ {
		end, reading, next := runEnd(l.runes, i)
		if end < 0 {
			continue
		}
		from, repaired := s.repair(l.runes, end, reading)
		if repaired == nil {
			continue
		}
		// The reading stays, for the rule that deletes readings.
		bracket := append(slices.Clone(repaired), []rune("("+reading+")")...)
		t.Changes = append(t.Changes, Change{Mojibake, paragraph, l.origin[from], string(l.runes[from:next]), string(bracket), ""})
		l.replace(from, next, bracket)
		i = from + len(bracket) - 1
	}
}

// runEnd tells whether a run of wrong pairs can end at place i: there is a lone
// byte there, with the reading of the character that it should complete.
func runEnd(runes []rune, i int) (end int, reading string, next int) {
	if reading, to := torn(runes, i); to > 0 {
		return i, reading, to
	}
	if letter(runes[i]) && i+1 < len(runes) && (runes[i+1] == '(' || runes[i+1] == '（') {
		if reading, to := syllable(runes, i+2); to > 0 {
			return i, reading, to
		}
	}
	return -1, "", 0
}

func letter(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }

// repair re-pairs the run that ends with the lone byte at end, and gives where
// it begins and what it was; nil where nothing is proved.
func (s style) repair(runes []rune, end int, reading string) (from int, repaired []rune) {
	// Back over characters that are pairs of bytes, to where a run can begin.
	start := end
	for start > 0 {
		if _, ok := pair(runes[start-1]); !ok {
			break
		}
		start--
	}
	if start == 0 {
		return 0, nil
	}
	// The first accident: an ASCII sign that was a full-width one.
	if sign, ok := lostStop[runes[start-1]]; ok && !s.wideSigns && !s.otherLoss(runes, start-1) {
		if proved := repairRun([]byte{0xA1, 0xA3, sign}, runes[start:end], runes[end], reading); len(proved) == 1 {
			return start - 1, proved[0]
		}
	}
	// The second: a torn reading, which ends just before the run.
	if runes[start-1] == ')' {
		for q := start - 2; q > 0 && start-q <= longest+3; q-- {
			first, to := torn(runes, q)
			if to != start {
				continue
			}
			before, ok := pair(runes[q-1])
			if !ok {
				break
			}
			var proved [][]rune
			for _, lead := range completing(before[1], first) {
				proved = append(proved, repairRun([]byte{lead}, runes[start:end], runes[end], reading)...)
			}
			if len(proved) == 1 {
				return q, proved[0]
			}
		}
	}
	return 0, nil
}

// otherLoss reports whether another byte than the first of a full stop may be lost
// before the ASCII sign at place i: the second byte of a character, so that its first
// one pairs with the full stop's, or bytes for which a question mark stands.
func (s style) otherLoss(runes []rune, i int) bool {
	if i > 0 {
		if before, ok := pair(runes[i-1]); ok && before[1] == 0xA1 {
			return true
		}
	}
	return runes[i] == '?' && s.lostByte(runes, i)
}

// lostStop is the second byte of the full-width sign that each ASCII sign was.
var lostStop = map[rune]byte{'!': 0xA1, ',': 0xAC, ':': 0xBA, ';': 0xBB, '?': 0xBF}

// repairRun pairs the bytes anew: those in front, those of the run, and the lone
// one at its end, which for a torn reading is unknown and found by the reading.
// It gives every text that the reading proves; a repair needs that to be one.
func repairRun(front []byte, run []rune, lone rune, reading string) (proved [][]rune) {
	bytes := slices.Clone(front)
	for _, r := range run {
		p, _ := pair(r)
		bytes = append(bytes, p[:]...)
	}
	if len(bytes)%2 == 0 {
		return nil
	}
	last := bytes[len(bytes)-1]
	ends := []byte{byte(lone)}
	if lone == '?' {
		ends = completing(last, reading)
	}
	for _, b := range ends {
		text, ok := decode(append(slices.Clone(bytes), b))
		if ok && names.IsReading(text[len(text)-1], reading) && !slices.ContainsFunc(text, unusual) {
			proved = append(proved, text)
		}
	}
	return proved
}

// unusual reports whether a character is rare in its simplified form, or of no
// Chinese text: a sign that the bytes do not pair up so either.
func unusual(r rune) bool {
	if !unicode.Is(unicode.Han, r) {
		return foreign(r) || wideLatin(r)
	}
	simplified, _ := utf8.DecodeRuneInString(opencc.ToSimplified(string(r)))
	return rare(simplified)
}

// completing gives the second bytes with which a first byte is a character of
// that reading. Of a torn reading the byte stood before the bracket and was not
// shown, so it is not ASCII: it was taken for the first of a pair.
func completing(first byte, reading string) []byte {
	var found []byte
	for b := 0x81; b <= 0xFE; b++ {
		if text, ok := decode([]byte{first, byte(b)}); ok && len(text) == 1 && names.IsReading(text[0], reading) {
			found = append(found, byte(b))
		}
	}
	return found
}

func pair(r rune) ([2]byte, bool) {
	if r < 0x80 {
		return [2]byte{}, false
	}
	b, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(string(r)))
	if err != nil || len(b) != 2 {
		return [2]byte{}, false
	}
	return [2]byte(b), true
}

func decode(b []byte) ([]rune, bool) {
	text, err := simplifiedchinese.GBK.NewDecoder().Bytes(b)
	if err != nil || strings.ContainsRune(string(text), '\uFFFD') {
		return nil, false
	}
	runes := []rune(string(text))
	return runes, len(runes)*2 == len(b)
}
