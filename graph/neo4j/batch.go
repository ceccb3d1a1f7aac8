package neo4j

import (
	"context"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/graph"
)

// batchWriter writes rows in batches, each in one transaction that ends with renewing
// the lease, so that a load that has lost its lease writes nothing. Batches are
// written while the next is made. Callers must call close.
type batchWriter struct {
	backend  *Backend
	lease    *lease
	progress graph.Progress
	step     graph.Step
	nodes    *nodes

	pending  map[string]*batch // by statement
	weight   int               // of all that is pending
	inFlight []*inFlightBatch  // batches being written, the oldest first
}

// maxInFlight is the number of batches written at once: the server works on one
// while it commits another. It commits one at a time, since each renews the lease.
const maxInFlight = 2

// batch holds rows to be written by one statement.
type batch struct {
	rows   []any
	weight int
}

// inFlightBatch is a batch that is being written.
type inFlightBatch struct {
	rows  int64
	nodes []any // pairs of id and number, where the statement creates entities
	done  chan error
}

// begin begins a phase of the load after all rows of the previous one are written.
func (w *batchWriter) begin(ctx context.Context, phase string, total int64) error {
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

// add adds a row for a statement. Its weight is 1 for a record of ordinary size;
// [Config.Batch] is the weight of a batch.
func (w *batchWriter) add(ctx context.Context, statement string, row any, weight int) error {
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

func (w *batchWriter) heaviest() string {
	found, most := "", 0
	for statement, b := range w.pending {
		if b.weight > most {
			found, most = statement, b.weight
		}
	}
	return found
}

// flushAll writes what is pending, and returns when it is written.
func (w *batchWriter) flushAll(ctx context.Context) error {
	for statement := range w.pending {
		if err := w.flush(ctx, statement); err != nil {
			return err
		}
	}
	return w.await(0)
}

// flush begins to write a batch, once fewer than maxInFlight are being written.
func (w *batchWriter) flush(ctx context.Context, statement string) error {
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

// await waits until at most this many batches are being written.
func (w *batchWriter) await(most int) error {
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

// close waits for the batches being written and ignores their errors.
func (w *batchWriter) close() {
	for len(w.inFlight) > 0 {
		_ = w.await(0)
	}
}
