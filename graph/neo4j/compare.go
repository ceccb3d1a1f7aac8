package neo4j

import (
	"context"
	"errors"

	"policygraph/graph"
)

// Compare reports what [Backend.Load] would change, without writing anything. It compares
// digests of the source's records, which take 16 bytes each, with those of the release
// that is served. It needs no lease. It fails with [graph.CodeConflict] if the dataset served is
// replaced during the comparison. progress may be nil.
func (b *Backend) Compare(ctx context.Context, src graph.Source, progress graph.Progress) (graph.Report, error) {
	if progress == nil {
		progress = func(graph.Step) {}
	}
	report := graph.Report{Version: src.Dataset().Version}
	old, err := b.servedRead(ctx)
	if err != nil || old.holds(&report) {
		return report, err
	}
	next := &digests{}
	step := graph.Step{Phase: "reading records", Total: src.Len()}
	for r, err := range src.Records(ctx) {
		if err != nil {
			return report, err
		}
		next.add(r)
		if step.Done++; step.Done%int64(b.config.Batch) == 0 {
			progress(step)
		}
	}
	if err := b.report(ctx, b.readRow, next, old, &report, progress); err != nil || old == nil {
		return report, err
	}
	now, err := b.servedRead(ctx)
	if err == nil && (now == nil || now.name != old.name) {
		err = graph.Errorf(graph.CodeConflict, "the dataset served by Neo4j at %s was replaced during the comparison; compare again", b.config.URI)
	}
	return report, err
}

// servedRead is [Backend.served] by a read that any member of a cluster can answer.
func (b *Backend) servedRead(ctx context.Context) (*release, error) {
	r, err := b.readPointer(ctx, nil, nil, b.readRow)
	if errors.Is(err, errFormat) {
		return nil, nil
	}
	return r, err
}
