package graph

import (
	"iter"
	"slices"
)

// EntityFilter restricts entities; all that is given must hold. A nil list or
// pointer is not given; an empty list matches nothing. What a filter says of
// claims and evidence it says of those that are seen at the dates of the query.
type EntityFilter struct {
	IDs   []ID
	Kinds []Kind
	Codes []OfficialCode // has one of them
	// Text is found by a search: see [textmatch.Needle].
	Text *string `json:",omitzero"`
	// Region and Industry are what the entity is tied to: see [Places].
	Region   *WithinFilter `json:",omitzero"`
	Industry *WithinFilter `json:",omitzero"`
	// Documents evidence something that mentions the entity: one of them.
	Documents []ID `json:",omitzero"`
	// IssuedOn: a policy of which the day of issue may lie in this span.
	IssuedOn *DateRange      `json:",omitzero"`
	Has      *RelationFilter `json:",omitzero"`
	And      []EntityFilter  `json:",omitzero"`
	Or       []EntityFilter  `json:",omitzero"`
	Not      *EntityFilter   `json:",omitzero"`
}

// WithinFilter names places in a tree: the regions, or the industries.
type WithinFilter struct {
	IDs []ID
	// Inside takes in what lies under them.
	Inside bool
}

// RelationFilter asks for one claim at least of this sort.
type RelationFilter struct {
	Types         []RelationType
	Direction     Direction // seen from the entity filtered; "" is Both
	Node          *EntityFilter
	Certainty     Certainty // "" for any
	MinConfidence *float64  // of some piece of its evidence
}

// DateRange is a span of days, ends included; "" is open.
type DateRange struct{ From, To Day }

// Tie is a type of claim that ties an entity to a place, and which end of it the
// entity is.
type Tie struct {
	Type      RelationType
	Direction Direction
}

// Places are regions, or industries: what ties an entity to one, and the type of
// the claims that say which lies under which, each subject under its object.
// Those made under a policy, programme or event say nothing of that.
type Places struct {
	Kind  Kind
	Ties  []Tie
	Under RelationType
}

// The places that entities are filtered and counted by.
var (
	Regions    = Places{Region, []Tie{{LocatedIn, Out}, {AppliesTo, Out}, {Runs, In}, {Issued, In}, {Establishes, In}}, LocatedIn}
	Industries = Places{Industry, []Tie{{InIndustry, Out}, {Targets, Out}, {Uses, Out}}, PartOf}
)

// TiedBy visits the types of ties by their direction, seen from what is tied;
// directions without any are left out.
func (p Places) TiedBy(visit func(Direction, []RelationType) bool) {
	for _, d := range []Direction{Out, In} {
		var types []RelationType
		for _, tie := range p.Ties {
			if tie.Direction == d {
				types = append(types, tie.Type)
			}
		}
		if len(types) > 0 && !visit(d, types) {
			return
		}
	}
}

// Meets reports whether some day from first to last lies in the span; "" is open.
func (r DateRange) Meets(first, last Day) bool {
	return (r.From == "" || last == "" || last >= r.From) && (r.To == "" || first == "" || first <= r.To)
}

// World is what filters look at around an entity, as of the dates of a query.
type World interface {
	// Entity finds an entity; nil where there is none.
	Entity(ID) *Entity
	// Claims are those seen that have the entity as an end, each once.
	Claims(of ID) iter.Seq[*Claim]
	// Documents are those that evidence what mentions the entity, some perhaps
	// twice.
	Documents(of ID) iter.Seq[ID]
	// Found are the entities that a search for the text finds.
	Found(text string) map[ID]bool
}

// Predicate is the filter as a question about one entity: what it means, in the
// slowest way. Stores answer it faster, and all alike.
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

func (f *WithinFilter) predicate(w World, p Places) func(*Entity) bool {
	wanted := f.wanted(w, p)
	return func(e *Entity) bool {
		for place := range p.of(w, e.ID) {
			if wanted[place] {
				return true
			}
		}
		return false
	}
}

// wanted are the places that the filter names.
func (f *WithinFilter) wanted(w World, p Places) map[ID]bool {
	wanted := map[ID]bool{}
	open := slices.Clone(f.IDs)
	for len(open) > 0 {
		place := open[len(open)-1]
		open = open[:len(open)-1]
		if wanted[place] {
			continue
		}
		wanted[place] = true
		if !f.Inside {
			continue
		}
		for c := range w.Claims(place) {
			if c.Object == place && p.Nests(c) {
				open = append(open, c.Subject)
			}
		}
	}
	return wanted
}

// Nests reports whether a claim says that one place lies under another.
func (p Places) Nests(c *Claim) bool {
	return c.Type == p.Under && c.Under == "" && c.Subject.Kind() == p.Kind && c.Object.Kind() == p.Kind
}

// of are the places that an entity is tied to, some perhaps twice.
func (p Places) of(w World, entity ID) iter.Seq[ID] {
	return func(yield func(ID) bool) {
		for c := range w.Claims(entity) {
			if other := c.Other(entity); other.Kind() == p.Kind && slices.Contains(p.Ties, Tie{c.Type, c.From(entity)}) && !yield(other) {
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

// Of reports whether a claim is of the sort, seen from one of its ends, whatever
// is at the other.
func (f *RelationFilter) Of(c *Claim, end ID) bool {
	seen := c.From(end)
	return (f.Types == nil || slices.Contains(f.Types, c.Type)) &&
		(f.Direction == "" || f.Direction == Both || seen == Both || seen == f.Direction) &&
		(f.Certainty == "" || c.Certainty == f.Certainty) &&
		Sure(c.Evidence, f.MinConfidence)
}

// Sure reports whether some piece of evidence is at least this sure; nil asks for
// nothing.
func Sure(evidence []Evidence, confidence *float64) bool {
	return confidence == nil || slices.ContainsFunc(evidence, func(e Evidence) bool { return e.Confidence >= *confidence })
}

// CitedBy reports whether one of the documents is among the evidence; nil asks
// for nothing.
func CitedBy(evidence []Evidence, documents []ID) bool {
	return documents == nil || slices.ContainsFunc(evidence, func(e Evidence) bool { return slices.Contains(documents, e.Document) })
}

// Holds reports whether what the filter asks of a figure itself holds: all but
// Subject, Under and Progress.
func (f FigureFilter) Holds(figure *Figure) bool {
	return (f.Indicators == nil || slices.Contains(f.Indicators, figure.Indicator)) &&
		(f.Period == nil || figure.Period != (Period{}) && f.Period.Meets(figure.Period.From.First(), figure.Period.To.Last())) &&
		CitedBy(figure.Evidence, f.Documents)
}
