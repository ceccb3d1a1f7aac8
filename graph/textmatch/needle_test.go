package textmatch

import (
	"iter"
	"slices"
	"testing"
)

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"":                    "",
		" ·《》-":               "",
		"万华化学":                "万华化学",
		"萬華化學":                "万华化学",
		"萬華化学":                "万华化学",
		"Wanhua Chemical":     "wanhuachemical",
		"ＷＡＮＨＵＡ　Chemical":     "wanhuachemical",
		"wàn huà huà xué":     "wanhuahuaxue",
		"wa\u0300n hua\u0300": "wanhua",
		"Müller":              "muller",
		"lǜ sè":               "luse",
		"lv se":               "luse",
		"nv":                  "nu",
		"TV":                  "tv",
		"“四新”经济":              "四新经济",
		"东政发〔2023〕9号":         "东政发20239号",
		"Ⅷ":                   "viii",
		"5G+":                 "5g",
	} {
		if got := Fold(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
		if again := Fold(Fold(text)); again != want {
			t.Errorf("%q folded twice is %q", text, again)
		}
	}
}

var wanhua = namesOf(
	Name{Text: "萬華化學", Form: FormTraditional},
	Name{Text: "万华化学", Form: FormCanonical},
	Name{Text: "Wanhua Chemical Group", Form: FormEnglish},
	Name{Text: "wàn huà huà xué", Form: FormPinyin},
	Name{Text: "whhx", Form: FormInitials},
	Name{Text: "烟台万华", Form: FormAlias, Alias: true},
	Name{Text: "Wanhua PU", Form: FormAlias, Alias: true},
	Name{Text: "yān tái wàn huà", Form: FormPinyin, Alias: true},
	Name{Text: "ytwh", Form: FormInitials, Alias: true},
	Name{Text: "91370000163044841F", Form: FormCode},
)

func namesOf(names ...Name) iter.Seq[Name] { return slices.Values(names) }

func TestMatch(t *testing.T) {
	for text, want := range map[string]Match{
		"万华化学":               {"万华化学", FormCanonical, Exact, false, false},
		"万华":                 {"万华化学", FormCanonical, Prefix, false, false},
		"华化":                 {"万华化学", FormCanonical, Infix, false, false},
		"万":                  {"万华化学", FormCanonical, Prefix, false, false},
		"华":                  {},
		"萬華":                 {"萬華化學", FormTraditional, Prefix, false, false},
		"華化學":                {"萬華化學", FormTraditional, Infix, false, false},
		"万華化学":               {"万华化学", FormCanonical, Exact, false, false},
		"煙台萬華":               {"烟台万华", FormAlias, Exact, true, false},
		"烟台":                 {"烟台万华", FormAlias, Prefix, true, false},
		"wanhua chemical":    {"Wanhua Chemical Group", FormEnglish, Prefix, false, true},
		"chemical":           {"Wanhua Chemical Group", FormEnglish, Infix, false, true},
		"hemical":            {},
		"WANHUA":             {"wàn huà huà xué", FormPinyin, Prefix, false, false},
		"wan hua hua":        {"wàn huà huà xué", FormPinyin, Prefix, false, false},
		"wànhuàhuàxué":       {"wàn huà huà xué", FormPinyin, Exact, false, false},
		"huaxue":             {"wàn huà huà xué", FormPinyin, Infix, false, false},
		"anhua":              {},
		"whhx":               {"whhx", FormInitials, Exact, false, false},
		"WHH":                {"whhx", FormInitials, Prefix, false, false},
		"hhx":                {},
		"yantai wanhua":      {"yān tái wàn huà", FormPinyin, Exact, true, false},
		"ytwh":               {"ytwh", FormInitials, Exact, true, false},
		"wanhuapu":           {"Wanhua PU", FormAlias, Exact, true, false},
		"91370000":           {"91370000163044841F", FormCode, Prefix, false, false},
		"91370000163044841f": {"91370000163044841F", FormCode, Exact, false, false},
		"":                   {},
		"……":                 {},
		"wanhau":             {},
	} {
		got, ok := NewNeedle(text).Match(wanhua)
		if got != want || ok != (want != Match{}) {
			t.Errorf("%q: %+v %t, want %+v", text, got, ok, want)
		}
	}
}

func TestFuzzyMatch(t *testing.T) {
	for text, want := range map[string]Form{
		"wanhau":           FormPinyin,
		"wnahua":           FormPinyin,
		"wanhuahuaxu":      FormPinyin,
		"wanhuaahuaxue":    FormPinyin,
		"Wanhua Chemcal":   FormEnglish,
		"chemcial":         FormEnglish,
		"yantaiwanhau":     FormPinyin,
		"wanhua":           "", // no error
		"wan":              "",
		"wnahau":           "",
		"huaxu":            "", // not from the first syllable
		"万华化工":             "",
		"9137000016304484": "",
	} {
		n, ok := NewNeedle(text).Fuzzy()
		got, found := n.Match(wanhua)
		if !ok {
			got, found = Match{}, false
		}
		if got.Form != want || found != (want != "") || found && got.How != Fuzzy {
			t.Errorf("%q: %+v %t, want %q", text, got, found, want)
		}
	}
}

func BenchmarkMatch(b *testing.B) {
	for _, text := range []string{"化学", "huaxue", "whhx"} {
		n := NewNeedle(text)
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				n.Match(wanhua)
			}
		})
	}
}
