package readable

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"policygraph/internal/testenv"
	"policygraph/loader/names"
	"policygraph/loader/opencc"
)

// What looks damaged and is not put right is listed.
func TestWhatIsNotPutRightIsSuspicious(t *testing.T) {
	for _, c := range []struct{ rule, raw, at string }{
		{"a reading behind a character that it is not one of", "发展(qiáng)产业", "(qiáng)"},
		{"a reading behind a letter", "設(shè)施;A(chǔ)網(wǎng)", "(chǔ)"},
		{"a reading that lost its opening bracket", "左右Ｗ鰪?qiáng)", "?qiáng)"},
		{"a full-width Latin letter before a Chinese character", "左右Ｗ鰪大", "Ｗ"},
		{"a question mark of half width where other signs have their full width", "左右，做强?产业", "?"},
		{"the same at the end of a paragraph", "左右，做?", "?"},
		{"question marks in place of all signs", "坚持左右?做强做优主导产业?", "?做"},
		{"a question mark of half width behind a rare character", "左右做鰪?", "?"},
		{"a replacement character", "左右做\uFFFD", "\uFFFD"},
		{"a Greek letter among Chinese characters", "潛Υ蟮", "Υ"},
		{"a kana among Chinese characters", "潛ヵ蟮", "ヵ"},
		{"a letter of zhuyin among Chinese characters", "潛ㄆ蟮", "ㄆ"},
		{"a box-drawing character among Chinese characters", "潛┢蟮", "┢"},
	} {
		text := read(t, c.raw)
		found := false
		for _, s := range text.Suspicious {
			found = found || strings.HasPrefix(c.raw[s.Offset:], c.at)
		}
		if !found {
			t.Errorf("%s: %q reads %q, and of %+v none is at %q", c.rule, c.raw, lines(text), text.Suspicious, c.at)
		}
	}
}

func TestWhatIsNotDamagedIsNotSuspicious(t *testing.T) {
	for _, c := range []struct{ rule, raw string }{
		{"a question where all signs have half width", "想爆料?请登录,拨打热线!"},
		{"a question in a text without other signs", "想爆料?"},
		{"a question in Traditional text with readings", "想爆料?請登錄(lù),撥(bō)打熱線"},
		{"a question of full width", "想爆料？请登录，拨打热线！"},
		{"a question in Latin letters", "他说：“What?”，就走了"},
		{"words in full-width letters", "ＡＩ技术、５Ｇ网络和ＫＴＶ"},
		{"a letter of normal width", "A股和B站"},
		{"an abbreviation in brackets", "项目(BOT)和人工智能(AI)"},
	} {
		if text := read(t, c.raw); len(text.Suspicious) > 0 {
			t.Errorf("%s: %q has %+v", c.rule, c.raw, text.Suspicious)
		}
	}
}

// sound is text in which one byte goes missing.
var sound = []string{
	"东岭省加快发展先进制造业，力争到二〇二七年，规模以上工业增加值比二〇二三年增长两成左右。",
	"做强优势产业链，做大特色产业集群；实施《链长制行动方案》，推动龙头企业与中小企业融通发展。",
	"各市要结合实际创造条件。《方案》立足产业基础，明确了路径。",
	"围绕新能源汽车、集成电路、高端装备、生物医药等领域，组织实施重点项目，设立产业引导基金。",
	"支持云河市建设国家级实验室，鼓励高校、科研院所与企业共建创新联合体，完善成果转化机制。",
	"产业数字化转型取得积极进展：新建智能工厂、数字化车间，关键工序数控化率明显提高！",
	"强化要素保障，优化营商环境，将责任压实到各县区、各部门，确保各项任务落到实处。",
}

// However a byte goes missing before readings are put in, the text is put right
// exactly or what remains of the damage is listed.
func TestAMissingByteIsPutRightOrListed(t *testing.T) {
	dice := rand.New(rand.NewPCG(testenv.Seed(t), 0))
	right, listed := 0, 0
	for range 2_000 {
		d := damager{Rand: dice, traditional: dice.IntN(4) > 0, replacement: []rune{'?', utf8.RuneError}[dice.IntN(2)]}
		// Where signs lose their width, too, a mark for a missing byte at the end of a
		// paragraph cannot be told from a question.
		d.narrow = d.replacement == utf8.RuneError && dice.IntN(2) == 0
		intact := strings.Join(sound[:1+dice.IntN(len(sound))], "\n")
		raw := d.damage(intact)
		text := read(t, raw)
		switch got := lines(text); {
		case got == intact:
			right++
		case len(text.Suspicious) > 0:
			listed++
		case !d.traditional && d.narrow && widened(got) == intact:
			right++ // nothing says that the signs had their full width
		default:
			for i, was := range strings.Split(intact, "\n") {
				if text.Paragraphs[i].Text != was {
					t.Errorf("traditional %t, replacement %q, narrow %t:\n%s\nreads\n%s\nwithout anything suspicious, and was\n%s", d.traditional, d.replacement, d.narrow, strings.Split(raw, "\n")[i], text.Paragraphs[i].Text, was)
				}
			}
		}
	}
	t.Logf("%d put right, %d listed", right, listed)
}

// damager damages text as web pages do.
type damager struct {
	*rand.Rand  `json:"-"`
	traditional bool // written in Traditional characters
	replacement rune // what bytes become that are no character
	narrow      bool // full-width signs become ASCII
}

// damage loses a byte of the text in GBK, puts readings in behind bytes that were a
// character, and decodes what is left.
func (d damager) damage(text string) string {
	if d.traditional {
		text = opencc.ToTraditional(text)
	}
	lost := d.IntN(2 * utf8.RuneCountInString(strings.ReplaceAll(text, "\n", "")))
	var raw []byte
	at := 0
	for _, r := range text {
		if r == '\n' {
			raw = append(raw, '\n')
			continue
		}
		pair := encoded(r)
		if at == lost || at+1 == lost {
			raw = append(raw, pair[at+1-lost]) // the other byte
		} else {
			raw = append(raw, pair...)
			if opencc.ToSimplified(string(r)) != string(r) || d.IntN(10) == 0 {
				if reading := names.Derive(string(r)).Pinyin; strings.ContainsAny(reading, toned) {
					raw = append(raw, '(')
					for _, letter := range reading {
						raw = append(raw, encoded(letter)...)
					}
					raw = append(raw, ')')
				}
			}
		}
		at += 2
	}
	out := d.decode(raw)
	if d.narrow {
		out = strings.NewReplacer("，", ",", "：", ":", "；", ";", "！", "!", "？", "?").Replace(out)
	}
	return out
}

// decode takes the byte behind one that begins a character with it, whether they are
// a character or not.
func (d damager) decode(raw []byte) string {
	var out strings.Builder
	for i := 0; i < len(raw); i++ {
		switch {
		case raw[i] < 0x80:
			out.WriteByte(raw[i])
		case i+1 == len(raw) || raw[i+1] == '\n':
			out.WriteRune(d.replacement)
		default:
			if runes, ok := decode(raw[i : i+2]); ok {
				out.WriteRune(runes[0])
			} else {
				out.WriteRune(d.replacement)
			}
			i++
		}
	}
	return out.String()
}

func encoded(r rune) []byte {
	b, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(string(r)))
	if err != nil {
		panic(string(r) + " is not in GBK: " + err.Error())
	}
	return b
}

// widened gives signs their full width.
func widened(text string) string {
	return strings.NewReplacer(",", "，", ":", "：", ";", "；", "!", "！", "?", "？").Replace(text)
}
