package neo4j

import (
	"cmp"
	"slices"

	"policygraph/graph"
)

// citations gathers, while statements are written, what is written after them:
// which paragraphs evidence which statements, and which documents evidence
// something of which entities. Statements come in any order, so this is kept in
// memory, as numbers where it can be.
type citations struct {
	documents, entities, kinds numbering
	spans                      []span
	spanNumber                 map[span]uint32
	cited                      []citation
	mentioned                  []mention
}

// span is when a statement is seen, by both clocks.
type span struct {
	recorded, retracted, first, last graph.Day
}

// citation is a statement that a paragraph evidences; kind is the native type
// of a claim, or the label of figures.
type citation struct {
	document, paragraph, kind uint32
	statement                 graph.ID
}

type mention struct{ document, entity, span uint32 }

// numbering gives strings small numbers.
type numbering struct {
	number map[string]uint32
	name   []string
}

func (n *numbering) of(name string) uint32 {
	if i, ok := n.number[name]; ok {
		return i
	}
	if n.number == nil {
		n.number = map[string]uint32{}
	}
	i := uint32(len(n.name))
	n.number[name] = i
	n.name = append(n.name, name)
	return i
}

func (c *citations) add(statement graph.Statement, kind string, holds graph.Period) {
	recorded, retracted := statement.Clocks()
	s := c.span(span{recorded, retracted, holds.From.First(), holds.To.Last()})
	k := c.kinds.of(kind)
	named := graph.Mentions(statement)
	proof := statement.Proof()
	for i, e := range proof {
		document := c.documents.of(string(e.Document))
		paragraph := uint32(e.Paragraph)
		again := func(same func(graph.Evidence) bool) bool { return slices.ContainsFunc(proof[:i], same) }
		if !again(func(x graph.Evidence) bool { return x.Document == e.Document && x.Paragraph == e.Paragraph }) {
			c.cited = append(c.cited, citation{document, paragraph, k, statement.RecordID()})
		}
		if !again(func(x graph.Evidence) bool { return x.Document == e.Document }) {
			for _, id := range named {
				c.mentioned = append(c.mentioned, mention{document, c.entities.of(string(id)), s})
			}
		}
	}
}

func (c *citations) span(s span) uint32 {
	if i, ok := c.spanNumber[s]; ok {
		return i
	}
	if c.spanNumber == nil {
		c.spanNumber = map[span]uint32{}
	}
	i := uint32(len(c.spans))
	c.spanNumber[s] = i
	c.spans = append(c.spans, s)
	return i
}

// passageStatements is how many statements one node of a passage holds: a
// register that is cited whole can evidence a million.
const passageStatements = 1000

// passages yields what each cited paragraph evidences, in parts of limited size.
func (c *citations) passages(yield func(properties) error) error {
	slices.SortFunc(c.cited, func(a, b citation) int {
		return cmp.Or(cmp.Compare(a.document, b.document), cmp.Compare(a.paragraph, b.paragraph), cmp.Compare(a.statement, b.statement))
	})
	for i := 0; i < len(c.cited); {
		first := c.cited[i]
		for part := 0; i < len(c.cited) && c.cited[i].document == first.document && c.cited[i].paragraph == first.paragraph; part++ {
			var statements []string
			for ; i < len(c.cited) && c.cited[i].document == first.document && c.cited[i].paragraph == first.paragraph && len(statements) < passageStatements; i++ {
				statements = append(statements, c.kinds.name[c.cited[i].kind]+" "+string(c.cited[i].statement))
			}
			err := yield(properties{"document": c.documents.name[first.document], "paragraph": int(first.paragraph), "part": part, "statements": statements})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// mentions yields each pair of document and entity once for each span.
func (c *citations) mentions(yield func(properties) error) error {
	slices.SortFunc(c.mentioned, func(a, b mention) int {
		return cmp.Or(cmp.Compare(a.document, b.document), cmp.Compare(a.entity, b.entity), cmp.Compare(a.span, b.span))
	})
	c.mentioned = slices.Compact(c.mentioned)
	for _, m := range c.mentioned {
		s := c.spans[m.span]
		p := properties{"document": c.documents.name[m.document], "entity": c.entities.name[m.entity], "recorded": string(s.recorded)}
		p.text("retracted", string(s.retracted))
		p.text("firstDay", string(s.first))
		p.text("lastDay", string(s.last))
		if err := yield(p); err != nil {
			return err
		}
	}
	return nil
}
