package memory

import (
	"context"

	"policygraph/graph"
)

// compare counts how the records of two snapshots differ. Where a record is the
// very same it needs no hash.
func compare(ctx context.Context, old, next *snapshot, report *graph.Report) error {
	if old == nil {
		report.Added = next.size()
		return nil
	}
	passed, kept := 0, int64(0)
	err := next.each(func(r graph.Record) error {
		if passed++; passed%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		was := old.record(r.RecordID())
		switch {
		case was == nil:
			report.Added++
			return nil
		case was == r || graph.RecordHash(was) == graph.RecordHash(r):
			report.Unchanged++
		default:
			report.Changed++
		}
		kept++
		return nil
	})
	report.Removed = old.size() - kept
	return err
}

// each visits every record.
func (s *snapshot) each(visit func(graph.Record) error) error {
	for _, part := range []func(func(graph.Record) error) error{
		visitor(s.indicators), visitor(s.documents), visitor(s.entities), visitor(s.claims), visitor(s.figures),
	} {
		if err := part(visit); err != nil {
			return err
		}
	}
	return nil
}

func visitor[R graph.Record](records []R) func(func(graph.Record) error) error {
	return func(visit func(graph.Record) error) error {
		for _, r := range records {
			if err := visit(r); err != nil {
				return err
			}
		}
		return nil
	}
}
