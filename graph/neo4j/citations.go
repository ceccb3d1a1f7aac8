package neo4j

import (
	"cmp"
	"iter"
	"slices"

	"policygraph/graph"
)

// citations collects, while statements are written, which paragraphs evidence them.
// Statements come in any order and passages are written after them, so citations are
// held in memory, in 16 bytes each.
type citations struct {
	nodes *nodes
	kinds numbering
	all   []citation
}

// citation is a statement that a paragraph evidences.
type citation struct {
	// position is the document's ordinal, the paragraph and the number of the kind, which
	// is the native type of a claim or the label of figures.
	position  uint64
	statement uint64 // the hash in its id
}

// The sizes of the parts of a position. A document has at most 33 million paragraphs.
const (
	kindBits      = 7
	paragraphBits = 25
)

func (c citation) document() int  { return int(c.position >> (paragraphBits + kindBits)) }
func (c citation) paragraph() int { return int(c.position >> kindBits & (1<<paragraphBits - 1)) }
func (c citation) kind() int      { return int(c.position & (1<<kindBits - 1)) }

// numbering numbers distinct strings from 0.
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

// add adds the citations of a statement; kind is the native type of a claim, or the
// label of figures.
func (c *citations) add(statement graph.Statement, kind string) error {
	evidence := statement.AllEvidence()
	if len(evidence) == 0 {
		return nil
	}
	id, ok := graph.StatementHash(statement.RecordID(), idPrefix(kind))
	if !ok {
		return graph.Errorf(graph.CodeInternal, "invalid statement id %q; graph.Assemble derives them", statement.RecordID())
	}
	k := uint64(c.kinds.of(kind))
	for i, e := range evidence {
		if slices.ContainsFunc(evidence[:i], func(x graph.Evidence) bool { return x.Document == e.Document && x.Paragraph == e.Paragraph }) {
			continue
		}
		if e.Paragraph >= 1<<paragraphBits {
			return graph.Errorf(graph.CodeLimit, "evidence of %s is in paragraph %d of %s, but a document has at most %d paragraphs; correct the pointer", statement.RecordID(), e.Paragraph, e.Document, 1<<paragraphBits-1)
		}
		document, err := c.nodes.ordinal(e.Document)
		if err != nil {
			return err
		}
		position := uint64(document)<<(paragraphBits+kindBits) | uint64(e.Paragraph)<<kindBits | k
		c.all = append(c.all, citation{position, id})
	}
	return nil
}

// idPrefix returns the prefix of the ids of statements of a kind.
func idPrefix(kind string) string {
	if kind == labelFigure {
		return graph.FigurePrefix
	}
	return graph.ClaimPrefix
}

// sort must be called between the last add and passages.
func (c *citations) sort() {
	slices.SortFunc(c.all, func(a, b citation) int {
		return cmp.Or(cmp.Compare(a.position, b.position), cmp.Compare(a.statement, b.statement))
	})
}

// runs yields the runs of consecutive citations that have the same key.
func runs(of []citation, key func(citation) int) iter.Seq[[]citation] {
	return func(yield func([]citation) bool) {
		for len(of) > 0 {
			n := 1
			for n < len(of) && key(of[n]) == key(of[0]) {
				n++
			}
			if !yield(of[:n]) {
				return
			}
			of = of[n:]
		}
	}
}

// passageStatements is the largest number of statements in one node of a passage: a
// register that is cited whole can evidence a million.
const passageStatements = 1000

// passages yields rows for [createPassage], each with its number of statements.
func (c *citations) passages(yield func(row any, statements int) error) error {
	for document := range runs(c.all, citation.document) {
		ordinal := uint32(document[0].document())
		node, id := c.nodes.nodeIDs[ordinal], string(c.nodes.id(ordinal))
		for paragraph := range runs(document, citation.paragraph) {
			part := 0
			for cited := range slices.Chunk(paragraph, passageStatements) {
				statements := make([]string, len(cited))
				for i, s := range cited {
					kind := c.kinds.name[s.kind()]
					statements[i] = kind + " " + string(graph.StatementID(idPrefix(kind), s.statement))
				}
				err := yield([]any{node, id, paragraph[0].paragraph(), part, statements}, len(statements))
				if err != nil {
					return err
				}
				part++
			}
		}
	}
	return nil
}
