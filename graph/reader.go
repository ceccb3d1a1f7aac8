package graph

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// Reader reads one dataset, pinned until closed. It implements the rules that all
// stores share, and is safe for concurrent use.
//
// All methods but Neighbours accept former ids. A malformed id, page or date fails with
// [CodeInvalid], a set of more than [MaxSet] with [CodeLimit].
type Reader struct{ snapshot Snapshot }

// Connection is one page, as the Relay specification defines it.
type Connection[T any] struct {
	Edges                        []ConnectionEdge[T]
	HasNextPage, HasPreviousPage bool
}

// ConnectionEdge is an item of a page with its position.
type ConnectionEdge[T any] struct {
	Position
	Item T
}

// Dataset returns the description of the dataset.
func (r *Reader) Dataset() *Dataset { return r.snapshot.Dataset() }

// Close releases the dataset.
func (r *Reader) Close() error { return r.snapshot.Close() }

// Nodes returns records of any type by present or former id, in the order of ids,
// nil where unknown. Besides the records of a store it finds *[Evidence] and the
// *[Dataset] itself.
func (r *Reader) Nodes(ctx context.Context, ids []ID) ([]Record, error) {
	wanted := make([]ID, len(ids))
	for i, id := range ids {
		parsed, err := ParseID(string(id))
		if err != nil {
			return nil, err
		}
		wanted[i] = r.Dataset().Resolve(parsed)
		if parsed.IsEvidence() {
			wanted[i] = parsed.Statement()
		}
	}
	set := distinct(wanted)
	if err := checkSet(len(set)); err != nil {
		return nil, err
	}
	var found []Record
	if len(set) > 0 {
		var err error
		if found, err = r.snapshot.Nodes(ctx, set); err != nil {
			return nil, err
		}
	}
	byID := make(map[ID]Record, len(set))
	for i, id := range set {
		byID[id] = found[i]
	}
	out := make([]Record, len(ids))
	for i, id := range ids {
		switch {
		case id.IsDataset():
			if d := r.Dataset(); d.Version.ID() == id {
				out[i] = d
			}
		case id.IsEvidence():
			out[i] = evidenceByID(byID[wanted[i]], id)
		default:
			out[i] = byID[wanted[i]]
		}
	}
	return out, nil
}

func evidenceByID(r Record, id ID) Record {
	s, ok := r.(Statement)
	if !ok {
		return nil
	}
	evidence := s.AllEvidence()
	for i := range evidence {
		if evidence[i].ID == id {
			return &evidence[i]
		}
	}
	return nil
}

// List lists entities: one page, or one for each document of q.Of.
func (r *Reader) List(ctx context.Context, q ListQuery) ([]Connection[*Entity], error) {
	q, err := r.list(q)
	if err != nil {
		return nil, err
	}
	return read(q, q.Page, q.Order.Reversed(), func(w Window) ([][]Row[*Entity], error) { return r.snapshot.List(ctx, q, w) })
}

// Claims lists claims: all of them, or those of each entity of q.Of.
func (r *Reader) Claims(ctx context.Context, q ClaimQuery) ([]Connection[Edge], error) {
	q, err := r.claims(q)
	if err != nil {
		return nil, err
	}
	return read(q, q.Page, false, func(w Window) ([][]Row[Edge], error) { return r.snapshot.Claims(ctx, q, w) })
}

// Figures lists figures: all of them, or those of each of q.Of.
func (r *Reader) Figures(ctx context.Context, q FigureQuery) ([]Connection[*Figure], error) {
	q, err := r.figures(q)
	if err != nil {
		return nil, err
	}
	return read(q, q.Page, false, func(w Window) ([][]Row[*Figure], error) { return r.snapshot.Figures(ctx, q, w) })
}

// Documents lists documents: all of them, or those of each entity of q.Of.
func (r *Reader) Documents(ctx context.Context, q DocumentQuery) ([]Connection[*Document], error) {
	q, err := r.documents(q)
	if err != nil {
		return nil, err
	}
	return read(q, q.Page, false, func(w Window) ([][]Row[*Document], error) { return r.snapshot.Documents(ctx, q, w) })
}

// Indicators lists indicators: one page.
func (r *Reader) Indicators(ctx context.Context, q IndicatorQuery) (Connection[*Indicator], error) {
	pages, err := read(q, q.Page, false, func(w Window) ([][]Row[*Indicator], error) {
		rows, err := r.snapshot.Indicators(ctx, w)
		return [][]Row[*Indicator]{rows}, err
	})
	if err != nil {
		return Connection[*Indicator]{}, err
	}
	return pages[0], nil
}

// Evidence returns, for each passage, the evidence in it of statements seen at the
// dates, ordered by paragraph, start and end.
func (r *Reader) Evidence(ctx context.Context, of []Passage, at AsOf) ([][]Evidence, error) {
	if err := checkSet(len(of)); err != nil {
		return nil, err
	}
	for _, passage := range of {
		if _, err := ParseID(string(passage.Document)); err != nil {
			return nil, err
		}
	}
	if err := at.check(); err != nil || len(of) == 0 {
		return nil, err
	}
	return r.snapshot.Evidence(ctx, of, at)
}

// Totals counts the items that a query pages through, for each member of its set, or
// once where the set is nil. The query's Page is ignored.
func (r *Reader) Totals(ctx context.Context, q Query) ([]int, error) {
	var err error
	switch typed := q.(type) {
	case ListQuery:
		q, err = r.list(typed)
	case ClaimQuery:
		q, err = r.claims(typed)
	case FigureQuery:
		q, err = r.figures(typed)
	case DocumentQuery:
		q, err = r.documents(typed)
	case SearchQuery:
		q, err = r.list(ListQuery{Filter: EntityFilter{Text: &typed.Text, Kinds: typed.Kinds}})
	}
	if err != nil {
		return nil, err
	}
	set := q.of()
	if set != nil && len(set) == 0 {
		return []int{}, nil
	}
	return r.snapshot.Totals(ctx, q)
}

// RelationCounts counts the relations of each entity by type and direction.
func (r *Reader) RelationCounts(ctx context.Context, of []ID, at AsOf) ([][]RelationCount, error) {
	of, err := r.set(of)
	if err != nil {
		return nil, err
	}
	if err := at.check(); err != nil || len(of) == 0 {
		return nil, err
	}
	return r.snapshot.RelationCounts(ctx, of, at)
}

// Neighbours returns, for each entity of q.Of, every other end of the claims that q
// asks for, in any order. Ids must be present ones, as in answers of the reader: they
// are neither checked nor resolved.
func (r *Reader) Neighbours(ctx context.Context, q NeighbourQuery) ([][]Neighbour, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	return r.snapshot.Neighbours(ctx, q)
}

// list checks a query, resolves its ids and fills in defaults; so do the methods below.
func (r *Reader) list(q ListQuery) (_ ListQuery, err error) {
	if q.Of, err = r.set(q.Of); err != nil {
		return q, err
	}
	if q.Filter, err = r.checkFilter(q.Filter); err != nil {
		return q, err
	}
	q.Order.Field = cmp.Or(q.Order.Field, OrderByName)
	q.Order.Direction = cmp.Or(q.Order.Direction, Asc)
	return q, firstError(q.At.check(),
		checkOneOf("entity order", entityOrderFields, q.Order.Field),
		checkOneOf("order direction", orderDirections, q.Order.Direction))
}

func (r *Reader) claims(q ClaimQuery) (_ ClaimQuery, err error) {
	if q.Of, err = r.set(q.Of); err != nil {
		return q, err
	}
	q.Direction = cmp.Or(q.Direction, Both)
	if q, err = r.checkClaimFilters(q); err != nil {
		return q, err
	}
	if q.Of == nil && (q.Distinct || q.Kinds != nil || q.Direction != Both) {
		return q, Errorf(CodeInvalid, "direction, kinds and distinct restrict the relations of an entity, not the list of all claims")
	}
	err = firstError(checkOneOf("certainty", Certainties, cmp.Or(q.Certainty, Explicit)), checkOneOf("validity", Validities, cmp.Or(q.Validity, ValidityStated)))
	return q, firstError(checkTypes(q.Types), q.At.check(), checkKinds(q.Kinds), err,
		checkOneOf("direction", directions, q.Direction), checkOneOf("stage", Stages, q.Stages...))
}

func (r *Reader) figures(q FigureQuery) (_ FigureQuery, err error) {
	if q.By == ByMeasure {
		err = firstError(checkSet(len(q.Of)), checkDistinct(q.Of))
	} else {
		q.Of, err = r.set(q.Of)
	}
	if err == nil {
		q.Filter, err = r.checkFigureFilter(q.Filter)
	}
	return q, firstError(err, q.At.check(), checkOneOf("figure status", FigureStatuses, q.Statuses...))
}

func (r *Reader) documents(q DocumentQuery) (_ DocumentQuery, err error) {
	q.Of, err = r.set(q.Of)
	return q, firstError(err, q.At.check())
}

// set checks and resolves the set that a read is about. The set must not hold a record
// twice, also not by a former and its present id.
func (r *Reader) set(of []ID) ([]ID, error) {
	if err := checkSet(len(of)); err != nil {
		return nil, err
	}
	out, err := r.Resolve(of)
	if err != nil {
		return nil, err
	}
	return out, checkDistinct(out)
}

// Resolve checks that ids are well formed and replaces former ones by present ones, in
// the order given; nil stays nil. It does not check that the records exist.
func (r *Reader) Resolve(ids []ID) ([]ID, error) {
	if ids == nil {
		return nil, nil
	}
	out := make([]ID, len(ids))
	for i, id := range ids {
		parsed, err := ParseID(string(id))
		if err != nil {
			return nil, err
		}
		out[i] = r.Dataset().Resolve(parsed)
	}
	return out, nil
}

func (a AsOf) check() error {
	if a.IncludeRetracted && a.KnownAsOf != "" {
		return Errorf(CodeInvalid, "KnownAsOf and IncludeRetracted are exclusive: set one of them")
	}
	return firstError(checkDay(a.ValidOn), checkDay(a.KnownAsOf), checkOneOf("undated", Undateds, cmp.Or(a.Undated, Presume)))
}

func checkSet(n int) error {
	if n > MaxSet {
		return Errorf(CodeLimit, "too many records in one read: %d, at most %d; ask for smaller pages", n, MaxSet)
	}
	return nil
}

func checkDistinct(of []ID) error {
	seen := make(map[ID]bool, len(of))
	for _, id := range of {
		if seen[id] {
			return Errorf(CodeInvalid, "duplicate id %q: name each record once", id)
		}
		seen[id] = true
	}
	return nil
}

func checkOneOf[T ~string](what string, values []T, given ...T) error {
	for _, v := range given {
		if !OneOf(v, values) {
			return Errorf(CodeInvalid, "unknown %s %.60q; expected one of %s", what, v, listOf(values))
		}
	}
	return nil
}

// listOf writes values as a list for a message.
func listOf[T ~string](values []T) string {
	var list strings.Builder
	for i, v := range values {
		if i > 0 {
			list.WriteString(", ")
		}
		list.WriteString(string(v))
	}
	return list.String()
}

func relationTypes() []RelationType {
	types := make([]RelationType, len(Vocabulary))
	for i, row := range Vocabulary {
		types[i] = row.Type
	}
	return types
}

func checkTypes(types []RelationType) error {
	for _, t := range types {
		if t.Relation() == nil {
			return Errorf(CodeInvalid, "unknown relation type %.60q; expected one of %s", t, listOf(relationTypes()))
		}
	}
	return nil
}

func checkKinds(kinds []Kind) error {
	for _, k := range kinds {
		if !k.Valid() {
			return Errorf(CodeInvalid, "unknown kind %.60q; expected one of %s", k, listOf(anyKind()))
		}
	}
	return nil
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// distinct returns ids without repetitions and without "".
func distinct(ids []ID) []ID {
	seen := make(map[ID]bool, len(ids))
	out := make([]ID, 0, len(ids))
	for _, id := range ids {
		if id != "" && !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

// read asks a store for the rows of a page and one more, which shows whether there is
// a further page. A reversed list is the store's list read from its end.
func read[T any](q Query, p Page, reversed bool, rows func(Window) ([][]Row[T], error)) ([]Connection[T], error) {
	if of := q.of(); of != nil && len(of) == 0 {
		return []Connection[T]{}, nil
	}
	f, parents := fingerprintOf(q), q.of()
	cursorList := f // the list that a cursor continues, which is one parent's or the only one
	if len(parents) == 1 {
		cursorList = f.of([]byte(parents[0]))
	}
	w, size, err := p.window(cursorList, len(parents))
	if err != nil {
		return nil, err
	}
	backwards := w.FromEnd
	if reversed {
		w.After, w.Before, w.FromEnd = w.Before, w.After, !w.FromEnd
	}
	answer, err := rows(w)
	if err != nil {
		return nil, err
	}
	pages := make([]Connection[T], len(answer))
	n := 0
	for _, rows := range answer {
		n += min(len(rows), size)
	}
	edges := make([]ConnectionEdge[T], n) // of all pages, in one allocation
	var parent []byte
	for i, rows := range answer {
		if reversed {
			slices.Reverse(rows)
		}
		more := len(rows) > size
		if more && backwards {
			rows = rows[len(rows)-size:]
		} else if more {
			rows = rows[:size]
		}
		c := &pages[i]
		c.HasNextPage = more && !backwards || p.Before != ""
		c.HasPreviousPage = more && backwards || p.After != ""
		list := f
		if parents != nil {
			parent = append(parent[:0], parents[i]...)
			list = f.of(parent)
		}
		c.Edges, edges = edges[:len(rows):len(rows)], edges[len(rows):]
		for j, row := range rows {
			c.Edges[j] = ConnectionEdge[T]{Position{list, row.Key}, row.Item}
		}
	}
	return pages, nil
}

// window checks a page and returns its window, which is one row larger, and its size.
func (p Page) window(f fingerprint, parents int) (w Window, size int, err error) {
	size = DefaultPage
	argument := "first"
	switch {
	case p.First != nil && p.Last != nil:
		return w, 0, Errorf(CodeInvalid, "first and last are exclusive: give one of them")
	case p.First != nil:
		size = *p.First
	case p.Last != nil:
		size, w.FromEnd, argument = *p.Last, true, "last"
	}
	if size < 1 || size > MaxPage {
		return w, 0, Errorf(CodeInvalid, "invalid %s: %d; expected 1 to %d", argument, size, MaxPage)
	}
	if (p.After != "" || p.Before != "") && parents > 1 {
		return w, 0, Errorf(CodeInvalid, "a cursor continues the list of one parent, and the query has %d: ask for that parent alone, by its id", parents)
	}
	if p.After != "" {
		if w.After, err = decodeCursor(f, p.After); err != nil {
			return w, 0, err
		}
	}
	if p.Before != "" {
		if w.Before, err = decodeCursor(f, p.Before); err != nil {
			return w, 0, err
		}
	}
	w.Limit = size + 1
	return w, size, nil
}
