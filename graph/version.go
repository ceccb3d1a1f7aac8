package graph

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"slices"
)

// Version names a dataset's content: its own date, and a hash that is the same
// for the same content whatever the order or format of its files. It is what a
// researcher cites.
type Version struct {
	Date Day
	Hash string // 12 hex digits
}

// String is "<date>-<hash>".
func (v Version) String() string { return string(v.Date) + "-" + v.Hash }

// ID is the dataset's id in the API.
func (v Version) ID() ID { return ID(prefixDataset + ":" + v.String()) }

// Dataset describes the dataset that a store serves.
type Dataset struct {
	Title      string
	Licence    string
	Maintainer string
	Date       Day // nothing recorded later can be in it

	// Derived when the dataset is assembled.

	Version        Version
	NewestDocument PartialDate
	Kinds          map[Kind]int         // entities of each kind
	Types          map[RelationType]int // claims of each type that stand
	Former         map[ID]ID            // present ids by former ones
}

// Resolve returns the present id for a former one, and any other as it is.
func (d *Dataset) Resolve(id ID) ID {
	if present, ok := d.Former[id]; ok {
		return present
	}
	return id
}

// Hash identifies the content of a record: what a person or an extractor put
// in, not what was derived from it.
type Hash [16]byte

// RecordHash hashes a record's canonical form: its id and stated fields as JSON,
// sets sorted.
func RecordHash(r Record) Hash {
	var canonical any
	switch r := r.(type) {
	case *Entity:
		c := *r
		c.Names = stated(c.Names)
		c.Aliases, c.Codes, c.FormerIDs = sorted(c.Aliases), sortedCodes(c.Codes), some(c.FormerIDs)
		c.Degree = 0
		canonical = c
	case *Claim:
		c := *r
		c.Evidence = canonicalEvidence(c.Evidence)
		c.Key, c.ListKey, c.ReplacedBy = "", "", ""
		canonical = c
	case *Figure:
		c := *r
		c.Evidence = canonicalEvidence(c.Evidence)
		c.Breakdown = some(c.Breakdown)
		c.Key, c.AsOf, c.ReplacedBy = "", "", ""
		canonical = c
	case *Document:
		c := *r
		c.Authors, c.Boilerplate, c.Repairs = some(c.Authors), some(c.Boilerplate), some(c.Repairs)
		c.Key, c.LastCited = "", 0
		canonical = c
	case *Indicator:
		c := *r
		c.Names = stated(c.Names)
		canonical = c
	}
	text, err := json.Marshal(canonical)
	if err != nil {
		panic("a record that JSON cannot hold: " + err.Error()) // NaN or infinity: the loader refuses them
	}
	sum := sha256.Sum256(append([]byte(r.RecordID().Prefix()+"\n"), text...))
	return Hash(sum[:16])
}

func stated(n Names) Names { return Names{Name: n.Name, NameEN: n.NameEN} }

// some makes an empty list nil, so that a record hashes the same with either.
func some[E any](s []E) []E {
	if len(s) == 0 {
		return nil
	}
	return s
}

func sorted(s []string) []string {
	c := slices.Clone(some(s))
	slices.Sort(c)
	return c
}

func sortedCodes(s []OfficialCode) []OfficialCode {
	c := slices.Clone(some(s))
	slices.SortFunc(c, func(a, b OfficialCode) int {
		return compareStrings(string(a.Scheme)+a.Value, string(b.Scheme)+b.Value)
	})
	return c
}

func canonicalEvidence(evidence []Evidence) []Evidence {
	c := slices.Clone(some(evidence))
	slices.SortFunc(c, func(a, b Evidence) int { return compareStrings(string(a.ID), string(b.ID)) })
	return c
}

// VersionHash sums the hashes of records; the order of adding does not matter,
// and a record added twice counts twice.
type VersionHash struct{ sum [4]uint64 }

// Add adds a record's hash. It is stretched to 256 bits first, so that nobody
// can aim at a sum.
func (v *VersionHash) Add(h Hash) {
	wide := sha256.Sum256(h[:])
	for i := range v.sum {
		v.sum[i] += binary.BigEndian.Uint64(wide[i*8:])
	}
}

// Version closes the sum over the records with the dataset's own description.
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
