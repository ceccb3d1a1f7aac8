package record

import (
	"math/big"
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"policygraph/graph/textmatch"
)

// quantity is a number as Chinese texts write it.
type quantity struct {
	digits *big.Rat // what is written in digits: 1.2 of 1.2万
	times  *big.Rat // what the words behind multiply it by: 10000 of 1.2万
}

func (q quantity) value() *big.Rat { return new(big.Rat).Mul(q.digits, q.times) }

var (
	// A number in Arabic digits, thousands set off by commas or not, and the
	// words that multiply it, between which texts may set a space or 余 and 多
	// (7000余万). Longer numbers are ignored.
	arabicForm = regexp.MustCompile(`([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,20})(\.[0-9]{1,12})?[ 余多]?([十百千万亿]{0,4})`)
	// A number in Chinese numerals; 两 counts like 二.
	chineseForm = regexp.MustCompile(`[零〇一二两三四五六七八九十百千万亿]{1,16}`)
	// Words of shares, whose 百 multiplies nothing.
	shares    = strings.NewReplacer("百分点", "", "千分点", "", "百分之", "", "千分之", "", "万分之", "")
	digitOnly = regexp.MustCompile(`[0-9]`)
)

var powers = map[rune]int64{'十': 10, '百': 100, '千': 1_000, '万': 10_000, '亿': 100_000_000}

// Quantities finds the numbers in a text: 871亿元, 7.7个百分点, 1.2万, 三百. It ignores
// signs, since texts write 下降 before a number.
func Quantities(text string) []quantity {
	text = shares.Replace(norm.NFKC.String(text))
	var out []quantity
	for _, m := range arabicForm.FindAllStringSubmatch(text, -1) {
		digits, ok := new(big.Rat).SetString(strings.ReplaceAll(m[1], ",", "") + m[2])
		if !ok {
			continue
		}
		times := big.NewRat(1, 1)
		for _, r := range m[3] {
			times.Mul(times, new(big.Rat).SetInt64(powers[r]))
		}
		out = append(out, quantity{digits, times})
	}
	for _, numeral := range chineseForm.FindAllString(text, -1) {
		if n, ok := chineseNumber(numeral); ok {
			out = append(out, quantity{new(big.Rat).SetInt64(n), big.NewRat(1, 1)})
		}
	}
	return out
}

// chineseNumber reads 十二, 三百零五, 两千万. It returns false for digits without places
// and for 万 alone.
func chineseNumber(numeral string) (int64, bool) {
	const digits = "零一二三四五六七八九"
	var hundredMillions, tenThousands, section, digit int64
	hasDigit := false
	for _, r := range numeral {
		switch power := powers[r]; {
		case r == '〇':
			hasDigit = false
		case r == '两':
			digit, hasDigit = 2, true
		case power == 0:
			if hasDigit && digit != 0 {
				return 0, false
			}
			digit, hasDigit = int64(strings.Index(digits, string(r))/len("零")), true
		case power < powers['万']:
			if !hasDigit {
				digit = 1
			}
			section += digit * power
			digit, hasDigit = 0, false
		case power == powers['万']:
			if section+digit == 0 {
				return 0, false
			}
			tenThousands += (section + digit) * power
			section, digit, hasDigit = 0, 0, false
		default:
			hundredMillions = (hundredMillions + tenThousands + section + digit) * power
			if hundredMillions == 0 || hundredMillions > 1e15 {
				return 0, false
			}
			tenThousands, section, digit, hasDigit = 0, 0, 0, false
		}
	}
	return hundredMillions + tenThousands + section + digit, true
}

// StatedAs reports whether a wording states a value in a unit. Wordings with arithmetic
// that is not read (翻一番, 三分之一, 1.3倍, 七成) are accepted.
func StatedAs(stated string, value, scale *big.Rat) bool {
	stated = norm.NFKC.String(stated)
	if !digitOnly.MatchString(stated) || strings.ContainsAny(stated, "倍成番折半/") || strings.Contains(stated, "分之") {
		return true
	}
	own := new(big.Rat).Abs(value)
	base := new(big.Rat).Mul(own, scale)
	numbers := Quantities(stated)
	for _, n := range numbers {
		for _, multiple := range numbers { // 5-10亿元: the first number's 亿 stands behind the second
			written := new(big.Rat).Mul(n.digits, multiple.times)
			if written.Cmp(own) == 0 || written.Cmp(base) == 0 {
				return true
			}
		}
		if n.digits.Cmp(own) == 0 {
			return true
		}
	}
	return false
}

// QuoteStates reports whether a quote contains the numbers of a wording, or, if it has
// none, the wording itself.
func QuoteStates(quote, stated string) bool {
	wanted := Quantities(stated)
	if len(wanted) == 0 {
		return ContainsFolded(textmatch.Fold(quote), textmatch.Fold(stated))
	}
	have := Quantities(quote)
	for _, w := range wanted {
		if !hasQuantity(have, w) {
			return false
		}
	}
	return true
}

func hasQuantity(have []quantity, w quantity) bool {
	one := big.NewRat(1, 1)
	for _, h := range have {
		// In a list (120、80亿元) the first number has its 亿 behind another.
		if h.value().Cmp(w.value()) == 0 || h.times.Cmp(one) == 0 && h.digits.Cmp(w.digits) == 0 {
			return true
		}
	}
	return false
}

// ContainsFolded reports whether a folded text contains another that is not empty.
func ContainsFolded(text, part string) bool { return part != "" && strings.Contains(text, part) }

// QuoteHolds reports whether a quote states a value. In a list (120、80亿元) the first
// number has its 亿 behind another.
func QuoteHolds(quote string, value *big.Rat) bool {
	numbers := Quantities(quote)
	for _, n := range numbers {
		for _, multiple := range numbers {
			if new(big.Rat).Mul(n.digits, multiple.times).Cmp(value) == 0 {
				return true
			}
		}
	}
	return false
}
