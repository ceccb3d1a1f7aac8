package loader

import (
	"context"
	"errors"
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

var errEnough = errors.New("no more records are wanted")

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
			err := s.files.Unchanged(files, recordType)
			if err == nil {
				newWorker := func() func(inventory.Batch) *check.Remade {
					return s.index.NewRemaker(s.files, files, recordType)
				}
				err = ordered.Do(ctx, 0, s.files.Batches(files, recordType), newWorker, func(r *check.Remade) error {
					for _, record := range r.Records {
						if !yield(record, nil) {
							return errEnough
						}
					}
					return r.Err
				})
			}
			switch {
			case err == nil:
			case errors.Is(err, errEnough):
				return
			default:
				yield(nil, err)
				return
			}
		}
	}
}
