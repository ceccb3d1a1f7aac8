package neo4j

import (
	"context"
	"encoding/binary"
	"hash/fnv"
	"slices"

	"policygraph/graph"
)

// A release has digests, so that the next one can be compared with it record by
// record without looking any up: for each record 16 bytes, 8 of a hash of its id
// and 8 of [graph.RecordHash]. They lie in nodes by the first byte of the former,
// so that equal ids are in the same part and a part is small.
const (
	digestLength  = 16
	digestParts   = 256
	digestRecords = 1024 // how many records a node holds
)

// digests collects the digests of records by part.
type digests struct {
	parts   [digestParts][]byte
	records int64
}

// add adds a record.
func (d *digests) add(r graph.Record) {
	id := fnv.New64a()
	_, _ = id.Write([]byte(r.RecordID())) // a hash takes everything
	hash := graph.RecordHash(r)
	sum := mixed(id.Sum64())
	part := sum >> 56
	d.parts[part] = append(binary.BigEndian.AppendUint64(d.parts[part], sum), hash[:8]...)
	d.records++
}

// mixed spreads FNV's bits, whose first byte hardly differs between short texts
// (the finalizer of SplitMix64, https://doi.org/10.1145/2660193.2660195).
func mixed(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// rows are what [createDigest] writes.
func (d *digests) rows(yield func(row any) error) error {
	for part := range d.parts {
		for some := range slices.Chunk(d.parts[part], digestRecords*digestLength) {
			if err := yield([]any{part, some}); err != nil {
				return err
			}
		}
	}
	return nil
}

const (
	createDigest = "UNWIND $rows AS row CREATE (:Digest {release: $release, part: row[0], entries: row[1]})"
	digestsText  = `MATCH (d:Digest) WHERE d.release = $release AND d.part >= $from AND d.part < $to RETURN collect(d.entries)`
)

// digestsAsked is about how many digests of a release are read at once.
const digestsAsked = 200_000

// report completes the report of a load with how its records differ from those of
// the previous release, which may be nil.
func (b *Backend) report(ctx context.Context, read rowReader, next *digests, before *release, report *graph.Report, progress graph.Progress) error {
	report.Added = next.records
	if before == nil {
		return nil
	}
	parts := int(max(1, min(digestParts, digestParts*digestsAsked/max(before.records, 1))))
	for from := 0; from < digestParts; from += parts {
		to := min(from+parts, digestParts)
		was, err := b.digests(ctx, read, before, from, to)
		if err != nil {
			return err
		}
		for _, entries := range next.parts[from:to] {
			for e := range slices.Chunk(entries, digestLength) {
				switch hash, there := was[binary.BigEndian.Uint64(e)]; {
				case there && hash == binary.BigEndian.Uint64(e[8:]):
					report.Unchanged++
				case there:
					report.Changed++
				}
			}
		}
		progress(graph.Step{Phase: "comparing with the dataset before", Done: int64(to), Total: digestParts})
	}
	report.Added -= report.Unchanged + report.Changed
	report.Removed = before.records - report.Unchanged - report.Changed
	return nil
}

// digests are some parts of a release's: the hash of each record by that of its
// id.
func (b *Backend) digests(ctx context.Context, read rowReader, of *release, from, to int) (map[uint64]uint64, error) {
	row, _, err := read(ctx, of.bookmarks, digestsText, map[string]any{"release": of.name, "from": from, "to": to})
	if err != nil {
		return nil, err
	}
	found := map[uint64]uint64{}
	for _, entries := range row[0].([]any) {
		for e := range slices.Chunk(entries.([]byte), digestLength) {
			found[binary.BigEndian.Uint64(e)] = binary.BigEndian.Uint64(e[8:])
		}
	}
	return found, nil
}
