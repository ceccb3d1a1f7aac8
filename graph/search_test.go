package graph

import "testing"

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

var wanhua = &Entity{
	Names:   Names{Name: "万华化学", NameEN: "Wanhua Chemical Group", Hant: "萬華化學", Pinyin: "wàn huà huà xué", Initials: "whhx"},
	Aliases: []string{"烟台万华", "Wanhua PU"}, AliasSounds: []Sound{{"yān tái wàn huà", "ytwh"}},
	Codes: []OfficialCode{{USCC, "91370000163044841F"}},
}

func TestMatch(t *testing.T) {
	for text, want := range map[string]Match{
		"万华化学":               {"万华化学", FormCanonical, MatchExact, false, false},
		"万华":                 {"万华化学", FormCanonical, MatchPrefix, false, false},
		"华化":                 {"万华化学", FormCanonical, MatchInfix, false, false},
		"万":                  {"万华化学", FormCanonical, MatchPrefix, false, false},
		"华":                  {},
		"萬華":                 {"萬華化學", FormTraditional, MatchPrefix, false, false},
		"華化學":                {"萬華化學", FormTraditional, MatchInfix, false, false},
		"万華化学":               {"万华化学", FormCanonical, MatchExact, false, false},
		"煙台萬華":               {"烟台万华", FormAlias, MatchExact, true, false},
		"烟台":                 {"烟台万华", FormAlias, MatchPrefix, true, false},
		"wanhua chemical":    {"Wanhua Chemical Group", FormEnglish, MatchPrefix, false, true},
		"chemical":           {"Wanhua Chemical Group", FormEnglish, MatchInfix, false, true},
		"hemical":            {},
		"WANHUA":             {"wàn huà huà xué", FormPinyin, MatchPrefix, false, false},
		"wan hua hua":        {"wàn huà huà xué", FormPinyin, MatchPrefix, false, false},
		"wànhuàhuàxué":       {"wàn huà huà xué", FormPinyin, MatchExact, false, false},
		"huaxue":             {"wàn huà huà xué", FormPinyin, MatchInfix, false, false},
		"anhua":              {},
		"whhx":               {"whhx", FormInitials, MatchExact, false, false},
		"WHH":                {"whhx", FormInitials, MatchPrefix, false, false},
		"hhx":                {},
		"yantai wanhua":      {"yān tái wàn huà", FormPinyin, MatchExact, true, false},
		"ytwh":               {"ytwh", FormInitials, MatchExact, true, false},
		"wanhuapu":           {"Wanhua PU", FormAlias, MatchExact, true, false},
		"91370000":           {"91370000163044841F", FormCode, MatchPrefix, false, false},
		"91370000163044841f": {"91370000163044841F", FormCode, MatchExact, false, false},
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
	for text, want := range map[string]NameForm{
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
		if got.Form != want || found != (want != "") || found && got.How != MatchFuzzy {
			t.Errorf("%q: %+v %t, want %q", text, got, found, want)
		}
	}
}

func TestHitsAreInOrder(t *testing.T) {
	hit := func(how MatchQuality, alias bool, degree int, id ID) Hit {
		return Hit{&Entity{ID: id, Degree: degree}, Match{How: how, Alias: alias, Long: degree == 1000}}
	}
	ordered := []Hit{
		hit(MatchExact, false, 9, "a:b"), hit(MatchExact, false, 3, "a:a"), hit(MatchExact, false, 3, "a:b"), hit(MatchExact, true, 100_000, "a:b"),
		hit(MatchPrefix, false, 7, "a:b"), hit(MatchPrefix, false, 1000, "a:b"), hit(MatchPrefix, true, 8, "a:b"), hit(MatchInfix, false, 0, "a:b"), hit(MatchFuzzy, false, 1, "a:b"),
	}
	for i := 1; i < len(ordered); i++ {
		a, b := ordered[i-1], ordered[i]
		if a.Key() >= b.Key() || a.Score() < b.Score() {
			t.Errorf("%d: keys %q, %q, scores %f, %f", i, a.Key(), b.Key(), a.Score(), b.Score())
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
