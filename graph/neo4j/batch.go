package neo4j

import (
	"context"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/graph"
)

// writer writes rows in batches: one transaction for each, which ends with the
// renewal of the lease, so that nothing is written by a load that has lost it.
type writer struct {
	backend  *Backend
	lease    *lease
	before   string // the release to compare with; "" for none
	progress graph.Progress
	step     graph.Step

	pending map[string]*batch // by statement
	rows    int               // pending

	unchanged, changed int64
}

// batch is rows that wait to be written by one statement.
type batch struct {
	rows    []any
	compare map[string][]any // ids and hashes, by the statement that looks for them in the release before
}

// phase begins a phase of the load.
func (w *writer) phase(name string, total int64) {
	w.step = graph.Step{Phase: name, Total: total}
	w.progress(w.step)
}

// add takes a row. compare is the statement that looks for the record in the
// release before; "" for what is no record.
func (w *writer) add(ctx context.Context, statement, compare string, row properties) error {
	b := w.pending[statement]
	if b == nil {
		b = &batch{}
		w.pending[statement] = b
	}
	b.rows = append(b.rows, map[string]any(row))
	if compare != "" && w.before != "" {
		if b.compare == nil {
			b.compare = map[string][]any{}
		}
		b.compare[compare] = append(b.compare[compare], []any{row["id"], row["hash"]})
	}
	w.rows++
	switch size := w.backend.config.Batch; {
	case len(b.rows) >= size:
		return w.flush(ctx, statement)
	case w.rows >= 4*size: // many kinds or types, each with few
		return w.flushLargest(ctx)
	}
	return nil
}

func (w *writer) flushLargest(ctx context.Context) error {
	largest, most := "", 0
	for statement, b := range w.pending {
		if len(b.rows) > most {
			largest, most = statement, len(b.rows)
		}
	}
	return w.flush(ctx, largest)
}

// flushAll writes what is pending.
func (w *writer) flushAll(ctx context.Context) error {
	for statement := range w.pending {
		if err := w.flush(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) flush(ctx context.Context, statement string) error {
	b := w.pending[statement]
	delete(w.pending, statement)
	w.rows -= len(b.rows)
	var found, same int64
	err := w.backend.write(ctx, func(tx driver.ManagedTransaction) error {
		found, same = 0, 0
		for compare, pairs := range b.compare {
			err := run(ctx, tx, compare, map[string]any{"before": w.before, "pairs": pairs}, func(row []any) {
				v := values{list: row}
				found += int64(v.number())
				same += int64(v.number())
			})
			if err != nil {
				return err
			}
		}
		if err := run(ctx, tx, statement, map[string]any{"release": w.lease.release, "rows": b.rows}, nil); err != nil {
			return err
		}
		return w.lease.renew(ctx, tx)
	})
	if err != nil {
		return err
	}
	w.unchanged += same
	w.changed += found - same
	w.step.Done += int64(len(b.rows))
	if w.step.Total > 0 { // the dataset does not count what is retracted
		w.step.Total = max(w.step.Total, w.step.Done)
	}
	w.progress(w.step)
	return nil
}
