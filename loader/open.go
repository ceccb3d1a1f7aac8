package loader

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"policygraph/graph"
	"policygraph/loader/check"
	"policygraph/loader/inventory"
	"policygraph/loader/problem"
	"policygraph/loader/record"
)

// Dir opens a directory on disk as a file system that nothing in it, such as a
// symbolic link, leads out of. A missing directory is an error with
// [graph.CodeNotFound].
func Dir(name string) (fs.FS, error) {
	root, err := os.OpenRoot(name)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, graph.Errorf(graph.CodeNotFound, "no such directory: %s", name)
		}
		return nil, graph.Errorf(graph.CodeUnavailable, "open directory %s: %w", name, err)
	}
	return root.FS(), nil
}

// What a check finds.
type (
	// Problem is one thing that is wrong with a dataset.
	Problem = problem.Problem
	// Problems is everything that is wrong with a dataset, by file and line.
	Problems = problem.Problems
	// Report counts what supports a dataset.
	Report = check.Report
	// Finding is a place in a text that looks as if a statement should be about it.
	Finding = check.Finding
	// LeftOut is a place in a text, with the reason that the document's record gives for
	// there being no statement about it.
	LeftOut = check.LeftOut
)

// Schema returns the JSON Schema (draft 2020-12) of a dataset's files: of any of the
// YAML files, or of a line of JSONL. It describes keys and the forms of values; whether
// records fit each other, only [Validate] can tell.
func Schema() ([]byte, error) { return record.Schema() }

// Open reads a dataset from a directory and checks it. The error is [Problems] if the
// dataset is wrong, and a *[graph.Error] if the directory cannot be read or ctx ends.
// Open does not compare evidence with texts; [Validate] does.
//
// The source reads JSONL files again each time its records are read, so the files must
// not change. If one has changed, Records ends with an error that names it.
//
// progress reports bytes of JSONL files. It is called from the goroutine of Open and may
// be nil.
func Open(ctx context.Context, fsys fs.FS, progress graph.Progress) (graph.Source, error) {
	s, _, err := open(ctx, fsys, nil, progress)
	if err != nil {
		return nil, err
	}
	return s, nil
}

// Validate does what [Open] does and, unless documents is nil, compares all evidence
// with the documents' texts: the words must be there, unchanged, and state what they are
// evidence for. It returns a report also if the error is [Problems].
func Validate(ctx context.Context, fsys fs.FS, documents *Documents) (Report, error) {
	if documents == nil {
		_, report, err := open(ctx, fsys, nil, nil)
		return report, err
	}
	s, report, err := open(ctx, fsys, documents, nil)
	if err == nil {
		report.Unexplained, err = s.index.Unexplained(ctx, s.Records(ctx), documents)
	}
	return report, err
}

// open reads and checks a dataset. texts may be nil. It returns a report also if the
// error is [Problems].
func open(ctx context.Context, fsys fs.FS, texts graph.DocumentTexts, progress graph.Progress) (*source, Report, error) {
	if progress == nil {
		progress = func(graph.Step) {}
	}
	files, err := inventory.Read(fsys)
	if err != nil {
		return nil, Report{}, err
	}
	index, report, err := check.Run(ctx, files, texts, progress)
	if ctx.Err() != nil {
		return nil, Report{}, graph.Errorf(graph.CodeTimeout, "checking the dataset was interrupted: %w", ctx.Err())
	}
	return &source{files, index}, report, err
}
