package graph

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
)

// Version names a dataset's content: its own date, and a checksum that is the
// same for the same content whatever the order or format of its files. It is what
// a researcher cites.
//
// The checksum tells datasets apart that differ by accident, by an edit or a
// damaged file. It is not a signature: whoever may choose the records can make
// two datasets with one version. See [VersionHash].
type Version struct {
	Date Day
	Hash string // 12 hex digits
}

// String returns "<date>-<hash>".
func (v Version) String() string { return string(v.Date) + "-" + v.Hash }

// ID returns the dataset's id in the API.
func (v Version) ID() ID { return ID(prefixDataset + ":" + v.String()) }

// Dataset describes the dataset that a store serves.
type Dataset struct {
	Title      string
	Licence    string
	Maintainer string
	Date       Day // no statement is recorded later

	// Derived when the dataset is assembled.

	Version        Version
	NewestDocument PartialDate
	Kinds          map[Kind]int         // entities of each kind
	Types          map[RelationType]int // live claims of each type
	Former         map[ID]ID            // present ids by former ids
}

// Resolve returns the present id for a former one, and any other id unchanged.
func (d *Dataset) Resolve(id ID) ID {
	if present, ok := d.Former[id]; ok {
		return present
	}
	return id
}

// Hash identifies the content of a record: its stated fields, not the derived ones.
type Hash [16]byte

// RecordHash hashes a record's canonical form: its id and stated fields as JSON,
// sets sorted.
func RecordHash(r Record) Hash {
	var room [2048]byte
	text := append(room[:0], r.RecordID().Prefix()...)
	sum := sha256.Sum256(canonical(append(text, '\n'), r))
	return Hash(sum[:16])
}

func sorted(s []string) []string {
	c := slices.Clone(s)
	slices.Sort(c)
	return c
}

func sortedCodes(s []OfficialCode) []OfficialCode {
	c := slices.Clone(s)
	slices.SortFunc(c, func(a, b OfficialCode) int {
		return cmp.Compare(string(a.Scheme)+a.Value, string(b.Scheme)+b.Value)
	})
	return c
}

// VersionHash is a checksum of records that can be computed in any order, by
// several workers, and updated when a record is added or removed; a record added
// twice counts twice. It is the sum of the records' hashes, stretched to 256 bits,
// in four lanes modulo 2^64.
//
// Such a sum withstands accidents, not an attacker: sets of hashes with a given
// sum can be found far faster than by trial (Wagner 2002, on the birthday
// problem of several lists), and a [Version] shows only 48 bits of it.
type VersionHash struct{ sum [4]uint64 }

// Add adds a record's hash.
func (v *VersionHash) Add(h Hash) {
	wide := sha256.Sum256(h[:])
	for i := range v.sum {
		v.sum[i] += binary.BigEndian.Uint64(wide[i*8:])
	}
}

// Remove takes out a hash that was added.
func (v *VersionHash) Remove(h Hash) {
	wide := sha256.Sum256(h[:])
	for i := range v.sum {
		v.sum[i] -= binary.BigEndian.Uint64(wide[i*8:])
	}
}

// AddAll adds all hashes of another sum.
func (v *VersionHash) AddAll(other VersionHash) {
	for i := range v.sum {
		v.sum[i] += other.sum[i]
	}
}

// Version returns the version of a dataset with these records and this description.
func (v *VersionHash) Version(d *Dataset) Version {
	h := sha256.New()
	for _, s := range []string{d.Title, d.Licence, d.Maintainer, string(d.Date)} {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	for _, n := range v.sum {
		h.Write(binary.BigEndian.AppendUint64(nil, n))
	}
	return Version{Date: d.Date, Hash: hex.EncodeToString(h.Sum(nil))[:12]}
}
