package neo4j

import (
	"context"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/graph"
)

// writer writes rows in batches: one transaction for each, which ends with the
// renewal of the lease, so that nothing is written by a load that has lost it.
// Some batches are under way while the next is made. Close it.
type writer struct {
	backend  *Backend
	lease    *lease
	progress graph.Progress
	step     graph.Step
	nodes    *nodes

	pending  map[string]*batch // by statement
	weight   int               // of all that is pending
	inFlight []*inFlightBatch  // what is under way, the oldest first
}

// maxInFlight is how many batches are under way at once: the server works on one
// while it commits another, of which it does one at a time, since each renews the
// lease.
const maxInFlight = 2

// batch is rows that wait to be written by one statement.
type batch struct {
	rows   []any
	weight int
}

// inFlightBatch is a batch on its way.
type inFlightBatch struct {
	rows  int64
	nodes []any // pairs of id and number, where the statement creates entities
	done  chan error
}

// begin begins a phase of the load, when all of the one before is written.
func (w *writer) begin(ctx context.Context, phase string, total int64) error {
	if w.step.Phase == phase {
		return nil
	}
	if err := w.flushAll(ctx); err != nil {
		return err
	}
	w.step = graph.Step{Phase: phase, Total: total}
	w.progress(w.step)
	return nil
}

// add takes a row for a statement. Its weight is 1 for a record of ordinary size;
// batches are as heavy as [Config.Batch] says.
func (w *writer) add(ctx context.Context, statement string, row any, weight int) error {
	b := w.pending[statement]
	if b == nil {
		b = &batch{}
		w.pending[statement] = b
	}
	b.rows = append(b.rows, row)
	b.weight += weight
	w.weight += weight
	switch most := w.backend.config.Batch; {
	case b.weight >= most:
		return w.flush(ctx, statement)
	case w.weight >= 4*most: // many kinds, each with few
		return w.flush(ctx, w.heaviest())
	}
	return nil
}

func (w *writer) heaviest() string {
	found, most := "", 0
	for statement, b := range w.pending {
		if b.weight > most {
			found, most = statement, b.weight
		}
	}
	return found
}

// flushAll writes what is pending, and returns when it is written.
func (w *writer) flushAll(ctx context.Context) error {
	for statement := range w.pending {
		if err := w.flush(ctx, statement); err != nil {
			return err
		}
	}
	return w.await(0)
}

// flush sends a batch on its way, as soon as there are not too many.
func (w *writer) flush(ctx context.Context, statement string) error {
	b := w.pending[statement]
	delete(w.pending, statement)
	w.weight -= b.weight
	if err := w.await(maxInFlight - 1); err != nil {
		return err
	}
	f := &inFlightBatch{done: make(chan error, 1)}
	if statement != createDigest { // which are of records that are counted already
		f.rows = int64(len(b.rows))
	}
	w.inFlight = append(w.inFlight, f)
	go func() {
		f.done <- w.backend.write(ctx, func(tx driver.ManagedTransaction) error {
			params := map[string]any{"release": w.lease.release, "rows": b.rows}
			err := run(ctx, tx, statement, params, func(row []any) { f.nodes, _ = row[0].([]any) })
			if err != nil {
				return err
			}
			return w.lease.renew(ctx, tx)
		})
	}()
	return nil
}

// await waits until no more batches than so many are under way.
func (w *writer) await(most int) error {
	for len(w.inFlight) > most {
		f := w.inFlight[0]
		w.inFlight = w.inFlight[1:]
		if err := <-f.done; err != nil {
			return err
		}
		for _, pair := range f.nodes {
			v := values{list: pair.([]any)}
			w.nodes.written(v.text(), int64(v.number()))
		}
		w.step.Done += f.rows
		if w.step.Total > 0 { // the dataset does not count what is retracted
			w.step.Total = max(w.step.Total, w.step.Done)
		}
		w.progress(w.step)
	}
	return nil
}

// close waits for what is under way, of which nobody will hear.
func (w *writer) close() {
	for len(w.inFlight) > 0 {
		_ = w.await(0)
	}
}
