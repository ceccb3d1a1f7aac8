package check

import (
	"fmt"
	"slices"
	"strings"

	"policygraph/graph"
	"policygraph/loader/problem"
	"policygraph/loader/record"
)

// Ends counts the explicit claims whose quotes were read, as the files state them, by
// what the quote needs to name both ends.
type Ends struct {
	Bare       int // nothing
	Words      int // a word by which the document speaks for one of them
	Paragraphs int // a paragraph in which the document speaks for one of them
	PointedAt  int // subject_at or object_at
}

func (e *Ends) add(o Ends) {
	e.Bare += o.Bare
	e.Words += o.Words
	e.Paragraphs += o.Paragraphs
	e.PointedAt += o.PointedAt
}

// way is how evidence names an end of its claim, the shortest first.
type way int

const (
	bare way = iota
	byWord
	byParagraph
	pointedAt
	unnamed
)

func (e *Ends) count(w way) {
	switch w {
	case bare:
		e.Bare++
	case byWord:
		e.Words++
	case byParagraph:
		e.Paragraphs++
	case pointedAt:
		e.PointedAt++
	}
}

// checkEnds reports STATED evidence that does not name both ends of its claim. A retracted
// claim may have been retracted for that reason and is not checked.
func (m *maker) checkEnds(claim *graph.Claim, swapped bool, quotes []quotation) {
	shortest := unnamed
	for i := range quotes {
		e := &quotes[i]
		if e.Basis != graph.Stated {
			continue
		}
		subject, object := claim.Subject, claim.Object
		if swapped { // as the record has them
			subject, object = object, subject
		}
		longer := max(m.end(e, subject, "subject"), m.end(e, object, "object"))
		shortest = min(shortest, longer)
	}
	m.quotes.cited.ends.count(shortest)
}

// end returns how evidence names an end of its claim, and reports once if it does not.
func (m *maker) end(e *quotation, id graph.ID, which string) way {
	if slices.Contains(e.missing, id) {
		return unnamed
	}
	doc := m.documents[e.Document]
	names, local := m.namesIn(doc, id)
	if e.names == nil {
		e.names = m.quotes.naming.in(e.words, local)
	}
	named, inside := e.names.names(names)
	if named {
		return bare
	}
	if spoken := spokenFor(doc, e, id); spoken != unnamed {
		return spoken
	}
	at, line, words := e.SubjectAt, e.subjectLine, e.subjectWords
	if which == "object" {
		at, line, words = e.ObjectAt, e.objectLine, e.objectWords
	}
	switch {
	case at == "":
		m.report(e.Position, "at: %q %s; point to words that do, add %s_at, or choose a basis other than STATED", problem.Clip(e.words), notNamed(which, id, inside), which)
	case words == "": // reported where they were read
	default:
		if named, inside = m.quotes.naming.in(words, local).names(names); named {
			return pointedAt
		}
		m.report(e.On(line), "%s_at: %q %s; point to words that do", which, problem.Clip(words), notNamed(which, id, inside))
	}
	e.missing = append(e.missing, id)
	return unnamed
}

// spokenFor returns how a document speaks for an entity at a quote.
func spokenFor(d *document, e *quotation, id graph.ID) way {
	spoken := unnamed
	for _, s := range d.SpeaksFor {
		switch {
		case s.Entity != id:
		case s.Bears(0, e.words):
			spoken = min(spoken, byWord)
		case s.Bears(e.Paragraph, ""):
			spoken = min(spoken, byParagraph)
		}
	}
	return spoken
}

// notNamed says that words do not name an end of a claim, or only inside a longer name.
func notNamed(which string, id graph.ID, inside string) string {
	if inside == "" {
		return fmt.Sprintf("does not name the %s %s", which, id)
	}
	shown := strings.NewReplacer(string(titleOpens), "《", string(titleCloses), "》").Replace(inside)
	return fmt.Sprintf("names the %s %s only inside the longer %q", which, id, problem.Clip(shown))
}

// checkAmount reports an amount that no quote of the claim states.
func (m *maker) checkAmount(r *record.ClaimLine, proofs []proof, quotes []quotation) {
	if !r.Amount.Value.Given() || r.Retracted.Given() || len(quotes) < len(proofs) {
		return // another document, which could not be read, may state it
	}
	for _, e := range quotes {
		if e.Basis == graph.Inferred || record.QuoteHolds(e.words, r.Amount.Value.Exact()) {
			return
		}
	}
	m.report(r.On(r.Amount.Line), "amount: no quote states %s; point to the words that do, or choose the basis INFERRED and say in a note how it follows", r.Amount.Value.Text)
}
