package loader

import (
	"context"
	"errors"
	"iter"

	"policygraph/graph"
)

// source is a dataset that was checked: its files, and the index of what is in
// them. Entities and statements are read again each time they are asked for.
type source struct {
	files *inventory
	index *index
}

func (s *source) Dataset() graph.Dataset { return s.index.description() }

func (s *source) Len() int64 {
	return s.index.len()
}

var errEnough = errors.New("no more records are wanted")

func (s *source) Records(ctx context.Context) iter.Seq2[graph.Record, error] {
	return func(yield func(graph.Record, error) bool) {
		for r := range s.index.kept() {
			if !yield(r, nil) {
				return
			}
		}
		files := s.files.reopen()
		defer files.close()
		for _, recordType := range []sorts{entitySort, claimSort, figureSort} {
			err := s.files.unchanged(files, recordType)
			if err == nil {
				newWorker := func() func(batch) *remade { return s.index.newRemaker(s.files, files, recordType).remake }
				err = inOrder(ctx, 0, s.files.again(files, recordType), newWorker, func(r *remade) error {
					for _, record := range r.records {
						if !yield(record, nil) {
							return errEnough
						}
					}
					return r.err
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
