package loader

import (
	"context"
	"io/fs"

	"policygraph/graph"
)

// Open reads a dataset from a directory, checks it and assembles it. The error
// is [Problems] where the dataset is wrong, and a *[graph.Error] where the
// directory cannot be read. Evidence is not compared with texts: [Validate]
// does that.
func Open(fsys fs.FS) (graph.Source, error) {
	source, _, err := open(context.Background(), fsys, nil)
	return source, err
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
	source, c, err := open(ctx, fsys, documents)
	if err != nil {
		if c == nil {
			return Report{}, err
		}
		return c.texts.report(), err
	}
	report := c.texts.report()
	report.Dataset = source.Dataset()
	for record, err := range source.Records(ctx) {
		if err != nil {
			return report, err
		}
		switch r := record.(type) {
		case *graph.Document:
			report.Documents++
		case *graph.Claim:
			report.Claims++
			if r.Certainty == graph.Implied {
				report.Implied++
			} else {
				report.Explicit++
			}
		case *graph.Figure:
			report.Figures++
		}
	}
	report.LeftOut = c.explained()
	if documents != nil {
		report.Unexplained, err = c.unexplained(ctx, source)
	}
	return report, err
}

func open(ctx context.Context, fsys fs.FS, documents *Documents) (graph.Source, *checking, error) {
	var f found
	if err := f.read(fsys); err != nil {
		return nil, nil, err
	}
	c := newChecking(ctx, &f, documents)
	c.all()
	if err := c.problems.err(); err != nil {
		return nil, c, err
	}
	if err := ctx.Err(); err != nil {
		return nil, c, graph.Errorf(graph.CodeTimeout, "the dataset's check was broken off: %w", err)
	}
	return graph.Assemble(c.dataset, c.records), c, nil
}
