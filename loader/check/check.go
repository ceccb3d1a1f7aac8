package check

import (
	"context"
	"slices"

	"policygraph/graph"
	"policygraph/loader/inventory"
	"policygraph/loader/problem"
)

// Report says how much of a dataset is supported by what.
type Report struct {
	// Dataset describes the dataset: its version, how many entities of each kind
	// and how many claims of each type that are not retracted. It is zero where there were
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

// Run checks the records of files in two passes: first what statements refer
// to, then statements. texts are the documents' texts, which evidence is compared
// with; nil where they are not available. The error is [Problems] where the dataset
// is wrong; the report then counts only what was seen of texts.
func Run(ctx context.Context, files *inventory.Inventory, documents graph.Texts, progress graph.Progress) (*Index, Report, error) {
	texts := &texts{ctx: ctx, documents: documents, failed: map[graph.ID]bool{}}
	reader := inventory.NewReader(files, files.Reopen())
	defer reader.Parts.Close()
	x := newIndex(&files.Dataset)
	first := firstPass{index: x, files: files, reader: reader, texts: texts}
	if err := first.run(ctx, progress); err != nil {
		return nil, Report{}, err
	}
	second := secondPass{index: x, files: files, reader: reader, texts: texts, hierarchies: map[graph.RelationType][]edge{}}
	if err := second.run(ctx, progress); err != nil {
		return nil, Report{}, err
	}
	report := Report{Quotes: second.cited.quotes, Whole: second.cited.whole, Unread: second.cited.unread}
	for _, d := range x.madeDocuments {
		if d.missing.Load() {
			report.Missing = append(report.Missing, d.ID)
		}
	}
	slices.Sort(report.Missing)
	var all problem.List
	all.Add(&files.Problems)
	all.Add(&first.problems)
	all.Add(&second.problems)
	if err := all.Err(); err != nil { // reads some records again, to say where they are
		return nil, report, err
	}
	x.finish()
	report.Dataset = x.dataset
	report.Documents, report.Figures = len(x.madeDocuments), x.tally.figures
	report.Claims, report.Explicit, report.Implied = x.tally.claims, x.tally.claims-x.tally.implied, x.tally.implied
	report.LeftOut = x.leftOut()
	return x, report, nil
}
