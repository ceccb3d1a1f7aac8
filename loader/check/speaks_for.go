package check

import (
	"cmp"
	"slices"
	"strings"

	"policygraph/graph"
	"policygraph/loader/record"
)

// finishDocuments adds to documents the entities that they speak for, once all entities
// are known.
func (p *firstPass) finishDocuments() {
	for i, d := range p.index.madeDocuments {
		for j := range p.speaking[i] {
			if s, ok := p.speaksFor(d, &p.speaking[i][j]); ok {
				d.SpeaksFor = append(d.SpeaksFor, s)
			}
		}
		slices.SortFunc(d.SpeaksFor, func(a, b graph.SpeaksFor) int {
			return cmp.Or(cmp.Compare(a.Entity, b.Entity), cmp.Compare(a.At, b.At), slices.Compare(a.Words, b.Words))
		})
		p.index.tally.sum.Add(graph.RecordHash(d.Document))
	}
	p.speaking = nil
	p.finishLocalAliases()
}

// speaksFor makes and checks a declaration of a document's record.
func (p *firstPass) speaksFor(d *document, r *record.SpeaksFor) (graph.SpeaksFor, bool) {
	s := graph.SpeaksFor{Paragraphs: valuesOf(r.Paragraphs), Words: valuesOf(r.Words)}
	if p.files.Dataset.Format.Value != record.Format {
		p.report(r.Position, "speaks_for: not a key of format 1; write format: 2 in dataset.yaml, or delete it")
		return s, false
	}
	number, known := p.index.entities.present(r.Entity.Value)
	if !known {
		if id := r.Entity.Value; id != "" && !p.files.LostEntities(id.Kind()) {
			p.report(r.On(r.Entity.Line), "speaks_for: unknown id %s%s; add the entity, or correct the id", id, record.SuggestID(id, p.index.entities.all))
		}
		return s, false
	}
	s.Entity = p.index.entities.ids[number]
	if r.Paragraphs == nil && r.Words == nil {
		p.report(r.Position, "speaks_for: missing reach; add paragraphs in which a sentence without a subject speaks of %s, or words that mean it", s.Entity)
	}
	slices.SortFunc(s.Paragraphs, func(a, b graph.Paragraphs) int { return cmp.Compare(a.From, b.From) })
	slices.Sort(s.Words)
	for _, part := range r.Paragraphs {
		if at := part.Value; at.From > 0 && (!d.Contains(at.From) || !d.Contains(at.To)) {
			p.report(r.On(part.Line), "speaks_for: paragraphs %d-%d are not all of %s; correct them", at.From, at.To, d.ID)
		}
	}
	if !r.At.Value.Read {
		return s, false // reported where it was read
	}
	place := r.At.Value.Place
	s.At = place.Pointer()
	if place.Paragraph == 0 || !d.Contains(place.Paragraph) {
		p.report(r.On(r.At.Line), "speaks_for: %s is not a place in %s; point to the words that say so", s.At, d.ID)
		return s, false
	}
	p.checkSpoken(d, r, s)
	return s, true
}

// checkSpoken compares a declaration with the document's text.
func (p *firstPass) checkSpoken(d *document, r *record.SpeaksFor, s graph.SpeaksFor) {
	paragraphs := p.texts.of(d, &p.problems)
	if paragraphs == nil {
		return
	}
	if place := r.At.Value.Place; place.Resolve(paragraphs).Unavailable != "" {
		p.report(r.On(r.At.Line), "speaks_for: words have changed at %s of %s; locate them again%s", s.At, d.ID, p.texts.moved(place, paragraphs))
	}
	for _, part := range r.Paragraphs {
		if part.Value.To > len(paragraphs) {
			p.report(r.On(part.Line), "speaks_for: no paragraph %d, the file has %d; correct it", part.Value.To, len(paragraphs))
		}
	}
	for _, word := range r.Words {
		if word.Value != "" && !slices.ContainsFunc(paragraphs, func(text string) bool { return strings.Contains(text, word.Value) }) {
			p.report(r.On(word.Line), "speaks_for: %q is nowhere in %s; correct it, or delete it", word.Value, d.ID)
		}
	}
}
