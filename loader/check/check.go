// Package check checks the records of a dataset's files, and makes the domain's
// records from them.
//
// [Run] reads the files twice. The first pass reads what statements refer to: units,
// indicators, documents and entities. The second reads the statements and checks each by
// itself. What depends on several statements, such as a claim that two documents state,
// is found by ids of 61 bits and reconciled by reading those lines again. Files need no
// order: a statement may come before what it mentions.
//
// The outcome is an [Index]; it holds nothing of the passes. It makes the records each
// time they are read.
package check

import (
	"context"
	"slices"

	"policygraph/graph"
	"policygraph/loader/inventory"
	"policygraph/loader/problem"
)

// Report counts what supports a dataset.
type Report struct {
	// Dataset describes the dataset: its version, the number of entities of each kind,
	// and the number of claims of each type that are not retracted. If there are
	// problems it is zero, and so are all counts below except those about texts.
	Dataset graph.Dataset

	// Format is the version of the files' format.
	Format int

	// Statements are counted after those that several documents make are merged. Claims
	// counts all, the three after it the retracted and, of the others, the explicit and
	// the implied.
	Documents, Claims, Retracted, Explicit, Implied, Figures int

	// Pieces of evidence, counted as the files state them: those whose words were
	// found in the text, those that cite a register whole, and those whose text is not
	// available.
	Quotes, Whole, Unread int
	// Ends counts, in format 2, the explicit claims whose quotes were read by what they
	// need to name both ends.
	Ends Ends
	// Missing lists the documents whose text is not available, sorted by id.
	Missing []graph.ID

	// Unexplained lists the sentences, names and numbers in the texts that no statement
	// points at and no left_out explains. A reader may have missed them.
	Unexplained []Finding
	// LeftOut lists what the documents' records explain, by document and place.
	LeftOut []LeftOut
}

// Run checks the records of a dataset's files in two passes: first what statements
// refer to, then the statements. Evidence is compared with the documents' texts
// unless documents is nil. If the dataset is wrong, the error is [problem.Problems] and
// the report has only the format and what was seen of the texts.
func Run(ctx context.Context, files *inventory.Inventory, documents graph.DocumentTexts, progress graph.Progress) (*Index, Report, error) {
	texts := &texts{ctx: ctx, documents: documents, failed: map[graph.ID]bool{}}
	reader := inventory.NewReader(files, files.Reopen())
	defer reader.Parts.Close()
	x := newIndex(&files.Dataset)
	first := firstPass{index: x, files: files, reader: reader, texts: texts}
	if err := first.run(ctx, progress); err != nil {
		return nil, Report{}, err
	}
	second := secondPass{index: x, files: files, again: restater{index: x, files: files, reader: reader}, texts: texts, hierarchies: map[graph.RelationType][]edge{}}
	if err := second.run(ctx, progress); err != nil {
		return nil, Report{}, err
	}
	report := Report{Format: int(files.Dataset.Format.Value), Ends: second.cited.ends, Quotes: second.cited.quotes, Whole: second.cited.whole, Unread: second.cited.unread}
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
	report.Claims, report.Retracted, report.Implied = x.tally.claims, x.tally.retracted, x.tally.implied
	report.Explicit = report.Claims - report.Retracted - report.Implied
	report.LeftOut = x.leftOut()
	return x, report, nil
}
