package graph

import (
	"cmp"
	"context"
	"slices"

	"policygraph/graph/textmatch"
)

// The bounds of filters, which clients write and may nest.
const (
	// MaxFilterDepth is the largest depth of nesting, by And, Or, Not, Has, and the
	// entity filters in queries of claims and figures.
	MaxFilterDepth = 8
	// MaxHasDepth is the largest number of relations that a filter follows from an
	// entity.
	MaxHasDepth = 3
	// MaxFilters is the largest number of filters in one query, nested ones included.
	MaxFilters = 100
	// MaxListed is the largest number of values in a list of a filter, except for ids.
	MaxListed = 1000
)

// checker checks the filters of one query, and resolves their ids.
type checker struct {
	*Reader
	filters int
}

func (r *Reader) checkFilter(f EntityFilter) (EntityFilter, error) {
	c := checker{Reader: r}
	return c.entity(f, 1, 0)
}

func (c *checker) entity(f EntityFilter, depth, has int) (_ EntityFilter, err error) {
	c.filters++
	switch {
	case depth > MaxFilterDepth:
		return f, Errorf(CodeLimit, "filter is nested more than %d levels deep: ask in several steps", MaxFilterDepth)
	case f.Has != nil && has >= MaxHasDepth:
		return f, Errorf(CodeLimit, "filter looks more than %d relations away: ask in several steps, or trace paths", MaxHasDepth)
	case c.filters > MaxFilters:
		return f, Errorf(CodeLimit, "filter holds more than %d filters: ask in several steps", MaxFilters)
	}
	if err := firstError(checkKinds(f.Kinds), checkListed(len(f.Kinds))); err != nil {
		return f, err
	}
	if f.IDs, err = c.Resolve(f.IDs); err != nil {
		return f, err
	}
	if f.Documents, err = c.Resolve(f.Documents); err != nil {
		return f, err
	}
	if f.Region, err = c.within(f.Region); err != nil {
		return f, err
	}
	if f.Industry, err = c.within(f.Industry); err != nil {
		return f, err
	}
	if f.Has != nil {
		h := *f.Has
		f.Has = &h
		h.Direction = cmp.Or(h.Direction, Both)
		if err := firstError(checkTypes(h.Types), checkListed(len(h.Types)), checkConfidence(h.MinConfidence),
			checkOneOf("direction", directions, h.Direction), checkOneOf("certainty", Certainties, cmp.Or(h.Certainty, Explicit))); err != nil {
			return f, err
		}
		if h.Node, err = c.optional(h.Node, depth+1, has+1); err != nil {
			return f, err
		}
		f.Has = &h
	}
	for kind, forms := range f.Forms {
		if err := firstError(checkListed(len(forms)), checkOneOf(kind.Forms().Name(), kind.Forms().All(), forms...)); err != nil {
			return f, err
		}
		if f.Kinds == nil || slices.Contains(f.Kinds, kind) {
			f.Kinds = []Kind{kind}
		} else {
			f.Kinds = []Kind{}
		}
	}
	if f.And, err = c.all(f.And, depth+1, has); err != nil {
		return f, err
	}
	if f.Or, err = c.all(f.Or, depth+1, has); err != nil {
		return f, err
	}
	if f.Not, err = c.optional(f.Not, depth+1, has); err != nil {
		return f, err
	}
	if f.Text != nil {
		if err := checkText(*f.Text); err != nil {
			return f, err
		}
	}
	return f, firstError(checkSet(len(f.IDs)), f.IssuedOn.check(), checkListed(len(f.Codes)), checkListed(len(f.Documents)))
}

func (c *checker) optional(f *EntityFilter, depth, has int) (*EntityFilter, error) {
	if f == nil {
		return nil, nil
	}
	checked, err := c.entity(*f, depth, has)
	return &checked, err
}

func (c *checker) all(filters []EntityFilter, depth, has int) ([]EntityFilter, error) {
	filters = slices.Clone(filters)
	for i := range filters {
		var err error
		if filters[i], err = c.entity(filters[i], depth, has); err != nil {
			return nil, err
		}
	}
	return filters, nil
}

func (c *checker) within(f *WithinFilter) (*WithinFilter, error) {
	if f == nil {
		return nil, nil
	}
	ids, err := c.Resolve(f.IDs)
	return &WithinFilter{IDs: ids, Inside: f.Inside}, firstError(err, checkListed(len(ids)))
}

func (r *DateRange) check() error {
	if r == nil {
		return nil
	}
	if r.From != "" && r.To != "" && r.From > r.To {
		return Errorf(CodeInvalid, "invalid range of dates: %s is after %s; exchange them", r.From, r.To)
	}
	return firstError(checkDay(r.From), checkDay(r.To))
}

func checkDay(day Day) error {
	if day == "" {
		return nil
	}
	_, err := ParseDay(string(day))
	return err
}

func checkListed(n int) error {
	if n > MaxListed {
		return Errorf(CodeLimit, "too many values in a list of the filter: %d, at most %d; ask in several steps", n, MaxListed)
	}
	return nil
}

func checkConfidence(confidence *float64) error {
	if confidence != nil && !(*confidence >= 0 && *confidence <= 1) {
		return Errorf(CodeInvalid, "invalid minConfidence: %g; expected 0 to 1", *confidence)
	}
	return nil
}

// Search finds entities by name, the best match first. It pages forwards only. An empty
// text finds nothing. [Reader.Totals] and [Reader.Facets] count the same entities
// with a filter by the text and the kinds.
func (r *Reader) Search(ctx context.Context, q SearchQuery) (Connection[Hit], error) {
	if q.Page.Last != nil || q.Page.Before != "" {
		return Connection[Hit]{}, Errorf(CodeInvalid, "a search is paged forwards only: give first and after")
	}
	if err := firstError(checkKinds(q.Kinds), checkText(q.Text)); err != nil {
		return Connection[Hit]{}, err
	}
	needle := textmatch.NewNeedle(q.Text)
	pages, err := read(q, q.Page, false, func(w Window) ([][]Row[Hit], error) {
		if needle.Empty() || q.Kinds != nil && len(q.Kinds) == 0 {
			return [][]Row[Hit]{nil}, ctx.Err()
		}
		rows, err := r.snapshot.Search(ctx, q, w)
		return [][]Row[Hit]{rows}, err
	})
	if err != nil {
		return Connection[Hit]{}, err
	}
	return pages[0], nil
}

// MaxText is the largest size of a search text, in bytes.
const MaxText = 1000

func checkText(text string) error {
	if len(text) > MaxText {
		return Errorf(CodeLimit, "text to search for is too long: %d bytes, at most %d", len(text), MaxText)
	}
	return nil
}

// Facets counts the entities that a query lists by the values of a facet, for each
// member of its set, or once where the set is nil. It returns at most first values, the
// most frequent first, then by value.
func (r *Reader) Facets(ctx context.Context, q ListQuery, by Facet, first int) ([][]FacetCount, error) {
	q, err := r.list(q)
	if err != nil {
		return nil, err
	}
	if err := checkOneOf("facet", Facets, by); err != nil {
		return nil, err
	}
	if first < 1 || first > MaxPage {
		return nil, Errorf(CodeInvalid, "invalid first: %d; expected 1 to %d", first, MaxPage)
	}
	if q.Of != nil && len(q.Of) == 0 {
		return [][]FacetCount{}, nil
	}
	return r.snapshot.Facets(ctx, q, by, first)
}

func (r *Reader) checkFigureFilter(f FigureFilter) (_ FigureFilter, err error) {
	c := checker{Reader: r}
	if f.Indicators, err = c.Resolve(f.Indicators); err != nil {
		return f, err
	}
	if f.Documents, err = c.Resolve(f.Documents); err != nil {
		return f, err
	}
	if f.Subject, err = c.optional(f.Subject, 2, 0); err != nil {
		return f, err
	}
	if f.Under, err = c.optional(f.Under, 2, 0); err != nil {
		return f, err
	}
	if f.Breakdown, err = c.optional(f.Breakdown, 2, 0); err != nil {
		return f, err
	}
	return f, firstError(f.Period.check(), checkConfidence(f.MinConfidence), checkOneOf("progress state", ProgressStates, f.Progress...),
		checkListed(len(f.Indicators)), checkListed(len(f.Documents)), checkListed(len(f.Progress)))
}

func (r *Reader) checkClaimFilters(q ClaimQuery) (_ ClaimQuery, err error) {
	if q.Of != nil && (q.Subject != nil || q.Object != nil || q.Documents != nil) {
		return q, Errorf(CodeInvalid, "subject, object and documents restrict the list of all claims, not the relations of an entity")
	}
	c := checker{Reader: r}
	if q.Documents, err = c.Resolve(q.Documents); err != nil {
		return q, err
	}
	if q.Subject, err = c.optional(q.Subject, 2, 0); err != nil {
		return q, err
	}
	if q.Object, err = c.optional(q.Object, 2, 0); err != nil {
		return q, err
	}
	return q, firstError(checkConfidence(q.MinConfidence), checkListed(len(q.Documents)))
}
