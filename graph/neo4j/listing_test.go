package neo4j

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"policygraph/graph"
	"policygraph/internal/testenv"
)

func TestMomentsConvertBackAndSortLikeDays(t *testing.T) {
	days := []graph.Day{"", "0001-01-01", "0999-12-31", "1949-10-01", "2024-02-29", "2024-03-01", "2024-12-31", "2025-01-01", "9999-12-31"}
	for i, d := range days {
		if m := momentOf(d); m.day() != string(d) || i > 0 && m <= momentOf(days[i-1]) {
			t.Errorf("%q is %d, which is %q", d, m, m.day())
		}
	}
}

// The visibilities kept are compared with all of them, at a few dates.
func TestAKeyIsSeenByTheVisibilitiesKeptAsByAll(t *testing.T) {
	dice := rand.New(rand.NewPCG(testenv.Seed(t), 2))
	day := func() graph.Day {
		if dice.IntN(3) == 0 {
			return ""
		}
		return graph.Day(fmt.Sprintf("2024-01-%02d", 1+dice.IntN(9)))
	}
	at := []graph.Day{"", "2024-01-01", "2024-01-03", "2024-01-05", "2024-01-08", "2024-01-09", "2024-02-01"}
	dropped := 0
	for range 2000 {
		var visibilities []visibility
		for range 1 + dice.IntN(6) {
			visibilities = append(visibilities, visibilityOf(graph.Day(fmt.Sprintf("2024-01-%02d", 1+dice.IntN(9))), day(),
				graph.Period{From: graph.PartialDate(day()), To: graph.PartialDate(day())}, graph.Period{From: graph.PartialDate(day()), To: graph.PartialDate(day())}))
		}
		few := needed(slices.Clone(visibilities))
		dropped += len(visibilities) - len(few)
		for _, known := range at {
			for _, valid := range at {
				for _, presumed := range []bool{false, true} {
					sees := func(s visibility) bool {
						from, to := s.first, s.last
						if presumed {
							from, to = s.presumedFirst, s.presumedLast
						}
						return graph.AsOf{ValidOn: valid, KnownAsOf: known}.Sees(graph.Day(s.recorded.day()), graph.Day(s.retracted.day()),
							graph.Period{From: graph.PartialDate(from.day()), To: graph.PartialDate(to.day())})
					}
					if slices.ContainsFunc(visibilities, sees) != slices.ContainsFunc(few, sees) {
						t.Fatalf("%q %q, presumed %t: %v, of which are kept %v", known, valid, presumed, visibilities, few)
					}
				}
			}
		}
	}
	if dropped == 0 {
		t.Error("nothing was dropped")
	}
}

func TestAllEntriesOfAKeyAreInOneNodeOfAListing(t *testing.T) {
	var rows []map[string]any
	l := listing{owner: "document:a", kind: "LAB", yield: func(row any) error { rows = append(rows, row.([]any)[1].(map[string]any)); return nil }}
	for i := range 3 * listingEntries / 2 {
		visibilities := []visibility{visibilityOf("2024-01-01", "", graph.Period{From: "2024", To: "2024"}, graph.Period{From: "2024", To: "2024"}), visibilityOf("2024-01-01", "", graph.Period{From: "2025", To: "2025"}, graph.Period{From: "2025", To: "2025"})}
		if err := l.add(fmt.Sprintf("%06d", i), visibilities); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.flush(); err != nil {
		t.Fatal(err)
	}
	last, entries := "", 0
	for _, row := range rows {
		keys := row["keys"].([]string)
		entries += len(keys)
		if row["first"] != keys[0] || row["last"] != keys[len(keys)-1] || keys[0] <= last || len(keys) > listingEntries+1 {
			t.Errorf("a node with %d entries from %q to %q, after %q", len(keys), row["first"], row["last"], last)
		}
		last = keys[len(keys)-1]
	}
	if entries != 3*listingEntries {
		t.Errorf("%d entries, want %d", entries, 3*listingEntries)
	}
}
