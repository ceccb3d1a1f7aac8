package neo4j

import (
	"context"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/graph"
)

// batchWriter writes rows in batches. Each batch is one transaction that ends by renewing
// the lease, so that a load that has lost its lease writes nothing. Batches are written
// while the next ones are filled. Callers must call close.
type batchWriter struct {
	backend  *Backend
	lease    *lease
	progress graph.Progress
	step     graph.Step
	nodes    *nodes

	pending  map[string]*batch // by statement
	weight   int               // of all pending batches
	inFlight []*inFlightBatch  // batches being written, the oldest first
}

// maxInFlight is the number of batches written at once: the server executes one while it
// commits another. Commits do not overlap, since each batch renews the lease.
const maxInFlight = 2

// batch holds rows to be written by one statement.
type batch struct {
	rows   []any
	weight int
}

// inFlightBatch is a batch that is being written.
type inFlightBatch struct {
	rows  int64
	nodes []any // pairs of id and node id, if the statement creates nodes that others refer to
	done  chan error
}

// begin begins a phase of the load once all rows of the previous phase are written.
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

// add adds a row to the batch of a statement. A record of ordinary size has the weight 1;
// a batch is written when its weight reaches [Config.Batch].
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
	case w.weight >= 4*most: // many statements with few rows each
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

// flushAll writes all pending batches and returns when they are written.
func (w *batchWriter) flushAll(ctx context.Context) error {
	for statement := range w.pending {
		if err := w.flush(ctx, statement); err != nil {
			return err
		}
	}
	return w.await(0)
}

// flush begins to write a batch as soon as fewer than maxInFlight are being written.
func (w *batchWriter) flush(ctx context.Context, statement string) error {
	b := w.pending[statement]
	delete(w.pending, statement)
	w.weight -= b.weight
	if err := w.await(maxInFlight - 1); err != nil {
		return err
	}
	f := &inFlightBatch{done: make(chan error, 1)}
	if statement != createDigest { // digests are of records that were counted before
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
		if w.step.Total > 0 { // the total does not include retracted claims
			w.step.Total = max(w.step.Total, w.step.Done)
		}
		w.progress(w.step)
	}
	return nil
}

// close waits for the batches being written. It ignores their errors.
func (w *batchWriter) close() {
	for len(w.inFlight) > 0 {
		_ = w.await(0)
	}
}
