package synthetic

import (
	"iter"
	"math"

	"policygraph/graph"
)

// typeShares are how many of all claims but those of hubs are of each type, in
// parts of their sum. The vocabulary's every type is there.
var typeShares = []struct {
	relation graph.RelationType
	parts    int
}{
	{graph.SelectedFor, 180}, {graph.LocatedIn, 150}, {graph.Undertakes, 100}, {graph.Supports, 90}, {graph.ParticipatesIn, 80}, {graph.InIndustry, 80},
	{graph.Establishes, 50}, {graph.PartOf, 50}, {graph.Targets, 40}, {graph.PartnersWith, 40}, {graph.FundedBy, 25}, {graph.Issued, 15},
	{graph.Operates, 15}, {graph.Builds, 15}, {graph.Uses, 15}, {graph.Seeks, 10}, {graph.Implements, 8}, {graph.Grants, 6}, {graph.Governs, 5},
	{graph.Runs, 5}, {graph.Advances, 5}, {graph.ExplainedAt, 4}, {graph.AppliesTo, 4}, {graph.HoldsPost, 3}, {graph.SpokeAt, 2}, {graph.Hosted, 2},
	{graph.Amends, 2}, {graph.Supersedes, 2}, {graph.BasedOn, 2}, {graph.Cultivates, 2}, {graph.InvestsIn, 2}, {graph.Supplies, 2},
	{graph.SubsidiaryOf, 2}, {graph.MentionedAt, 2}, {graph.Contacted, 2},
}

// split gives each of so many weights its part of a total; what they get adds up
// to the total.
func split(total int, weights []int) []int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	parts, before := make([]int, len(weights)), 0
	for i, w := range weights {
		parts[i] = total*(before+w)/sum - total*before/sum
		before += w
	}
	return parts
}

// pairs are so many pairs of entities that are no hubs.
func (d *Dataset) pairs(total int) iter.Seq[pair] {
	return func(yield func(pair) bool) {
		weights := make([]int, len(typeShares))
		for i, share := range typeShares {
			weights[i] = share.parts
		}
		before := 0
		for i, n := range split(total, weights) {
			row := typeShares[i].relation.Relation()
			for k, n := range d.bySubjectKind(row, n) {
				for p := range d.pairsOf(row, k, n, before) {
					if !yield(p) {
						return
					}
				}
				before += n
			}
		}
	}
}

// bySubjectKind splits claims of a type by the kind of their subject, as there
// are such entities.
func (d *Dataset) bySubjectKind(row *graph.Relation, total int) iter.Seq2[kind, int] {
	return func(yield func(kind, int) bool) {
		var subjects []kind
		var weights []int
		for _, s := range row.SubjectKinds() {
			k := kindOf(s)
			if first, count := d.subjects(row, k); count > first {
				subjects, weights = append(subjects, k), append(weights, count-first)
			}
		}
		for i, n := range split(total, weights) {
			if !yield(subjects[i], n) {
				return
			}
		}
	}
}

// descends says that within a kind a type's claims lead from later entities to
// earlier ones: so hierarchies have no cycles, and symmetric claims are made
// once.
func descends(row *graph.Relation) bool { return row.Hierarchy || row.Symmetric }

// subjects are the entities of a kind, first to count-1, that can be subjects.
func (d *Dataset) subjects(row *graph.Relation, k kind) (first, count int) {
	first = d.population.hubs[k]
	if descends(row) {
		first++ // the very first has none before it
	}
	return first, d.population.count[k]
}

// objectKinds are the kinds that a type relates a subject's kind to.
func objectKinds(row *graph.Relation, subject kind) []kind {
	var out []kind
	for o := range kind(len(graph.Kinds)) {
		if row.Allows(subject.of(), o.of()) && (!row.Symmetric || o >= subject) {
			out = append(out, o)
		}
	}
	return out
}

// pairsOf are so many claims of a type by subjects of a kind; so many were made
// before them.
func (d *Dataset) pairsOf(row *graph.Relation, k kind, total, before int) iter.Seq[pair] {
	return func(yield func(pair) bool) {
		first, count := d.subjects(row, k)
		kinds := objectKinds(row, k)
		objects := objects{population: d.population}
		made := 0
		for rank := range count - first {
			until := degrees(row, total, rank+1, count-first)
			if made < until {
				objects.of(who{k, first + rank})
			}
			for ; made < until; made++ {
				dice := d.dice(forPair, before+made)
				o := pick(&dice, kinds)
				below := d.population.count[o]
				if o == k && descends(row) {
					below = first + rank
				}
				p := pair{relation: row, subject: objects.subject}
				p.object, p.again = objects.take(&dice, o, below)
				if !yield(p) {
					return
				}
			}
		}
	}
}

// degrees is how many of a total of claims the first so many of n subjects have.
// Things are in few places and parts of few others, so there all have about as
// many.
func degrees(row *graph.Relation, total, ranks, n int) int {
	if descends(row) {
		return total * ranks / n
	}
	return powerLaw(total, ranks, n)
}

// powerLaw is how much of a total the first so many of n have where each has its
// part in proportion to rank^(-1/2), so that degrees follow a power law with
// exponent 3. Square roots, unlike other powers, are exact on every machine.
func powerLaw(total, ranks, n int) int {
	return min(int(float64(total)*math.Sqrt(float64(ranks)/float64(n))), total)
}
