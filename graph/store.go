package graph

import (
	"context"
	"time"
)

// Backend is what a store implements: a place that holds one dataset at a time,
// and the former ones for as long as somebody reads them. Use it through
// [NewStore].
type Backend interface {
	// Open pins the dataset held now and gives reads of it, which see that
	// dataset and no other until closed, whatever is loaded meanwhile. It is
	// cheap and may be called for every request. With nothing loaded it fails
	// with [CodeUnavailable].
	Open(ctx context.Context) (Snapshot, error)
	// Load takes in a dataset whole: until it returns readers get the old one,
	// after that the new one, and if it fails or the process dies, still the
	// old one. Loading what is held already changes nothing and says so in the
	// report. While another load is under way it fails with [CodeConflict].
	// progress may be nil; it is called from the goroutine of Load.
	Load(ctx context.Context, src Source, progress Progress) (Report, error)
	// Close frees what the store holds. Snapshots still open may fail.
	Close() error
}

// Snapshot reads one dataset. All methods are safe for concurrent use, keep to
// ctx, and answer sets in the order of the set. They may assume what [Reader]
// has checked: ids are well formed and present ones, sets are no larger than
// [MaxSet] and without repetition, dates and enumerations are valid, queries have
// their defaults filled in, and Page is for them to ignore: the [Window] stands
// for it. They hand out records that nobody changes.
//
// A page holds the rows inside the [Window] in ascending order of key; its slice
// is the caller's, the records in it are not.
type Snapshot interface {
	// Dataset describes the dataset; the same pointer each time.
	Dataset() *Dataset
	// Nodes finds records of any stored sort; nil where there is none.
	// Retracted statements are found like others.
	Nodes(ctx context.Context, ids []ID) ([]Record, error)
	// List answers one page where q.Of is nil, else one for each of q.Of.
	List(ctx context.Context, q ListQuery, w Window) ([][]Row[*Entity], error)
	// Claims likewise.
	Claims(ctx context.Context, q ClaimQuery, w Window) ([][]Row[Edge], error)
	// Figures likewise.
	Figures(ctx context.Context, q FigureQuery, w Window) ([][]Row[*Figure], error)
	// Documents likewise.
	Documents(ctx context.Context, q DocumentQuery, w Window) ([][]Row[*Document], error)
	// Indicators lists indicators.
	Indicators(ctx context.Context, w Window) ([]Row[*Indicator], error)
	// Evidence is what passages evidence, as statements seen at the dates:
	// for each passage by paragraph, start, end, then id.
	Evidence(ctx context.Context, of []Passage, at AsOf) ([][]Evidence, error)
	// Totals counts what the query would page through, for each of its set, or
	// one number where that is nil.
	Totals(ctx context.Context, q Query) ([]int, error)
	// Search answers as [Reader.Search] promises; the text is not empty.
	Search(ctx context.Context, q SearchQuery, w Window) ([]Row[Hit], error)
	// Facets counts the entities that q lists by a facet, for each of q.Of or once
	// where that is nil, as [SortFacets] leaves them.
	Facets(ctx context.Context, q ListQuery, by Facet, first int) ([][]FacetCount, error)
	// RelationCounts counts the relations of each entity by type in the order of
	// [Vocabulary], then Out before In; zeros are left out. What it counts is
	// what Claims would page through.
	RelationCounts(ctx context.Context, of []ID, at AsOf) ([][]RelationCount, error)
	// Neighbours gives, for each entity of q.Of, every other end of the claims that
	// q asks for, in any order. Its sets may be as large as [MaxNeighbourClaims].
	Neighbours(ctx context.Context, q NeighbourQuery) ([][]Neighbour, error)
	// Close ends the reading.
	Close() error
}

// Window is the part of an ordered list that a page shows: at most Limit rows
// whose key lies after After and before Before (both exclusive, "" is open),
// from the start of what is left, or from its end where FromEnd is set.
type Window struct {
	Limit         int
	After, Before string
	FromEnd       bool
}

// Row is an item of a list with the key that the list is ordered by.
type Row[T any] struct {
	Key  string
	Item T
}

// Progress is told how far a load has come.
type Progress func(Step)

// Step is how far a load has come.
type Step struct {
	Phase       string // in words, such as "writing claims"
	Done, Total int64  // records in this phase; Total is 0 where unknown
	// Left is how long a phase still takes, at most, that does nothing but wait.
	Left time.Duration
}

// Report is what a load did.
type Report struct {
	Version  Version
	Previous Version // zero where nothing was held
	// How the records differ from the previous ones; a load of the version that
	// is held already leaves all Unchanged.
	Added, Changed, Removed, Unchanged int64
}

// Store is a place that holds a dataset, whatever backend it has.
type Store struct{ backend Backend }

// NewStore makes a store of a backend.
func NewStore(b Backend) *Store { return &Store{backend: b} }

// Read pins the dataset held now. Close the reader: within a minute, since a
// store may delete a dataset that long after it was replaced.
func (s *Store) Read(ctx context.Context) (*Reader, error) {
	snapshot, err := s.backend.Open(ctx)
	if err != nil {
		return nil, err
	}
	return &Reader{snapshot: snapshot}, nil
}

// Load takes in a dataset whole: see [Backend].
func (s *Store) Load(ctx context.Context, src Source, progress Progress) (Report, error) {
	if progress == nil {
		progress = func(Step) {}
	}
	return s.backend.Load(ctx, src, progress)
}

// Close frees what the store holds.
func (s *Store) Close() error { return s.backend.Close() }
