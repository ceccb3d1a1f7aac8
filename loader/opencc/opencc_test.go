package opencc

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"policygraph/internal/corpus"

	"policygraph/loader/internal/lexicon"
)

func TestToSimplified(t *testing.T) {
	tests := []struct{ rule, traditional, want string }{
		{"hair and issue are one character in simplified text", "頭髮發展", "头发发展"},
		{"empress and behind are two characters in Traditional text", "皇后後面", "皇后后面"},
		{"乾 stays in names and in words of the Changes", "乾隆、乾坤", "乾隆、乾坤"},
		{"乾 and 幹 and 干 all become 干 elsewhere", "乾淨、幹部、干涉", "干净、干部、干涉"},
		{"臺, 颱 and 檯 become 台", "烟臺、颱風、櫃檯", "烟台、台风、柜台"},
		{"a phrase decides what a character cannot", "一目瞭然，瞭望", "一目了然，瞭望"},
		{"鍾 stays apart from 鐘", "鐘錶", "钟表"},
		{"裡 and 里 become 里", "公里裡", "公里里"},
		{"what is not Chinese passes", "5G+AI: 2025–2027 (α)", "5G+AI: 2025–2027 (α)"},
		{"names of the field", "萬華化學 玲瓏輪胎 青島市 濟南市工業和信息化局", "万华化学 玲珑轮胎 青岛市 济南市工业和信息化局"},
		{"a compatibility ideograph counts as its character", "\uF902", "车"},
		{"a character outside the basic plane", "𡞵㛟", "㛟㛟"},
		{"著 is left to FixZhe", "隨著", "随著"},
		{"bytes that are not UTF-8 pass", "發\xe5\xff展", "发\xe5\xff展"},
		{"empty", "", ""},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			if got := ToSimplified(test.traditional); got != test.want {
				t.Errorf("ToSimplified(%q) = %q, want %q", test.traditional, got, test.want)
			}
		})
	}
}

func TestToTraditional(t *testing.T) {
	tests := []struct{ rule, simplified, want string }{
		{"the phrase decides between 髮 and 發", "头发发展", "頭髮發展"},
		{"the phrase decides between 后 and 後", "皇后后面", "皇后後面"},
		{"the phrase decides between 里 and 裡", "公里，这里", "公里，這裡"},
		{"the phrase decides between 干, 乾 and 幹", "干部干净若干", "幹部乾淨若干"},
		{"the phrase decides between 台, 臺 and 颱", "平台台风", "平臺颱風"},
		{"the longest phrase wins", "一了百了", "一了百了"},
		{"forms are those of Taiwan", "产业集群 华为 着力", "產業集群 華為 著力"},
		{"names of the field", "万华化学 玲珑轮胎 海信日立 青岛市 济南市工业和信息化局", "萬華化學 玲瓏輪胎 海信日立 青島市 濟南市工業和信息化局"},
		{"words that the longest match would cut wrongly", "国家制造业创新中心 周调度机制 国家制度", "國家製造業創新中心 週調度機制 國家制度"},
		{"what is Traditional already passes", "萬華化學", "萬華化學"},
		{"bytes that are not UTF-8 pass", "发\xe5\xff展", "發\xe5\xff展"},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			if got := ToTraditional(test.simplified); got != test.want {
				t.Errorf("ToTraditional(%q) = %q, want %q", test.simplified, got, test.want)
			}
		})
	}
}

func TestFixZhe(t *testing.T) {
	tests := []struct{ rule, converted, want string }{
		{"after a verb", "随著、围绕著、有著", "随着、围绕着、有着"},
		{"before a noun or verb", "著力、著眼、著手、著重、沉著", "着力、着眼、着手、着重、沉着"},
		{"写 stays", "著作权、著名、著称、原著、专著、编著、名著", "著作权、著名、著称、原著、专著、编著、名著"},
		{"evident stays", "显著、卓著、昭著、见微知著", "显著、卓著、昭著、见微知著"},
		{"natives stay", "土著", "土著"},
		{"a verb that ends like a word of writing", "配合著、讨论著、彰显著", "配合着、讨论着、彰显着"},
		{"a noun that begins like a word of writing", "起著作用、跟著书记、随著名单", "起着作用、跟着书记、随着名单"},
		{"authorship only before a title", "著有《论衡》，本著有利于", "著有《论衡》，本着有利于"},
		{"着 is not touched", "随着显著", "随着显著"},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			got := FixZhe(test.converted)
			if got != test.want {
				t.Errorf("FixZhe(%q) = %q, want %q", test.converted, got, test.want)
			}
			if again := FixZhe(got); again != got {
				t.Errorf("FixZhe of its own result %q = %q", got, again)
			}
		})
	}
}

func TestRoundTripOfCommonWords(t *testing.T) {
	for _, word := range strings.Fields("经济 发展 规划 产业 集群 数字 制造业 实验室 项目 企业 条例 行动计划 发布会 高新区 " +
		"标准化 轮胎 半导体 机器人 钢铁 纺织 服装 面粉 松树 余额 岳阳 云计算 复兴 联系 体系 准则 困难 范围 制度 系统 征收 郁金香 出台 平台 回复") {
		if got := ToSimplified(ToTraditional(word)); got != word {
			t.Errorf("%s → %s → %s", word, ToTraditional(word), got)
		}
	}
}

func TestEveryEntryKeepsTheNumberOfRunes(t *testing.T) {
	for name, list := range map[string]func() *lexicon.Lexicon{"s2t": s2t, "tw": tw, "t2s": t2s, "compatibility": compatibility, "zhe": zhe} {
		entries := 0
		list().All(func(word, value string) bool {
			entries++
			if utf8.RuneCountInString(word) != utf8.RuneCountInString(value) {
				t.Errorf("%s: %q → %q", name, word, value)
			}
			return true
		})
		if entries < 50 {
			t.Errorf("%s has only %d entries", name, entries)
		}
	}
}

func FuzzConversionsReplaceRuneForRune(f *testing.F) {
	for _, seed := range []string{"", "頭髮", "皇后", "乾隆", "随著显著", "5G+", "\xe5\xff", "⿰亻發", "\uF900𠗣"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, convert := range map[string]func(string) string{"ToSimplified": ToSimplified, "ToTraditional": ToTraditional, "FixZhe": FixZhe} {
			got := convert(s)
			if utf8.RuneCountInString(got) != utf8.RuneCountInString(s) {
				t.Errorf("%s(%q) = %q: number of runes changed", name, s, got)
			}
			if utf8.ValidString(s) != utf8.ValidString(got) {
				t.Errorf("%s(%q) = %q: validity changed", name, s, got)
			}
		}
		ascii := strings.Map(func(r rune) rune { return r & 0x7f }, s)
		if got := ToSimplified(ascii); got != ascii {
			t.Errorf("ToSimplified(%q) = %q", ascii, got)
		}
	})
}

// simplifiedDocument is the one readable document that has no Traditional
// character.
const simplifiedDocument = "004_0516e97446a36e1c.txt"

func TestSimplifiedDocumentPassesUnchanged(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(corpus.Documents(t), simplifiedDocument))
	if err != nil {
		t.Fatal(err)
	}
	if got := ToSimplified(string(text)); got != string(text) {
		was, is := []rune(string(text)), []rune(got)
		for i := range was {
			if was[i] != is[i] {
				t.Fatalf("rune %d: %q became %q", i, was[i], is[i])
			}
		}
	}
	if got := FixZhe(string(text)); got != string(text) {
		t.Error("FixZhe changed it")
	}
}

func BenchmarkLoadSimplifiedToTraditional(b *testing.B) {
	for b.Loop() {
		lexicon.New(s2tText)
		lexicon.New(twText)
		lexicon.New(compatibilityText)
	}
}

func BenchmarkLoadTraditionalToSimplified(b *testing.B) {
	for b.Loop() {
		lexicon.New(t2sText)
		lexicon.New(compatibilityText)
	}
}

func BenchmarkToTraditionalName(b *testing.B) {
	ToTraditional("")
	b.ReportAllocs()
	for b.Loop() {
		ToTraditional("济南市工业和信息化局")
	}
}

func BenchmarkToSimplifiedName(b *testing.B) {
	ToSimplified("")
	b.ReportAllocs()
	for b.Loop() {
		ToSimplified("濟南市工業和信息化局")
	}
}
