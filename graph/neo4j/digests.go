package neo4j

import (
	"context"
	"encoding/binary"
	"hash/fnv"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

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

// digests gathers the digests of the records that are written.
type digests struct {
	parts [digestParts][]byte
}

// add takes in a record; it returns a row for [createDigest] when one is full.
func (d *digests) add(r graph.Record) any {
	id := fnv.New64a()
	_, _ = id.Write([]byte(r.RecordID())) // a hash takes everything
	hash := graph.RecordHash(r)
	sum := mixed(id.Sum64())
	part := sum >> 56
	entry := binary.BigEndian.AppendUint64(d.parts[part], sum)
	d.parts[part] = append(entry, hash[:8]...)
	if len(d.parts[part]) < digestRecords*digestLength {
		return nil
	}
	return d.row(int(part))
}

// mixed spreads FNV's bits, whose first byte hardly differs between short texts
// (the finalizer of SplitMix64, https://doi.org/10.1145/2660193.2660195).
func mixed(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// row takes what was gathered of a part; nil if nothing.
func (d *digests) row(part int) any {
	entries := d.parts[part]
	d.parts[part] = nil
	if len(entries) == 0 {
		return nil
	}
	return []any{part, entries}
}

const (
	createDigest = "UNWIND $rows AS row CREATE (:Digest {release: $release, part: row[0], entries: row[1]})"
	digestsText  = `MATCH (d:Digest) WHERE d.release = $release AND d.part >= $from AND d.part < $to RETURN collect(d.entries)`
)

// digest is what is kept of a record.
type digest struct{ id, hash uint64 }

// digestsAsked is about how many digests are in memory at once.
const digestsAsked = 200_000

// compare counts the records of a release that another one has too, unchanged and
// changed.
func (b *Backend) compare(ctx context.Context, before, next *release, progress func(parts int64)) (unchanged, changed int64, err error) {
	parts := int(max(1, min(digestParts, digestParts*digestsAsked/max(before.records+next.records, 1))))
	for from := 0; from < digestParts; from += parts {
		old, err := b.digests(ctx, before.name, from, from+parts)
		if err != nil {
			return 0, 0, err
		}
		was := make(map[uint64]uint64, len(old))
		for _, d := range old {
			was[d.id] = d.hash
		}
		now, err := b.digests(ctx, next.name, from, from+parts)
		if err != nil {
			return 0, 0, err
		}
		for _, d := range now {
			switch hash, there := was[d.id]; {
			case there && hash == d.hash:
				unchanged++
			case there:
				changed++
			}
		}
		progress(int64(min(from+parts, digestParts)))
	}
	return unchanged, changed, nil
}

// digests are some parts of a release's. They are asked for where writes go, so
// that all of them are seen.
func (b *Backend) digests(ctx context.Context, release string, from, to int) (found []digest, err error) {
	err = b.write(ctx, func(tx driver.ManagedTransaction) error {
		found = nil
		return run(ctx, tx, digestsText, map[string]any{"release": release, "from": from, "to": to}, func(row []any) {
			for _, entries := range row[0].([]any) {
				for e := entries.([]byte); len(e) >= digestLength; e = e[digestLength:] {
					found = append(found, digest{binary.BigEndian.Uint64(e), binary.BigEndian.Uint64(e[8:])})
				}
			}
		})
	})
	return found, err
}
