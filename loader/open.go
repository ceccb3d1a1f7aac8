package loader

import (
	"context"
	"io/fs"

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
	return newSource(c), nil
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
		if c == nil {
			return Report{}, err
		}
		return c.reportTexts(), err
	}
	report := c.reportTexts()
	source := newSource(c)
	report.Dataset = source.Dataset()
	report.Documents, report.Figures = len(c.madeDocuments), c.tally.figures
	report.Claims, report.Explicit, report.Implied = c.tally.claims, c.tally.claims-c.tally.implied, c.tally.implied
	report.LeftOut = c.explained()
	if documents != nil {
		report.Unexplained, err = c.unexplained(ctx, source)
	}
	return report, err
}

// open reads and checks a dataset. What was checked is there also where the
// error is [Problems].
func open(ctx context.Context, fsys fs.FS, documents *Documents, progress graph.Progress) (*checking, error) {
	if progress == nil {
		progress = func(graph.Step) {}
	}
	var f found
	if err := f.read(fsys); err != nil {
		return nil, err
	}
	c := newChecking(ctx, &f, documents)
	defer c.reader.parts.close()
	if err := c.all(ctx, progress); err != nil {
		if ctx.Err() != nil {
			return nil, graph.Errorf(graph.CodeTimeout, "the dataset's check was broken off: %w", ctx.Err())
		}
		return nil, err
	}
	return c, c.problems.err()
}
