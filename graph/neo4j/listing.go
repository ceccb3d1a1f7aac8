package neo4j

import (
	"cmp"
	"math"
	"slices"

	"policygraph/graph"
)

// A listing is a long list that would have to be gathered from many statements: the
// documents of a hub, or the entities of a large document. It is stored in order, in nodes
// of some 200 entries, each with its first and last key, so that a page is read from one
// or two nodes. Lists of other entities and documents are gathered by reads.
//
// An entry is the key of a document or entity, with the visibility of a statement that
// relates it to the owner of the list. A key has several entries if none of their
// visibilities contains the others; these are in the same node.

// listingEntries is the number of entries of a node; a node has more if one key does.
const listingEntries = 200

// listedDocuments is the kind of a listing of documents. A document has a listing of
// entities for each kind of entity.
const listedDocuments = "DOCUMENT"

// moment is a day as a number that sorts like it; 0 is none.
type moment int32

func momentOf(d graph.Day) moment {
	if len(d) != len("2006-01-02") {
		return 0
	}
	return moment(digits(string(d[:4]))<<9 | digits(string(d[5:7]))<<5 | digits(string(d[8:])))
}

func (m moment) day() string {
	if m == 0 {
		return ""
	}
	d := []byte("0000-00-00")
	put := func(at, n int) { // the last digit is at
		for ; n > 0; at, n = at-1, n/10 {
			d[at] = byte('0' + n%10)
		}
	}
	put(3, int(m>>9))
	put(6, int(m>>5&15))
	put(9, int(m&31))
	return string(d)
}

// visibility is when a statement is seen: the record time in which it was live, its valid
// time as it is stated, and as it is presumed.
type visibility struct{ recorded, retracted, first, last, presumedFirst, presumedLast moment }

func visibilityOf(recorded, retracted graph.Day, stated, presumed graph.Period) visibility {
	return visibility{
		momentOf(recorded), momentOf(retracted), momentOf(stated.From.First()), momentOf(stated.To.Last()),
		momentOf(presumed.From.First()), momentOf(presumed.To.Last()),
	}
}

// contains reports whether every query that sees other also sees s.
func (s visibility) contains(other visibility) bool {
	reaches := func(a, b moment) bool { return a == 0 || b != 0 && a >= b } // 0 is no end
	return s.recorded <= other.recorded && reaches(s.retracted, other.retracted) &&
		s.first <= other.first && reaches(s.last, other.last) &&
		s.presumedFirst <= other.presumedFirst && reaches(s.presumedLast, other.presumedLast)
}

// compare orders visibilities so that none comes after one that it contains.
func (s visibility) compare(other visibility) int {
	end := func(m moment) moment { // 0 is no end
		if m == 0 {
			return math.MaxInt32
		}
		return m
	}
	return cmp.Or(cmp.Compare(s.recorded, other.recorded), cmp.Compare(s.first, other.first),
		cmp.Compare(end(other.retracted), end(s.retracted)), cmp.Compare(end(other.last), end(s.last)),
		cmp.Compare(s.presumedFirst, other.presumedFirst), cmp.Compare(end(other.presumedLast), end(s.presumedLast)))
}

// needed returns the visibilities that no other contains.
func needed(visibilities []visibility) []visibility {
	slices.SortFunc(visibilities, visibility.compare)
	var out []visibility
	for _, s := range visibilities {
		if !slices.ContainsFunc(out, func(o visibility) bool { return o.contains(s) }) {
			out = append(out, s)
		}
	}
	return out
}

// listing makes the rows of a listing. Its entries must be added in the order of keys.
type listing struct {
	owner, kind                            string
	node                                   int64 // the owner's node id
	keys                                   []string
	recorded, retracted, firstDay, lastDay []string
	presumedFrom, presumedTo               []string // of the presumed valid time, as a whole
	yield                                  func(row any) error
}

// add adds the entries of a key.
func (l *listing) add(key string, visibilities []visibility) error {
	if len(l.keys) >= listingEntries {
		if err := l.flush(); err != nil {
			return err
		}
	}
	for _, s := range needed(visibilities) {
		l.keys = append(l.keys, key)
		l.recorded = append(l.recorded, s.recorded.day())
		l.retracted = append(l.retracted, s.retracted.day())
		l.firstDay = append(l.firstDay, s.first.day())
		l.lastDay = append(l.lastDay, s.last.day())
		l.presumedFrom = append(l.presumedFrom, s.presumedFirst.day())
		l.presumedTo = append(l.presumedTo, s.presumedLast.day())
	}
	return nil
}

func (l *listing) flush() error {
	n := len(l.keys)
	if n == 0 {
		return nil
	}
	row := map[string]any{
		"owner": l.owner, "kind": l.kind, "first": l.keys[0], "last": l.keys[n-1],
		"keys": l.keys, "recorded": l.recorded, "retracted": l.retracted, "firstDay": l.firstDay, "lastDay": l.lastDay,
		"presumedFrom": l.presumedFrom, "presumedTo": l.presumedTo,
	}
	l.keys, l.recorded, l.retracted, l.firstDay, l.lastDay = nil, nil, nil, nil, nil
	l.presumedFrom, l.presumedTo = nil, nil
	return l.yield([]any{l.node, row})
}

// idOfKey is the id in which a key ends, in Cypher.
const idOfKey = "split(key, '\t')[-1]"

// listingEntry reads the entries of a listing's node l one by one.
const listingEntry = listingLists +
	"UNWIND range(0, size(keys) - 1) AS n\n" + listingValues
const listingEntryBackwards = listingLists +
	"UNWIND range(size(keys) - 1, 0, -1) AS n\n" + listingValues

// Of valid time the lists are those of the stated or the presumed one.
const listingLists = "WITH *, l.keys AS keys, l.recorded AS recordeds, l.retracted AS retracteds,\n" +
	"CASE WHEN $presume THEN l.presumedFrom ELSE l.firstDay END AS firstDays, CASE WHEN $presume THEN l.presumedTo ELSE l.lastDay END AS lastDays\n"
const listingValues = "WITH *, keys[n] AS key, recordeds[n] AS recorded, retracteds[n] AS retracted, firstDays[n] AS firstDay, lastDays[n] AS lastDay"

// listingSeen are the conditions that an entry is seen at the dates; a day "" is none: see
// [alwaysParams].
var listingSeen = []string{
	"recorded <= $known", "(retracted = '' OR retracted > $gone)",
	"($valid = '' OR firstDay <= $valid AND (lastDay = '' OR lastDay >= $valid))",
}

// listingMatch finds the keys of a listing that are in bounds and seen, in order, some of
// them repeatedly. The server reads only as many entries as the rest of the statement
// needs.
func listingMatch(b bounded, owner, kind string) string {
	start, order, entries := "l.last > $after AND l.first < $before", "l.last", listingEntry
	if b.fromEnd {
		start, order, entries = "l.first < $before AND l.last > $after", "l.first", listingEntryBackwards
	}
	return "MATCH (l:Listing) WHERE l.release = $release AND l.owner = " + owner + " AND l.kind = " + kind + " AND " + start +
		"\nWITH l " + b.sort("l.release", "l.owner", "l.kind", order) + "\n" + entries + where(append(b.where("key"), listingSeen...)...)
}

// listingAll finds all keys of a listing that are seen, some of them repeatedly.
func listingAll(owner, kind string) string {
	return "MATCH (l:Listing) WHERE l.release = $release AND l.owner = " + owner + " AND l.kind = " + kind + " AND l.last IS NOT NULL\n" +
		listingEntry + where(listingSeen...)
}
