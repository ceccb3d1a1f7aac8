package loader

import (
	"context"
	"io/fs"
	"slices"

	"policygraph/graph"
)

// Open reads a dataset from a directory and checks it. The error is [Problems]
// where the dataset is wrong, and a *[graph.Error] where the directory cannot be
// read or ctx ends. Evidence is not compared with texts: [Validate] does that.
//
// The source reads JSONL files again each time its records are asked for, so
// they must stay as they are; where one has changed, Records ends with an error
// that names it.
//
// progress is told of bytes of JSONL files, and may be nil; it is called from the
// goroutine of Open.
func Open(ctx context.Context, fsys fs.FS, progress graph.Progress) (graph.Source, error) {
	c, err := open(ctx, fsys, nil, progress)
	if err != nil {
		return nil, err
	}
	return c.source(), nil
}

// Report says how much of a dataset is supported by what.
type Report struct {
	// Dataset describes the dataset: its version, how many entities of each kind
	// and how many claims of each type that stand. It is zero where there were
	// problems, and then so is all that is counted below but what concerns texts.
	Dataset graph.Dataset

	// Statements after those that several documents make are joined.
	Documents, Claims, Explicit, Implied, Figures int

	// Pieces of evidence, as the files state them: whose words were found in
	// their text, that cite a register whole, and whose text is not at hand.
	Quotes, Whole, Unread int
	// Missing are the documents whose text is not at hand, sorted by id.
	Missing []graph.ID

	// Unexplained are the names and numbers in the texts that no statement points
	// at and that no document's left_out explains, and the paragraphs that
	// support nothing: a reader may have missed them.
	Unexplained []Finding
	// LeftOut is what the documents' records explain, by document and place.
	LeftOut []LeftOut
}

// Validate does what [Open] does and, where documents are given, compares all
// evidence with their texts: the words must be there, unchanged, and say what
// they are evidence for. The report is there also where the error is [Problems].
// documents may be nil.
func Validate(ctx context.Context, fsys fs.FS, documents *Documents) (Report, error) {
	c, err := open(ctx, fsys, documents, nil)
	if err != nil {
		return c.report(), err
	}
	source := c.source()
	report := c.report()
	x := c.index
	report.Dataset = x.dataset
	report.Documents, report.Figures = len(x.madeDocuments), x.tally.figures
	report.Claims, report.Explicit, report.Implied = x.tally.claims, x.tally.claims-x.tally.implied, x.tally.implied
	report.LeftOut = x.leftOut()
	if documents != nil {
		report.Unexplained, err = unexplained(ctx, source, x.madeDocuments, documents)
	}
	return report, err
}

// checkedDataset is what a check leaves: the index, and what was seen of texts.
type checkedDataset struct {
	files *inventory
	index *index
	cited cited
}

func (c *checkedDataset) source() *source { return &source{c.files, c.index} }

// report is what a report says of texts.
func (c *checkedDataset) report() Report {
	r := Report{Quotes: c.cited.quotes, Whole: c.cited.whole, Unread: c.cited.unread}
	if c.index == nil {
		return r
	}
	for _, d := range c.index.madeDocuments {
		if d.missing.Load() {
			r.Missing = append(r.Missing, d.ID)
		}
	}
	slices.Sort(r.Missing)
	return r
}

// open reads and checks a dataset. What was seen of texts is there also where the
// error is [Problems].
func open(ctx context.Context, fsys fs.FS, documents *Documents, progress graph.Progress) (checkedDataset, error) {
	if progress == nil {
		progress = func(graph.Step) {}
	}
	var f inventory
	if err := f.read(fsys); err != nil {
		return checkedDataset{}, err
	}
	c := checkedDataset{files: &f}
	err := c.check(ctx, documents, progress)
	if ctx.Err() != nil {
		return checkedDataset{}, graph.Errorf(graph.CodeTimeout, "checking the dataset was interrupted: %w", ctx.Err())
	}
	return c, err
}

// check runs both passes: first of what statements refer to, then of statements.
func (c *checkedDataset) check(ctx context.Context, documents *Documents, progress graph.Progress) error {
	texts := &texts{ctx: ctx, documents: documents, failed: map[graph.ID]bool{}}
	reader := newReader(c.files, newParts(c.files.fsys))
	defer reader.parts.close()
	index := newIndex(&c.files.dataset)
	first := firstPass{index: index, files: c.files, reader: reader, texts: texts}
	if err := first.run(ctx, progress); err != nil {
		return err
	}
	second := secondPass{index: index, files: c.files, reader: reader, texts: texts, hierarchies: map[graph.RelationType][]above{}}
	if err := second.run(ctx, progress); err != nil {
		return err
	}
	c.index, c.cited = index, second.cited
	all := &c.files.problems
	all.add(&first.problems)
	all.add(&second.problems)
	if err := all.err(); err != nil { // reads some records again, to say where they are
		return err
	}
	index.finish()
	return nil
}
