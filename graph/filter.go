package graph

import (
	"iter"
	"slices"
)

// EntityFilter restricts entities: an entity must match every field that is set. A nil
// list or pointer is not set; an empty list matches nothing. Conditions on claims and
// evidence are about those seen at the dates of the query.
type EntityFilter struct {
	IDs   []ID
	Kinds []Kind
	Codes []OfficialCode // the entity has one of them
	// Text matches entities that a search for it finds: see [textmatch.Needle].
	Text *string `json:",omitzero"`
	// Region and Industry match entities that are tied to an area: see [Taxonomy].
	Region   *WithinFilter `json:",omitzero"`
	Industry *WithinFilter `json:",omitzero"`
	// Documents matches entities mentioned by a statement that one of these documents
	// evidences.
	Documents []ID `json:",omitzero"`
	// IssuedOn matches policies whose day of issue may lie in this range.
	IssuedOn *DateRange `json:",omitzero"`
	// Those below match entities of the kind with one of these forms. The [Reader] adds
	// the kind to Kinds, so that a store need not look at it again.
	PolicyForms       []Form `json:",omitzero"`
	AgencyFunctions   []Form `json:",omitzero"`
	OrganisationForms []Form `json:",omitzero"`
	ProgrammeForms    []Form `json:",omitzero"`
	IndustryForms     []Form `json:",omitzero"`

	Has *RelationFilter `json:",omitzero"`
	And []EntityFilter  `json:",omitzero"`
	Or  []EntityFilter  `json:",omitzero"`
	Not *EntityFilter   `json:",omitzero"`
}

// FormsOf returns the field that restricts the forms of a kind; nil for a kind without
// forms.
func (f *EntityFilter) FormsOf(k Kind) *[]Form {
	switch k {
	case Policy:
		return &f.PolicyForms
	case Agency:
		return &f.AgencyFunctions
	case Organisation:
		return &f.OrganisationForms
	case Programme:
		return &f.ProgrammeForms
	case Industry:
		return &f.IndustryForms
	default:
		return nil
	}
}

// Forms visits the kinds whose forms the filter restricts.
func (f *EntityFilter) Forms(visit func(Kind, []Form) bool) {
	for i := range Forms {
		kind := Forms[i].Kind
		if forms := *f.FormsOf(kind); forms != nil && !visit(kind, forms) {
			return
		}
	}
}

// WithinFilter names areas of a [Taxonomy].
type WithinFilter struct {
	IDs []ID
	// Inside includes all areas below them.
	Inside bool
}

// RelationFilter matches entities with at least one claim that matches every field.
type RelationFilter struct {
	Types         []RelationType
	Direction     Direction // seen from the entity filtered; "" is Both
	Node          *EntityFilter
	Certainty     Certainty // "" for any
	MinConfidence *float64  // of at least one piece of its evidence
}

// DateRange is a range of days, ends included; an end that is "" is open.
type DateRange struct{ From, To Day }

// Tie is a relation type that ties an entity to an area, and the end of it that the
// entity is.
type Tie struct {
	Type      RelationType
	Direction Direction
}

// Taxonomy is a hierarchy of areas that entities are tied to: the regions, or the
// industries.
type Taxonomy struct {
	Kind Kind  // of the areas
	Ties []Tie // of an entity to an area
	// Under is the relation type that defines the hierarchy: the subject is the
	// child of the object. Claims made under a policy, programme or event define
	// nothing.
	Under RelationType
}

// The taxonomies by which entities are filtered and counted.
var (
	Regions    = Taxonomy{Region, []Tie{{LocatedIn, Out}, {AppliesTo, Out}, {Runs, In}, {Issued, In}, {Establishes, In}, {Cultivates, In}}, LocatedIn}
	Industries = Taxonomy{Industry, []Tie{{InIndustry, Out}, {Targets, Out}, {Uses, Out}}, PartOf}
)

// TiedBy visits, for each direction seen from the tied entity, the types of ties that
// have it. A direction without types is left out.
func (t Taxonomy) TiedBy(visit func(Direction, []RelationType) bool) {
	for _, d := range []Direction{Out, In} {
		var types []RelationType
		for _, tie := range t.Ties {
			if tie.Direction == d {
				types = append(types, tie.Type)
			}
		}
		if len(types) > 0 && !visit(d, types) {
			return
		}
	}
}

// Meets reports whether the days from first to last overlap the range; "" is open.
func (r DateRange) Meets(first, last Day) bool {
	return (r.From == "" || last == "" || last >= r.From) && (r.To == "" || first == "" || first <= r.To)
}

// World is what the reference implementations of filters and facets read, as of the
// dates of a query.
type World interface {
	// Entity returns an entity; nil where there is none.
	Entity(ID) *Entity
	// Claims visits the claims seen that have the entity as an end, each once.
	Claims(of ID) iter.Seq[*Claim]
	// Documents visits the documents that evidence statements which mention the
	// entity, possibly with repetitions.
	Documents(of ID) iter.Seq[ID]
	// Found returns the entities that a search for the text finds.
	Found(text string) map[ID]bool
}

// Predicate returns the filter as a function of one entity. It is the reference
// implementation of filters: simple and slow. Stores find the same entities faster.
func (f EntityFilter) Predicate(w World) func(*Entity) bool {
	var all []func(*Entity) bool
	must := func(given bool, holds func(*Entity) bool) {
		if given {
			all = append(all, holds)
		}
	}
	must(f.IDs != nil, func(e *Entity) bool { return slices.Contains(f.IDs, e.ID) })
	must(f.Kinds != nil, func(e *Entity) bool { return slices.Contains(f.Kinds, e.Kind) })
	must(f.Codes != nil, func(e *Entity) bool {
		return slices.ContainsFunc(e.Codes, func(c OfficialCode) bool { return slices.Contains(f.Codes, c) })
	})
	if f.Text != nil {
		found := w.Found(*f.Text)
		must(true, func(e *Entity) bool { return found[e.ID] })
	}
	if f.Region != nil {
		must(true, f.Region.predicate(w, Regions))
	}
	if f.Industry != nil {
		must(true, f.Industry.predicate(w, Industries))
	}
	must(f.Documents != nil, func(e *Entity) bool { return oneOf(w.Documents(e.ID), f.Documents) })
	must(f.IssuedOn != nil, func(e *Entity) bool {
		return e.IssuedOn != "" && f.IssuedOn.Meets(e.IssuedOn.First(), e.IssuedOn.Last())
	})
	for kind, forms := range f.Forms {
		must(true, func(e *Entity) bool { return e.Kind == kind && slices.Contains(forms, e.Form) })
	}
	if f.Has != nil {
		must(true, f.Has.predicate(w))
	}
	parts := func(filters []EntityFilter) []func(*Entity) bool {
		out := make([]func(*Entity) bool, len(filters))
		for i, f := range filters {
			out[i] = f.Predicate(w)
		}
		return out
	}
	if f.And != nil {
		and := parts(f.And)
		must(true, func(e *Entity) bool {
			return len(and) > 0 && !slices.ContainsFunc(and, func(holds func(*Entity) bool) bool { return !holds(e) })
		})
	}
	if f.Or != nil {
		or := parts(f.Or)
		must(true, func(e *Entity) bool {
			return slices.ContainsFunc(or, func(holds func(*Entity) bool) bool { return holds(e) })
		})
	}
	if f.Not != nil {
		not := f.Not.Predicate(w)
		must(true, func(e *Entity) bool { return !not(e) })
	}
	return func(e *Entity) bool {
		for _, holds := range all {
			if !holds(e) {
				return false
			}
		}
		return true
	}
}

func oneOf(values iter.Seq[ID], wanted []ID) bool {
	for v := range values {
		if slices.Contains(wanted, v) {
			return true
		}
	}
	return false
}

func (f *WithinFilter) predicate(w World, t Taxonomy) func(*Entity) bool {
	wanted := f.wanted(w, t)
	return func(e *Entity) bool {
		for area := range t.of(w, e.ID) {
			if wanted[area] {
				return true
			}
		}
		return false
	}
}

// wanted returns the areas that the filter names.
func (f *WithinFilter) wanted(w World, t Taxonomy) map[ID]bool {
	wanted := map[ID]bool{}
	open := slices.Clone(f.IDs)
	for len(open) > 0 {
		area := open[len(open)-1]
		open = open[:len(open)-1]
		if wanted[area] {
			continue
		}
		wanted[area] = true
		if !f.Inside {
			continue
		}
		for c := range w.Claims(area) {
			if c.Object == area && t.Nests(c) {
				open = append(open, c.Subject)
			}
		}
	}
	return wanted
}

// Nests reports whether a claim defines that its subject lies under its object.
func (t Taxonomy) Nests(c *Claim) bool {
	return c.Type == t.Under && c.Under == "" && c.Subject.Kind() == t.Kind && c.Object.Kind() == t.Kind
}

// of visits the areas that an entity is tied to, possibly with repetitions.
func (t Taxonomy) of(w World, entity ID) iter.Seq[ID] {
	return func(yield func(ID) bool) {
		for c := range w.Claims(entity) {
			if other := c.Other(entity); other.Kind() == t.Kind && slices.Contains(t.Ties, Tie{c.Type, c.From(entity)}) && !yield(other) {
				return
			}
		}
	}
}

func (f *RelationFilter) predicate(w World) func(*Entity) bool {
	node := func(*Entity) bool { return true }
	if f.Node != nil {
		node = f.Node.Predicate(w)
	}
	return func(e *Entity) bool {
		for c := range w.Claims(e.ID) {
			if f.Of(c, e.ID) {
				if other := w.Entity(c.Other(e.ID)); other != nil && node(other) {
					return true
				}
			}
		}
		return false
	}
}

// Of reports whether a claim meets the filter, seen from one of its ends; Node, the
// condition on its other end, is not examined.
func (f *RelationFilter) Of(c *Claim, end ID) bool {
	seen := c.From(end)
	return (f.Types == nil || slices.Contains(f.Types, c.Type)) &&
		(f.Direction == "" || f.Direction == Both || seen == Both || seen == f.Direction) &&
		(f.Certainty == "" || c.Certainty == f.Certainty) &&
		HasConfidence(c.Evidence, f.MinConfidence)
}

// HasConfidence reports whether a piece of evidence has at least this confidence, as a
// [ConfidenceLevel]; for nil it is true.
func HasConfidence(evidence []Evidence, confidence *float64) bool {
	least := ConfidenceFloor(confidence)
	return least == nil || slices.ContainsFunc(evidence, func(e Evidence) bool { return e.Confidence >= *least })
}

// CitedBy reports whether a piece of evidence is in one of the documents; for nil it is
// true.
func CitedBy(evidence []Evidence, documents []ID) bool {
	return documents == nil || slices.ContainsFunc(evidence, func(e Evidence) bool { return slices.Contains(documents, e.Document) })
}

// Matches reports whether the conditions on the figure itself hold as of dates: all except
// Subject, Under, Breakdown and Progress.
func (f FigureFilter) Matches(figure *Figure, at AsOf) bool {
	holds := figure.Holds(at)
	return (f.Indicators == nil || slices.Contains(f.Indicators, figure.Indicator)) &&
		(f.Period == nil || holds != (Period{}) && f.Period.Meets(holds.From.First(), holds.To.Last())) &&
		CitedBy(figure.Evidence, f.Documents) && HasConfidence(figure.Evidence, f.MinConfidence)
}
