package export_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"policygraph/graph"
	"policygraph/internal/testenv"
)

// seedsOf are the seeds of the datasets that a random test makes: n, five times as many in
// a full run, and many in a soak, from the run's seed on.
func seedsOf(t *testing.T, n int) []uint64 {
	t.Helper()
	return seedNumbers(t, testenv.Size(t, n, 5*n, 300*n))
}

// seedNumbers returns n seeds from the run's seed on.
func seedNumbers(t *testing.T, n int) []uint64 {
	t.Helper()
	first := testenv.Seed(t)
	out := make([]uint64, n)
	for i := range out {
		out[i] = first + uint64(i)
	}
	return out
}

// randomDataset is the files of a valid dataset of format 2, the same for the same seed, in
// which every key of the format is used and texts hold what formats trip over. It
// writes the lines itself, so that an error of package export cannot hide.
func randomDataset(seed uint64) fstest.MapFS { return randomOfFormat(seed, 2) }

func randomOfFormat(seed uint64, format int) fstest.MapFS {
	g := &maker{format: format, Rand: rand.New(rand.NewPCG(seed, 1)), again: map[string]int{}, byKind: map[graph.Kind][]string{}}
	g.indicators()
	g.documents()
	g.entities()
	g.claims()
	g.figures()
	description := fmt.Sprintf("format: %d\ntitle: %s\nlicence: %s\nmaintainer: %s\ndate: %s\n", format, yamlEscaped(g.text()), yamlEscaped(g.text()), yamlEscaped(g.text()), lastDay)
	return fstest.MapFS{"dataset.yaml": {Data: []byte(description)}, "all.jsonl": {Data: []byte(strings.Join(g.lines, "\n"))}}
}

const lastDay = "2025-06-30"

// yamlEscaped is text in YAML with everything escaped but ASCII.
func yamlEscaped(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case ' ' <= r && r < 0x7f:
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, `\U%08X`, r)
		}
	}
	return `"` + b.String() + `"`
}

type maker struct {
	*rand.Rand
	format int
	lines  []string
	n      int            // of names given
	again  map[string]int // statements made of the same subject and object
	byKind map[graph.Kind][]string
	all    []string

	ofIndicator map[string][]unit
	sources     []source
	withdrawn   []string // refs of claims
	stated      []string // refs of figures
}

type line map[string]any

func (g *maker) put(l line) {
	text, err := json.Marshal(l)
	if err != nil {
		panic(err)
	}
	g.lines = append(g.lines, string(text))
}

func (g *maker) chance(n int) bool { return g.IntN(n) == 0 }

func pick[E any](g *maker, of []E) E { return of[g.IntN(len(of))] }

// sometimes sets a key now and then.
func (g *maker) sometimes(l line, key string, value func() any) {
	if g.chance(2) {
		l[key] = value()
	}
}

// hostile is what texts are made of. Line breaks become spaces when they are read.
var hostile = []string{
	`"`, `'`, `,`, `;`, `|`, `||`, `\`, `\\`, `\n`, `\u0041`, `\'`, "`", "\n", "\r\n", " ", "  ", `<`, `>`, `&`, `&amp;`, `]]>`, `<![CDATA[`, `<!--`, `&#10;`,
	`=1+1`, `+1`, `-1`, `@SUM(A1)`, "\u2028", "\u2029", "\u00a0", "\u200b", "\u202e", "\ufeff", "\ufffe", "\uffff", "\U0001fffe", "😀", "👩‍👩‍👧", "𠀀𪚥", "e\u0301", "É",
	"繁體臺灣", "简体", "青岛", "「", "」", "」 ", "『", "（", "null", "true", "NaN", "007", "1e5", "{}", "[]", `["a"]`, "${x}", "$$", "//", "/*", "# ", ": ", "- ", "%s", "a", "B", "·",
}

// text is one to six pieces, the last of which can be seen.
func (g *maker) text() string {
	var b strings.Builder
	for range g.IntN(6) {
		b.WriteString(pick(g, hostile))
	}
	return b.String() + pick(g, []string{`"`, `\`, `|`, `'`, "」", "]]>", "x", "丙", "😀", ",", "="})
}

// name is a text that nothing else is named.
func (g *maker) name() string {
	g.n++
	if g.chance(3) {
		return fmt.Sprintf("重庆银行%d号", g.n)
	}
	return g.text() + "№" + strconv.Itoa(g.n)
}

func (g *maker) texts() any {
	out := make([]string, 1+g.IntN(3))
	for i := range out {
		out[i] = g.name()
	}
	return out
}

// aliases are texts and, in format 2, local names.
func (g *maker) aliases() any {
	var out []any
	for _, text := range g.texts().([]string) {
		out = append(out, text)
	}
	if g.format == 2 {
		out = append(out, line{"name": g.name(), "in": "document:d3"}, line{"name": "本方案", "in": "region:e0"})
	}
	return out
}

func (g *maker) day() string {
	return fmt.Sprintf("%d-%02d-%02d", 2015+g.IntN(10), 1+g.IntN(12), 1+g.IntN(28))
}

func (g *maker) date() string { return g.day()[:pick(g, []int{4, 7, 10})] }

func (g *maker) dates() (from, to string) {
	days := []string{g.day(), g.day()}
	slices.Sort(days)
	return days[0][:pick(g, []int{4, 7, 10})], days[1][:pick(g, []int{4, 7, 10})]
}

func (g *maker) hex(n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte("0123456789abcdef"[g.IntN(16)])
	}
	return b.String()
}

type unit struct{ code, scale string }

func (g *maker) indicators() {
	g.ofIndicator = map[string][]unit{}
	for i, code := range []string{"kW", "1000 kW", "元", "%", g.name()} {
		g.put(line{"record": "unit", "code": code, "label": g.text(), "label_en": g.text()})
		units := []unit{{"", "1"}}
		for j, scale := range []string{"1000", "7", "0.45359237", "1e8", "1e-3", "123456.789", "1e18", "1e99", "1e-99"} {
			derived := fmt.Sprintf("%s %d-%d", pick(g, []string{"MW", "周", "7 kW"}), i, j)
			g.put(line{"record": "unit", "code": derived, "label": g.text(), "label_en": g.text(), "base": code, "scale": json.Number(scale)})
			units = append(units, unit{derived, scale})
		}
		for k, measure := range graph.Measures {
			id := fmt.Sprintf("indicator:i%d-%d", i, k)
			l := line{"record": "indicator", "id": id, "name": g.name(), "unit": code, "measure": measure}
			g.sometimes(l, "name_en", func() any { return g.text() })
			g.sometimes(l, "description", func() any { return g.text() })
			g.sometimes(l, "base", func() any { return g.text() })
			g.put(l)
			g.ofIndicator[id] = units
		}
	}
}

// source is a document and the paragraphs of it that can be evidence; none of a
// register.
type source struct {
	id         string
	paragraphs []int
}

func (g *maker) documents() {
	g.put(line{"record": "document", "id": "document:other", "title": g.text()}) // of statements that others make too
	for i := range 7 {
		s := source{id: fmt.Sprintf("document:d%d", i)}
		l := line{"record": "document", "id": s.id, "title": g.text()}
		g.sometimes(l, "publisher", func() any { return g.text() })
		g.sometimes(l, "authors", g.texts)
		g.sometimes(l, "date", func() any { return g.date() })
		g.sometimes(l, "language", func() any { return pick(g, []string{"zh-Hans", "en", "zh-Hant-TW"}) })
		g.sometimes(l, "url", func() any {
			return pick(g, []string{"https://example.org/a?b=c&d=%22|'", "http://例子.example/甲", "https://example.org/<b>#c"})
		})
		if i > 1 {
			s.paragraphs = []int{5, 6, 8, 19, 40}
			l["sha256"] = g.hex(64)
			g.sometimes(l, "paragraphs", func() any { return pick(g, []string{"5-40", "1-1000000"}) })
			g.sometimes(l, "boilerplate", func() any { return []string{"20-22", "7", "9-18"} })
			g.sometimes(l, "recorded", func() any { return g.day() })
			g.sometimes(l, "repairs", func() any {
				return []line{{"paragraph": 1 + g.IntN(9), "from": g.text(), "to": g.text(), "reason": g.text()}, {"paragraph": 3, "from": "a", "to": "b", "reason": "c"}}
			})
		}
		if i > 1 && g.format == 2 {
			l["speaks_for"] = []line{
				{"entity": "policy:e1", "paragraphs": []string{"5-6", "8"}, "at": "5:0-3#00c0ffee"},
				{"entity": "region:e0", "words": []string{"words", g.text()}, "at": "6:1-3#00c0ffee"},
				{"entity": "region:e1", "paragraphs": []string{"6-40"}, "words": []string{"我市"}, "at": "8:1-3#00c0ffee"},
			}
		}
		g.put(l)
		g.sources = append(g.sources, s)
	}
}

func (g *maker) entities() {
	for _, k := range graph.Kinds {
		for i := range 5 {
			id := fmt.Sprintf("%s:e%d", k.Kind.Prefix(), i)
			l := line{"record": "entity", "id": id, "name": g.name()}
			g.sometimes(l, "name_en", func() any { return g.text() })
			g.sometimes(l, "aliases", g.aliases)
			g.sometimes(l, "description", func() any { return g.text() })
			g.sometimes(l, "codes", func() any { return g.codes() })
			if i < 3 { // the first-ever id is another
				g.sometimes(l, "former_ids", func() any { return []string{id + "-z", id + "-a"} })
			}
			switch k.Kind {
			case graph.Policy:
				g.sometimes(l, "issued_on", func() any { return g.date() })
				g.sometimes(l, "adoption", func() any { return pick(g, graph.Adoptions) })
			case graph.Event:
				g.sometimes(l, "held_on", func() any { return g.date() })
			}
			if forms := k.Kind.Forms(); forms != nil && (forms.Required || g.chance(2)) {
				l[forms.Field] = pick(g, forms.All())
			}
			g.put(l)
			named := id
			if _, renamed := l["former_ids"]; renamed && g.chance(2) {
				named = id + "-a" // statements may use it still
			}
			g.byKind[k.Kind], g.all = append(g.byKind[k.Kind], named), append(g.all, named)
		}
	}
}

func (g *maker) codes() []line {
	g.n++
	return []line{
		{"scheme": graph.DocumentNumber, "value": g.name()},
		{"scheme": graph.USCC, "value": fmt.Sprintf("91370200MA%08d", g.n)},
		{"scheme": graph.GBT2260, "value": fmt.Sprint(100_000 + g.n)},
	}
}

// decimal is a number from 0 to 1.
func (g *maker) confidence() any {
	return json.Number(pick(g, []string{"0", "1", "0.5", "0.85", "0.0", "1e-7", "0.33333333333333333333", "1e-99", "0.00000000000000000001e-99", "10e-1"}))
}

// evidence adds where a statement is written, in every way that the format has, and
// a note where one is needed.
func (g *maker) evidence(l line, noted bool) {
	piece := func() line {
		s := pick(g, g.sources)
		p := line{"document": s.id}
		if s.paragraphs == nil {
			p["at"] = "*"
		} else {
			at := make([]string, 1+g.IntN(3))
			for i := range at {
				start := g.IntN(1000)
				at[i] = fmt.Sprintf("%d:%d-%d#%s", pick(g, s.paragraphs), start, start+1+g.IntN(1000), g.hex(8))
			}
			if p["at"] = at; len(at) == 1 && g.chance(2) {
				p["at"] = at[0]
			}
		}
		g.sometimes(p, "method", func() any { return pick(g, graph.Methods) })
		g.sometimes(p, "confidence", g.confidence)
		g.sometimes(p, "note", func() any { return g.text() })
		if noted {
			p["note"] = g.text()
		}
		if g.format == 2 {
			g.basis(p, s, l["record"] == "claim")
		}
		return p
	}
	if g.chance(2) {
		for key, value := range piece() {
			l[key] = value
		}
		if g.chance(2) {
			return
		}
	}
	more := []line{piece()}
	for g.chance(2) {
		more = append(more, piece())
	}
	l["evidence"] = more
}

// basis adds how the words of a piece of evidence support its statement.
func (g *maker) basis(p line, s source, ofClaim bool) {
	basis := pick(g, graph.Bases)
	if s.paragraphs == nil { // whole, so that all that cite it do so on one basis
		basis = graph.Registered.Info()
	}
	p["basis"] = basis.Basis
	if p["confidence"] != nil && basis.Confidence < 1 {
		p["confidence"] = json.Number(pick(g, []string{"0", "0.5", "6e-1", "0.33333333333333333333"}))
	}
	if basis.Noted && p["note"] == nil {
		p["note"] = g.text()
	}
	if g.chance(4) {
		p["note"] = pick(g, []string{"STATED ", "subject_at=", "speaks_for=x "}) + g.text()
	}
	if ofClaim && s.paragraphs != nil {
		g.sometimes(p, "subject_at", func() any { return "6:0-3#" + g.hex(8) })
		g.sometimes(p, "object_at", func() any { return "8:0-3#" + g.hex(8) })
	}
}

// statement adds what claims and figures have in common. It reports whether the
// statement is withdrawn.
func (g *maker) statement(l line, ref, same string, noted bool) (withdrawn bool) {
	g.evidence(l, noted)
	l["ref"] = ref
	days := []string{g.day(), g.day()}
	slices.Sort(days)
	l["recorded"] = days[0]
	if withdrawn = g.chance(4); withdrawn {
		l["retracted"] = days[1]
	}
	if g.chance(3) {
		l["under"] = pick(g, g.byKind[pick(g, []graph.Kind{graph.Policy, graph.Programme, graph.Event})])
	}
	if n := g.again[same]; n > 0 {
		l["again"] = n
	}
	g.again[same]++
	return withdrawn
}

func (g *maker) claims() {
	for _, relation := range graph.Vocabulary {
		for range 8 {
			g.claim(&relation)
		}
	}
}

func (g *maker) claim(relation *graph.Relation) {
	ends := pick(g, relation.Ends)
	subjects := pick(g, ends.Subjects)
	objects := pick(g, ends.Objects)
	if ends.SameKind {
		objects = subjects
	}
	s, o := g.IntN(5), g.IntN(5)
	if subjects == objects { // below what it is related to, so that there is no cycle
		s = 1 + g.IntN(4)
		o = g.IntN(s)
	}
	subject, object := g.byKind[subjects][s], g.byKind[objects][o]
	if relation.Symmetric && g.chance(2) {
		subject, object = object, subject
	}
	l := line{"record": "claim", "subject": subject, "type": relation.Type, "object": object}
	g.sometimes(l, "role", func() any {
		if len(relation.Roles) > 0 {
			return pick(g, relation.Roles)
		}
		return g.text()
	})
	g.sometimes(l, "amount", func() any {
		return json.Number(pick(g, []string{"0", "-1", "120000000", "0.1", "1e99", "1e-99", "12345678901234567890.12345678901234567890", "99999999999999999999e99", "1.7976931348623157e308", "-5e-324", "3.6e8"}))
	})
	g.sometimes(l, "rank", func() any { return 1 + g.IntN(999_999) })
	g.sometimes(l, "stage", func() any { return pick(g, graph.Stages) })
	g.sometimes(l, "expected", func() any { return g.date() })
	if g.format == 1 { // from 2 on it follows from the bases
		g.sometimes(l, "certainty", func() any { return pick(g, graph.Certainties) })
	}
	from, to := g.dates()
	g.sometimes(l, "valid_from", func() any { return from })
	g.sometimes(l, "valid_to", func() any { return to })
	ref := fmt.Sprintf("c%d", len(g.lines))
	implied := l["certainty"] == graph.Implied
	same := []string{subject, object}
	slices.Sort(same)
	if g.statement(l, ref, string(relation.Type)+same[0]+same[1], implied) {
		defer func() { g.withdrawn = append(g.withdrawn, ref) }()
	}
	if len(g.withdrawn) > 0 && g.chance(4) {
		l["replaces"] = "#" + pick(g, g.withdrawn)
	}
	g.put(l)
	if l["retracted"] == nil && l["replaces"] == nil && g.chance(3) { // another document says the same
		more := line{}
		for key, value := range l {
			if !slices.Contains([]string{"ref", "document", "at", "method", "basis", "subject_at", "object_at", "confidence", "note", "evidence"}, key) {
				more[key] = value
			}
		}
		more["recorded"] = g.day()
		other := line{"document": "document:other", "at": "*", "note": g.text()}
		if g.format == 2 {
			other["basis"] = graph.Registered
		}
		more["evidence"] = []line{other}
		delete(more, "document")
		g.put(more)
	}
}

func (g *maker) figures() {
	ids := make([]string, 0, len(g.ofIndicator))
	for id := range g.ofIndicator {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for range 12 {
		for _, id := range ids {
			g.figure(id)
		}
	}
}

func (g *maker) figure(indicator string) {
	subject := pick(g, g.all)
	l := line{"record": "figure", "subject": subject, "indicator": indicator, "status": pick(g, graph.FigureStatuses)}
	g.sometimes(l, "condition", func() any { return g.text() })
	g.sometimes(l, "breakdown", func() any {
		at := g.Perm(len(g.all))[:1+g.IntN(3)]
		parts := make([]string, len(at))
		for i, n := range at {
			parts[i] = g.all[n]
		}
		return parts
	})
	from, to := g.dates()
	g.sometimes(l, "period", func() any { return pick(g, []string{from, from + "/" + to, "../" + to, from + "/.."}) })
	g.value(l, pick(g, g.ofIndicator[indicator]))
	ref := fmt.Sprintf("f%d", len(g.lines))
	withdrawn := g.statement(l, ref, indicator+subject, false)
	if len(g.stated) > 0 && g.chance(3) {
		l["part_of"] = "#" + pick(g, g.stated)
	}
	g.put(l)
	g.stated = append(g.stated, ref)
	if withdrawn && g.chance(2) { // its correction
		by := line{"record": "figure", "subject": subject, "indicator": indicator, "status": graph.StatusActual, "comparator": graph.Qualitative, "stated": "丁" + g.text(), "replaces": "#" + ref}
		g.statement(by, ref+"-by", indicator+subject, false)
		g.put(by)
	}
}

// value adds a figure's values in a unit, with words that state them.
func (g *maker) value(l line, u unit) {
	comparator := pick(g, graph.Comparators)
	g.sometimes(l, "comparator", func() any { return comparator })
	comparator, _ = l["comparator"].(graph.Comparator)
	if comparator == graph.Qualitative {
		l["stated"] = "明显" + g.text()
		return
	}
	if u.code != "" {
		l["unit"] = u.code
	}
	// Numbers as digits, and with the commas of thousands.
	digits, written := make([]string, 2), make([]string, 2)
	digits[0] = pick(g, []string{"0", "5", "12", "120", "3.6", "0.1", "44.25", "1200", "12345678", "1234567.123456789012", "12345678901234567890.5"})
	digits[1] = pick(g, []string{"99999999999999999999", "23456789012345678901.25"})
	copy(written, digits)
	switch digits[0] {
	case "1200":
		written[0] = "1,200"
	case "12345678":
		written[0] = "12,345,678"
	}
	suffix := pick(g, []string{"MW", "周", "个", "台,套", `"`, "|", "=", "元"})
	words := ""
	switch g.IntN(4) {
	case 0: // words that multiply stand behind the number and are in the value
		words = pick(g, []string{"万", "亿", "千"})
		power := map[string]int{"千": 3, "万": 4, "亿": 8}[words]
		for i, d := range digits {
			digits[i] = d + "e" + strconv.Itoa(power)
		}
	case 1: // or in the unit
		words = "万"
	}
	trusted := words == "" && g.chance(6)
	if trusted { // words whose arithmetic is not read, and numbers of any size
		l["stated"] = pick(g, []string{"翻一番", "三分之一", "1.3倍", "七成"}) + g.text()
		digits = []string{pick(g, []string{"1e99", "1e-99", "0.5", "7", "12345678901234567890e99"}), "99999999999999999999e99"} // and a larger one
		if u.code == "" {
			digits = []string{"5e-324", "1.7976931348623157e308"}
		}
	} else {
		l["stated"] = written[0] + words + suffix
	}
	if comparator == graph.Range {
		if !trusted {
			l["stated"] = written[0] + pick(g, []string{"-", "至", words + "～"}) + written[1] + words + suffix
		}
		l["value_max"] = json.Number(digits[1])
	} else if g.chance(5) {
		digits[0] = "-" + digits[0]
		l["stated"] = "下降" + l["stated"].(string)
	}
	l["value"] = json.Number(digits[0])
}
