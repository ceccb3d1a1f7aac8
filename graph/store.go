package graph

import (
	"context"
	"time"
)

// Backend is implemented by stores. It holds one dataset, and former ones for as long as
// they are read. Use it through [NewStore].
type Backend interface {
	// Open pins the current dataset: until closed, the snapshot reads this dataset,
	// whatever is loaded meanwhile. Open is cheap and may be called for every request.
	// Before the first load it fails with [CodeUnavailable].
	Open(ctx context.Context) (Snapshot, error)
	// Load replaces the dataset. Until it returns, Open gives the old one, and
	// afterwards the new one; if it fails or the process dies, still the old one.
	// Loading the version that is held changes nothing, and the report says so. While
	// another load is in progress it fails with [CodeConflict].
	// progress may be nil; it is called from the goroutine of Load.
	Load(ctx context.Context, src Source, progress Progress) (Report, error)
	// Close releases the store's resources. Reads of open snapshots may then fail.
	Close() error
}

// Snapshot reads one dataset. All methods are safe for concurrent use, keep to
// ctx, and answer sets in the order of the set. They may assume what [Reader]
// has checked: ids are well formed and present ones, sets are no larger than
// [MaxSet] and without repetition, dates and enumerations are valid, and queries have
// their defaults filled in. They ignore the query's Page: the [Window] replaces it.
// They return records that must not be changed.
//
// An error of [CodeLimit] is about the query, and its message is shown to clients;
// any other is the operator's ([OperatorError]).
//
// A page holds the rows inside the [Window] in ascending order of key; its slice
// is the caller's, the records in it are not.
type Snapshot interface {
	// Dataset returns the description of the dataset, the same pointer each time.
	Dataset() *Dataset
	// Nodes returns records of any stored type, retracted statements included; nil
	// where there is none.
	Nodes(ctx context.Context, ids []ID) ([]Record, error)
	// List returns one page where q.Of is nil, else one for each of q.Of.
	List(ctx context.Context, q ListQuery, w Window) ([][]Row[*Entity], error)
	// Claims likewise.
	Claims(ctx context.Context, q ClaimQuery, w Window) ([][]Row[Edge], error)
	// Figures likewise.
	Figures(ctx context.Context, q FigureQuery, w Window) ([][]Row[*Figure], error)
	// Documents likewise.
	Documents(ctx context.Context, q DocumentQuery, w Window) ([][]Row[*Document], error)
	// Indicators lists indicators.
	Indicators(ctx context.Context, w Window) ([]Row[*Indicator], error)
	// Evidence returns the evidence in passages, of statements seen at the dates: for
	// each passage by paragraph, start, end, then id.
	Evidence(ctx context.Context, of []Passage, at AsOf) ([][]Evidence, error)
	// Totals counts the items that the query pages through, for each of its set, or
	// once where the set is nil.
	Totals(ctx context.Context, q Query) ([]int, error)
	// Search answers as [Reader.Search] promises; the text is not empty.
	Search(ctx context.Context, q SearchQuery, w Window) ([]Row[Hit], error)
	// Facets counts the entities that q lists by the values of a facet, for each of
	// q.Of, or once where that is nil, in the order of [SortFacets].
	Facets(ctx context.Context, q ListQuery, by Facet, first int) ([][]FacetCount, error)
	// RelationCounts counts the relations of each entity by type in the order of
	// [Vocabulary], then Out before In; zeros are left out. It counts the claims that
	// Claims pages through.
	RelationCounts(ctx context.Context, of []ID, at AsOf) ([][]RelationCount, error)
	// Neighbours returns, for each entity of q.Of, every other end of the claims that
	// q asks for, in any order. The sets of q have up to [MaxNeighbourClaims] members.
	Neighbours(ctx context.Context, q NeighbourQuery) ([][]Neighbour, error)
	// Close releases the dataset.
	Close() error
}

// Window is the part of an ordered list that a page shows: of the rows whose key lies
// between After and Before (both exclusive, "" is open), the first Limit, or the last
// Limit where FromEnd is set.
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

// Progress receives the progress of a load.
type Progress func(Step)

// Step is the progress of a load.
type Step struct {
	Phase       string // such as "writing claims"
	Done, Total int64  // records in this phase; Total is 0 where unknown
	// Left is the longest time that is left of a phase that only waits.
	Left time.Duration
}

// Report is what a load did.
type Report struct {
	Version  Version
	Previous Version // zero in the first load
	// How the records differ from the previous ones; in a load of the version that is
	// held, all are Unchanged.
	Added, Changed, Removed, Unchanged int64
}

// Store is a [Backend] with the rules that all stores share.
type Store struct{ backend Backend }

// NewStore returns a store with this backend.
func NewStore(b Backend) *Store { return &Store{backend: b} }

// Read pins the current dataset. The caller must close the reader, within a minute:
// a store may delete a dataset a minute after it was replaced.
func (s *Store) Read(ctx context.Context) (*Reader, error) {
	snapshot, err := s.backend.Open(ctx)
	if err != nil {
		return nil, &OperatorError{err}
	}
	return &Reader{snapshot: guarded{snapshot}}, nil
}

// Load replaces the dataset: see [Backend].
func (s *Store) Load(ctx context.Context, src Source, progress Progress) (Report, error) {
	if progress == nil {
		progress = func(Step) {}
	}
	return s.backend.Load(ctx, src, progress)
}

// Close releases the store's resources.
func (s *Store) Close() error { return s.backend.Close() }
