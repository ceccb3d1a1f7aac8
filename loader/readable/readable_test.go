package readable

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"policygraph/graph"
	"policygraph/internal/corpus"
)

func read(t testing.TB, raw string, declared ...graph.Repair) Text {
	t.Helper()
	text, err := Read([]byte(raw), declared)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func lines(t Text) string {
	out := make([]string, len(t.Paragraphs))
	for i, p := range t.Paragraphs {
		out[i] = p.Text
	}
	return strings.Join(out, "\n")
}

func TestReadRepairs(t *testing.T) {
	for _, c := range []struct{ rule, raw, want string }{
		{"a reading behind its character goes", "山東產(chǎn)業(yè)發(fā)展", "山东产业发展"},
		{"a reading in full-width brackets goes", "山東產（chǎn）業", "山东产业"},
		{"a reading of the simplified form goes", "数(shù)字", "数字"},
		{"a second reading that fits once the first is gone goes", "长(zhǎng)(cháng)沙", "长沙"},
		{"a reading of another character stays", "山(chǎn)东", "山(chǎn)东"},
		{"letters without a tone mark stay", "产(chan)业", "产(chan)业"},
		{"an abbreviation in brackets stays", "项目(BOT)", "项目(BOT)"},
		{"Traditional text is converted by word", "頭髮發展皇后乾隆", "头发发展皇后乾隆"},
		{"着 is written where 著 is no writing", "著力顯著著作權", "着力显著著作权"},
		{"one Traditional word in simplified text stays", strings.Repeat("青岛市工业互联网", 10) + "「發」", strings.Repeat("青岛市工业互联网", 10) + "「發」"},
		{"punctuation beside Chinese gets its width in damaged text", "發(fā)展,8:30開會;75%:好", "发展，8:30开会；75%：好"},
		{"punctuation of undamaged text stays", "发展,开会", "发展,开会"},
		{"a full stop that lost a byte is found by the reading behind", "條件!斗桨浮妨⒆阄沂挟a(chǎn)業(yè)", "条件。《方案》立足我市产业"},
		{"a torn reading is put right at both ends", "發(fā)展?jié)摿Υ蟮男陆?jīng)濟(jì)", "发展潜力大的新经济"},
		{"a torn reading before a lone byte too", "發(fā)展?jié)摿Υ蟮奈磥懋a(chǎn)業(yè)", "发展潜力大的未来产业"},
		{"what no reading proves stays", "設(shè)施;A(chǔ)網(wǎng)", "设施；A(chǔ)网"},
		{"white space around a paragraph stays", "　　一 \n", "　　一 "},
		{"a carriage return inside a line stays", "一\r二\n", "一\r二"},
		{"nothing has no paragraphs", "", ""},
		{"empty lines are no paragraphs", "一\n\n \u3000\n二\r\n", "一\n二"},
	} {
		t.Run(c.rule, func(t *testing.T) {
			if got := lines(read(t, c.raw)); got != c.want {
				t.Errorf("%q reads %q, want %q", c.raw, got, c.want)
			}
		})
	}
}

func TestDeclaredRepair(t *testing.T) {
	raw := "施設(shè)\n設(shè)施;A(chǔ)網(wǎng)"
	text := read(t, raw, graph.Repair{Paragraph: 2, From: ";A(chǔ)網", To: "。基礎網", Reason: "base network"})
	if got := lines(text); got != "施设\n设施。基础网" {
		t.Errorf("reads %q", got)
	}
	if len(text.Suspicious) != 0 {
		t.Errorf("still suspicious: %v", text.Suspicious)
	}
	for _, wrong := range []graph.Repair{{Paragraph: 3, From: "設"}, {Paragraph: 1, From: "網"}, {Paragraph: 1}} {
		if _, err := Read([]byte(raw), []graph.Repair{wrong}); err == nil {
			t.Errorf("the repair %+v fits nothing and passes", wrong)
		}
	}
}

func TestSuspicious(t *testing.T) {
	text := read(t, "設(shè)施;A(chǔ)網(wǎng)\n潛Υ蟮")
	if len(text.Suspicious) != 2 {
		t.Errorf("found %v", text.Suspicious)
	}
}

func TestNotUTF8(t *testing.T) {
	if _, err := Read([]byte{0xC7, 0xE0}, nil); err == nil {
		t.Error("GBK bytes pass")
	}
}

// The origin of a readable character is where its own form, or what it was
// repaired from, stands in the bytes.
func TestOrigin(t *testing.T) {
	raw := "題\n\n青島(dǎo)產(chǎn)業"
	text := read(t, raw)
	p := text.Paragraphs[1]
	for i, want := range []string{"青", "島", "產", "業"} {
		if at := p.Origin(i); !strings.HasPrefix(raw[at:], want) {
			t.Errorf("character %d comes from %q, want %q", i, raw[at:], want)
		}
	}
}

// The documents read clean; the undamaged one is as it was.
func TestDocuments(t *testing.T) {
	dir := corpus.Documents(t)
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents in %s: %v", dir, err)
	}
	mojibake := 0
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := read(t, string(raw))
		for _, c := range text.Changes {
			if c.Rule == Mojibake {
				mojibake++
			}
		}
		if strings.HasPrefix(filepath.Base(file), "004") && len(text.Changes) != 0 {
			t.Errorf("%s is undamaged, and was changed: %v", file, text.Changes[0])
		}
	}
	if mojibake != 4 {
		t.Errorf("%d runs of wrong pairs put right, want 4; two more are declared", mojibake)
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{"發(fā)展?jié)摿Υ蟮男陆?jīng)濟(jì)", "條件!斗桨浮妨⒆阄沂挟a(chǎn)業(yè)", "长(zhǎng)(cháng)", "著\r\n著(zhe)", "?jié)", "a(chǎn)", "！，(", "乾(qián)隆"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		if !utf8.ValidString(raw) {
			return
		}
		once := read(t, raw)
		text := lines(once)
		if utf8.RuneCountInString(text) > utf8.RuneCountInString(raw) {
			t.Errorf("longer than it was: %q from %q", text, raw)
		}
		if again := lines(read(t, text)); again != text {
			t.Errorf("%q reads %q, which reads %q", raw, text, again)
		}
		for _, p := range once.Paragraphs {
			for i := range utf8.RuneCountInString(p.Text) {
				if at := p.Origin(i); at < 0 || at >= len(raw) {
					t.Fatalf("character %d comes from byte %d of %d", i, at, len(raw))
				}
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	raw, err := os.ReadFile(filepath.Join(corpus.Documents(b), "003_d9f1236460861f5a.txt"))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		read(b, string(raw))
	}
}
