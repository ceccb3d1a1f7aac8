package names

import (
	"sort"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"

	"policygraph/loader/internal/lexicon"
)

func TestReadingsOfNamesOfTheField(t *testing.T) {
	tests := []struct{ name, pinyin, initials string }{
		// Enterprises.
		{"万华化学", "wàn huá huà xué", "whhx"},
		{"玲珑轮胎", "líng lóng lún tāi", "lllt"},
		{"海尔", "hǎi ěr", "he"},
		{"卡奥斯", "kǎ ào sī", "kas"},
		{"睿创微纳", "ruì chuàng wēi nà", "rcwn"},
		{"海信日立商用空调一期", "hǎi xìn rì lì shāng yòng kōng tiáo yī qī", "hxrlsyktyq"},
		{"中国重汽", "zhōng guó zhòng qì", "zgzq"},
		{"重庆长安", "chóng qìng cháng ān", "cqca"},
		{"长沙中联重科", "cháng shā zhōng lián zhòng kē", "cszlzk"},
		{"青岛银行", "qīng dǎo yín háng", "qdyh"},
		{"国开行", "guó kāi háng", "gkh"},
		{"华为", "huá wéi", "hw"},
		{"中车四方", "zhōng chē sì fāng", "zcsf"},
		{"和利时", "hé lì shí", "hls"},
		// Regions.
		{"烟台市", "yān tái shì", "yts"},
		{"即墨区", "jí mò qū", "jmq"},
		{"牟平区", "mù píng qū", "mpq"},
		{"乐陵市", "lào líng shì", "lls"},
		{"乐清市", "yuè qīng shì", "yqs"},
		{"单县", "shàn xiàn", "sx"},
		{"莘县", "shēn xiàn", "sx"},
		{"厦门市", "xià mén shì", "xms"},
		{"朝阳区", "cháo yáng qū", "cyq"},
		{"东阿县", "dōng ē xiàn", "dex"},
		{"台州市", "tāi zhōu shì", "tzs"},
		{"西藏自治区", "xī zàng zì zhì qū", "xzzzq"},
		{"长岛", "cháng dǎo", "cd"},
		// Agencies and posts.
		{"济南市工业和信息化局", "jǐ nán shì gōng yè hé xìn xī huà jú", "jnsgyhxxhj"},
		{"山东省发展和改革委员会", "shān dōng shěng fā zhǎn hé gǎi gé wěi yuán huì", "sdsfzhggwyh"},
		{"青岛市会展办公室", "qīng dǎo shì huì zhǎn bàn gōng shì", "qdshzbgs"},
		{"副局长", "fù jú zhǎng", "fjz"},
		{"秘书长", "mì shū zhǎng", "msz"},
		// Policies, programmes, figures.
		{"青岛市重点工业产业集聚区", "qīng dǎo shì zhòng diǎn gōng yè chǎn yè jí jù qū", "qdszdgycyjjq"},
		{"“高端制造业+人工智能”攻势", "gāo duān zhì zào yè rén gōng zhì néng gōng shì", "gdzzyrgzngs"},
		{"5G全连接", "5G quán lián jiē", "5gqlj"},
		{"人工智能+", "rén gōng zhì néng", "rgzn"},
		{"10+1创新型产业", "10+1 chuàng xīn xíng chǎn yè", "101cxxcy"},
		{"AI+", "AI+", "ai"},
		{"达标的称号", "dá biāo de chēng hào", "dbdch"},
		{"制造业数字化转型三年行动计划", "zhì zào yè shù zì huà zhuǎn xíng sān nián xíng dòng jì huà", "zzyszhzxsnxdjh"},
		{"专精特新企业", "zhuān jīng tè xīn qǐ yè", "zjtxqy"},
		{"单项冠军", "dān xiàng guàn jūn", "dxgj"},
		{"瞪羚企业", "dèng líng qǐ yè", "dlqy"},
		{"重点产业链链长制", "zhòng diǎn chǎn yè liàn liàn zhǎng zhì", "zdcyllzz"},
		{"稳增长", "wěn zēng zhǎng", "wzz"},
		{"中国轮胎之都", "zhōng guó lún tāi zhī dū", "zgltzd"},
		{"全国重点实验室重组", "quán guó zhòng diǎn shí yàn shì chóng zǔ", "qgzdsyscz"},
		{"上合示范区", "shàng hé shì fàn qū", "shsfq"},
		// Industries, technologies, projects.
		{"电子信息", "diàn zǐ xìn xī", "dzxx"},
		{"高分子材料", "gāo fēn zǐ cái liào", "gfzcl"},
		{"量子信息", "liàng zǐ xìn xī", "lzxx"},
		{"热轧带钢", "rè zhá dài gāng", "rzdg"},
		{"曲轴模具", "qū zhóu mú jù", "qzmj"},
		{"音乐", "yīn yuè", "yy"},
		{"会计", "kuài jì", "kj"},
		{"智能调度中心", "zhì néng diào dù zhōng xīn", "zndd" + "zx"},
		{"绿色石化", "lǜ sè shí huà", "lssh"},
		{"女企业家", "nǚ qǐ yè jiā", "nqyj"},
		{"国际大厦", "guó jì dà shà", "gjds"},
		{"海参", "hǎi shēn", "hs"},
		{"〇号工程", "líng hào gōng chéng", "lhgc"},
		{"一不", "yī bù", "yb"},
		// Latin, digits, punctuation.
		{"COSMOPlat", "COSMOPlat", "cosmoplat"},
		{"Linglong Tire", "Linglong Tire", "linglongtire"},
		{"ＡＩ＋制造", "AI zhì zào", "aizz"},
		{"2025–2027年", "2025–2027 nián", "20252027n"},
		{"工业3.0", "gōng yè 3.0", "gy30"},
		{"R&D-中心", "R&D zhōng xīn", "rdzx"},
		{"α计划", "α jì huà", "jh"},
		{"《", "", ""},
		{"", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := Derive(test.name)
			if got.Pinyin != test.pinyin {
				t.Errorf("Pinyin = %q, want %q", got.Pinyin, test.pinyin)
			}
			if got.Initials != test.initials {
				t.Errorf("Initials = %q, want %q", got.Initials, test.initials)
			}
		})
	}
}

func TestTraditionalForm(t *testing.T) {
	if got, want := Derive("万华化学产业集群").Hant, "萬華化學產業集群"; got != want {
		t.Errorf("Hant = %q, want %q", got, want)
	}
}

func TestSortKeyHasSoundThenTonesThenName(t *testing.T) {
	for name, want := range map[string]string{
		"万华化学":      "wan hua hua xue\t4242\t万华化学",
		"5G全连接":     "5g quan lian jie\t0221\t5G全连接",
		"绿色种子":      "lv se zhong zi\t4435\t绿色种子",
		"COSMOPlat": "cosmoplat\t0\tCOSMOPlat",
		"《":         "\t\t《",
	} {
		if got := Derive(name).SortKey; got != want {
			t.Errorf("SortKey of %s = %q, want %q", name, got, want)
		}
	}
}

func TestSortKeyOrdersNamesAsPeopleLookThemUp(t *testing.T) {
	want := []string{
		"5G全连接", // digits first
		"AI",    // Latin between the syllables it sounds before and after
		"爱迪",    // ài, with the words in ai
		"COSMOPlat",
		"海尔", // a name before the names that continue it
		"海尔集团",
		"海信",
		"济南", // jǐ nán before
		"暨南", // jì nán: same sound, later tone
		"济宁",
		"利津", // lì jīn both: by code point
		"历金",
		"路德", // lu before lü
		"绿地",
		"青岛", // qīng dǎo
		"青岛市",
		"清华",
	}
	got := append([]string(nil), want...)
	sort.Slice(got, func(i, j int) bool { return Derive(got[i]).SortKey < Derive(got[j]).SortKey })
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("order is\n%s, want\n%s", strings.Join(got, " "), strings.Join(want, " "))
	}
}

func TestPlain(t *testing.T) {
	tests := []struct{ rule, pinyin, want string }{
		{"marks go", "wàn huá huà xué", "wan hua hua xue"},
		{"ü is typed v", "lǜ sè nǚ lüè", "lv se nv lve"},
		{"syllables without a vowel", "ń ň ǹ ḿ m\u0300", "n n n m m"},
		{"ê with combining marks", "ê\u0304 ế ê\u030c ề", "e e e e"},
		{"words stay", "5G COSMOPlat α", "5G COSMOPlat α"},
		{"empty", "", ""},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			if got := Plain(test.pinyin); got != test.want {
				t.Errorf("Plain(%q) = %q, want %q", test.pinyin, got, test.want)
			}
		})
	}
}

func TestIsReading(t *testing.T) {
	tests := []struct {
		rule    string
		char    rune
		reading string
		want    bool
	}{
		{"the usual reading", '行', "xíng", true},
		{"another reading", '行', "háng", true},
		{"a wrong tone", '行', "xǐng", false},
		{"a reading of another character", '行', "dòng", false},
		{"a Traditional character", '業', "yè", true},
		{"a reading that only the simplified form has", '髮', "fā", true},
		{"without its mark", '业', "ye", false},
		{"a neutral tone", '的', "de", true},
		{"an abbreviation in brackets", '能', "AI", false},
		{"not a character", 'A', "ā", false},
		{"no reading at all", '，', "", false},
		{"no reading for a character", '行', "", false},
		{"two readings at once", '行', "xíng,háng", false},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			if got := IsReading(test.char, test.reading); got != test.want {
				t.Errorf("IsReading(%c, %q) = %v", test.char, test.reading, got)
			}
		})
	}
}

// Every list must give a syllable for each character, and every syllable must
// come apart into a-z and one tone.
func TestEveryReadingIsPinyin(t *testing.T) {
	check := func(word, syllable string) {
		plain := Plain(syllable)
		if plain == "" || strings.Trim(plain, "abcdefghijklmnopqrstuvwxyz") != "" {
			t.Errorf("%s: %q is %q without its tone", word, syllable, plain)
		}
	}
	for r, readings := range pinyin.PinyinDict {
		for syllable := range strings.SplitSeq(readings, ",") {
			check(string(rune(r)), syllable)
		}
	}
	for _, list := range []*lexicon.Lexicon{field(), phrases()} {
		list.All(func(word, reading string) bool {
			syllables := strings.Split(reading, " ")
			if len(syllables) != utf8.RuneCountInString(word) {
				t.Errorf("%s: %d syllables in %q", word, len(syllables), reading)
			}
			for _, syllable := range syllables {
				check(word, syllable)
			}
			return true
		})
	}
}

// A word of the field that is read right without its entry does not belong in
// the list.
func TestEveryFieldEntryCorrectsSomething(t *testing.T) {
	field().All(func(entry, reading string) bool {
		if got := readingWithout(entry); got == reading {
			t.Errorf("%s is read %s anyway", entry, got)
		}
		return true
	})
}

// readingWithout reads a word of the field by everything but its own entry.
func readingWithout(entry string) string {
	var others strings.Builder
	field().All(func(word, reading string) bool {
		if word != entry {
			others.WriteString(word + "\t" + reading + "\n")
		}
		return true
	})
	rest := lexicon.New(others.String())
	var syllables []string
	for at := 0; at < len(entry); {
		word, reading := rest.Longest(entry[at:])
		if phrase, syllables := phrases().Longest(entry[at:]); len(phrase) > len(word) {
			word, reading = phrase, syllables
		}
		if word == "" {
			r, size := utf8.DecodeRuneInString(entry[at:])
			word = entry[at : at+size]
			reading, _, _ = strings.Cut(pinyin.PinyinDict[int(r)], ",")
		}
		syllables = append(syllables, reading)
		at += len(word)
	}
	return strings.Join(syllables, " ")
}

func FuzzDerive(f *testing.F) {
	for _, seed := range []string{"", "万华化学", "5G+", "\xe5\xff", "é", "a.", ".a", "R&&D", "濟南", "一\t二", "ê\u0304", "ＡＩ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		got := Derive(name)
		if again := Derive(name); again != got {
			t.Errorf("Derive(%q) differs from itself: %+v, %+v", name, got, again)
		}
		if strings.Trim(got.Initials, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			t.Errorf("Derive(%q).Initials = %q", name, got.Initials)
		}
		if !strings.HasSuffix(got.SortKey, "\t"+name) {
			t.Errorf("Derive(%q).SortKey = %q", name, got.SortKey)
		}
		if utf8.ValidString(name) && !utf8.ValidString(got.Pinyin+got.SortKey) {
			t.Errorf("Derive(%q) = %q, %q: not UTF-8", name, got.Pinyin, got.SortKey)
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		lexicon.New(fieldText)
		lexicon.New(phrasesText)
	}
}

func BenchmarkDerive(b *testing.B) {
	Derive("")
	for _, name := range []string{"万华化学", "济南市工业和信息化局", "5G全连接"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Derive(name)
			}
		})
	}
}
