package record

import (
	"fmt"
	"math/big"
	"strings"
	"testing"
)

func TestQuantities(t *testing.T) {
	for text, want := range map[string]string{
		"计划投资871亿元":         "87100000000",
		"1.2万家":             "12000",
		"2500万元":            "25000000",
		"120亿":              "12000000000",
		"增长44.7%":           "44.7",
		"提高7.7个百分点":         "7.7",
		"４１３６家":             "4136",
		"1,234,567元":        "1234567",
		"1.5万亿元":            "1500000000000",
		"百分之四十":             "40",
		"三万二千亿":             "3200000000000",
		"7000余万":            "70000000",
		"80 余家":             "80",
		"十二个":               "12",
		"二十个":               "20",
		"三百零五":              "305",
		"三千二百四十一":           "3241",
		"两千万":               "20000000",
		"二〇二五":              "",
		"一亿二千万":             "120000000",
		"5至10个":             "5 10",
		"1-6月,工业":           "1 6",
		"万华":                "",
		"没有":                "",
		"12345678901234567": "12345678901234567",
	} {
		var got []string
		for _, q := range Quantities(text) {
			got = append(got, strings.TrimSuffix(q.value().FloatString(1), ".0"))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %v, want %s", text, got, want)
		}
	}
}

func TestQuoteStates(t *testing.T) {
	for _, c := range []struct {
		rule, quote, stated string
		want                bool
	}{
		{"the number as written", "计划投资871亿元,", "871亿元", true},
		{"not a part of a longer number", "计划投资871亿元,", "71亿元", false},
		{"not another power", "投资1.2万元", "1.2亿元", false},
		{"the same number written another way", "投资12000万元", "1.2亿元", true},
		{"a word inside the number", "企业1.2万余家", "1.2万家", true},
		{"a number of a list, whose power comes later", "分别投资120、80亿元", "120亿元", true},
		{"both ends of a range", "培育5至10个", "5-10个", true},
		{"one end of a range", "培育5个", "5-10个", false},
		{"per cent", "增长44.7%", "44.7%", true},
		{"another share", "增长4.7%", "44.7%", false},
		{"Chinese numerals", "三百家企业", "300家", true},
		{"a word without a number", "实现较快增长", "较快增长", true},
		{"words that are not there", "实现增长", "较快增长", false},
		{"nothing", "", "871亿元", false},
	} {
		if got := QuoteStates(c.quote, c.stated); got != c.want {
			t.Errorf("%s: %q in %q is %v", c.rule, c.stated, c.quote, got)
		}
	}
}

func TestStatedAs(t *testing.T) {
	for _, c := range []struct {
		rule, stated, value, scale string
		want                       bool
	}{
		{"in the unit written", "871亿元", "871", "1e8", true},
		{"in the base unit", "871亿元", "87100000000", "1", true},
		{"ten times too small", "871亿元", "87.1", "1e8", false},
		{"a unit forgotten", "871亿元", "8.71", "1", false},
		{"below zero, which words say", "下降7.7%", "-7.7", "1", true},
		{"the first of a range", "5-10亿元", "500000000", "1", true},
		{"times are not read", "增长1.3倍", "130", "1", true},
		{"nor fractions", "三分之一", "33.3", "1", true},
		{"nor words", "翻一番", "100", "1", true},
		{"Chinese numerals alone are not held against it", "十余家", "11", "1", true},
	} {
		value, _ := new(big.Rat).SetString(c.value)
		scale, _ := new(big.Rat).SetString(c.scale)
		if got := StatedAs(c.stated, value, scale); got != c.want {
			t.Errorf("%s: %s × %s for %s is %v", c.rule, c.value, c.scale, c.stated, got)
		}
	}
}

// Whatever an int64 can count in Chinese numerals reads back.
func TestChineseNumbersReadBack(t *testing.T) {
	for n := int64(1); n < 100_000_000; n = n*3 + 7 {
		if got, ok := chineseNumber(inChinese(n)); !ok || got != n {
			t.Errorf("%s: got %d, %v, want %d", inChinese(n), got, ok, n)
		}
	}
	for _, none := range []string{"万", "亿", "一二三", "零万"} {
		if n, ok := chineseNumber(none); ok {
			t.Errorf("%s is %d", none, n)
		}
	}
}

func inChinese(n int64) string {
	if n >= 10_000 {
		rest := n % 10_000
		switch {
		case rest == 0:
			return inChinese(n/10_000) + "万"
		case rest < 1000:
			return inChinese(n/10_000) + "万零" + inChinese(rest)
		}
		return inChinese(n/10_000) + "万" + inChinese(rest)
	}
	digits := []rune("零一二三四五六七八九")
	var b strings.Builder
	zero := false
	for i, c := range fmt.Sprintf("%04d", n) {
		if c == '0' {
			zero = b.Len() > 0
			continue
		}
		if zero {
			b.WriteRune('零')
		}
		zero = false
		b.WriteRune(digits[c-'0'])
		b.WriteString([]string{"千", "百", "十", ""}[i])
	}
	return b.String()
}
