package loader

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// StatedValues is the inverse of the check that the values of a figure are what
// its words state, for programs that write datasets. kept are the values in the
// unit of their indicator; values and scale are such that values times scale,
// rounded once, are kept, and that a record with these values, in a unit of this
// scale, passes the check: 5000 kW, stated as 5MW, are 5 times 1000. scale is "1"
// wherever the words allow it. It reports false where there are no such values,
// which is never so of figures that a dataset was loaded with.
func StatedValues(stated string, kept []float64) (values []string, scale string, ok bool) {
	if values, ok = formatDecimals(kept); ok && allStated(stated, values, one) {
		return values, "1", true
	}
	s := scaling{stated: stated, kept: kept, numbers: make([]*big.Rat, len(kept))}
	for _, n := range quantities(stated) {
		s.candidates = append(s.candidates, n.value(), n.digits)
	}
	for _, n := range quantities(stated) {
		for _, multiple := range quantities(stated) { // as statedAs has it
			s.candidates = append(s.candidates, new(big.Rat).Mul(n.digits, multiple.times))
		}
	}
	s.candidates = append(s.candidates, nil) // a value that the words state in the unit that is kept
	return s.search(0, new(big.Rat), nil)
}

// FormatDecimal writes a number as the dataset's format takes it: it reads back as
// the same float64. It reports false for what needs a scale, which is less than
// 1e-119 or more than 1e119.
func FormatDecimal(v float64) (string, bool) {
	sign, text := "", strconv.FormatFloat(math.Abs(v), 'e', -1, 64)
	if math.Signbit(v) { // of zero too: it makes another id
		sign = "-"
	}
	mantissa, exponent, _ := strings.Cut(text, "e")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	e, err := strconv.Atoi(exponent)
	if err != nil {
		return "", false // infinite, or no number
	}
	text, ok := formatDigits(whole+fraction, e-len(fraction))
	return sign + text, ok
}

func formatDecimals(kept []float64) ([]string, bool) {
	texts := make([]string, len(kept))
	for i, v := range kept {
		var ok bool
		if texts[i], ok = FormatDecimal(v); !ok {
			return nil, false
		}
	}
	return texts, true
}

// What [decimalForm] takes: digits before and behind the point, and the exponent.
const maxDecimalDigits, maxDecimalExponent = 20, 99

// formatDigits writes the number that the digits are times 10 to the power e.
func formatDigits(digits string, e int) (string, bool) {
	digits = strings.TrimLeft(digits, "0")
	short := strings.TrimRight(digits, "0")
	e += len(digits) - len(short)
	if digits = short; digits == "" {
		return "0", true
	}
	if digits == "1" && e == maxDecimalDigits+maxDecimalExponent {
		// The largest number that the format can say, whose float64 is one more.
		digits, e = strings.Repeat("9", maxDecimalDigits), maxDecimalExponent
	}
	point := len(digits) + e // digits before the point
	switch {
	case e >= 0 && point <= maxDecimalDigits:
		return digits + strings.Repeat("0", e), true
	case 0 < point && point <= maxDecimalDigits && -e <= maxDecimalDigits:
		return digits[:point] + "." + digits[point:], true
	case -6 < point && point <= 0 && -e <= maxDecimalDigits:
		return "0." + strings.Repeat("0", -point) + digits, true
	}
	// As many digits before the point as bring the exponent into its range.
	before := min(max(point-maxDecimalExponent, 1), maxDecimalDigits)
	if point-before < -maxDecimalExponent {
		before = max(point+maxDecimalExponent, 0)
		if zeros := before - point - maxDecimalExponent; zeros > 0 {
			digits = strings.Repeat("0", zeros) + digits
		}
		point = before - maxDecimalExponent
	}
	if missing := before - len(digits); missing > 0 {
		digits += strings.Repeat("0", missing)
	}
	whole, fraction := digits[:before], digits[before:]
	if whole == "" {
		whole = "0"
	}
	if fraction != "" {
		fraction = "." + fraction
	}
	text := whole + fraction
	if exponent := point - before; exponent != 0 {
		text += "e" + strconv.Itoa(exponent)
	}
	return text, decimalForm.MatchString(text)
}

func formatRat(r *big.Rat) (string, bool) {
	places, exact := r.FloatPrec()
	if !exact {
		return "", false
	}
	whole, fraction, _ := strings.Cut(r.FloatString(places), ".")
	return formatDigits(whole+fraction, -len(fraction))
}

// allStated is the check that [checking.checkFigureValues] makes of a record.
func allStated(stated string, values []string, scale *big.Rat) bool {
	var below *big.Rat
	for _, v := range values {
		value := decimal{v}.exact()
		if !statedAs(stated, value, scale) || below != nil && value.Cmp(below) <= 0 {
			return false
		}
		below = value
	}
	return true
}

// scaling looks for a scale at which values are numbers of the words.
type scaling struct {
	stated     string
	kept       []float64
	candidates []*big.Rat
	numbers    []*big.Rat // chosen for each value
}

// search chooses a number for the values from i on. The scale lies between low and
// high, which is nil where nothing bounds it yet.
func (s *scaling) search(i int, low, high *big.Rat) (values []string, scale string, ok bool) {
	if i == len(s.kept) {
		if high != nil {
			return s.at(low, high)
		}
		for e := 1; e <= maxDecimalExponent; e++ { // values that no decimal is as large or as small as
			for _, power := range []*big.Rat{tenTo(e), tenTo(-e)} {
				if values, scale, ok = s.at(power, power); ok {
					return values, scale, true
				}
			}
		}
		return nil, "", false
	}
	from, to := roundsTo(math.Abs(s.kept[i]))
	for _, n := range s.candidates {
		s.numbers[i] = n
		l, h := low, high
		switch {
		case n == nil:
		case n.Sign() == 0 || s.kept[i] == 0:
			if n.Sign() != 0 || s.kept[i] != 0 {
				continue
			}
		default:
			if own := new(big.Rat).Quo(from, n); own.Cmp(l) > 0 {
				l = own
			}
			if own := new(big.Rat).Quo(to, n); h == nil || own.Cmp(h) < 0 {
				h = own
			}
			if l.Cmp(h) > 0 {
				continue
			}
		}
		if values, scale, ok = s.search(i+1, l, h); ok {
			return values, scale, true
		}
	}
	return nil, "", false
}

// at writes the values at the shortest scale between two, and checks them.
func (s *scaling) at(low, high *big.Rat) (values []string, scale string, ok bool) {
	if scale, ok = shortestBetween(low, high); !ok {
		return nil, "", false
	}
	exact := decimal{scale}.exact()
	for i, n := range s.numbers {
		var text string
		if n != nil {
			text, ok = formatRat(n)
		} else {
			from, to := roundsTo(math.Abs(s.kept[i]))
			text, ok = shortestBetween(from.Quo(from, exact), to.Quo(to, exact))
		}
		if s.kept[i] < 0 {
			text = "-" + text
		}
		if !ok || *scaled(decimal{text}, exact) != s.kept[i] {
			return nil, "", false
		}
		values = append(values, text)
	}
	return values, scale, allStated(s.stated, values, exact)
}

// roundsTo is between which numbers all round to v.
func roundsTo(v float64) (from, to *big.Rat) {
	half := big.NewRat(1, 2)
	exact := new(big.Rat).SetFloat64(v)
	middle := func(beside float64) *big.Rat {
		other := new(big.Rat).SetFloat64(beside)
		return other.Mul(other.Add(other, exact), half)
	}
	return middle(math.Nextafter(v, 0)), middle(math.Nextafter(v, math.Inf(1)))
}

// shortestBetween is the decimal with the fewest digits between two numbers that
// are not below 0.
func shortestBetween(low, high *big.Rat) (string, bool) {
	middle := new(big.Rat).Add(low, high)
	middle.Mul(middle, big.NewRat(1, 2))
	near, _ := middle.Float64()
	switch {
	case near == 0:
		return "0", low.Sign() == 0
	case math.IsInf(near, 1):
		return "", false
	}
	top := int(math.Floor(math.Log10(near)))
	for digits := 1; digits <= maxDecimalDigits; digits++ {
		e := top + 1 - digits
		n := new(big.Rat).Quo(middle, tenTo(e))
		rounded := new(big.Int).Add(new(big.Int).Lsh(n.Num(), 1), n.Denom())
		rounded.Quo(rounded, new(big.Int).Lsh(n.Denom(), 1))
		if r := new(big.Rat).Mul(new(big.Rat).SetInt(rounded), tenTo(e)); low.Cmp(r) <= 0 && r.Cmp(high) <= 0 {
			return formatDigits(rounded.String(), e)
		}
	}
	return "", false
}

// tenTo is 10 to the power e.
func tenTo(e int) *big.Rat {
	power := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(e, -e))), nil)
	if e < 0 {
		return new(big.Rat).SetFrac(big.NewInt(1), power)
	}
	return new(big.Rat).SetInt(power)
}
