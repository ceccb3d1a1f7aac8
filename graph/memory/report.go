package memory

import (
	"sync/atomic"

	"policygraph/graph"
)

// compare counts how the records of two snapshots differ, by ids and hashes.
func compare(c *workers, old, next *snapshot, report *graph.Report) error {
	if old == nil {
		report.Added = next.size()
		return nil
	}
	var added, changed, unchanged atomic.Int64
	for _, part := range []struct {
		now, then []uint64 // hashes by ordinal
		was       func(i int32) (int32, bool)
	}{
		{next.entityHash, old.entityHash, func(i int32) (int32, bool) { return old.findEntity(next.entities[i].ID) }},
		{next.claimHash, old.claimHash, func(i int32) (int32, bool) { return old.claimOf(next.claims[i].id) }},
		{next.figureHash, old.figureHash, func(i int32) (int32, bool) { return old.figureOf(next.figures[i].id) }},
		{next.documentHash, old.documentHash, func(i int32) (int32, bool) { return present(old.documentByID, next.documents[i].ID) }},
		{next.indicatorHash, old.indicatorHash, func(i int32) (int32, bool) { return present(old.indicatorByID, next.indicators[i].ID) }},
	} {
		if err := c.each("comparing with the dataset before", len(part.now), func(from, to int) error {
			var a, b, same int64
			for i := from; i < to; i++ {
				was, ok := part.was(int32(i))
				switch {
				case !ok:
					a++
				case part.now[i] != part.then[was]:
					b++
				default:
					same++
				}
			}
			added.Add(a)
			changed.Add(b)
			unchanged.Add(same)
			return nil
		}); err != nil {
			return err
		}
	}
	report.Added, report.Changed, report.Unchanged = added.Load(), changed.Load(), unchanged.Load()
	report.Removed = old.size() - report.Changed - report.Unchanged
	return nil
}

func present(m map[graph.ID]int32, id graph.ID) (int32, bool) {
	i, ok := m[id]
	return i, ok
}
