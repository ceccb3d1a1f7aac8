package view

import (
	"context"
	"fmt"

	"policygraph/graph"
	"policygraph/graph/cite"
)

// Document resolves a document.
type Document struct {
	cohort *documents
	index  int
}

func newDocument(c *documents, index int) *Document { return &Document{c, index} }

func (*Document) isNode() {}

func (v *Document) record() *graph.Document { return v.cohort.items[v.index] }

// ID resolves the field; so do those below.
func (v *Document) ID() graph.ID                   { return v.record().ID }
func (v *Document) Title() string                  { return v.record().Title }
func (v *Document) Publisher() string              { return v.record().Publisher }
func (v *Document) Authors() []string              { return v.record().Authors }
func (v *Document) PublishedOn() graph.PartialDate { return v.record().PublishedOn }
func (v *Document) Language() string               { return v.record().Language }
func (v *Document) URL() *string                   { return orNil(&v.record().URL) }
func (v *Document) Sha256() *string                { return orNil(&v.record().SHA256) }

// Citation resolves the field.
func (v *Document) Citation(style cite.Style) string {
	return cite.Document(v.record()).In(style)
}

// Entities resolves the field.
func (v *Document) Entities(ctx context.Context, filter *graph.EntityFilter, at *graph.AsOf, first *int, after *string, last *int, before *string) (*EntityConnection, error) {
	c := v.cohort
	q, p := graph.ListQuery{At: c.clock(at)}, pageOf(first, after, last, before)
	if filter != nil {
		q.Filter = *filter
	}
	found, err := once(ctx, &c.loads, func() string { return keyOf("", q, p) }, func(ctx context.Context) (*recordPages[*graph.Entity], error) {
		return listEntities(ctx, c.request, c.set(""), q, p)
	})
	if err != nil {
		return nil, err
	}
	return &EntityConnection{entityPage{found.of(v.index)}}, nil
}

// ParagraphCount resolves the field.
func (v *Document) ParagraphCount(ctx context.Context) (int, error) {
	text, err := v.text(ctx)
	if err != nil {
		return 0, err
	}
	return lastParagraph(v.record(), text), nil
}

func lastParagraph(d *graph.Document, text []string) int {
	switch {
	case text == nil:
		return d.LastCited
	case d.LastParagraph > 0:
		return min(d.LastParagraph, len(text))
	default:
		return len(text)
	}
}

// text returns the readable text of the document's file; nil where it is not
// available.
func (v *Document) text(ctx context.Context) ([]string, error) {
	type text struct {
		paragraphs []string
		err        error
	}
	c := v.cohort
	found, err := shared(ctx, &c.loads, "text", func(ctx context.Context) (map[graph.ID]text, error) {
		texts := make(map[graph.ID]text, len(c.items))
		for _, d := range c.items {
			if _, known := texts[d.ID]; known || c.texts == nil {
				continue
			}
			paragraphs, err := c.texts.Paragraphs(ctx, d)
			if err != nil {
				err = &graph.OperatorError{Err: err}
			}
			texts[d.ID] = text{paragraphs, err}
		}
		return texts, nil
	})
	if err != nil {
		return nil, err
	}
	t := found[v.record().ID]
	return t.paragraphs, t.err
}

// Paragraphs resolves the field.
func (v *Document) Paragraphs(ctx context.Context, from, first int, at *graph.AsOf) ([]*Paragraph, error) {
	if from < 1 {
		return nil, graph.Errorf(graph.CodeInvalid, "invalid from: %d; paragraphs are numbered from 1", from)
	}
	if err := checkFirst(first); err != nil {
		return nil, err
	}
	c, clock := v.cohort, v.cohort.clock(at)
	found, err := once(ctx, &c.loads, func() string { return fmt.Sprintf("paragraphs %d %d %v", from, first, clock) }, func(ctx context.Context) (*passages, error) {
		p := &passages{request: c.request, at: clock}
		for i := range c.items {
			if err := p.add(ctx, &Document{c, i}, from, first); err != nil {
				return nil, err
			}
		}
		return p, nil
	})
	if err != nil {
		return nil, err
	}
	start := found.starts[v.index]
	return collect(found.ranges[v.index].length(), func(i int) Paragraph { return Paragraph{found, start + i} }), nil
}

// documentPages reads the documents of a set; all documents where it is nil.
func documentPages(ctx context.Context, r *request, of *set, q graph.DocumentQuery, p graph.Page) (*recordPages[*graph.Document], error) {
	if of != nil {
		q.Of = of.ids
	}
	q.Page = p
	connections, err := r.reader.Documents(ctx, q)
	if err != nil {
		return nil, err
	}
	return newRecordPages(r, q.At, of, q, connections), nil
}

// DocumentConnection resolves a page of documents.
type DocumentConnection struct{ recordPage[*graph.Document] }

// Nodes resolves the field.
func (v *DocumentConnection) Nodes() []*Document {
	return collect(v.len(), func(i int) Document { return Document{v.next, v.start() + i} })
}

// Edges resolves the field.
func (v *DocumentConnection) Edges() []*DocumentEdge {
	return collect(v.len(), func(i int) DocumentEdge { return DocumentEdge{recordEdge[*graph.Document]{v.recordPage, i}} })
}

// DocumentEdge resolves an edge to a document.
type DocumentEdge struct{ recordEdge[*graph.Document] }

// Node resolves the field.
func (v *DocumentEdge) Node() *Document { return &Document{v.page.next, v.page.start() + v.index} }
