package graph

import (
	"cmp"
	"iter"
	"slices"
)

// Facet is what entities are counted by.
type Facet string

// The facets. An entity counts once in each of its values of a facet; it may have
// several regions, industries and documents, or none.
const (
	FacetKind     Facet = "KIND"
	FacetRegion   Facet = "REGION"   // regions that the entity is tied to: see [Taxonomy]
	FacetIndustry Facet = "INDUSTRY" // industries that it is tied to: see [Taxonomy]
	FacetDocument Facet = "DOCUMENT" // documents that evidence statements which mention it
	FacetYear     Facet = "YEAR"     // the year in which a policy was issued or an event held
	FacetForm     Facet = "FORM"     // the form, with the kind that it is of: see [FormValue]
)

// Facets lists the facets.
var Facets = []Facet{FacetKind, FacetRegion, FacetIndustry, FacetDocument, FacetYear, FacetForm}

// FacetCount is the number of entities that have a value of a facet: a kind, a year, a
// form of a kind, or the id of a region, an industry or a document.
type FacetCount struct {
	Value string
	Count int
}

// SortFacets sorts counts, the largest first, then by value, and returns the first n.
func SortFacets(counts []FacetCount, n int) []FacetCount {
	slices.SortFunc(counts, func(a, b FacetCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return counts[:min(n, len(counts))]
}

// FacetValues returns an entity's values of a facet, possibly with repetitions. It is the
// reference implementation of facets: simple and slow.
func FacetValues(w World, e *Entity, by Facet) []string {
	var values []string
	switch by {
	case FacetKind:
		values = append(values, string(e.Kind))
	case FacetYear:
		if d := e.Date(); d != "" {
			values = append(values, string(d[:4]))
		}
	case FacetForm:
		if i, ok := e.FormNumber(); ok {
			values = append(values, FormValues[i].String())
		}
	case FacetRegion:
		values = appendIDs(values, Regions.of(w, e.ID))
	case FacetIndustry:
		values = appendIDs(values, Industries.of(w, e.ID))
	case FacetDocument:
		values = appendIDs(values, w.Documents(e.ID))
	}
	return values
}

func appendIDs(values []string, ids iter.Seq[ID]) []string {
	for id := range ids {
		values = append(values, string(id))
	}
	return values
}
