package main

import (
	"context"
	"fmt"
	"iter"

	"policygraph/bench/synthetic"
	"policygraph/export"
	"policygraph/graph"
)

// write writes a dataset's files.
func write(ctx context.Context, dir string, d *synthetic.Dataset, progress *progress) error {
	target, err := export.NewDirectory(dir)
	if err != nil {
		return err
	}
	format, err := export.FormatNamed("jsonl")
	if err != nil {
		return fmt.Errorf("write the dataset: %w", err)
	}
	_, err = export.Write(ctx, format, target, &export.About{Dataset: d.Describe()}, records(d, progress), nil)
	return err
}

// records are those of all parts.
func records(d *synthetic.Dataset, progress *progress) iter.Seq2[graph.Record, error] {
	return func(yield func(graph.Record, error) bool) {
		for _, part := range d.Parts() {
			progress.begin(part.Name, part.Count)
			for r := range part.Records {
				if !yield(r, nil) {
					return
				}
				progress.step()
			}
			progress.end()
		}
	}
}
