package loader

import (
	"context"
	"strings"

	"policygraph/graph"
)

// stated is a record of claims or figures with what was made of it.
type stated struct {
	*statementRecord
	position
	partOf   field[reference]
	document graph.ID // that it is written in; "" where evidence names others
	expanded int      // for how many statements it stands
	made     []graph.Statement
	ends     [][2]uint32 // of claims made, the numbers of their ends
	unsure   bool
	sort     sorts
}

func (c *checking) stateClaims(r *claimLine) stated {
	s := stated{statementRecord: &r.statementRecord, position: r.position, document: r.Document.Value, expanded: len(r.Subject) * len(r.Object), sort: claimSort}
	s.unsure = c.makeClaims(r)
	s.made, s.ends = c.scratch.made, c.scratch.ends
	return s
}

func (c *checking) stateFigures(r *figureLine) stated {
	s := stated{statementRecord: &r.statementRecord, position: r.position, document: r.Document.Value, expanded: len(r.Subject), sort: figureSort, partOf: r.PartOf}
	s.unsure = c.makeFigures(r)
	s.made = c.scratch.made
	return s
}

// isLocal reports whether a reference is to a ref in its file.
func isLocal(r reference) bool { return strings.HasPrefix(string(r), "#") }

// refersByRef reports whether what a record says depends on the refs of its file.
func (s *stated) refersByRef() bool { return isLocal(s.Replaces.Value) || isLocal(s.partOf.Value) }

// checked is what remains of a batch of statements.
type checked struct {
	batch
	problems collector
	entries  []entry
	refs     []declared
	links    []link
	above    []aboveOf
	tally    tally
	cited    cited
}

type aboveOf struct {
	relation graph.RelationType
	above
}

// readStatements checks every statement by itself.
func (c *checking) readStatements(ctx context.Context, progress graph.Progress) error {
	var done, total int64
	for _, f := range c.files {
		for _, m := range f.marks {
			if m.sorts&statementSorts != 0 {
				total += int64(m.size)
			}
		}
	}
	cores := 0
	if c.texts.documents != nil {
		cores = 1 // texts are compared one by one
	}
	return inOrder(ctx, cores, c.again(c.reader.parts, statementSorts), c.statementsWorker, func(b *checked) error {
		if b.err != nil {
			return b.err
		}
		c.problems.add(&b.problems)
		for _, e := range b.entries {
			c.statements.add(e)
		}
		c.refs = append(c.refs, b.refs...)
		c.links = append(c.links, b.links...)
		for _, a := range b.above {
			c.above[a.relation] = append(c.above[a.relation], a.above)
		}
		c.tally.add(&b.tally)
		c.cited.add(&b.cited)
		done += int64(len(b.chunk.text))
		progress(graph.Step{Phase: "checking claims", Done: done, Total: total})
		return nil
	})
}

func (c *checking) statementsWorker() func(batch) *checked {
	own := *c
	own.refs = nil // not all are known
	own.scratch = &scratch{forgets: true}
	read := lines{wanted: statementSorts}
	return func(b batch) *checked {
		out := &checked{batch: b, tally: newTally()}
		if b.err != nil {
			return out
		}
		own.problems, own.cited = &out.problems, &out.cited
		own.eachStatement(&read, b, func(s stated, at place) { own.checkStated(&s, at, out) })
		return out
	}
}

// eachStatement makes the statements of a batch. The record that they are of is
// good until do returns; they themselves stay, unless c's scratch forgets them.
func (c *checking) eachStatement(read *lines, b batch, do func(s stated, at place)) {
	for i := b.from; i < b.to; i++ {
		if b.held == claimSort {
			do(c.stateClaims(&b.file.claims[i]), b.file.place(int64(i)))
		} else {
			do(c.stateFigures(&b.file.figures[i]), b.file.place(int64(i)))
		}
	}
	d := decoder{b.file.name, c.problems}
	read.each(b.file.name, b.chunk, c.problems, func(sort sorts, n *node, offset int64) {
		if sort == claimSort {
			do(c.stateClaims(read.claim.decode(d, n)), b.file.place(offset))
		} else {
			do(c.stateFigures(read.figure.decode(d, n)), b.file.place(offset))
		}
	})
}

// checkStated takes down what later checks need of a record's statements.
func (c *checking) checkStated(s *stated, at place, out *checked) {
	var last idKey
	if s.sort == figureSort {
		last = figureKey
	}
	for i, made := range s.made {
		key, _ := keyOf(made.RecordID()) // a derived id has one
		last = key
		out.entries = append(out.entries, entryOf(key, at, s.unsure))
		claim, isClaim := made.(*graph.Claim)
		var ends [2]uint32
		if isClaim {
			ends = s.ends[i]
		}
		if !s.refersByRef() {
			c.count(&out.tally, made, ends, 1)
		}
		for _, e := range made.Proof() {
			c.documentByID[e.Document].cite(e.Paragraph)
		}
		if s.Replaces.Value != "" {
			out.links = append(out.links, linkOf(key, at, s, s.Replaces.Value, false))
		}
		if s.partOf.Value != "" {
			out.links = append(out.links, linkOf(key, at, s, s.partOf.Value, true))
		}
		if isClaim {
			c.noteHierarchy(claim, ends, at, out)
		}
	}
	if s.Ref.Value == "" {
		return
	}
	if s.expanded != 1 {
		c.report(s.on(s.Ref.Line), "ref: it would name %d statements: write them as records of their own", s.expanded)
	}
	out.refs = append(out.refs, declared{refSum(s.sort, s.file, s.Ref.Value), at, last, len(s.made) > 0})
}

// count adds a statement to what is counted, or takes it out where by is -1. ends
// are the numbers of a claim's ends, in any order.
func (c *checking) count(t *tally, s graph.Statement, ends [2]uint32, by int) {
	if hash := graph.RecordHash(s); by > 0 {
		t.sum.Add(hash)
	} else {
		t.sum.Remove(hash)
	}
	claim, ok := s.(*graph.Claim)
	if !ok {
		t.figures += by
		return
	}
	t.claims += by
	if claim.Certainty == graph.Implied {
		t.implied += by
	}
	if claim.Retracted == "" {
		t.types[claim.Type] += by
		for _, end := range ends {
			c.entities.degrees[end].Add(uint32(by))
		}
	}
}

// refSum is the sum of a ref in a file; claims and figures have refs of their own.
func refSum(sort sorts, file string, ref slug) uint64 {
	if sort == claimSort {
		file += "#claims"
	}
	return sumOf(file, string(ref))
}

func linkOf(from idKey, at place, s *stated, to reference, part bool) link {
	l := link{from: from, at: at, part: part}
	if ref, local := strings.CutPrefix(string(to), "#"); local {
		l.local, l.to = true, refSum(s.sort, s.file, slug(ref))
		return l
	}
	key, ok := keyOf(graph.ID(to))
	l.to, l.none = uint64(key), !ok
	return l
}
