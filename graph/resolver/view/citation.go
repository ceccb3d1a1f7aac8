package view

import (
	"context"
	"fmt"

	"policygraph/graph"
	"policygraph/graph/cite"
)

// Citation resolves the field.
func (v *Claim) Citation(ctx context.Context, style cite.Style, language graph.Language) (string, error) {
	return citationOf(ctx, v.cohort, v.index, style, language)
}

// Citation resolves the field.
func (v *Figure) Citation(ctx context.Context, style cite.Style, language graph.Language) (string, error) {
	return citationOf(ctx, v.cohort, v.index, style, language)
}

// citationOf returns the reference to a member of a cohort of statements. What all
// members name is read at once.
func citationOf[T graph.Record](ctx context.Context, c *cohort[T], member int, style cite.Style, language graph.Language) (string, error) {
	key := func() string { return fmt.Sprint("citation ", style, language) }
	found, err := once(ctx, &c.loads, key, func(ctx context.Context) ([]string, error) {
		statements := make([]graph.Statement, len(c.items))
		var ids []graph.ID
		for i, item := range c.items {
			statements[i] = any(item).(graph.Statement)
			ids = append(ids, namedBy(statements[i])...)
		}
		named := setOf(ids, func(id graph.ID) graph.ID { return id })
		records, err := c.reader.Nodes(ctx, named.ids)
		if err != nil {
			return nil, err
		}
		cited := citer{c.request, make(map[graph.ID]graph.Record, len(records)), map[graph.ID][]string{}, language}
		for i, record := range records {
			cited.records[named.ids[i]] = record
		}
		references := make([]string, len(statements))
		for i, s := range statements {
			reference, err := cited.reference(ctx, s)
			if err != nil {
				return nil, err
			}
			references[i] = reference.In(style)
		}
		return references, nil
	})
	if err != nil {
		return "", err
	}
	return found[member], nil
}

// namedBy returns the ids of the records that a reference to a statement names.
func namedBy(s graph.Statement) []graph.ID {
	var ids []graph.ID
	switch r := s.(type) {
	case *graph.Claim:
		ids = append(ids, r.Subject, r.Object, r.Under)
	case *graph.Figure:
		ids = append(append(ids, r.Subject, r.Indicator, r.Under), r.Breakdown...)
	}
	for _, e := range s.AllEvidence() {
		ids = append(ids, e.Document)
	}
	return ids
}

// citer makes references to statements.
type citer struct {
	*request
	records  map[graph.ID]graph.Record
	text     map[graph.ID][]string // of the documents that were read
	language graph.Language
}

func (c *citer) reference(ctx context.Context, s graph.Statement) (cite.Reference, error) {
	places := make([]cite.Place, len(s.AllEvidence()))
	for i := range places {
		e := &s.AllEvidence()[i]
		document := c.records[e.Document].(*graph.Document)
		quote, err := c.quote(ctx, document, e)
		if err != nil {
			return cite.Reference{}, err
		}
		places[i] = cite.Place{Document: document, Evidence: e, Quote: quote}
	}
	words := ""
	switch r := s.(type) {
	case *graph.Claim:
		words = r.Words(c.name, c.language)
	case *graph.Figure:
		words = r.Words(c.name, c.language)
	}
	return cite.Statement(s.RecordID(), words, places, c.reader.Dataset()), nil
}

func (c *citer) name(id graph.ID) string {
	switch r := c.records[id].(type) {
	case *graph.Entity:
		return r.In(c.language)
	case *graph.Indicator:
		return r.In(c.language)
	}
	return string(id)
}

// quote returns the words of a piece of evidence; "" where they are not available.
func (c *citer) quote(ctx context.Context, d *graph.Document, e *graph.Evidence) (string, error) {
	if c.texts == nil {
		return "", nil
	}
	paragraphs, read := c.text[d.ID]
	if !read {
		var err error
		if paragraphs, err = c.texts.Paragraphs(ctx, d); err != nil {
			return "", &graph.OperatorError{Err: err}
		}
		c.text[d.ID] = paragraphs
	}
	return e.Resolve(paragraphs).Text, nil
}
