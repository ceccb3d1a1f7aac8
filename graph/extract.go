package graph

import (
	"context"
	"iter"
	"slices"
)

// ExtractQuery selects the part of a dataset that an extract holds.
type ExtractQuery struct {
	// Filter selects entities; nil selects all. An extract holds the claims between
	// selected entities, the figures about them, and all that these refer to: what
	// they are under or broken down by, their documents and indicators.
	Filter *EntityFilter
	// At restricts the statements; with At.IncludeRetracted what was withdrawn is there too.
	At AsOf
	// Closed clears Replaces and PartOf of statements where they name a statement
	// outside the extract, so that the extract is a valid dataset by itself.
	Closed bool
}

// Extract yields the records of a part of the dataset, or of all of it, by type in the
// order of [Source.Records]; an error ends it. It keeps in memory only the ids of the
// selected entities. Statements of a part are read twice, since the records that they
// refer to come before them.
func (r *Reader) Extract(ctx context.Context, q ExtractQuery) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		x := extract{Reader: r, query: q, yield: yield}
		if err := x.run(ctx); err != nil && !x.ended {
			yield(nil, err)
		}
	}
}

// extract is one run of [Reader.Extract].
type extract struct {
	*Reader
	query  ExtractQuery
	yield  func(Record, error) bool
	ended  bool // by the caller's loop
	chosen []ID
	inside map[ID]bool // the same, as a set
}

// errEnded stops the reading when the caller's loop ends.
var errEnded = Errorf(CodeInternal, "the extract was ended by its reader")

func (x *extract) give(r Record) error {
	if !x.yield(r, nil) {
		x.ended = true
		return errEnded
	}
	return nil
}

// giveStatement gives a statement, closed where that is asked for.
func (x *extract) giveStatement(ctx context.Context, s Statement) error {
	if x.query.Closed {
		var err error
		if s, err = x.close(ctx, s); err != nil {
			return err
		}
	}
	return x.give(s)
}

// close returns the statement without references to statements outside.
func (x *extract) close(ctx context.Context, s Statement) (Statement, error) {
	refers := func(ref ID) (ID, error) {
		if ref == "" {
			return "", nil
		}
		found, err := x.Nodes(ctx, []ID{ref})
		if err != nil || !x.holds(found[0]) {
			return "", err
		}
		return ref, nil
	}
	switch s := s.(type) {
	case *Claim:
		replaces, err := refers(s.Replaces)
		if err != nil || replaces == s.Replaces {
			return s, err
		}
		c := *s
		c.Replaces = replaces
		return &c, nil
	case *Figure:
		replaces, err := refers(s.Replaces)
		if err != nil {
			return s, err
		}
		whole, err := refers(s.PartOf)
		if err != nil || replaces == s.Replaces && whole == s.PartOf {
			return s, err
		}
		f := *s
		f.Replaces, f.PartOf = replaces, whole
		return &f, nil
	default:
		return s, nil
	}
}

// holds reports whether a statement is in the extract.
func (x *extract) holds(r Record) bool {
	in := func(id ID) bool { return x.query.Filter == nil || x.inside[id] }
	switch s := r.(type) {
	case *Claim:
		return in(s.Subject) && in(s.Object) && x.query.At.Sees(s.Recorded, s.Retracted, s.ValidTime)
	case *Figure:
		return in(s.Subject) && x.query.At.Sees(s.Recorded, s.Retracted, s.Period)
	default:
		return false
	}
}

func (x *extract) run(ctx context.Context) error {
	if x.query.Filter == nil {
		return firstOf(
			func() error { return x.indicators(ctx) },
			func() error { return x.documents(ctx) },
			func() error { return x.entities(ctx, EntityFilter{}, func(e *Entity) error { return x.give(e) }) },
			func() error { return x.allClaims(ctx) },
			func() error { return x.allFigures(ctx) },
		)
	}
	x.inside = map[ID]bool{}
	return firstOf(
		func() error {
			return x.entities(ctx, *x.query.Filter, func(e *Entity) error {
				x.chosen = append(x.chosen, e.ID)
				x.inside[e.ID] = true
				return nil
			})
		},
		func() error { return x.partOf(ctx) },
	)
}

// partOf yields the selected part: what its statements refer to, then these.
func (x *extract) partOf(ctx context.Context) error {
	referred := map[ID]bool{}
	refer := func(s Statement) error {
		for _, id := range Mentions(s) {
			if !x.inside[id] {
				referred[id] = true
			}
		}
		if f, ok := s.(*Figure); ok {
			referred[f.Indicator] = true
		}
		for _, e := range s.AllEvidence() {
			referred[e.Document] = true
		}
		return nil
	}
	give := func(s Statement) error { return x.giveStatement(ctx, s) }
	return firstOf(
		func() error { return x.claimsBetween(ctx, refer) },
		func() error { return x.figuresAbout(ctx, refer) },
		func() error { return x.nodes(ctx, referred, ID.IsIndicator) },
		func() error { return x.nodes(ctx, referred, ID.IsDocument) },
		func() error {
			for _, id := range x.chosen {
				referred[id] = true
			}
			return x.nodes(ctx, referred, func(id ID) bool { return id.Kind() != "" })
		},
		func() error { return x.claimsBetween(ctx, give) },
		func() error { return x.figuresAbout(ctx, give) },
	)
}

// nodes yields the wanted records in the order of their ids.
func (x *extract) nodes(ctx context.Context, of map[ID]bool, wanted func(ID) bool) error {
	var ids []ID
	for id := range of {
		if wanted(id) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	for set := range slices.Chunk(ids, MaxPage) {
		found, err := x.Nodes(ctx, set)
		if err != nil {
			return err
		}
		for _, r := range found {
			if err := x.give(r); err != nil {
				return err
			}
		}
	}
	return nil
}

func (x *extract) indicators(ctx context.Context) error {
	return eachItem(func(p Page) (Connection[*Indicator], error) { return x.Indicators(ctx, IndicatorQuery{Page: p}) },
		func(i *Indicator) error { return x.give(i) })
}

func (x *extract) documents(ctx context.Context) error {
	return eachItem(only(func(p Page) ([]Connection[*Document], error) { return x.Documents(ctx, DocumentQuery{Page: p}) }),
		func(d *Document) error { return x.give(d) })
}

func (x *extract) entities(ctx context.Context, f EntityFilter, do func(*Entity) error) error {
	return eachItem(only(func(p Page) ([]Connection[*Entity], error) {
		return x.List(ctx, ListQuery{Filter: f, At: x.query.At, Page: p})
	}), do)
}

func (x *extract) allClaims(ctx context.Context) error {
	return eachItem(only(func(p Page) ([]Connection[Edge], error) {
		return x.Claims(ctx, ClaimQuery{At: x.query.At, Page: p})
	}), func(e Edge) error { return x.giveStatement(ctx, e.Claim) })
}

func (x *extract) allFigures(ctx context.Context) error {
	return eachItem(only(func(p Page) ([]Connection[*Figure], error) {
		return x.Figures(ctx, FigureQuery{At: x.query.At, Page: p})
	}), func(f *Figure) error { return x.giveStatement(ctx, f) })
}

// claimsBetween visits the claims whose ends are both selected, each once.
func (x *extract) claimsBetween(ctx context.Context, do func(Statement) error) error {
	return eachOf(x.chosen, func(of []ID, p Page) ([]Connection[Edge], error) {
		return x.Claims(ctx, ClaimQuery{Of: of, Direction: Out, At: x.query.At, Omit: OmitOther, Page: p})
	}, func(subject ID, e Edge) error {
		if e.Claim.Subject != subject || !x.inside[e.Claim.Object] {
			return nil
		}
		return do(e.Claim)
	})
}

func (x *extract) figuresAbout(ctx context.Context, do func(Statement) error) error {
	return eachOf(x.chosen, func(of []ID, p Page) ([]Connection[*Figure], error) {
		return x.Figures(ctx, FigureQuery{Of: of, At: x.query.At, Page: p})
	}, func(_ ID, f *Figure) error { return do(f) })
}

// eachOf visits the items of every member's list: a set's first pages in one
// read, and what is left of a longer list by itself.
func eachOf[T any](ids []ID, read func(of []ID, p Page) ([]Connection[T], error), do func(of ID, item T) error) error {
	size := MaxPage
	for set := range slices.Chunk(ids, MaxPage) {
		pages, err := read(set, Page{First: &size})
		if err != nil {
			return err
		}
		for i, page := range pages {
			one := func(item T) error { return do(set[i], item) }
			err := eachFrom(page, only(func(p Page) ([]Connection[T], error) { return read(set[i:i+1], p) }), one)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// only adapts a read that returns exactly one page.
func only[T any](read func(Page) ([]Connection[T], error)) func(Page) (Connection[T], error) {
	return func(p Page) (Connection[T], error) {
		pages, err := read(p)
		if err != nil {
			return Connection[T]{}, err
		}
		return pages[0], nil
	}
}

// eachItem visits a list from its start to its end.
func eachItem[T any](read func(Page) (Connection[T], error), do func(T) error) error {
	size := MaxPage
	page, err := read(Page{First: &size})
	if err != nil {
		return err
	}
	return eachFrom(page, read, do)
}

// eachFrom visits a list from a page on.
func eachFrom[T any](page Connection[T], read func(Page) (Connection[T], error), do func(T) error) error {
	size := MaxPage
	for {
		for _, e := range page.Edges {
			if err := do(e.Item); err != nil {
				return err
			}
		}
		if !page.HasNextPage {
			return nil
		}
		var err error
		if page, err = read(Page{First: &size, After: page.Edges[len(page.Edges)-1].Cursor()}); err != nil {
			return err
		}
	}
}

func firstOf(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}
