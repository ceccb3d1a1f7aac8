package graph

import (
	"context"
	"slices"
)

// Records are records by the ids under which they were read; nil where the dataset does
// not hold them.
type Records map[ID]Record

// Records reads any number of records, each once. Ids may repeat and be "", which is left
// out.
func (r *Reader) Records(ctx context.Context, ids []ID) (Records, error) {
	found := Records{}
	var wanted []ID
	for _, id := range ids {
		if _, known := found[id]; id != "" && !known {
			found[id] = nil
			wanted = append(wanted, id)
		}
	}
	for set := range slices.Chunk(wanted, MaxSet) {
		read, err := r.Nodes(ctx, set)
		if err != nil {
			return nil, err
		}
		for i, id := range set {
			found[id] = read[i]
		}
	}
	return found, nil
}

// Measures returns what the indicator of each figure measures, as [Reader.Progress] takes
// it; the indicators must be among the records.
func (r Records) Measures(figures []*Figure) []Measure {
	measures := make([]Measure, len(figures))
	for i, f := range figures {
		if indicator, ok := r[f.Indicator].(*Indicator); ok {
			measures[i] = indicator.Measure
		}
	}
	return measures
}
