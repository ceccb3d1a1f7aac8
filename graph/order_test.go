package graph_test

import (
	"slices"
	"strings"
	"testing"

	"policygraph/graph"
)

func TestEntityOrder(t *testing.T) {
	entities := map[string]*graph.Entity{
		"an":      {ID: "lab:z", Names: graph.Names{SortKey: "an"}, Degree: 3},
		"an shan": {ID: "lab:a", Names: graph.Names{SortKey: "an shan"}, Degree: 12},
		"policy":  {ID: "policy:p", Names: graph.Names{SortKey: "bei"}, IssuedOn: "2023", Degree: 3},
		"event":   {ID: "event:e", Names: graph.Names{SortKey: "bei"}, HeldOn: "2023-01", Degree: 0},
		"old":     {ID: "policy:o", Names: graph.Names{SortKey: "anq"}, IssuedOn: "1998-12-31", Degree: 100},
	}
	for _, c := range []struct {
		rule  string
		order graph.EntityOrder
		want  string
	}{
		{"a name sorts before those that begin with it, equal ones by id", graph.EntityOrder{}, "an, an shan, old, event, policy"},
		{"by date, by the first day of a partial one, undated last by id", graph.EntityOrder{Field: graph.OrderByDate, Direction: graph.Asc}, "old, event, policy, an shan, an"},
		{"by date descending, undated last all the same", graph.EntityOrder{Field: graph.OrderByDate, Direction: graph.Desc}, "event, policy, old, an shan, an"},
		{"by relations as numbers", graph.EntityOrder{Field: graph.OrderByRelations, Direction: graph.Asc}, "event, an, policy, an shan, old"},
		{"by relations descending, equal ones by id", graph.EntityOrder{Field: graph.OrderByRelations, Direction: graph.Desc}, "old, an shan, an, policy, event"},
	} {
		names := make([]string, 0, len(entities))
		for name := range entities {
			names = append(names, name)
		}
		slices.SortFunc(names, func(a, b string) int {
			return strings.Compare(graph.EntityKey(entities[a], c.order), graph.EntityKey(entities[b], c.order))
		})
		if got := strings.Join(names, ", "); got != c.want {
			t.Errorf("%s: %s, want %s", c.rule, got, c.want)
		}
	}
	for order, want := range map[graph.EntityOrder]bool{
		{}: false, {Direction: graph.Desc}: true, {Field: graph.OrderByName, Direction: graph.Desc}: true, {Field: graph.OrderByName, Direction: graph.Asc}: false,
		{Field: graph.OrderByDate, Direction: graph.Desc}: false, {Field: graph.OrderByRelations, Direction: graph.Desc}: false,
	} {
		if order.Reversed() != want {
			t.Errorf("%+v reversed: %t", order, !want)
		}
	}
}

// ascending checks that keys are given in ascending order, one rule between
// each two.
func ascending(t *testing.T, keys ...string) {
	t.Helper()
	for i := range keys[1:] {
		if keys[i] >= keys[i+1] {
			t.Errorf("key %d does not sort before the next: %q, %q", i, keys[i], keys[i+1])
		}
	}
}

func TestRelationKey(t *testing.T) {
	key := func(id graph.ID, confidence float64, certainty graph.Certainty, evidence int, from graph.PartialDate) string {
		pieces := make([]graph.Evidence, evidence)
		pieces[0].Confidence = confidence
		return graph.RelationKey(&graph.Claim{ID: id, Certainty: certainty, Evidence: pieces, ValidTime: graph.Period{From: from}})
	}
	ascending(t,
		key("claim:z", 1, graph.Explicit, 20_000, ""),
		key("claim:z", 1, graph.Explicit, 10, ""),
		key("claim:z", 1, graph.Explicit, 9, ""),
		key("claim:z", 1, graph.Explicit, 1, "2024"), // until its last day
		key("claim:z", 1, graph.Explicit, 1, "2024-06"),
		key("claim:z", 1, graph.Explicit, 1, "2024-06-01"),
		key("claim:z", 1, graph.Explicit, 1, "2023-12-31"),
		key("claim:a", 1, graph.Explicit, 1, ""),
		key("claim:b", 1, graph.Explicit, 1, ""),
		key("claim:a", 1, graph.Implied, 20, "2025"),
		key("claim:a", 0.9, graph.Explicit, 20, "2025"),
		key("claim:a", 0.9, graph.Implied, 20, "2025"),
		key("claim:a", 0.8999, graph.Explicit, 20, "2025"),
		key("claim:a", 0, graph.Explicit, 20, "2025"),
	)
}

func TestClaimListKey(t *testing.T) {
	key := func(subject graph.ID, rank int, certainty graph.Certainty, id graph.ID) string {
		return graph.ClaimListKey(&graph.Claim{ID: id, Subject: subject, Rank: rank, Certainty: certainty})
	}
	ascending(t,
		key("lab:a", 1, graph.Implied, "claim:z"),
		key("lab:a", 2, graph.Explicit, "claim:a"),
		key("lab:a", 10, graph.Explicit, "claim:a"),
		key("lab:a", 0, graph.Explicit, "claim:b"),
		key("lab:a", 0, graph.Explicit, "claim:c"),
		key("lab:a", 0, graph.Implied, "claim:a"),
		key("lab:a-b", 1, graph.Explicit, "claim:a"),
	)
}

func TestFigureKey(t *testing.T) {
	key := func(indicator, subject graph.ID, period string, id graph.ID) string {
		f := &graph.Figure{ID: id, Indicator: indicator, Subject: subject}
		if period != "" {
			p, err := graph.ParsePeriod(period)
			if err != nil {
				t.Fatal(err)
			}
			f.Period = p
		}
		return graph.FigureKey(f)
	}
	ascending(t,
		key("indicator:a", "region:z", "2024", "figure:z"),
		key("indicator:b", "region:a", "../2023-03", "figure:z"), // by the last day of the end
		key("indicator:b", "region:a", "2023-01/2023", "figure:a"),
		key("indicator:b", "region:a", "2023", "figure:b"), // the same days: by id
		key("indicator:b", "region:a", "2023-02/2023", "figure:a"),
		key("indicator:b", "region:a", "2024", "figure:a"),
		key("indicator:b", "region:a", "2024/..", "figure:a"),
		key("indicator:b", "region:a", "", "figure:a"),
		key("indicator:b", "region:b", "2020", "figure:a"),
	)
}

func TestDocumentKey(t *testing.T) {
	key := func(date graph.PartialDate, id graph.ID) string {
		return graph.DocumentKey(&graph.Document{ID: id, PublishedOn: date})
	}
	ascending(t,
		key("2024", "document:z"), key("2024-06", "document:z"), key("2024-06-29", "document:a"), key("2024-06-29", "document:b"),
		key("1999", "document:a"), key("", "document:a"), key("", "document:b"),
	)
}
