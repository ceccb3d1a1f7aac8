package view

import (
	"context"

	"policygraph/graph"
)

// passages is the cohort of paragraphs that a field of several documents produced:
// a range for each document.
type passages struct {
	*request
	at         graph.AsOf
	ranges     []passage // of each member of the documents' cohort
	starts     []int     // index of each range's first paragraph
	paragraphs []paragraph
	loads      loads
}

// passage is a range of a document's paragraphs; empty where to is 0.
type passage struct{ from, to int }

func (p passage) length() int {
	if p.to == 0 {
		return 0
	}
	return p.to - p.from + 1
}

type paragraph struct {
	document *graph.Document
	number   int
	text     *string // nil where it is not available
}

func (p *passages) add(ctx context.Context, document *Document, from, first int) error {
	text, err := document.text(ctx)
	if err != nil {
		return err
	}
	d := document.record()
	last := lastParagraph(d, text)
	r := passage{max(from, d.FirstParagraph), 0}
	if r.from <= last {
		r.to = min(r.from+first-1, last)
	}
	p.ranges = append(p.ranges, r)
	p.starts = append(p.starts, len(p.paragraphs))
	for n := r.from; n <= r.to; n++ {
		shown := paragraph{document: d, number: n}
		if n <= len(text) {
			shown.text = &text[n-1]
		}
		p.paragraphs = append(p.paragraphs, shown)
	}
	return nil
}

// Paragraph resolves a paragraph of a document.
type Paragraph struct {
	cohort *passages
	index  int
}

func (v *Paragraph) shown() *paragraph { return &v.cohort.paragraphs[v.index] }

// Number resolves the field; so do those below.
func (v *Paragraph) Number() int       { return v.shown().number }
func (v *Paragraph) Text() *string     { return v.shown().text }
func (v *Paragraph) Boilerplate() bool { return v.shown().document.IsBoilerplate(v.shown().number) }

// Evidence resolves the field.
func (v *Paragraph) Evidence(ctx context.Context) ([]*Evidence, error) {
	c := v.cohort
	type evidenceByParagraph struct {
		next *evidences
		of   map[graph.ID]map[int][2]int // by document and paragraph, the range of items in next
	}
	found, err := once(ctx, &c.loads, func() string { return "evidence" }, func(ctx context.Context) (*evidenceByParagraph, error) {
		var asked []graph.Passage
		p := &evidenceByParagraph{next: newCohort[*graph.Evidence](c.request, c.at, nil), of: map[graph.ID]map[int][2]int{}}
		for i, r := range c.ranges {
			if r.length() == 0 {
				continue
			}
			if document := c.paragraphs[c.starts[i]].document.ID; p.of[document] == nil {
				p.of[document] = map[int][2]int{}
				asked = append(asked, graph.Passage{Document: document, From: r.from, To: r.to})
			}
		}
		answer, err := c.reader.Evidence(ctx, asked, c.at)
		if err != nil {
			return nil, err
		}
		for i, evidence := range answer {
			of := p.of[asked[i].Document]
			for j := range evidence {
				index, n := len(p.next.items), evidence[j].Paragraph
				if _, begun := of[n]; !begun {
					of[n] = [2]int{index, index}
				}
				of[n] = [2]int{of[n][0], index + 1}
				p.next.items = append(p.next.items, &evidence[j])
			}
		}
		return p, nil
	})
	if err != nil {
		return nil, err
	}
	at := found.of[v.shown().document.ID][v.shown().number]
	return collect(at[1]-at[0], func(i int) Evidence { return Evidence{found.next, at[0] + i} }), nil
}
