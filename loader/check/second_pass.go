package check

import (
	"context"
	"strings"

	"policygraph/graph"
	"policygraph/internal/ordered"
	"policygraph/loader/inventory"
	"policygraph/loader/problem"
	"policygraph/loader/record"
)

// secondPass reads every statement and checks it against the index, then reconciles
// statements that have the same id or refer to each other. Afterwards the index is
// complete.
type secondPass struct {
	index    *Index
	files    *inventory.Inventory
	again    restater
	texts    *texts
	naming   *naming // in format 2, if texts were given
	problems problem.List
	cited    cited

	statements  statements
	refs        []declared
	links       []link
	hierarchies map[graph.RelationType][]edge
}

func (p *secondPass) report(at problem.Position, format string, args ...any) {
	p.problems.Report(at, format, args...)
}

// run reads every statement once, and some of them again.
func (p *secondPass) run(ctx context.Context, progress graph.Progress) error {
	if err := p.read(ctx, progress); err != nil {
		return err
	}
	if err := p.reconcile(ctx); err != nil {
		return err
	}
	p.checkHierarchies()
	return p.again.reader.Err
}

// checked is the result of a batch.
type checked struct {
	inventory.Batch
	problems problem.List
	entries  []entry
	refs     []declared
	links    []link
	above    []typedEdge
	tally    tally
	cited    cited
}

type typedEdge struct {
	relation graph.RelationType
	edge
}

func (p *secondPass) read(ctx context.Context, progress graph.Progress) error {
	var done, total int64
	for _, f := range p.files.Files {
		for _, m := range f.Marks {
			if m.Types&record.StatementTypes != 0 {
				total += int64(m.Size)
			}
		}
	}
	cores := 0
	if p.texts.given() {
		cores = 1 // texts are compared one by one
		if p.files.Dataset.Format.Value == record.Format {
			p.naming = newNaming(p.index.entities.folded)
		}
	}
	for b, err := range ordered.Results(ctx, cores, p.files.Batches(p.again.reader.Parts, record.StatementTypes), p.worker) {
		if err != nil {
			return err
		}
		if b.Err != nil {
			return b.Err
		}
		p.problems.Add(&b.problems)
		for _, e := range b.entries {
			p.statements.add(e)
		}
		p.refs = append(p.refs, b.refs...)
		p.links = append(p.links, b.links...)
		for _, a := range b.above {
			p.hierarchies[a.relation] = append(p.hierarchies[a.relation], a.edge)
		}
		p.index.tally.add(&b.tally)
		p.cited.add(&b.cited)
		done += int64(len(b.Chunk.Text))
		progress(graph.Step{Phase: "checking claims", Done: done, Total: total})
	}
	return nil
}

func (p *secondPass) worker() func(inventory.Batch) *checked {
	m := maker{Index: p.index, files: p.files, quotes: &quoteChecker{texts: p.texts, naming: p.naming}, scratch: &scratch{forgets: true}}
	read := record.Lines{Wanted: record.StatementTypes}
	return func(b inventory.Batch) *checked {
		out := &checked{Batch: b, tally: newTally()}
		if b.Err != nil {
			return out
		}
		m.problems, m.quotes.cited = &out.problems, &out.cited
		m.eachStatement(&read, b, func(s stated, at inventory.Pos) { out.take(p.index, &s, at) })
		return out
	}
}

// take notes what later checks need of a record's statements.
func (out *checked) take(known *Index, s *stated, at inventory.Pos) {
	var last idKey
	if s.recordType == record.FigureType {
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
		for _, e := range made.AllEvidence() {
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
		out.problems.Report(s.On(s.Ref.Line), "ref: names %d statements at once; write a record for each", s.expanded)
	}
	out.refs = append(out.refs, declared{refSum(s.recordType, s.File, s.Ref.Value), at, last, len(s.made) > 0})
}

// refSum hashes a ref of a file. Claims and figures have separate refs.
func refSum(recordType record.Types, file string, ref record.Slug) uint64 {
	if recordType == record.ClaimType {
		file += "#claims"
	}
	return sumOf(file, string(ref))
}

func linkOf(from idKey, at inventory.Pos, s *stated, to record.Reference, part bool) link {
	l := link{from: from, at: at, part: part}
	if ref, local := strings.CutPrefix(string(to), "#"); local {
		l.local, l.to = true, refSum(s.recordType, s.File, record.Slug(ref))
		return l
	}
	key, ok := keyOf(graph.ID(to))
	l.to, l.none = uint64(key), !ok
	return l
}
