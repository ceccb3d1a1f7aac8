package neo4j

import (
	"cmp"
	"iter"
	"slices"

	"policygraph/graph"
)

// citations collects which paragraphs evidence which statements while statements
// are written. Statements come in any order and passages are written after them,
// so it is kept in memory, in 16 bytes a piece of evidence.
type citations struct {
	nodes *nodes
	kinds numbering
	all   []citation
}

// citation is a statement that a paragraph evidences.
type citation struct {
	place     uint64 // the document's, paragraph and kind: the native type of a claim, or the label of figures
	statement uint64 // the hash in its id
}

// The parts of a citation's place. A document has at most 33 million paragraphs.
const (
	kindBits      = 7
	paragraphBits = 25
)

func (c citation) document() int  { return int(c.place >> (paragraphBits + kindBits)) } // its place among nodes
func (c citation) paragraph() int { return int(c.place >> kindBits & (1<<paragraphBits - 1)) }
func (c citation) kind() int      { return int(c.place & (1<<kindBits - 1)) }

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

// add adds the citations of a statement; kind is the native type of a claim, or the
// label of figures.
func (c *citations) add(statement graph.Statement, kind string) error {
	proof := statement.Proof()
	if len(proof) == 0 {
		return nil
	}
	id, ok := graph.StatementHash(statement.RecordID(), idPrefix(kind))
	if !ok {
		return graph.Errorf(graph.CodeInternal, "invalid statement id %q; graph.Assemble derives them", statement.RecordID())
	}
	k := uint64(c.kinds.of(kind))
	for i, e := range proof {
		if slices.ContainsFunc(proof[:i], func(x graph.Evidence) bool { return x.Document == e.Document && x.Paragraph == e.Paragraph }) {
			continue
		}
		if e.Paragraph >= 1<<paragraphBits {
			return graph.Errorf(graph.CodeLimit, "evidence of %s is in paragraph %d of %s, beyond the largest possible paragraph number; correct the pointer", statement.RecordID(), e.Paragraph, e.Document)
		}
		document, err := c.nodes.place(e.Document)
		if err != nil {
			return err
		}
		place := uint64(document)<<(paragraphBits+kindBits) | uint64(e.Paragraph)<<kindBits | k
		c.all = append(c.all, citation{place, id})
	}
	return nil
}

// idPrefix is the prefix of the ids of statements of a kind.
func idPrefix(kind string) string {
	if kind == labelFigure {
		return graph.FigurePrefix
	}
	return graph.ClaimPrefix
}

// sort must be called after the last add.
func (c *citations) sort() {
	slices.SortFunc(c.all, func(a, b citation) int {
		return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(a.statement, b.statement))
	})
}

// runs are the stretches of sorted citations that have the same key.
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

// passageStatements is how many statements one node of a passage holds: a
// register that is cited whole can evidence a million.
const passageStatements = 1000

// passages yields what each cited paragraph evidences, in parts of limited size.
func (c *citations) passages(yield func(row any, statements int) error) error {
	for document := range runs(c.all, citation.document) {
		place := uint32(document[0].document())
		node, id := c.nodes.number[place], string(c.nodes.id(place))
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
