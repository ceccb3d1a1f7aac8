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
// symbolic link, leads out of. The error has [graph.CodeNotFound] where there is
// no such directory.
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

// What is wrong with a dataset, and what is right.
type (
	// Problem is one thing that is wrong with a dataset.
	Problem = problem.Problem
	// Problems is everything that is wrong with a dataset, by file and line.
	Problems = problem.Problems
	// Report says how much of a dataset is supported by what.
	Report = check.Report
	// Finding is a place in a text that looks as if a statement should be about it.
	Finding = check.Finding
	// LeftOut is a place in a text of which the document's record says why no
	// statement is about it.
	LeftOut = check.LeftOut
)

// Schema is the JSON Schema (draft 2020-12) of a dataset's files, as JSON: of the
// YAML files, and of a line of JSONL. It says which keys there are and what form
// values have; whether records fit each other only [Validate] can say.
func Schema() ([]byte, error) { return record.Schema() }

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
	s, _, err := open(ctx, fsys, nil, progress)
	if err != nil {
		return nil, err
	}
	return s, nil
}

// Validate does what [Open] does and, where documents are given, compares all
// evidence with their texts: the words must be there, unchanged, and say what
// they are evidence for. The report is there also where the error is [Problems].
// documents may be nil.
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

// open reads and checks a dataset. texts may be nil. What was seen of texts is
// reported also where the error is [Problems].
func open(ctx context.Context, fsys fs.FS, texts graph.Texts, progress graph.Progress) (*source, Report, error) {
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
