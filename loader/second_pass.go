package loader

import (
	"context"
	"strings"

	"policygraph/graph"
)

// secondPass reads every statement and checks it against the index by itself;
// what remains is to reconcile statements that make the same claim or refer to each
// other. It ends when the index is complete.
type secondPass struct {
	index    *index
	files    *inventory
	reader   *reader
	texts    *texts
	problems collector
	cited    cited

	statements  statements
	refs        []declared
	links       []link
	hierarchies map[graph.RelationType][]above
}

func (p *secondPass) report(at position, format string, args ...any) {
	p.problems.report(at, format, args...)
}

// run reads every statement once, and some again.
func (p *secondPass) run(ctx context.Context, progress graph.Progress) error {
	if err := p.read(ctx, progress); err != nil {
		return err
	}
	p.reconcile()
	p.checkHierarchies()
	return p.reader.err
}

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

func (p *secondPass) read(ctx context.Context, progress graph.Progress) error {
	var done, total int64
	for _, f := range p.files.files {
		for _, m := range f.marks {
			if m.sorts&statementSorts != 0 {
				total += int64(m.size)
			}
		}
	}
	cores := 0
	if p.texts.given() {
		cores = 1 // texts are compared one by one
	}
	return inOrder(ctx, cores, p.files.again(p.reader.parts, statementSorts), p.worker, func(b *checked) error {
		if b.err != nil {
			return b.err
		}
		p.problems.add(&b.problems)
		for _, e := range b.entries {
			p.statements.add(e)
		}
		p.refs = append(p.refs, b.refs...)
		p.links = append(p.links, b.links...)
		for _, a := range b.above {
			p.hierarchies[a.relation] = append(p.hierarchies[a.relation], a.above)
		}
		p.index.tally.add(&b.tally)
		p.cited.add(&b.cited)
		done += int64(len(b.chunk.text))
		progress(graph.Step{Phase: "checking claims", Done: done, Total: total})
		return nil
	})
}

func (p *secondPass) worker() func(batch) *checked {
	maker := maker{index: p.index, files: p.files, quoted: &quotes{texts: p.texts}, scratch: &scratch{forgets: true}}
	read := lines{wanted: statementSorts}
	return func(b batch) *checked {
		out := &checked{batch: b, tally: newTally()}
		if b.err != nil {
			return out
		}
		maker.problems, maker.quoted.cited = &out.problems, &out.cited
		maker.eachStatement(&read, b, func(s stated, at place) { out.take(p.index, &s, at) })
		return out
	}
}

// take takes down what later checks need of a record's statements.
func (out *checked) take(known *index, s *stated, at place) {
	var last idKey
	if s.recordType == figureSort {
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
			known.count(&out.tally, made, ends, 1)
		}
		for _, e := range made.Proof() {
			known.documents[e.Document].cite(e.Paragraph)
		}
		if s.Replaces.Value != "" {
			out.links = append(out.links, linkOf(key, at, s, s.Replaces.Value, false))
		}
		if s.partOf.Value != "" {
			out.links = append(out.links, linkOf(key, at, s, s.partOf.Value, true))
		}
		if isClaim {
			out.noteHierarchy(claim, ends, at)
		}
	}
	if s.Ref.Value == "" {
		return
	}
	if s.expanded != 1 {
		out.problems.report(s.on(s.Ref.Line), "ref: it would name %d statements: write them as records of their own", s.expanded)
	}
	out.refs = append(out.refs, declared{refSum(s.recordType, s.file, s.Ref.Value), at, last, len(s.made) > 0})
}

// refSum is the sum of a ref in a file; claims and figures have refs of their own.
func refSum(recordType sorts, file string, ref slug) uint64 {
	if recordType == claimSort {
		file += "#claims"
	}
	return sumOf(file, string(ref))
}

func linkOf(from idKey, at place, s *stated, to reference, part bool) link {
	l := link{from: from, at: at, part: part}
	if ref, local := strings.CutPrefix(string(to), "#"); local {
		l.local, l.to = true, refSum(s.recordType, s.file, slug(ref))
		return l
	}
	key, ok := keyOf(graph.ID(to))
	l.to, l.none = uint64(key), !ok
	return l
}
