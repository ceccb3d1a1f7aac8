package paths_test

import (
	"fmt"
	"testing"

	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/graph/memory"
	"policygraph/graph/paths"
	"policygraph/internal/testenv"
)

// Answers stay right, if less complete, wherever a search meets its limits, and
// whichever of its reads it makes.
func TestTracesAtTheirLimits(t *testing.T) {
	graphs := testenv.Size(t, 50, 150, 5000)
	for _, limit := range []struct{ claims, steps, few int }{
		{1 << 30, 1 << 30, 0}, // between the frontiers first, always
		{1 << 30, 1 << 30, 15},
		{40, 1 << 30, 0}, {40, 1 << 30, 20}, {90, 1 << 30, 0}, {70, 1 << 30, 10},
		{1 << 30, 10, 0}, {1 << 30, 60, 50}, {1 << 30, 300, 50},
	} {
		t.Run(fmt.Sprint(limit), func(t *testing.T) {
			defer paths.LowerLimits(limit.claims, limit.steps, limit.few)()
			c := graphtest.CheckTraces(t.Context(), t, graph.NewStore(memory.New()), testenv.Seed(t)+1, graphs, 12, 5)
			t.Log(c)
			if limited := limit.claims < 1<<30 || limit.steps < 1<<30; limited != (c.Stopped > 0) {
				t.Errorf("%d searches were stopped", c.Stopped)
			}
		})
	}
}

// Where paths must be strong, the first path to an entity is not always the best one
// beyond it: the shorter one is weaker and leaves steps for a detour, the longer one does
// not need it, and is stronger.
func TestAStrongerWayToAnEntityIsKept(t *testing.T) {
	records := []graph.Record{&graph.Document{ID: "document:d", Title: "文"}}
	for _, name := range []string{"a", "b", "x", "y", "z"} {
		records = append(records, &graph.Entity{ID: graph.ID("enterprise:" + name)})
	}
	say := func(subject, object string, confidence float64) {
		records = append(records, &graph.Claim{
			Subject: graph.ID("enterprise:" + subject), Type: graph.Supplies, Object: graph.ID("enterprise:" + object), Recorded: "2025-01-01",
			Evidence: []graph.Evidence{{Document: "document:d", Confidence: confidence}},
		})
	}
	say("a", "x", 0.6)
	say("a", "b", 1)
	say("b", "x", 1)
	say("x", "z", 0.8)
	say("x", "y", 1)
	say("y", "z", 1)
	store := graph.NewStore(memory.New())
	if _, err := store.Load(t.Context(), graph.Assemble(graph.Dataset{Date: "2025-06-01"}, records), nil); err != nil {
		t.Fatal(err)
	}
	r, err := store.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	found, err := paths.Trace(t.Context(), r, paths.TraceQuery{From: []graph.ID{"enterprise:a"}, To: []graph.ID{"enterprise:z"}, MaxHops: 3, MinStrength: 0.55, First: 1})
	if err != nil || len(found.Paths) != 1 || !found.HasMore {
		t.Fatalf("%+v, %v", found, err)
	}
	if p := found.Paths[0]; p.Strength() != 0.8 || p.Entities[1].ID != "enterprise:b" {
		t.Errorf("the path by %s with strength %v is not the best", p.Entities[1].ID, p.Strength())
	}
}

// A hub at an end is met from the other side: its relations are not looked through.
func TestHubsAreMetFromTheOtherSide(t *testing.T) {
	records := []graph.Record{
		&graph.Document{ID: "document:d", Title: "文"},
		&graph.Entity{ID: "programme:hub"}, &graph.Entity{ID: "programme:other"}, &graph.Entity{ID: "project:p"}, &graph.Entity{ID: "enterprise:far"},
	}
	say := func(subject graph.ID, t graph.RelationType, object graph.ID) {
		records = append(records, &graph.Claim{Subject: subject, Type: t, Object: object, Recorded: "2025-01-01", Evidence: []graph.Evidence{{Document: "document:d"}}})
	}
	for i := range 6000 {
		firm := graph.ID(fmt.Sprintf("enterprise:e%d", i))
		records = append(records, &graph.Entity{ID: firm})
		say(firm, graph.SelectedFor, "programme:hub")
		if i%2 == 0 {
			say(firm, graph.SelectedFor, "programme:other")
		}
	}
	say("enterprise:e1", graph.Undertakes, "project:p")
	say("enterprise:far", graph.Undertakes, "project:p")
	store := graph.NewStore(memory.New())
	if _, err := store.Load(t.Context(), graph.Assemble(graph.Dataset{Date: "2025-06-01"}, records), nil); err != nil {
		t.Fatal(err)
	}
	r, err := store.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		from, to              graph.ID
		hops, paths, explored int
	}{
		{"programme:hub", "enterprise:far", 4, 1, 10},
		{"enterprise:far", "programme:hub", 4, 1, 10},
		{"enterprise:e7", "programme:other", 2, 0, 3}, // over hubs only, between whose members one looks without reading them
		{"programme:hub", "programme:other", 1, 0, 2},
		{"programme:hub", "programme:other", 2, 5, 9_100},
	} {
		found, err := paths.Trace(t.Context(), r, paths.TraceQuery{From: []graph.ID{c.from}, To: []graph.ID{c.to}, MaxHops: c.hops, First: 5})
		if err != nil {
			t.Fatal(err)
		}
		if len(found.Paths) != c.paths || !found.Complete || found.Explored > c.explored {
			t.Errorf("%s to %s in %d steps: %d paths, complete %t, %d entities explored, want %d, at most %d", c.from, c.to, c.hops, len(found.Paths), found.Complete, found.Explored, c.paths, c.explored)
		}
	}
}
