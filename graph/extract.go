package graph

import (
	"cmp"
	"context"
	"iter"
	"slices"
)

// ExtractQuery selects a part of a dataset.
type ExtractQuery struct {
	// Filter selects entities; nil selects all. An extract consists of them, the claims
	// between them, the figures about them, and the records that these statements refer
	// to: the entities of Under and Breakdown, documents with the entities that they
	// speak for, and indicators.
	Filter *EntityFilter
	// At restricts the statements; with At.IncludeRetracted retracted ones are included.
	At AsOf
	// Certainty restricts claims, MinConfidence claims and figures; "" and nil restrict
	// nothing.
	Certainty     Certainty
	MinConfidence *float64
	// Closed clears Replaces and PartOf of statements where they name a statement
	// outside the extract, and leaves out names in documents and regions outside it, so
	// that the extract is a valid dataset by itself.
	Closed bool
}

// Extract yields the records of the dataset or of a part of it, by type in the order of
// [Source.Records]; an error ends the sequence. It keeps only the ids of the selected
// entities in memory. Statements of a part are read twice, since the records that they
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
	query    ExtractQuery
	yield    func(Record, error) bool
	ended    bool        // by the caller's loop
	selected []ID        // entities
	inside   map[ID]bool // the same as a set
}

// errEnded stops the reads when the caller's loop ends. It is not returned to the caller.
var errEnded = Errorf(CodeInternal, "extract ended by its caller")

func (x *extract) emit(r Record) error {
	if !x.yield(r, nil) {
		x.ended = true
		return errEnded
	}
	return nil
}

// emitStatement yields a statement, closed where the query asks for it.
func (x *extract) emitStatement(ctx context.Context, s Statement) error {
	if x.query.Closed {
		var err error
		if s, err = x.close(ctx, s); err != nil {
			return err
		}
	}
	return x.emit(s)
}

// close returns the statement without references to statements outside the extract.
func (x *extract) close(ctx context.Context, s Statement) (Statement, error) {
	kept := func(ref ID) (ID, error) {
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
		replaces, err := kept(s.Replaces)
		if err != nil || replaces == s.Replaces {
			return s, err
		}
		c := *s
		c.Replaces = replaces
		return &c, nil
	case *Figure:
		replaces, err := kept(s.Replaces)
		if err != nil {
			return s, err
		}
		whole, err := kept(s.PartOf)
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

// closeEntity returns an entity, where the query asks for it without names in documents
// and regions outside the extract.
func (x *extract) closeEntity(e *Entity, inside map[ID]bool) *Entity {
	outside := func(a LocalAlias) bool { return !inside[a.In] }
	if !x.query.Closed || !slices.ContainsFunc(e.LocalAliases, outside) {
		return e
	}
	c := *e
	c.LocalAliases = slices.DeleteFunc(slices.Clone(e.LocalAliases), outside)
	return &c
}

// holds reports whether a statement is in the extract.
func (x *extract) holds(r Record) bool {
	in := func(id ID) bool { return x.query.Filter == nil || x.inside[id] }
	switch s := r.(type) {
	case *Claim:
		return in(s.Subject) && in(s.Object) && (x.query.Certainty == "" || s.Certainty == x.query.Certainty) &&
			HasConfidence(s.Evidence, x.query.MinConfidence) && x.query.At.Sees(s.Recorded, s.Retracted, s.Holds(x.query.At))
	case *Figure:
		return in(s.Subject) && HasConfidence(s.Evidence, x.query.MinConfidence) && x.query.At.Sees(s.Recorded, s.Retracted, s.Holds(x.query.At))
	default:
		return false
	}
}

func (x *extract) run(ctx context.Context) error {
	err := firstError(x.query.At.check(), checkConfidence(x.query.MinConfidence), checkOneOf("certainty", Certainties, cmp.Or(x.query.Certainty, Explicit)))
	if err != nil { // before the first record, which may be written out
		return err
	}
	if x.query.Filter == nil {
		return inOrder(
			func() error { return x.indicators(ctx) },
			func() error { return x.documents(ctx) },
			func() error { return x.entities(ctx, EntityFilter{}, func(e *Entity) error { return x.emit(e) }) },
			func() error { return x.allClaims(ctx) },
			func() error { return x.allFigures(ctx) },
		)
	}
	x.inside = map[ID]bool{}
	return inOrder(
		func() error {
			return x.entities(ctx, *x.query.Filter, func(e *Entity) error {
				x.selected = append(x.selected, e.ID)
				x.inside[e.ID] = true
				return nil
			})
		},
		func() error { return x.part(ctx) },
	)
}

// part yields the selected part: the records that its statements refer to, then the
// statements.
func (x *extract) part(ctx context.Context) error {
	referred := map[ID]bool{}
	refer := func(s Statement) error {
		for _, id := range Mentions(s) {
			referred[id] = true
		}
		if f, ok := s.(*Figure); ok {
			referred[f.Indicator] = true
		}
		for _, e := range s.AllEvidence() {
			referred[e.Document] = true
		}
		return nil
	}
	for _, id := range x.selected {
		referred[id] = true
	}
	emit := func(s Statement) error { return x.emitStatement(ctx, s) }
	return inOrder(
		func() error { return x.claimsBetween(ctx, refer) },
		func() error { return x.figuresAbout(ctx, refer) },
		func() error { return x.nodes(ctx, referred, ID.IsIndicator, x.emit) },
		func() error {
			return x.nodes(ctx, referred, ID.IsDocument, func(r Record) error {
				for _, s := range r.(*Document).SpeaksFor {
					referred[s.Entity] = true
				}
				return x.emit(r)
			})
		},
		func() error {
			return x.nodes(ctx, referred, func(id ID) bool { return id.Kind() != "" }, func(r Record) error {
				return x.emit(x.closeEntity(r.(*Entity), referred))
			})
		},
		func() error { return x.claimsBetween(ctx, emit) },
		func() error { return x.figuresAbout(ctx, emit) },
	)
}

// nodes visits those of the records that are wanted, in the order of their ids.
func (x *extract) nodes(ctx context.Context, of map[ID]bool, wanted func(ID) bool, do func(Record) error) error {
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
			if err := do(r); err != nil {
				return err
			}
		}
	}
	return nil
}

func (x *extract) indicators(ctx context.Context) error {
	return eachItem(func(p Page) ([]Connection[*Indicator], error) {
		page, err := x.Indicators(ctx, IndicatorQuery{Page: p})
		return []Connection[*Indicator]{page}, err
	}, func(i *Indicator) error { return x.emit(i) })
}

func (x *extract) documents(ctx context.Context) error {
	return eachItem(func(p Page) ([]Connection[*Document], error) { return x.Documents(ctx, DocumentQuery{Page: p}) },
		func(d *Document) error { return x.emit(d) })
}

func (x *extract) entities(ctx context.Context, f EntityFilter, do func(*Entity) error) error {
	return eachItem(func(p Page) ([]Connection[*Entity], error) {
		return x.List(ctx, ListQuery{Filter: f, At: x.query.At, Page: p})
	}, do)
}

func (x *extract) allClaims(ctx context.Context) error {
	return eachItem(func(p Page) ([]Connection[Edge], error) {
		return x.Claims(ctx, ClaimQuery{At: x.query.At, Certainty: x.query.Certainty, MinConfidence: x.query.MinConfidence, Page: p})
	}, func(e Edge) error { return x.emitStatement(ctx, e.Claim) })
}

func (x *extract) allFigures(ctx context.Context) error {
	return eachItem(func(p Page) ([]Connection[*Figure], error) {
		return x.Figures(ctx, FigureQuery{At: x.query.At, Filter: x.figures(), Page: p})
	}, func(f *Figure) error { return x.emitStatement(ctx, f) })
}

func (x *extract) figures() FigureFilter { return FigureFilter{MinConfidence: x.query.MinConfidence} }

// claimsBetween visits the claims whose ends are both selected, each once.
func (x *extract) claimsBetween(ctx context.Context, do func(Statement) error) error {
	return eachOf(x.selected, func(of []ID, p Page) ([]Connection[Edge], error) {
		return x.Claims(ctx, ClaimQuery{Of: of, Direction: Out, At: x.query.At, Certainty: x.query.Certainty, MinConfidence: x.query.MinConfidence, Omit: OmitOther, Page: p})
	}, func(subject ID, e Edge) error {
		if e.Claim.Subject != subject || !x.inside[e.Claim.Object] {
			return nil
		}
		return do(e.Claim)
	})
}

func (x *extract) figuresAbout(ctx context.Context, do func(Statement) error) error {
	return eachOf(x.selected, func(of []ID, p Page) ([]Connection[*Figure], error) {
		return x.Figures(ctx, FigureQuery{Of: of, At: x.query.At, Filter: x.figures(), Page: p})
	}, func(_ ID, f *Figure) error { return do(f) })
}

// eachOf visits the items of each member's list. It reads the first pages of many
// members at once, and further pages of a list alone.
func eachOf[T any](ids []ID, read func(of []ID, p Page) ([]Connection[T], error), do func(of ID, item T) error) error {
	size := MaxPage
	for set := range slices.Chunk(ids, MaxPage) {
		pages, err := read(set, Page{First: &size})
		if err != nil {
			return err
		}
		for i, page := range pages {
			for {
				for _, e := range page.Edges {
					if err := do(set[i], e.Item); err != nil {
						return err
					}
				}
				if !page.HasNextPage {
					break
				}
				next, err := read(set[i:i+1], Page{First: &size, After: page.Edges[len(page.Edges)-1].Cursor()})
				if err != nil {
					return err
				}
				page = next[0]
			}
		}
	}
	return nil
}

// eachItem visits a list from its start to its end.
func eachItem[T any](read func(Page) ([]Connection[T], error), do func(T) error) error {
	for items, err := range Pages(read) {
		if err != nil {
			return err
		}
		for _, item := range items {
			if err := do(item); err != nil {
				return err
			}
		}
	}
	return nil
}

// inOrder runs steps until one fails, and returns its error.
func inOrder(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}
