package graphtest

import (
	"context"
	"slices"

	"policygraph/graph"
	"policygraph/internal/testenv"
)

// claimCase is a query of claims with its answer, formatted as by [model.words].
type claimCase struct {
	rule    string
	query   graph.ClaimQuery
	want    []string
	ordered bool // want is in order
}

// These return empty lists, not nil, if nothing is given.
func of(ids ...graph.ID) []graph.ID                      { return append([]graph.ID{}, ids...) }
func types(t ...graph.RelationType) []graph.RelationType { return append([]graph.RelationType{}, t...) }
func kinds(k ...graph.Kind) []graph.Kind                 { return append([]graph.Kind{}, k...) }

var claimTable = []claimCase{
	{rule: "a relation is seen from its subject", query: graph.ClaimQuery{Of: of(Beichen), Types: types(graph.Undertakes)}, want: []string{"OUT UNDERTAKES project:beichen-workshop"}},
	{rule: "a relation is seen from its object", query: graph.ClaimQuery{Of: of(Workshop), Types: types(graph.Undertakes)}, want: []string{"IN UNDERTAKES enterprise:beichen-tyre"}},
	{rule: "without a filter an entity has live relations of all types in both directions", query: graph.ClaimQuery{Of: of(Beichen)}, want: []string{
		"OUT LOCATED_IN region:yunhe", "OUT PARTICIPATES_IN programme:smart-factory-campaign", "OUT SELECTED_FOR programme:morning-star", "OUT UNDERTAKES project:beichen-workshop",
	}},
	{rule: "entities without relations and unknown entities have empty pages", query: graph.ClaimQuery{Of: of(Zhao, "lab:nowhere", Dongling), Types: types(graph.LocatedIn)},
		want: []string{"", "", "IN LOCATED_IN region:langang", "IN LOCATED_IN region:yunhe"}},
	{rule: "relations are filtered by types", query: graph.ClaimQuery{Of: of(Lanxin), Types: types(graph.Operates, graph.Builds)}, want: []string{"OUT OPERATES platform:lanxin-cloud", "OUT BUILDS platform:lanxin-cloud"}},
	{rule: "a repeated type does not repeat relations", query: graph.ClaimQuery{Of: of(Lanxin), Types: types(graph.Operates, graph.Operates)}, want: []string{"OUT OPERATES platform:lanxin-cloud"}},
	{rule: "no types match nothing", query: graph.ClaimQuery{Of: of(Lanxin), Types: types()}},
	{rule: "direction OUT selects relations of which the entity is the subject", query: graph.ClaimQuery{Of: of(Workshop), Direction: graph.Out}, want: []string{"OUT SELECTED_FOR programme:morning-star", "OUT PART_OF programme:smart-factory-campaign"}},
	{rule: "direction IN selects relations of which the entity is the object", query: graph.ClaimQuery{Of: of(Workshop), Direction: graph.In}, want: []string{"IN UNDERTAKES enterprise:beichen-tyre"}},
	{rule: "a symmetric relation is seen once from either end", query: graph.ClaimQuery{Of: of(Hengyao, PolymerLab, Lanxin), Types: types(graph.PartnersWith)}, want: []string{
		"BOTH PARTNERS_WITH lab:polymers", "BOTH PARTNERS_WITH enterprise:lanxin-appliance", "", "BOTH PARTNERS_WITH enterprise:hengyao-chemical", "", "BOTH PARTNERS_WITH enterprise:hengyao-chemical",
	}},
	{rule: "a symmetric relation matches direction OUT from either end", query: graph.ClaimQuery{Of: of(PolymerLab, Hengyao), Types: types(graph.PartnersWith), Direction: graph.Out},
		want: []string{"BOTH PARTNERS_WITH enterprise:hengyao-chemical", "", "BOTH PARTNERS_WITH lab:polymers", "BOTH PARTNERS_WITH enterprise:lanxin-appliance"}},
	{rule: "a symmetric relation matches direction IN from either end", query: graph.ClaimQuery{Of: of(PolymerLab, Hengyao), Types: types(graph.PartnersWith), Direction: graph.In},
		want: []string{"BOTH PARTNERS_WITH enterprise:hengyao-chemical", "", "BOTH PARTNERS_WITH lab:polymers", "BOTH PARTNERS_WITH enterprise:lanxin-appliance"}},
	{rule: "relations are filtered by kinds of the other end", query: graph.ClaimQuery{Of: of(MorningStar), Types: types(graph.SelectedFor), Kinds: kinds(graph.Lab, graph.Cluster)}, want: []string{"IN SELECTED_FOR lab:polymers", "IN SELECTED_FOR cluster:langang-chemical-park"}},
	{rule: "no kinds match nothing", query: graph.ClaimQuery{Of: of(MorningStar), Kinds: kinds()}},
	{rule: "certainty IMPLIED selects implied claims", query: graph.ClaimQuery{Of: of(SmartPlan), Certainty: graph.Implied}, want: []string{
		"OUT AMENDS policy:industry-opinions", "OUT TARGETS industry:new-materials", "OUT SUPPORTS programme:morning-star", "OUT SUPPORTS programme:smart-factory-campaign",
	}},
	{rule: "certainty EXPLICIT selects explicit claims", query: graph.ClaimQuery{Of: of(SmartPlan), Types: types(graph.Supports), Certainty: graph.Explicit}, want: []string{"OUT SUPPORTS programme:smart-factory-campaign", "OUT SUPPORTS enterprise:hengyao-chemical"}},
	{rule: "relations are filtered by confidence", query: graph.ClaimQuery{Of: of(Campaign), Types: types(graph.PartOf), MinConfidence: new(0.76)}, want: []string{"IN PART_OF project:beichen-workshop"}},
	{rule: "a confidence that is just reached passes", query: graph.ClaimQuery{Of: of(Campaign), Types: types(graph.PartOf), MinConfidence: new(0.75)}, want: []string{"IN PART_OF project:beichen-workshop", "IN PART_OF programme:morning-star"}},
	{rule: "other ends are filtered by confidence", query: graph.ClaimQuery{Of: of(Campaign), Types: types(graph.PartOf), MinConfidence: new(0.76), Distinct: true}, want: []string{"IN PART_OF project:beichen-workshop ×1"}},
	{rule: "relations are filtered by validity", query: graph.ClaimQuery{Of: of(MorningStar), Types: types(graph.SelectedFor), Kinds: kinds(graph.Enterprise), Validity: graph.ValidityPresumed}},
	{rule: "relations of stated validity", query: graph.ClaimQuery{Of: of(MorningStar), Types: types(graph.SelectedFor), Kinds: kinds(graph.Enterprise), Validity: graph.ValidityStated}, want: []string{
		"IN SELECTED_FOR enterprise:hengyao-chemical", "IN SELECTED_FOR enterprise:hengyao-chemical", "IN SELECTED_FOR enterprise:lanxin-appliance", "IN SELECTED_FOR enterprise:beichen-tyre"}},
	{rule: "relations are filtered by stages", query: graph.ClaimQuery{Of: of(LineTwo), Stages: []graph.Stage{graph.Planned, graph.Signed}}, want: []string{"IN ADVANCES agency:dongling-industry-department", "OUT FUNDED_BY programme:digital-fund"}},
	{rule: "no stages match nothing", query: graph.ClaimQuery{Of: of(LineTwo), Stages: []graph.Stage{}}},
	{rule: "WithoutUnder leaves out claims under something", query: graph.ClaimQuery{Of: of(NewMaterials), Types: types(graph.PartOf), WithoutUnder: true}, want: []string{"OUT PART_OF industry:chemicals"}},
	{rule: "claims under something are included by default", query: graph.ClaimQuery{Of: of(NewMaterials), Types: types(graph.PartOf)}, want: []string{"OUT PART_OF industry:chemicals", "OUT PART_OF industry:digital-economy"}},
	{rule: "all conditions of a filter hold at once", query: graph.ClaimQuery{Of: of(MorningStar), Types: types(graph.SelectedFor), Direction: graph.In, Kinds: kinds(graph.Region, graph.Project), Certainty: graph.Implied, Stages: []graph.Stage{graph.Done}, WithoutUnder: true},
		want: []string{"IN SELECTED_FOR project:beichen-workshop"}},
	{rule: "the order is higher confidence first, then explicit before implied, then more evidence, then later dates, undated last", ordered: true,
		query: graph.ClaimQuery{Of: of(MorningStar), Types: types(graph.SelectedFor), Kinds: kinds(graph.Enterprise, graph.Cluster, graph.Project)}, want: []string{
			"IN SELECTED_FOR enterprise:hengyao-chemical", "IN SELECTED_FOR enterprise:lanxin-appliance", // two pieces of evidence, since 2023-04 (its last day) and 2023-04-01
			"IN SELECTED_FOR enterprise:beichen-tyre", "IN SELECTED_FOR enterprise:hengyao-chemical", // since 2023, since 2020
			"IN SELECTED_FOR cluster:langang-chemical-park", // undated
			"IN SELECTED_FOR project:beichen-workshop",      // implied
		}},
	{rule: "several claims between the same ends are several relations", query: graph.ClaimQuery{Of: of(Campaign), Kinds: kinds(graph.Policy)}, want: []string{
		"IN ESTABLISHES policy:smart-factory-plan", "IN SUPPORTS policy:smart-factory-plan", "IN SUPPORTS policy:smart-factory-plan",
	}},
	{rule: "distinct pages have each other end once, with all its claims, ordered by the best", ordered: true,
		query: graph.ClaimQuery{Of: of(SmartPlan), Types: types(graph.Establishes, graph.Supports, graph.Governs), Direction: graph.Out, Kinds: kinds(graph.Programme), Distinct: true},
		want:  []string{"OUT SUPPORTS programme:smart-factory-campaign ×3", "OUT GOVERNS programme:morning-star ×3"}},
	{rule: "an edge of a distinct page has only claims that pass the filter", query: graph.ClaimQuery{Of: of(Campaign, MorningStar), Types: types(graph.Supports), Stages: []graph.Stage{graph.Planned}, Distinct: true},
		want: []string{"IN SUPPORTS policy:smart-factory-plan ×1", ""}},
	{rule: "an edge of a distinct page has claims of both directions and symmetric ones", query: graph.ClaimQuery{Of: of(PolymerLab), Kinds: kinds(graph.Enterprise, graph.Organisation), Distinct: true},
		want: []string{"BOTH PARTNERS_WITH enterprise:hengyao-chemical ×1", "IN OPERATES organisation:dongling-university ×1"}},
	{rule: "distinct pages of a hub have each other end once", query: graph.ClaimQuery{Of: of(MorningStar), Types: types(graph.SelectedFor, graph.ParticipatesIn), Direction: graph.In, Distinct: true}, want: []string{
		"IN SELECTED_FOR enterprise:hengyao-chemical ×2", "IN SELECTED_FOR enterprise:lanxin-appliance ×1", "IN SELECTED_FOR enterprise:beichen-tyre ×1", "IN SELECTED_FOR cluster:langang-chemical-park ×1",
		"IN SELECTED_FOR lab:polymers ×1", "IN SELECTED_FOR platform:lanxin-cloud ×1", "IN SELECTED_FOR region:yunhe ×1", "IN SELECTED_FOR project:beichen-workshop ×1", "IN PARTICIPATES_IN organisation:dongling-university ×1",
	}},
	{rule: "the list of all claims is by subject, then rank, then weight", ordered: true, query: graph.ClaimQuery{Types: types(graph.SelectedFor)}, want: []string{
		"cluster:langang-chemical-park SELECTED_FOR programme:morning-star", "enterprise:beichen-tyre SELECTED_FOR programme:morning-star",
		"enterprise:hengyao-chemical SELECTED_FOR programme:morning-star", "enterprise:hengyao-chemical SELECTED_FOR programme:morning-star",
		"enterprise:lanxin-appliance SELECTED_FOR programme:morning-star", "lab:polymers SELECTED_FOR programme:morning-star", "platform:lanxin-cloud SELECTED_FOR programme:morning-star",
		"project:beichen-workshop SELECTED_FOR programme:morning-star", "region:yunhe SELECTED_FOR programme:morning-star",
	}},
	{rule: "the list of all claims is filtered by certainty, stage and WithoutUnder", query: graph.ClaimQuery{Certainty: graph.Implied, Stages: []graph.Stage{graph.Proposed, graph.Planned}, WithoutUnder: true},
		want: []string{"policy:smart-factory-plan SUPPORTS programme:smart-factory-campaign", "project:hengyao-line-two LOCATED_IN region:langang"}},
	{rule: "the list of all claims of no types is empty", query: graph.ClaimQuery{Types: types()}},
	{rule: "an empty set of entities has no pages", query: graph.ClaimQuery{Of: of()}},
}

var claimCases = slices.Concat(
	casesOf(claimTable, func(c claimCase) Case {
		return reading(c.rule, func(ctx context.Context, t T, r *graph.Reader, m *model) {
			got := check(ctx, t, r, m, c.query)
			if c.ordered {
				expectOrder(t, c.rule, joined(got), c.want)
			} else {
				expect(t, c.rule, joined(got), c.want)
			}
		})
	}),
	[]Case{
		reading("relations of every entity are as in the model, by every type and direction", func(ctx context.Context, t T, r *graph.Reader, m *model) {
			var all []graph.ID
			for _, e := range m.entities {
				all = append(all, e.ID)
			}
			every := testenv.Size(t, 1, 4, 1) // every type or every fourth: they differ in the name only
			for i, v := range graph.Vocabulary {
				if i%every > 0 && !v.Symmetric {
					continue
				}
				for _, d := range []graph.Direction{graph.Out, graph.In} {
					check(ctx, t, r, m, graph.ClaimQuery{Of: all, Types: types(v.Type), Direction: d})
				}
			}
			check(ctx, t, r, m, graph.ClaimQuery{Of: all})
			check(ctx, t, r, m, graph.ClaimQuery{Of: all, Distinct: true})
			check(ctx, t, r, m, graph.ClaimQuery{})
		}),
		reading("omitted fields do not change which rows a page has", func(ctx context.Context, t T, r *graph.Reader, m *model) {
			for omit := graph.OmitClaim; omit <= graph.OmitClaim|graph.OmitEvidence|graph.OmitOther; omit++ {
				some := types(graph.Supports, graph.SelectedFor, graph.Establishes, graph.PartOf)
				check(ctx, t, r, m, graph.ClaimQuery{Of: of(SmartPlan, MorningStar), Types: some, Omit: omit})
				check(ctx, t, r, m, graph.ClaimQuery{Of: of(SmartPlan, MorningStar), Types: some, Distinct: true, Omit: omit})
			}
		}),
		{Name: "an edge of a distinct page has at most MaxClaims claims, the best", Run: func(ctx context.Context, t T, s *Suite) {
			src := graph.Assemble(description(), manyClaims(graph.MaxClaims+5))
			store := s.empty()
			load(ctx, t, store, src)
			r := open(ctx, t, store)
			defer finish(t, r)
			m := modelOf(ctx, t, src)
			check(ctx, t, r, m, graph.ClaimQuery{Of: of(Hengyao, Park), Distinct: true})
			check(ctx, t, r, m, graph.ClaimQuery{Of: of(Hengyao, Park), Distinct: true, At: graph.AsOf{KnownAsOf: "2025-01-01"}})
		}},
	},
)

// manyClaims returns two entities with n live claims between them and n that were
// retracted on the last day of 2024.
func manyClaims(n int) []graph.Record {
	records := []graph.Record{
		&graph.Entity{ID: Hengyao, Names: graph.Names{Name: "恒曜化工", SortKey: "heng yao hua gong"}},
		&graph.Entity{ID: Park, Names: graph.Names{Name: "岚港化工园", SortKey: "lan gang hua gong yuan"}},
		&graph.Document{ID: Register, Title: "启明工厂名录"},
	}
	for i := range 2 * n {
		c := says(Hengyao, graph.PartOf, Park, again(i), cites(listed(Register)))
		if i%2 == 1 {
			c.Retracted = "2024-12-31"
		}
		records = append(records, c)
	}
	return records
}
