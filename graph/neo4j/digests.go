package neo4j

import (
	"context"
	"encoding/binary"
	"hash/fnv"
	"slices"

	"policygraph/graph"
)

// The digests of a release serve to compare the next release with it, record by record,
// without reading records. The digest of a record has 16 bytes: 8 of a hash of its id and
// 8 of [graph.RecordHash]. Digests are stored in parts, by the first byte of the hash of
// the id, so that parts are small and equal ids are in the same part.
const (
	digestLength  = 16
	digestParts   = 256
	digestRecords = 1024 // the largest number of digests in one node
)

// digests collects the digests of records by part.
type digests struct {
	parts   [digestParts][]byte
	records int64
}

// add adds a record.
func (d *digests) add(r graph.Record) {
	id := fnv.New64a()
	_, _ = id.Write([]byte(r.RecordID())) // a hash does not fail
	hash := graph.RecordHash(r)
	sum := mixed(id.Sum64())
	part := sum >> 56
	d.parts[part] = append(binary.BigEndian.AppendUint64(d.parts[part], sum), hash[:8]...)
	d.records++
}

// mixed is the finalizer of SplitMix64 (https://doi.org/10.1145/2660193.2660195). FNV alone
// gives short texts nearly the same first byte.
func mixed(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// rows yields rows for [createDigest].
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

// digestsAsked is the approximate number of digests that are read at once.
const digestsAsked = 200_000

// report counts in the report of a load how its records differ from those of the previous
// release, which may be nil.
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

// digests reads some parts of a release's digests: hashes of records by the hash of their
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
