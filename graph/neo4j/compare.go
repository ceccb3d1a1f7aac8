package neo4j

import (
	"context"
	"encoding/hex"
	"errors"

	"policygraph/graph"
)

// Compare says what [Backend.Load] would do to what is served, and writes
// nothing: it reads which ids and hashes of the source's records are there. It
// needs no lease, and fails with [graph.CodeConflict] if another dataset comes to
// be served meanwhile. progress may be nil.
func (b *Backend) Compare(ctx context.Context, src graph.Source, progress graph.Progress) (graph.Report, error) {
	report := graph.Report{Version: src.Dataset().Version}
	old, err := b.servedRead(ctx)
	if err != nil || old.holds(&report) {
		return report, err
	}
	c := &comparison{backend: b, dataset: src.Dataset(), old: old, progress: progress, pairs: map[string][]any{}}
	if progress == nil {
		c.progress = func(graph.Step) {}
	}
	for r, err := range src.Records(ctx) {
		if err == nil {
			err = c.add(ctx, r)
		}
		if err != nil {
			return report, b.explain(ctx, err)
		}
	}
	if err := c.flush(ctx); err != nil {
		return report, err
	}
	report.Unchanged, report.Changed, report.Added = c.same, c.found-c.same, c.records-c.found
	if old == nil {
		return report, nil
	}
	report.Removed = old.records - c.found
	now, err := b.servedRead(ctx)
	if err == nil && (now == nil || now.name != old.name) {
		err = graph.Errorf(graph.CodeConflict, "another dataset has come to be served by Neo4j at %s meanwhile: compare again", b.config.URI)
	}
	return report, err
}

// servedRead is [Backend.served] as any member of a cluster sees it.
func (b *Backend) servedRead(ctx context.Context) (*release, error) {
	r, err := b.readPointer(ctx, nil, nil, b.readRow)
	if errors.Is(err, errFormat) {
		return nil, nil
	}
	return r, err
}

// comparison compares records with those of a release.
type comparison struct {
	backend  *Backend
	dataset  graph.Dataset // the new one
	old      *release      // nil: there is nothing to be found
	progress graph.Progress
	step     graph.Step

	pairs                map[string][]any // ids and hashes, by the statement that looks for them
	waiting              int              // pairs in all
	records, found, same int64
}

func (c *comparison) add(ctx context.Context, r graph.Record) error {
	if phase, total := c.phase(r); phase != c.step.Phase {
		if err := c.flush(ctx); err != nil {
			return err
		}
		c.step = graph.Step{Phase: phase, Total: total}
		c.progress(c.step)
	}
	c.records++
	c.waiting++
	if c.old != nil {
		hash := graph.RecordHash(r)
		text := compareText(r)
		c.pairs[text] = append(c.pairs[text], []any{string(r.RecordID()), hex.EncodeToString(hash[:])})
	}
	if c.waiting < c.backend.config.Batch {
		return nil
	}
	return c.flush(ctx)
}

// phase is what comparing a record belongs to, and how many there are, 0 where
// the dataset does not count them.
func (c *comparison) phase(r graph.Record) (name string, total int64) {
	switch r.(type) {
	case *graph.Indicator:
		return "comparing indicators", 0
	case *graph.Document:
		return "comparing documents", 0
	case *graph.Entity:
		return "comparing entities", sum(c.dataset.Kinds)
	case *graph.Claim:
		return "comparing claims", sum(c.dataset.Types)
	default:
		return "comparing figures", 0
	}
}

func sum[K comparable](counts map[K]int) (total int64) {
	for _, n := range counts {
		total += int64(n)
	}
	return total
}

func (c *comparison) flush(ctx context.Context) error {
	for text, pairs := range c.pairs {
		row, _, err := c.backend.readRow(ctx, c.old.bookmarks, text, map[string]any{"before": c.old.name, "pairs": pairs})
		if err != nil {
			return err
		}
		v := values{list: row}
		c.found += int64(v.number())
		c.same += int64(v.number())
	}
	clear(c.pairs)
	c.step.Done += int64(c.waiting)
	c.waiting = 0
	if c.step.Total > 0 { // the dataset does not count what is retracted
		c.step.Total = max(c.step.Total, c.step.Done)
	}
	if c.step.Phase != "" {
		c.progress(c.step)
	}
	return nil
}

// compareText is the statement that looks for records of the sort of r.
func compareText(r graph.Record) string {
	switch r := r.(type) {
	case *graph.Indicator:
		return compareNode[labelIndicator]
	case *graph.Document:
		return compareNode[labelDocument]
	case *graph.Entity:
		return compareNode[labelEntity]
	case *graph.Claim:
		return compareClaim[r.Type]
	default:
		return compareNode[labelFigure]
	}
}
