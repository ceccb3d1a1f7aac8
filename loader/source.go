package loader

import (
	"context"
	"iter"

	"policygraph/graph"
	"policygraph/internal/ordered"
	"policygraph/loader/check"
	"policygraph/loader/inventory"
	"policygraph/loader/record"
)

// source is a dataset that was checked: its files and the index of what is in them. It
// reads entities and statements again each time its records are read.
type source struct {
	files *inventory.Inventory
	index *check.Index
}

func (s *source) Dataset() graph.Dataset { return s.index.Dataset() }

func (s *source) Len() int64 { return s.index.Len() }

func (s *source) Records(ctx context.Context) iter.Seq2[graph.Record, error] {
	return func(yield func(graph.Record, error) bool) {
		for r := range s.index.Kept() {
			if !yield(r, nil) {
				return
			}
		}
		files := s.files.Reopen()
		defer files.Close()
		for _, recordType := range []record.Types{record.EntityType, record.ClaimType, record.FigureType} {
			if err := s.files.Unchanged(files, recordType); err != nil {
				yield(nil, err)
				return
			}
			newWorker := func() func(inventory.Batch) *check.Remade {
				return s.index.NewRemaker(s.files, files, recordType)
			}
			for r, err := range ordered.Results(ctx, 0, s.files.Batches(files, recordType), newWorker) {
				if err == nil {
					for _, record := range r.Records {
						if !yield(record, nil) {
							return
						}
					}
					err = r.Err
				}
				if err != nil {
					yield(nil, err)
					return
				}
			}
		}
	}
}
