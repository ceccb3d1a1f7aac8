package check

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"policygraph/graph"
	"policygraph/loader/record"
)

// Index is the outcome of a check: what the dataset's statements refer to, and what
// a statement's own record does not tell. The two passes fill it; afterwards it is
// only read and is safe for concurrent use.
type Index struct {
	dataset    graph.Dataset
	units      map[string]*record.Unit
	indicators map[graph.ID]*record.Indicator
	documents  map[graph.ID]*document
	entities   *entities

	// Indicators and documents, in the order of files.
	madeIndicators []*graph.Indicator
	madeDocuments  []*document

	tally tally

	// Filled when all statements are known.
	refs        []declared   // in the order of sums
	joined      []entry      // statements of what several records state, in order
	corrections []correction // in order
}

func newIndex(d *record.Dataset) *Index {
	return &Index{
		dataset: graph.Dataset{
			Title: d.Title.Value, Licence: d.Licence.Value, Maintainer: d.Maintainer.Value, Date: d.Date.Value,
			Kinds: map[graph.Kind]int{}, Types: map[graph.RelationType]int{},
		},
		units: map[string]*record.Unit{}, indicators: map[graph.ID]*record.Indicator{}, documents: map[graph.ID]*document{},
		entities: newEntities(), tally: newTally(),
	}
}

// finish derives what describes the dataset as a whole.
func (x *Index) finish() {
	for relation, n := range x.tally.types {
		if n != 0 {
			x.dataset.Types[relation] = n
		}
	}
	x.dataset.Former = x.entities.former
	x.dataset.Version = x.tally.sum.Version(&x.dataset)
	for _, d := range x.madeDocuments {
		d.LastCited, d.Citations = int(d.cited.Load()), int(d.citations.Load())
	}
}

// Dataset describes the dataset.
func (x *Index) Dataset() graph.Dataset { return x.dataset }

// Len returns the number of records.
func (x *Index) Len() int64 {
	return int64(len(x.madeIndicators) + len(x.madeDocuments) + len(x.entities.ids) + x.tally.claims + x.tally.figures)
}

// Kept yields the records that the index itself holds: indicators and documents.
func (x *Index) Kept() iter.Seq[graph.Record] {
	return func(yield func(graph.Record) bool) {
		for _, i := range x.madeIndicators {
			if !yield(i) {
				return
			}
		}
		for _, d := range x.madeDocuments {
			if !yield(d.Document) {
				return
			}
		}
	}
}

// ref returns the statement that a file's ref names.
func (x *Index) ref(sum uint64) (declared, bool) {
	to, _ := slices.BinarySearchFunc(x.refs, sum, func(d declared, s uint64) int {
		if d.sum <= s {
			return -1
		}
		return 1
	})
	if to == 0 || x.refs[to-1].sum != sum {
		return declared{}, false
	}
	return x.refs[to-1], true
}

// referred resolves a reference to an id. It returns "" if there is no such statement,
// and for refs until all of them are known.
func (x *Index) referred(r record.Reference, file string, recordType record.Types) graph.ID {
	ref, local := strings.CutPrefix(string(r), "#")
	if !local {
		return graph.ID(r)
	}
	if d, ok := x.ref(refSum(recordType, file, record.Slug(ref))); ok && d.made {
		return d.key.id()
	}
	return ""
}

// replacedBy returns the id of the statement that corrects another, or "".
func (x *Index) replacedBy(wrong idKey) graph.ID {
	i, ok := slices.BinarySearchFunc(x.corrections, wrong, func(c correction, k idKey) int { return cmp.Compare(c.wrong, k) })
	if !ok {
		return ""
	}
	return x.corrections[i].by.id()
}

// count adds a statement to a tally, or removes it if by is -1. ends are the numbers of
// a claim's ends, in any order.
func (x *Index) count(t *tally, s graph.Statement, ends [2]uint32, by int) {
	if hash := graph.RecordHash(s); by > 0 {
		t.sum.Add(hash)
	} else {
		t.sum.Remove(hash)
	}
	claim, ok := s.(*graph.Claim)
	if !ok {
		t.figures += by
		return
	}
	t.claims += by
	if claim.Retracted != "" {
		t.retracted += by
	} else {
		if claim.Certainty == graph.Implied {
			t.implied += by
		}
		t.types[claim.Type] += by
		for _, end := range ends {
			x.entities.degrees[end].Add(uint32(by))
		}
		claim.Ties(func(id graph.ID) {
			if end, known := x.entities.find(id); known {
				x.entities.ties[end].Add(uint32(by))
			}
		})
	}
}

// tally counts records.
type tally struct {
	sum                                 graph.VersionHash
	claims, retracted, implied, figures int
	types                               map[graph.RelationType]int // Claims that are not retracted
}

func newTally() tally { return tally{types: map[graph.RelationType]int{}} }

func (t *tally) add(other *tally) {
	t.sum.AddAll(other.sum)
	t.claims += other.claims
	t.implied += other.implied
	t.retracted += other.retracted
	t.figures += other.figures
	for relation, n := range other.types {
		t.types[relation] += n
	}
}
