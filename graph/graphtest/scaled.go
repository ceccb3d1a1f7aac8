package graphtest

import (
	"fmt"
	"math/rand/v2"

	"policygraph/graph"
)

// share is how much of something a scaled dataset has, in parts of the sum.
type share[T any] struct {
	of    T
	parts int
}

var kindShares = []share[graph.Kind]{
	{graph.Enterprise, 36}, {graph.Project, 20}, {graph.Programme, 8}, {graph.Organisation, 7}, {graph.Platform, 6}, {graph.Lab, 6},
	{graph.Policy, 5}, {graph.Region, 3}, {graph.Industry, 3}, {graph.Agency, 2}, {graph.Cluster, 2}, {graph.Person, 1}, {graph.Event, 1},
}

var typeShares = []share[graph.RelationType]{
	{graph.SelectedFor, 20}, {graph.LocatedIn, 16}, {graph.Undertakes, 12}, {graph.Supports, 10}, {graph.ParticipatesIn, 9}, {graph.InIndustry, 8},
	{graph.Establishes, 6}, {graph.PartOf, 5}, {graph.Targets, 4}, {graph.PartnersWith, 4}, {graph.Issued, 2}, {graph.Operates, 2}, {graph.Governs, 1}, {graph.Runs, 1},
}

func sharesOf[T any](shares []share[T]) []T {
	var all []T
	for _, s := range shares {
		for range s.parts {
			all = append(all, s.of)
		}
	}
	return all
}

// Scaled is a dataset for measuring, the same for the same sizes: so many
// entities, about evenly mixed over their kinds' places, so many claims, a
// figure for every ten entities and a document for every fifty. Degrees follow a
// power law: a few regions, programmes and industries are the ends of most
// claims. The first policies establish programmes in which firms take part that
// undertake projects, so that the benchmarks have three levels to go down.
func Scaled(entities, claims int) graph.Source {
	g := &generator{Rand: rand.New(rand.NewPCG(uint64(entities), uint64(claims))), byKind: map[graph.Kind][]graph.ID{}}
	for i := range 5 {
		g.indicator(i)
	}
	for i := range 1 + entities/50 {
		g.document(i)
	}
	mix := sharesOf(kindShares)
	for i := range entities {
		g.scaledEntity(mix[i*37%len(mix)], i)
	}
	types := sharesOf(typeShares)
	said := map[string]int{}
	for range claims {
		g.scaledClaim(types, said)
	}
	for range entities / 10 {
		g.figure()
	}
	return graph.Assemble(graph.Dataset{Title: "Scaled", Licence: "CC0-1.0", Maintainer: "graphtest", Date: "2026-01-01"}, g.records)
}

func (g *generator) scaledEntity(k graph.Kind, i int) {
	name := fmt.Sprintf("%s%s%s%d", pick(g, syllables).sound, pick(g, syllables).sound, pick(g, syllables).sound, i)
	e := &graph.Entity{ID: graph.ID(fmt.Sprintf("%s:%s", k.Prefix(), name)), Names: graph.Names{Name: name, SortKey: name, Pinyin: name, Hant: name}}
	switch k {
	case graph.Policy:
		e.IssuedOn = g.partial()
	case graph.Event:
		e.HeldOn = g.partial()
	case graph.Programme:
		e.Form = pick(g, graph.ProgrammeForms)
	}
	g.byKind[k] = append(g.byKind[k], e.ID)
	g.entities = append(g.entities, e.ID)
	g.records = append(g.records, e)
}

// scaledClaim makes a claim of its own: where the same was said before it is
// told apart by its number.
func (g *generator) scaledClaim(types []graph.RelationType, said map[string]int) {
	for {
		t := pick(g, types)
		subject, object, ok := g.ends(t.Relation())
		if !ok {
			continue
		}
		key := string(t) + string(subject) + string(object)
		c := &graph.Claim{Type: t, Subject: subject, Object: object, Stage: graph.Done, Again: said[key], Recorded: "2025-01-01", Evidence: g.evidence()}
		said[key]++
		if g.chance(10) {
			c.Certainty = graph.Implied
		}
		if g.chance(3) {
			c.Holds = g.period()
		}
		if g.chance(50) {
			c.Retracted = "2025-06-01"
		}
		g.records = append(g.records, c)
		return
	}
}
