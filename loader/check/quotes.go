package check

import (
	"context"
	"slices"

	"policygraph/graph"
	"policygraph/graph/textmatch"
	"policygraph/loader/problem"
	"policygraph/loader/record"
)

// texts reads the documents' texts during one check, if they were given.
type texts struct {
	ctx       context.Context     // of the check
	documents graph.DocumentTexts // nil where none are given
	failed    map[graph.ID]bool   // Documents whose file cannot be read, reported once
	searches  int                 // for words that are not where they should be
}

func (t *texts) given() bool { return t.documents != nil }

// of returns a document's paragraphs, or nil if its text is not available.
func (t *texts) of(d *document, problems *problem.List) []string {
	if t.documents == nil {
		return nil
	}
	paragraphs, err := t.documents.Paragraphs(t.ctx, d.Document)
	if err != nil && !t.failed[d.ID] {
		t.failed[d.ID] = true
		problems.Report(d.Position, "sha256: read the document's file: %v", err)
	}
	return paragraphs
}

// quoteChecker compares evidence with the words that it points to.
type quoteChecker struct {
	texts  *texts
	naming *naming // of format 2
	cited  *cited
}

// cited counts pieces of evidence by what could be seen of their words.
type cited struct {
	quotes, whole, unread int
	ends                  Ends
}

func (c *cited) add(other *cited) {
	c.quotes += other.quotes
	c.whole += other.whole
	c.unread += other.unread
	c.ends.add(other.ends)
}

// checkParts checks that the paragraphs that a document's record names exist.
func (p *firstPass) checkParts(d *document, r *record.Document) {
	paragraphs := p.texts.of(d, &p.problems)
	if paragraphs == nil {
		return
	}
	if d.LastParagraph > len(paragraphs) {
		p.report(r.On(r.Paragraphs.Line), "paragraphs: no paragraphs %d-%d, the file has %d; correct them", d.FirstParagraph, d.LastParagraph, len(paragraphs))
	}
	for _, b := range r.Boilerplate {
		if b.Value.To > len(paragraphs) {
			p.report(r.On(b.Line), "boilerplate: no paragraph %d, the file has %d; correct it", b.Value.To, len(paragraphs))
		}
	}
}

// checkLeftOut checks the pointers of left_out.
func (p *firstPass) checkLeftOut(d *document, r *record.Document) {
	paragraphs := p.texts.of(d, &p.problems)
	for _, l := range r.LeftOut {
		for _, at := range l.At {
			place := at.Value.Place
			if !at.Value.Read {
				continue
			}
			if place.Paragraph == 0 {
				p.report(r.On(at.Line), "left_out: * is not a place in the text; point to the words")
				continue
			}
			if paragraphs != nil && place.Resolve(paragraphs).Unavailable != "" {
				p.report(r.On(at.Line), "left_out: words have changed at %s of %s; locate them again%s", place.Pointer(), d.ID, p.texts.moved(place, paragraphs))
			}
			d.leftOut = append(d.leftOut, LeftOut{d.ID, place.Pointer(), l.Reason.Value, place})
		}
	}
}

// quote returns the words of a piece of evidence. It reports words that are missing or
// have changed, and returns false if there are none to look at.
func (m *maker) quote(e proof) (string, bool) {
	if e.Paragraph == 0 {
		m.quotes.cited.whole++
		return "", false
	}
	doc := m.documents[e.Document]
	if m.quotes.texts.of(doc, m.problems) == nil {
		m.quotes.cited.unread++
		doc.missing.Store(true)
		return "", false
	}
	m.quotes.cited.quotes++
	return m.wordsAt("at", e)
}

// wordsAt returns the words at a pointer under a key, into a text that is available. It
// reports words that are missing or have changed, and returns false.
func (m *maker) wordsAt(key string, e proof) (string, bool) {
	doc := m.documents[e.Document]
	paragraphs := m.quotes.texts.of(doc, m.problems)
	if e.Paragraph > len(paragraphs) {
		m.report(e.Position, "%s: %s has no paragraph %d, only %d; correct the pointer%s", key, doc.ID, e.Paragraph, len(paragraphs), m.quotes.texts.moved(e.Evidence, paragraphs))
		return "", false
	}
	runes := []rune(paragraphs[e.Paragraph-1])
	if e.End > len(runes) {
		m.report(e.Position, "%s: paragraph %d of %s has only %d characters; correct the pointer%s", key, e.Paragraph, doc.ID, len(runes), m.quotes.texts.moved(e.Evidence, paragraphs))
		return "", false
	}
	words := string(runes[e.Start:e.End])
	if check := graph.CheckValue(words); check != e.Check {
		m.report(e.Position, "%s: words have changed: %s of %s is now %q with check value %s; locate them again%s", key, e.Pointer(), doc.ID, problem.Clip(words), check, m.quotes.texts.moved(e.Evidence, paragraphs))
		return "", false
	}
	return words, true
}

// moved looks for the words that a pointer meant elsewhere in the text: words of the
// same length with the same check value.
func (t *texts) moved(e graph.Evidence, paragraphs []string) string {
	// A quote is a sentence in a document of some pages; searching longer ones takes
	// too long.
	const longestQuote, longestText = 300, 200_000
	length, total := e.End-e.Start, 0
	for _, p := range paragraphs {
		total += len(p)
	}
	if t.searches++; t.searches > problem.MaxSuggestions || length > longestQuote || total > longestText {
		return ""
	}
	for i, p := range paragraphs {
		runes := []rune(p)
		for start := 0; start+length <= len(runes); start++ {
			if graph.CheckValue(string(runes[start:start+length])) == e.Check {
				e.Paragraph, e.Start, e.End = i+1, start, start+length
				return " (they are at " + e.Pointer() + " now)"
			}
		}
	}
	return ""
}

// quotation is evidence with its words.
type quotation struct {
	proof
	words  string
	folded string

	// Of format 2.
	subjectWords, objectWords string      // at subject_at and object_at; "" where there are none
	names                     *namingText // once it was looked for
	missing                   []graph.ID  // ends that it does not name, which is reported once
}

func (m *maker) quotations(proofs []proof) []quotation {
	if m.quotes == nil {
		return nil
	}
	var out []quotation
	for _, e := range proofs {
		words, ok := m.quote(e)
		if !ok {
			continue
		}
		q := quotation{proof: e, words: words, folded: textmatch.Fold(words)}
		if n := len(out); n > 0 && out[n-1].sameEnds(&e) {
			q.subjectWords, q.objectWords = out[n-1].subjectWords, out[n-1].objectWords
		} else {
			q.subjectWords = m.pointedWords("subject_at", e, e.SubjectAt, e.subjectLine)
			q.objectWords = m.pointedWords("object_at", e, e.ObjectAt, e.objectLine)
		}
		out = append(out, q)
	}
	return out
}

func (e *proof) sameEnds(o *proof) bool {
	return e.Document == o.Document && e.SubjectAt == o.SubjectAt && e.ObjectAt == o.ObjectAt
}

// pointedWords returns the words at a pointer beside a quote; "" if there is none, or if
// they are missing or have changed, which is reported.
func (m *maker) pointedWords(key string, e proof, pointer string, line int) string {
	if pointer == "" {
		return ""
	}
	place, err := graph.ParsePointer(pointer)
	if err != nil {
		return "" // reported where it was read
	}
	place.Document = e.Document
	words, _ := m.wordsAt(key, proof{Evidence: place, Position: e.On(line)})
	return words
}

// checkClaimQuotes reports evidence of an explicit claim that names neither end, and in
// format 2 what checkEnds does. subject is the claim's in the record. Of evidence in the
// long form, which may be of several documents, one quote that does is enough; where some
// could not be read, it may be among those. A retracted claim may have been retracted for
// that reason and is not checked; nor is a retracted figure.
func (m *maker) checkClaimQuotes(r *record.ClaimLine, claim *graph.Claim, subject graph.ID, proofs []proof, quotes []quotation) {
	if claim.Certainty == graph.Implied || claim.Retracted != "" || m.quotes == nil {
		return
	}
	if m.hasBases() {
		m.checkEnds(claim, claim.Subject != subject, quotes)
		return
	}
	names := func(e quotation) bool { return m.naming(e.folded, claim.Subject) || m.naming(e.folded, claim.Object) }
	if r.At == nil && (len(quotes) < len(proofs) || slices.ContainsFunc(quotes, names)) {
		return
	}
	for _, e := range quotes {
		if !names(e) {
			m.report(e.Position, "at: %q names neither %s nor %s; point to words that do, add the name used there to the aliases, or mark the claim IMPLIED with a note", problem.Clip(e.words), claim.Subject, claim.Object)
		}
	}
}

func (m *maker) naming(foldedWords string, id graph.ID) bool {
	return slices.ContainsFunc(m.entities.foldedOf(id), func(name string) bool { return record.ContainsFolded(foldedWords, name) })
}

// checkFigureQuotes reports evidence that does not contain the figure's number.
func (m *maker) checkFigureQuotes(r *record.FigureLine, proofs []proof) {
	quotes := m.quotations(proofs)
	if m.hasBases() && !r.Retracted.Given() {
		m.checkYears(r.On(r.Period.Line), "period", r.Period.Value, quotes)
	}
	for _, e := range quotes {
		if r.Stated.Value == "" || r.Retracted.Given() || e.Basis == graph.Inferred {
			continue
		}
		if record.QuoteStates(e.words, r.Stated.Value) {
			if m.hasBases() {
				m.checkComparator(r, e)
			}
			continue
		}
		if len(record.Quantities(r.Stated.Value)) == 0 {
			m.report(e.Position, "at: %q does not contain %q; point to the words, or correct stated", problem.Clip(e.words), problem.Clip(r.Stated.Value))
			continue
		}
		m.report(e.Position, "at: %q does not contain the number of %q; point to the words that do, or correct stated", problem.Clip(e.words), problem.Clip(r.Stated.Value))
	}
}
