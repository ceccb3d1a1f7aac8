package loader

import (
	"context"
	"slices"

	"policygraph/graph"
)

// texts compares evidence with the words that it points to, where documents are
// given.
type texts struct {
	ctx       context.Context // of the one check that this serves
	documents *Documents
	failed    map[graph.ID]bool // documents whose file cannot be read, reported once
	looked    int               // how often words were looked for that are not where they should be
}

// cited counts evidence by what could be seen of its words.
type cited struct{ quotes, whole, unread int }

func (c *cited) add(other *cited) {
	c.quotes += other.quotes
	c.whole += other.whole
	c.unread += other.unread
}

// reportTexts is what a report says of texts.
func (c *checking) reportTexts() Report {
	r := Report{Quotes: c.cited.quotes, Whole: c.cited.whole, Unread: c.cited.unread}
	for _, d := range c.madeDocuments {
		if d.missing.Load() {
			r.Missing = append(r.Missing, d.ID)
		}
	}
	slices.Sort(r.Missing)
	return r
}

// paragraphsOf returns a document's text; nil where it is not at hand.
func (c *checking) paragraphsOf(d *document) []string {
	if c.texts.documents == nil {
		return nil
	}
	paragraphs, err := c.texts.documents.Paragraphs(c.texts.ctx, d.Document)
	if err != nil && !c.texts.failed[d.ID] {
		c.texts.failed[d.ID] = true
		c.report(d.position, "sha256: the document's file cannot be read: %v", err)
	}
	return paragraphs
}

// checkParts checks that the paragraphs that a document's record names exist.
func (c *checking) checkParts(d *document, r *documentRecord) {
	paragraphs := c.paragraphsOf(d)
	if paragraphs == nil {
		return
	}
	if d.LastParagraph > len(paragraphs) {
		c.report(r.on(r.Paragraphs.Line), "paragraphs: %d-%d is more than the file has, which is %d: correct it", d.FirstParagraph, d.LastParagraph, len(paragraphs))
	}
	for _, b := range r.Boilerplate {
		if b.Value.To > len(paragraphs) {
			c.report(r.on(b.Line), "boilerplate: paragraph %d is more than the file has, which is %d: correct it", b.Value.To, len(paragraphs))
		}
	}
}

// checkLeftOut checks that what a document leaves out is where it says.
func (c *checking) checkLeftOut(d *document, r *documentRecord) {
	paragraphs := c.paragraphsOf(d)
	for _, l := range r.LeftOut {
		for _, at := range l.At {
			place := at.Value.place
			if !at.Value.read {
				continue
			}
			if place.Paragraph == 0 {
				c.report(r.on(at.Line), "left_out: * is no place in the text: point to the words")
				continue
			}
			if paragraphs != nil && place.Resolve(paragraphs).Unavailable != "" {
				c.report(r.on(at.Line), "left_out: the words at %s of %s are others: locate them again%s", place.Pointer(), d.ID, c.texts.moved(place, paragraphs))
			}
			d.leftOut = append(d.leftOut, LeftOut{d.ID, place.Pointer(), l.Reason.Value, place})
		}
	}
}

// quote is the words of a piece of evidence; it reports words that are not
// there or are others, and false where there are none to look at.
func (c *checking) quote(e proof) (string, bool) {
	if e.Paragraph == 0 {
		c.cited.whole++
		return "", false
	}
	doc := c.documentByID[e.Document]
	paragraphs := c.paragraphsOf(doc)
	if paragraphs == nil {
		c.cited.unread++
		doc.missing.Store(true)
		return "", false
	}
	c.cited.quotes++
	if e.Paragraph > len(paragraphs) {
		c.report(e.position, "at: %s has no paragraph %d, only %d: point into one of them%s", doc.ID, e.Paragraph, len(paragraphs), c.texts.moved(e.Evidence, paragraphs))
		return "", false
	}
	runes := []rune(paragraphs[e.Paragraph-1])
	if e.End > len(runes) {
		c.report(e.position, "at: paragraph %d of %s has only %d characters: point inside it%s", e.Paragraph, doc.ID, len(runes), c.texts.moved(e.Evidence, paragraphs))
		return "", false
	}
	words := string(runes[e.Start:e.End])
	if check := graph.CheckValue(words); check != e.Check {
		c.report(e.position, "at: the words at %s of %s are others, %q with the check value %s: locate them again%s", e.Pointer(), doc.ID, clip(words), check, c.texts.moved(e.Evidence, paragraphs))
		return "", false
	}
	return words, true
}

// moved says where the words that a pointer meant are now: those of the same
// length with its check value.
func (t *texts) moved(e graph.Evidence, paragraphs []string) string {
	// An honest quote is a sentence, in a document of some pages; more would take
	// long to look for.
	const longestQuote, longestText = 300, 200_000
	length, total := e.End-e.Start, 0
	for _, p := range paragraphs {
		total += len(p)
	}
	if t.looked++; t.looked > maxSuggestions || length > longestQuote || total > longestText {
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

func clip(s string) string {
	const shown = 40
	if r := []rune(s); len(r) > shown {
		return string(r[:shown]) + "…"
	}
	return s
}

// quoted is evidence with its words.
type quoted struct {
	proof
	words  string
	folded string
}

func (c *checking) quotes(proofs []proof) []quoted {
	if c.quiet {
		return nil
	}
	var out []quoted
	for _, e := range proofs {
		if words, ok := c.quote(e); ok {
			out = append(out, quoted{e, words, fold(words)})
		}
	}
	return out
}

// checkClaimQuotes: words that name neither end of a claim do not state it;
// such a claim is at best implied. That may be why it was withdrawn, so only
// what stands must be supported; the same goes for figures.
func (c *checking) checkClaimQuotes(claim *graph.Claim, quotes []quoted) {
	for _, e := range quotes {
		if claim.Certainty == graph.Implied || claim.Retracted != "" || c.naming(e.folded, claim.Subject) || c.naming(e.folded, claim.Object) {
			continue
		}
		c.report(e.position, "at: %q names neither %s nor %s: point to words that do, add the name used there to the aliases, or mark the claim IMPLIED with a note", clip(e.words), claim.Subject, claim.Object)
	}
}

func (c *checking) naming(foldedWords string, id graph.ID) bool {
	return slices.ContainsFunc(c.entities.foldedOf(id), func(name string) bool { return containsFolded(foldedWords, name) })
}

// checkFigureQuotes: words without a figure's number do not state it.
func (c *checking) checkFigureQuotes(r *figureLine, proofs []proof) {
	for _, e := range c.quotes(proofs) {
		if r.Stated.Value == "" || r.Retracted.given() || quoteStates(e.words, r.Stated.Value) {
			continue
		}
		if len(quantities(r.Stated.Value)) == 0 {
			c.report(e.position, "at: %q does not say %q: point to the words, or correct stated", clip(e.words), clip(r.Stated.Value))
			continue
		}
		c.report(e.position, "at: %q does not hold the number of %q: point to the words that do, or correct stated", clip(e.words), clip(r.Stated.Value))
	}
}
