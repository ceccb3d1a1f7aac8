package check

import (
	"cmp"
	"context"
	"iter"
	"math"
	"regexp"
	"slices"
	"unicode/utf8"

	"policygraph/graph"
	"policygraph/loader/record"
)

// Finding is a place in a text that looks as if a statement should be about it: a name,
// a number, or a sentence.
type Finding struct {
	Document graph.ID
	Pointer  string
	Words    string
	Place    graph.Evidence // what Pointer means
}

// LeftOut is a place in a text, with the reason that the document's record gives for
// there being no statement about it.
type LeftOut struct {
	Document graph.ID
	Pointer  string
	Reason   string
	Place    graph.Evidence // what Pointer means
}

// leftOut lists what the documents leave out, by document and place.
func (x *Index) leftOut() []LeftOut {
	var all []LeftOut
	for _, d := range x.madeDocuments {
		all = append(all, d.leftOut...)
	}
	slices.SortFunc(all, func(a, b LeftOut) int {
		return cmp.Or(cmp.Compare(a.Document, b.Document), cmp.Compare(a.Place.Paragraph, b.Place.Paragraph), cmp.Compare(a.Place.Start, b.Place.Start))
	})
	return all
}

// The forms of what looks as if a statement should be about it. They find too much
// rather than too little; left_out explains the rest.
var (
	// A title, or words in quotation marks, which are often a programme's name.
	titledForm = regexp.MustCompile(`《([^《》]{1,60})》|“([^“”]{1,30})”`)
	// A body or a place by the end of its name, with two characters before it.
	bodyForm = regexp.MustCompile(`\p{Han}{2}(?:委员会|办公室|办公厅|管委会|公司|集团|大学|学院|研究院|研究所|实验室|协会|商会|联盟|创新中心|技术中心|赋能中心|产业园|科技园|示范区|先行区|先导区|集聚区|试验区|信息化局|信息化厅|改革委|新闻办)`)
	// A number with what it counts, but not a date or a year.
	numberForm = regexp.MustCompile(`[0-9][0-9,.]*(?:%|[ 余多]?[十百千万亿]{0,3}[余多]?(?:个百分点|亿元|万元|元|家次|家|个|项|户|件|处|条|名|人|倍|次|座|所|辆|台|套|EFLOPS|EB|GWh|MW))`)
)

// span is a part of a paragraph, in code points.
type span struct{ paragraph, start, end int }

func (p span) covers(q span) bool {
	return p.paragraph == q.paragraph && p.start <= q.start && q.end <= p.end
}

func (p span) meets(q span) bool {
	return p.paragraph == q.paragraph && p.start < q.end && q.start < p.end
}

// pointed is a place that evidence points at. stated is the wording of the figure that
// it supports; "" if it explains everything there.
type pointed struct {
	span
	stated string
}

// sentenceForm is a sentence, with its end.
var sentenceForm = regexp.MustCompile(`[^。！？]+[。！？]?[”」』）]*`)

// coverage holds the places of a document that statements point at, or that its record
// leaves out.
type coverage struct {
	all []pointed
	// numbers are the places of figures.
	numbers []pointed
	// first are the places of the evidence of each statement that comes first in the
	// document: a claim that a text repeats all along is specific to none of the
	// other places.
	first []span
}

// add records the evidence of a statement.
func (p *coverage) add(statement graph.Statement, evidence []graph.Evidence) {
	first := span{paragraph: math.MaxInt}
	for _, e := range evidence {
		at := span{e.Paragraph, e.Start, e.End}
		p.all = append(p.all, pointed{span: at})
		if figure, ok := statement.(*graph.Figure); ok {
			p.numbers = append(p.numbers, pointed{at, figure.Stated})
		}
		if cmp.Or(cmp.Compare(at.paragraph, first.paragraph), cmp.Compare(at.start, first.start)) < 0 {
			first = at
		}
	}
	p.first = append(p.first, first)
}

// leaveOut records a place that the document's record explains.
func (p *coverage) leaveOut(at span) {
	p.all, p.numbers = append(p.all, pointed{span: at}), append(p.numbers, pointed{span: at})
	p.first = append(p.first, at)
}

// Unexplained finds what no statement points at that is not retracted, and nothing
// explains. Evidence of any statement explains a name; only evidence of a figure that
// states it explains a number; a sentence is explained by the first evidence of a
// statement in the document.
func (x *Index) Unexplained(ctx context.Context, records iter.Seq2[graph.Record, error], texts graph.DocumentTexts) ([]Finding, error) {
	places := map[graph.ID]*coverage{}
	of := func(document graph.ID) *coverage {
		if places[document] == nil {
			places[document] = &coverage{}
		}
		return places[document]
	}
	for record, err := range records {
		if err != nil {
			return nil, err
		}
		statement, ok := record.(graph.Statement)
		if !ok {
			continue
		}
		if _, retracted := statement.Clocks(); retracted != "" {
			continue
		}
		in := map[graph.ID][]graph.Evidence{}
		for _, e := range statement.AllEvidence() {
			in[e.Document] = append(in[e.Document], e)
		}
		for document, evidence := range in {
			of(document).add(statement, evidence)
		}
	}
	var found []Finding
	for _, d := range x.madeDocuments {
		paragraphs, err := texts.Paragraphs(ctx, d.Document)
		if err != nil {
			return nil, err
		}
		pointed := of(d.ID)
		for _, l := range d.leftOut {
			pointed.leaveOut(span{l.Place.Paragraph, l.Place.Start, l.Place.End})
		}
		for i, text := range paragraphs {
			if n := i + 1; d.Contains(n) && !d.IsBoilerplate(n) {
				found = append(found, pointed.unexplainedIn(d.ID, n, text)...)
			}
		}
	}
	slices.SortFunc(found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Document, b.Document), cmp.Compare(a.Place.Paragraph, b.Place.Paragraph),
			cmp.Compare(a.Place.Start, b.Place.Start), cmp.Compare(a.Place.End, b.Place.End))
	})
	return found, nil
}

// unexplainedIn returns what is not explained in a paragraph.
func (p *coverage) unexplainedIn(document graph.ID, paragraph int, text string) []Finding {
	var found []Finding
	look := func(form *regexp.Regexp, explained func(at span, words string) bool) {
		for _, m := range form.FindAllStringSubmatchIndex(text, -1) {
			from, to := m[0], m[1]
			for inner := 2; inner < len(m); inner += 2 { // without its marks
				if m[inner] >= 0 {
					from, to = m[inner], m[inner+1]
				}
			}
			start := utf8.RuneCountInString(text[:from])
			words := text[from:to]
			at := span{paragraph, start, start + utf8.RuneCountInString(words)}
			if explained(at, words) {
				continue
			}
			e := graph.Evidence{Paragraph: paragraph, Start: at.start, End: at.end, Check: graph.CheckValue(words)}
			found = append(found, Finding{document, e.Pointer(), words, e})
		}
	}
	explains := func(places []pointed) func(at span, words string) bool {
		return func(at span, words string) bool {
			return slices.ContainsFunc(places, func(p pointed) bool {
				return p.covers(at) && (p.stated == "" || record.QuoteStates(words, p.stated) || record.QuoteStates(p.stated, words))
			})
		}
	}
	look(sentenceForm, func(at span, _ string) bool {
		return slices.ContainsFunc(p.first, func(p span) bool { return p.meets(at) })
	})
	look(titledForm, explains(p.all))
	look(bodyForm, explains(p.all))
	look(numberForm, explains(p.numbers))
	return found
}
