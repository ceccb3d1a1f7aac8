package graph

import (
	"cmp"
	"iter"
	"slices"
)

// Facet is what entities are counted by.
type Facet string

// The facets. An entity can count in several regions, industries and documents,
// once in each, and in none.
const (
	FacetKind     Facet = "KIND"
	FacetRegion   Facet = "REGION"   // that it is tied to: see [Taxonomy]
	FacetIndustry Facet = "INDUSTRY" // that it is tied to: see [Taxonomy]
	FacetDocument Facet = "DOCUMENT" // that evidences what mentions it
	FacetYear     Facet = "YEAR"     // of a policy's issue, or an event
)

// Facets are all of them.
var Facets = []Facet{FacetKind, FacetRegion, FacetIndustry, FacetDocument, FacetYear}

// FacetCount is the number of entities that have a value of a facet: a kind, a year, or
// the id of a region, an industry or a document.
type FacetCount struct {
	Value string
	Count int
}

// SortFacets sorts counts, the largest first, then by value, and returns the first
// n.
func SortFacets(counts []FacetCount, n int) []FacetCount {
	slices.SortFunc(counts, func(a, b FacetCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return counts[:min(n, len(counts))]
}

// FacetValues returns an entity's values of a facet, some perhaps twice. It defines
// what a facet means, in the slowest way.
func FacetValues(w World, e *Entity, by Facet) []string {
	var values []string
	switch by {
	case FacetKind:
		values = append(values, string(e.Kind))
	case FacetYear:
		if d := e.Date(); d != "" {
			values = append(values, string(d[:4]))
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
