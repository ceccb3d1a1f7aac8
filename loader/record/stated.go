package record

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// StatedValues writes the values of a figure such that a record with them passes the
// check against the figure's words. kept are the values in the indicator's unit. The
// returned values are in a unit that is scale times the indicator's: 5000 kW, stated
// as 5MW, are 5 times 1000. The scale is "1" if the words allow it. Values times
// scale, rounded once, are kept. StatedValues reports false if the words state other
// values; for figures that were loaded from a dataset it never does.
func StatedValues(stated string, kept []float64) (values []Decimal, scale Decimal, ok bool) {
	for _, v := range kept {
		values = append(values, NewDecimal(v))
	}
	if unscaled := (Decimal{"1"}); allStated(stated, values, unscaled.Exact()) {
		return values, unscaled, true
	}
	s := scaling{stated: stated, kept: kept, numbers: make([]*big.Rat, len(kept))}
	numbers := Quantities(stated)
	for _, n := range numbers {
		s.candidates = append(s.candidates, n.value(), n.digits)
	}
	for _, n := range numbers {
		for _, multiple := range numbers { // as in StatedAs
			s.candidates = append(s.candidates, new(big.Rat).Mul(n.digits, multiple.times))
		}
	}
	s.candidates = append(s.candidates, nil) // for a value that the words state in the indicator's unit
	return s.search(0, new(big.Rat), nil)
}

// NewDecimal writes a number such that it is read as the same float64.
func NewDecimal(v float64) Decimal {
	sign, text := "", strconv.FormatFloat(math.Abs(v), 'e', -1, 64)
	if math.Signbit(v) { // also of -0, whose figure has another id than that of 0
		sign = "-"
	}
	mantissa, exponent, _ := strings.Cut(text, "e")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	e, _ := strconv.Atoi(exponent) // as FormatFloat wrote it
	return Decimal{sign + formatDigits(whole+fraction, e-len(fraction))}
}

// formatDigits formats the number digits × 10^e, with an exponent if it is very large
// or very small.
func formatDigits(digits string, e int) string {
	digits = strings.TrimLeft(digits, "0")
	short := strings.TrimRight(digits, "0")
	e += len(digits) - len(short)
	if digits = short; digits == "" {
		return "0"
	}
	point := len(digits) + e // number of digits before the point
	switch {
	case e >= 0 && point <= 21:
		return digits + strings.Repeat("0", e)
	case 0 < point && point <= 21:
		return digits[:point] + "." + digits[point:]
	case -6 < point && point <= 0:
		return "0." + strings.Repeat("0", -point) + digits
	}
	if len(digits) > 1 {
		digits = digits[:1] + "." + digits[1:]
	}
	return digits + "e" + strconv.Itoa(point-1)
}

// formatRat formats a number that a decimal can express.
func formatRat(r *big.Rat) (Decimal, bool) {
	places, exact := r.FloatPrec()
	if !exact {
		return Decimal{}, false
	}
	whole, fraction, _ := strings.Cut(r.FloatString(places), ".")
	text := formatDigits(whole+fraction, -len(fraction))
	return Decimal{text}, decimalForm.MatchString(text)
}

// allStated reports whether a record with the values passes the loader's checks.
func allStated(stated string, values []Decimal, scale *big.Rat) bool {
	var below *big.Rat
	for _, v := range values {
		value := v.Exact()
		if !StatedAs(stated, value, scale) || below != nil && value.Cmp(below) <= 0 {
			return false
		}
		below = value
	}
	return true
}

// scaling searches for a scale at which the values are numbers in the words.
type scaling struct {
	stated     string
	kept       []float64
	candidates []*big.Rat
	numbers    []*big.Rat // the candidate chosen for each value
}

// search chooses candidates for kept[i:]. The candidates chosen before bound the
// scale by low and high; a nil high is no bound.
func (s *scaling) search(i int, low, high *big.Rat) (values []Decimal, scale Decimal, ok bool) {
	if i == len(s.kept) {
		if high == nil {
			return nil, Decimal{}, false
		}
		return s.at(low, high)
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
	return nil, Decimal{}, false
}

// at formats the values at the shortest scale between low and high, and checks them.
func (s *scaling) at(low, high *big.Rat) (values []Decimal, scale Decimal, ok bool) {
	if scale, ok = shortestBetween(low, high); !ok {
		return nil, Decimal{}, false
	}
	exact := scale.Exact()
	for i, n := range s.numbers {
		var value Decimal
		if n != nil {
			value, ok = formatRat(n)
		} else {
			from, to := roundsTo(math.Abs(s.kept[i]))
			value, ok = shortestBetween(from.Quo(from, exact), to.Quo(to, exact))
		}
		if !ok {
			return nil, Decimal{}, false
		}
		if s.kept[i] < 0 {
			value.Text = "-" + value.Text
		}
		if again, _ := new(big.Rat).Mul(value.Exact(), exact).Float64(); again != s.kept[i] {
			return nil, Decimal{}, false
		}
		values = append(values, value)
	}
	return values, scale, allStated(s.stated, values, exact)
}

// roundsTo returns the bounds of the numbers that round to v.
func roundsTo(v float64) (from, to *big.Rat) {
	half := big.NewRat(1, 2)
	exact := new(big.Rat).SetFloat64(v)
	middle := func(beside float64) *big.Rat {
		other := new(big.Rat)
		if other.SetFloat64(beside) == nil {
			return exact // v is the largest float64
		}
		return other.Mul(other.Add(other, exact), half)
	}
	return middle(math.Nextafter(v, 0)), middle(math.Nextafter(v, math.Inf(1)))
}

// shortestBetween returns the decimal with the fewest digits between two
// non-negative numbers.
func shortestBetween(low, high *big.Rat) (Decimal, bool) {
	middle := new(big.Rat).Add(low, high)
	middle.Mul(middle, big.NewRat(1, 2))
	near, _ := middle.Float64()
	switch {
	case near == 0:
		return Decimal{"0"}, low.Sign() == 0
	case math.IsInf(near, 1):
		return Decimal{}, false
	}
	top := int(math.Floor(math.Log10(near)))
	for digits := 1; digits <= 20; digits++ { // 17 digits tell any two float64s apart
		e := top + 1 - digits
		n := new(big.Rat).Quo(middle, tenTo(e))
		rounded := new(big.Int).Add(new(big.Int).Lsh(n.Num(), 1), n.Denom())
		rounded.Quo(rounded, new(big.Int).Lsh(n.Denom(), 1))
		if r := new(big.Rat).Mul(new(big.Rat).SetInt(rounded), tenTo(e)); low.Cmp(r) <= 0 && r.Cmp(high) <= 0 {
			return Decimal{formatDigits(rounded.String(), e)}, true
		}
	}
	return Decimal{}, false
}

// tenTo returns 10^e.
func tenTo(e int) *big.Rat {
	power := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(e, -e))), nil)
	if e < 0 {
		return new(big.Rat).SetFrac(big.NewInt(1), power)
	}
	return new(big.Rat).SetInt(power)
}
