package neo4j_test

import (
	"context"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/graph/textmatch"
	"policygraph/loader/names"
)

// BenchmarkFindBesideHandWritten searches names, and reads filtered lists and their facets,
// alternately through the store and by hand-written Cypher for the same answer, which uses
// the indexes of the store. See [BenchmarkBesideHandWritten] for the dataset.
func BenchmarkFindBesideHandWritten(b *testing.B) {
	store, hand, picks := besideHand(b)
	f := find{store, hand, picks}
	b.Run("search", f.search)
	b.Run("filter", f.filter)
}

type find struct {
	store *graph.Store
	hand  byHand
	picks graphtest.Picks
}

// inputs is the number of different inputs of each read.
const inputs = 60

// handSearch is a hand-written search: it ranks what the index finds by the terms of the
// names.
const handSearch = `CALL db.index.fulltext.queryNodes('policygraph_entity_terms', $query) YIELD node AS e
WITH e, ' ' + e.terms + ' ' AS terms
WITH e, [rank IN range(0, size($terms) - 1) WHERE terms CONTAINS $terms[rank]][0] AS rank
WHERE rank IS NOT NULL
WITH e, rank ORDER BY rank, e.relationsKeyDesc LIMIT 20
RETURN collect(e {` + handEntity + `})`

func (f find) search(b *testing.B) {
	chinese := func(e *graph.Entity) string { return e.Name }
	pinyin := func(e *graph.Entity) string { return names.Plain(e.Pinyin) }
	english := func(e *graph.Entity) string { return strings.Fields(e.NameEN)[0] }
	dice := rand.New(rand.NewPCG(2, 2))
	for _, c := range []struct {
		name   string
		form   func(*graph.Entity) string
		within bool
		most   int // characters; terms inside names have eight at most
	}{
		{"two characters", chinese, true, 2}, {"five characters", chinese, true, 5}, {"whole name", chinese, false, 99},
		{"beginning of the pinyin", pinyin, false, 8}, {"English word", english, false, 8},
	} {
		var texts []string
		for i := range inputs {
			runes, at := []rune(c.form(f.picks.Sample[i])), 0
			if c.within {
				at = dice.IntN(max(1, len(runes)-c.most))
			}
			texts = append(texts, string(runes[at:min(len(runes), at+c.most)]))
		}
		b.Run(c.name, func(b *testing.B) {
			beside(b, inputs, func(ctx context.Context, i int) (any, error) {
				r, err := f.store.Read(ctx)
				if err != nil {
					return nil, err
				}
				page, err := r.Search(ctx, graph.SearchQuery{Text: texts[i], Page: first(20)})
				var found []string
				for _, edge := range page.Edges {
					found = append(found, whole(edge.Item.Entity))
				}
				return found, err
			}, func(ctx context.Context, i int) (any, error) {
				var some, ranks []string
				for _, l := range textmatch.NewNeedle(texts[i]).Lookups() {
					term, end := l.Term.String(), "*"
					rank := " " + term
					if l.Whole {
						end, rank = "", rank+" "
					}
					some, ranks = append(some, term+end), append(ranks, rank)
				}
				return f.byHand(ctx, handSearch, map[string]any{
					"query": `+release:"` + f.hand.release + `" +terms:(` + strings.Join(some, " ") + ")", "terms": ranks,
				})
			})
		})
	}
}

// Hand-written lists of firms. An entity in a region is also in the regions around it.
const (
	handInside = `MATCH (:Entity {release: $release, id: $region})<-[inside:LOCATED_IN*0..]-(place:Region)
WHERE all(r IN inside WHERE r.under IS NULL)
WITH DISTINCT place
MATCH (place)<-[:LOCATED_IN|APPLIES_TO]-(e:Enterprise)
WITH DISTINCT e`
	handSelected = `MATCH (:Entity {release: $release, id: $programme})<-[r:SELECTED_FOR]-(e:Enterprise)
WHERE toFloat(split(r.evidence[0], ' ')[3]) >= 0.8
WITH DISTINCT e`
	handBoth = handInside + `
WHERE EXISTS { MATCH (e)-[:IN_INDUSTRY|TARGETS|USES]->(i:Industry) WHERE i.id IN $industries }
  AND EXISTS { MATCH (e)-[r:SELECTED_FOR]->() WHERE coalesce(r.certainty, 'EXPLICIT') = 'EXPLICIT' }`
	handAnything = `MATCH (e:Entity) WHERE e.release = $release AND e.kind = 'ENTERPRISE' AND e.nameKey > ''
  AND EXISTS { MATCH (e)-[r:SELECTED_FOR]->() WHERE toFloat(split(r.evidence[0], ' ')[3]) >= 0.8 }`
	handNamed = `CALL db.index.fulltext.queryNodes('policygraph_entity_terms', $query) YIELD node AS e
WHERE e.kind = 'ENTERPRISE' AND any(name IN [e.name] + coalesce(e.aliases, []) WHERE name CONTAINS $text)`

	handPage = `
WITH e ORDER BY e.release, e.kind, e.nameKey LIMIT 50
RETURN collect(e {` + handEntity + `})`
	handFacet = `
MATCH (e)-[:LOCATED_IN|APPLIES_TO]->(value:Region)
WITH value, count(DISTINCT e) AS n ORDER BY n DESC, value.id LIMIT 20
RETURN collect(value.id + ' ' + n)`
)

func (f find) filter(b *testing.B) {
	confidence := 0.8
	sectors := f.picks.Industries[:min(100, len(f.picks.Industries))]
	selected := func(node *graph.EntityFilter) *graph.RelationFilter {
		return &graph.RelationFilter{Types: []graph.RelationType{graph.SelectedFor}, MinConfidence: &confidence, Node: node}
	}
	region := func(i int) *graph.WithinFilter {
		return &graph.WithinFilter{IDs: []graph.ID{of(f.picks.Regions, i)}, Inside: true}
	}
	text := func(i int) string {
		name := []rune(f.picks.Sample[i].Name)
		at := max(0, min(2, len(name)-3)) // people's names are short
		return string(name[at:min(len(name), at+3)])
	}
	for _, c := range []struct {
		name   string
		filter func(i int) graph.EntityFilter
		match  string
		facet  bool
	}{
		{"region", func(i int) graph.EntityFilter { return graph.EntityFilter{Region: region(i)} }, handInside, true},
		{"selected for a programme", func(i int) graph.EntityFilter {
			return graph.EntityFilter{Has: selected(&graph.EntityFilter{IDs: []graph.ID{of(f.picks.Programmes, i)}})}
		}, handSelected, true},
		{"region, industries and selected", func(i int) graph.EntityFilter {
			return graph.EntityFilter{
				Region: region(i), Industry: &graph.WithinFilter{IDs: sectors},
				Has: &graph.RelationFilter{Types: []graph.RelationType{graph.SelectedFor}, Certainty: graph.Explicit},
			}
		}, handBoth, false},
		{"selected", func(int) graph.EntityFilter { return graph.EntityFilter{Has: selected(nil)} }, handAnything, false},
		{"text", func(i int) graph.EntityFilter { t := text(i); return graph.EntityFilter{Text: &t} }, handNamed, false},
	} {
		query := func(i int) graph.ListQuery {
			filter := c.filter(i)
			filter.Kinds = []graph.Kind{graph.Enterprise}
			return graph.ListQuery{Filter: filter, Page: first(50)}
		}
		params := func(i int) map[string]any {
			p := map[string]any{}
			for name, value := range map[string]func() any{
				"region":     func() any { return string(of(f.picks.Regions, i)) },
				"programme":  func() any { return string(of(f.picks.Programmes, i)) },
				"industries": func() any { return sectors },
				"text":       func() any { return text(i) },
				"query": func() any {
					var some []string
					for _, l := range textmatch.NewNeedle(text(i)).Lookups() {
						some = append(some, l.Term.String()+"*")
					}
					return `+release:"` + f.hand.release + `" +terms:(` + strings.Join(some, " ") + ")"
				},
			} {
				if strings.Contains(c.match, "$"+name) {
					p[name] = value()
				}
			}
			return p
		}
		b.Run("page by "+c.name, func(b *testing.B) {
			beside(b, inputs, func(ctx context.Context, i int) (any, error) {
				r, err := f.store.Read(ctx)
				if err != nil {
					return nil, err
				}
				pages, err := r.List(ctx, query(i))
				if err != nil {
					return nil, err
				}
				var found []string
				for _, edge := range pages[0].Edges {
					found = append(found, whole(edge.Item))
				}
				return found, nil
			}, func(ctx context.Context, i int) (any, error) { return f.byHand(ctx, c.match+handPage, params(i)) })
		})
		if !c.facet {
			continue
		}
		b.Run("regions of "+c.name, func(b *testing.B) {
			beside(b, inputs, func(ctx context.Context, i int) (any, error) {
				r, err := f.store.Read(ctx)
				if err != nil {
					return nil, err
				}
				facets, err := r.Facets(ctx, query(i), graph.FacetRegion, 20)
				if err != nil {
					return nil, err
				}
				var found []string
				for _, x := range facets[0] {
					found = append(found, x.Value+" "+strconv.Itoa(x.Count))
				}
				return found, nil
			}, func(ctx context.Context, i int) (any, error) { return f.byHand(ctx, c.match+handFacet, params(i)) })
		})
	}
}

// byHand runs a statement that returns one list, of entities or strings.
func (f find) byHand(ctx context.Context, text string, params map[string]any) ([]string, error) {
	items, err := f.hand.list(ctx, text, params)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, item := range items {
		switch item := item.(type) {
		case string:
			found = append(found, item)
		case map[string]any:
			e := handDecode(item).Entity
			found = append(found, whole(&e))
		}
	}
	return found, nil
}

// whole formats an entity.
func whole(e *graph.Entity) string { return string(e.ID) + " " + e.Name + " " + e.NameEN }

func first(n int) graph.Page { return graph.Page{First: &n} }

// of returns the input with a number.
func of[T any](list []T, i int) T { return list[i%len(list)] }
