package synthetic

import (
	"fmt"
	"iter"

	"policygraph/graph"
)

const (
	entitiesPerDocument = 50
	registerShare       = 20 // one document in so many is a register without a file
	paragraphs          = 40 // that a document is taken to have
)

func documentsFor(entities int) int { return entities / entitiesPerDocument }

func (d *Dataset) documents() iter.Seq[graph.Record] {
	return func(yield func(graph.Record) bool) {
		for i := range documentsFor(d.size.Entities) {
			if !yield(d.document(i)) {
				return
			}
		}
	}
}

func documentID(i int) graph.ID { return graph.ID(fmt.Sprintf("document:briefing-%d", i)) }

func isRegister(i int) bool { return i%registerShare == 0 }

// sharesFile: this document is the second part of the file that the one before
// it is the first part of.
func sharesFile(i int) bool { return i%10 == 4 }

func (d *Dataset) document(i int) *graph.Document {
	dice := d.dice(forDocument, i)
	place, branch := pick(&dice, places[:]), pick(&dice, trades[:])
	doc := &graph.Document{
		ID: documentID(i), Publisher: place.zh + "日报", PublishedOn: partial(&dice), Language: "zh-Hans",
		Title: fmt.Sprintf("%s%s产业发展情况通报第%d期", place.zh, branch.zh, i+1),
	}
	if dice.oneIn(2) {
		doc.URL = fmt.Sprintf("https://example.org/briefings/%d", i)
	}
	if dice.oneIn(3) {
		doc.Authors = []string{pick(&dice, surnames[:]).zh + pick(&dice, syllables[:]).zh}
	}
	switch {
	case isRegister(i):
		return doc
	case sharesFile(i + 1):
		doc.FirstParagraph, doc.LastParagraph = 1, paragraphs
	case sharesFile(i):
		doc.FirstParagraph, doc.LastParagraph = paragraphs+1, 2*paragraphs
		i--
	case i%3 == 0:
		doc.Boilerplate = []graph.Paragraphs{{From: paragraphs + 1, To: paragraphs + 1}, {From: paragraphs + 3, To: paragraphs + 9}}
	}
	doc.SHA256 = d.fileHash(i)
	return doc
}

// fileHash stands for the SHA-256 of a file that does not exist: evidence in it
// is of a text that is not at hand.
func (d *Dataset) fileHash(i int) string {
	dice := d.dice(forFile, i)
	return fmt.Sprintf("%016x%016x%016x%016x", dice.next(), dice.next(), dice.next(), dice.next())
}

// methods with curated evidence as the most frequent.
var methods = []graph.Method{graph.Curated, graph.Curated, graph.Curated, graph.ByRule, graph.ByModel}

// evidence is one piece, or up to as many as the dataset's statements have at
// most, half of which are in the same document as the one before.
func (d *Dataset) evidence(dice *dice, note string) []graph.Evidence {
	out := make([]graph.Evidence, 0, d.size.Evidence)
	of := 0
	for len(out) == 0 || len(out) < d.size.Evidence && dice.oneIn(4) {
		if len(out) == 0 || dice.oneIn(2) {
			of = dice.skewed(documentsFor(d.size.Entities))
		}
		e := graph.Evidence{Document: documentID(of), Method: pick(dice, methods), Confidence: 1, Note: note}
		if dice.oneIn(3) {
			e.Confidence = float64(50+dice.below(50)) / 100
		}
		if !isRegister(of) {
			e.Paragraph = 1 + dice.below(paragraphs)
			if sharesFile(of) {
				e.Paragraph += paragraphs
			}
			e.Start = dice.below(300)
			e.End = e.Start + 4 + dice.below(40)
			e.Check = fmt.Sprintf("%08x", uint32(dice.next()))
		}
		out = append(out, e)
	}
	return out
}
