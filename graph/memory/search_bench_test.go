package memory

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"policygraph/bench/synthetic"
	"policygraph/graph"
	"policygraph/graph/graphtest"
	"policygraph/loader/names"
)

// madeUp holds a synthetic dataset of POLICYGRAPH_BENCH_ENTITIES entities, by default
// 20,000.
var madeUp = sync.OnceValue(func() *snapshot {
	n, err := strconv.Atoi(os.Getenv("POLICYGRAPH_BENCH_ENTITIES"))
	if err != nil {
		n = 20_000
	}
	return made(n)
})

// made returns a store's snapshot of a synthetic dataset with five claims for each
// entity.
func made(entities int) *snapshot {
	d, err := synthetic.New(synthetic.Size{Entities: entities, Claims: 5 * entities, Evidence: 1, Seed: 1})
	if err != nil {
		panic(err)
	}
	src, err := d.Source(context.Background())
	if err != nil {
		panic(err)
	}
	s := New()
	if _, err := s.Load(context.Background(), src, nil); err != nil {
		panic(err)
	}
	return s.held.Load()
}

// timed runs a read on random inputs and reports the 95th percentile and the maximum
// of its times.
func timed(b *testing.B, read func(dice *rand.Rand) error) {
	dice := rand.New(rand.NewPCG(1, 1))
	var took []time.Duration
	for b.Loop() {
		begun := time.Now()
		if err := read(dice); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(begun))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
	b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "max-ms")
}

// part returns a part of a form of a random name.
func part(s *snapshot, dice *rand.Rand, form func(*graph.Entity) string, from, length func(n int) int) string {
	for {
		runes := []rune(form(s.entities[dice.IntN(len(s.entities))]))
		if len(runes) < 2 {
			continue
		}
		at := from(len(runes))
		return string(runes[at:min(len(runes), at+length(len(runes)))])
	}
}

// BenchmarkSearch measures pages of 20 hits for parts of random names as people type
// them.
func BenchmarkSearch(b *testing.B) {
	s := madeUp()
	name := func(e *graph.Entity) string { return e.Name }
	pinyin := func(e *graph.Entity) string { return names.Plain(e.Pinyin) }
	english := func(e *graph.Entity) string { return e.NameEN }
	dice := rand.New(rand.NewPCG(2, 2))
	start := func(int) int { return 0 }
	within := func(n int) int { return dice.IntN(n - 1) }
	exactly := func(n int) func(int) int { return func(int) int { return n } }
	upTo := func(most int) func(int) int { return func(int) int { return 1 + dice.IntN(most) } }
	for _, c := range []struct {
		name string
		text func() string
	}{
		{"two characters", func() string { return part(s, dice, name, within, exactly(2)) }},
		{"three to six characters", func() string { return part(s, dice, name, within, func(int) int { return 3 + dice.IntN(4) }) }},
		{"whole name", func() string { return part(s, dice, name, start, exactly(99)) }},
		{"pinyin prefix", func() string { return part(s, dice, pinyin, start, upTo(20)) }},
		{"English word", func() string {
			words := strings.Fields(part(s, dice, english, start, exactly(99)))
			return words[dice.IntN(len(words))]
		}},
		{"initials", func() string {
			return part(s, dice, func(e *graph.Entity) string { return e.Initials }, start, upTo(8))
		}},
		{"typing error", func() string {
			text := []rune(part(s, dice, pinyin, start, func(int) int { return 8 + dice.IntN(8) }))
			text[dice.IntN(len(text))] = 'q'
			return string(text)
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			refused, n := 0, 0
			timed(b, func(*rand.Rand) error {
				n++
				_, err := s.Search(b.Context(), graph.SearchQuery{Text: c.text()}, graph.Window{Limit: 21})
				if graph.CodeOf(err) == graph.CodeLimit { // too many names are like the text
					refused++
					return nil
				}
				return err
			})
			b.ReportMetric(100*float64(refused)/float64(n), "%-refused")
		})
	}
	b.Run("kinds of two characters", func(b *testing.B) {
		timed(b, func(*rand.Rand) error {
			text := part(s, dice, name, within, exactly(2))
			_, err := s.Facets(b.Context(), graph.ListQuery{Filter: graph.EntityFilter{Text: &text}}, graph.FacetKind, 20)
			return err
		})
	})
}

// BenchmarkFilter measures pages of 50, totals and facets of filtered lists.
func BenchmarkFilter(b *testing.B) {
	s := madeUp()
	of := func(k graph.Kind, dice *rand.Rand) *graph.Entity {
		o := s.orders[byHits]
		positions := o.kinds.of(int32(kindNumber(k)))
		return s.entities[o.entity[positions[dice.IntN(len(positions))]]]
	}
	q := func(f graph.EntityFilter) graph.ListQuery {
		f.Kinds = []graph.Kind{graph.Enterprise}
		return graph.ListQuery{Filter: f, Order: listed[0]}
	}
	confidence := 0.8
	filters := []struct {
		name   string
		filter func(dice *rand.Rand) graph.EntityFilter
	}{
		{"region", func(dice *rand.Rand) graph.EntityFilter {
			return graph.EntityFilter{Region: &graph.WithinFilter{IDs: []graph.ID{of(graph.Region, dice).ID}, Inside: true}}
		}},
		{"selected for a programme", func(dice *rand.Rand) graph.EntityFilter {
			return graph.EntityFilter{Has: &graph.RelationFilter{Types: []graph.RelationType{graph.SelectedFor}, Node: &graph.EntityFilter{IDs: []graph.ID{of(graph.Programme, dice).ID}}, MinConfidence: &confidence}}
		}},
		{"region, industry and selected", func(dice *rand.Rand) graph.EntityFilter {
			return graph.EntityFilter{
				Region:   &graph.WithinFilter{IDs: []graph.ID{of(graph.Region, dice).ID}, Inside: true},
				Industry: &graph.WithinFilter{IDs: []graph.ID{of(graph.Industry, dice).ID}, Inside: true},
				Has:      &graph.RelationFilter{Types: []graph.RelationType{graph.SelectedFor}, Certainty: graph.Explicit},
			}
		}},
		{"selected", func(*rand.Rand) graph.EntityFilter {
			return graph.EntityFilter{Has: &graph.RelationFilter{Types: []graph.RelationType{graph.SelectedFor}, Certainty: graph.Explicit, MinConfidence: &confidence}}
		}},
		{"text", func(dice *rand.Rand) graph.EntityFilter {
			return graph.EntityFilter{Text: new(part(s, dice, func(e *graph.Entity) string { return e.Name }, func(n int) int { return n / 2 }, func(int) int { return 3 }))}
		}},
		{"document", func(dice *rand.Rand) graph.EntityFilter {
			return graph.EntityFilter{Documents: []graph.ID{s.documents[dice.IntN(len(s.documents))].ID}}
		}},
	}
	for _, f := range filters {
		b.Run("page by "+f.name, func(b *testing.B) {
			timed(b, func(dice *rand.Rand) error {
				_, err := s.List(b.Context(), q(f.filter(dice)), graph.Window{Limit: 51})
				return err
			})
		})
		b.Run("facet of "+f.name, func(b *testing.B) {
			timed(b, func(dice *rand.Rand) error {
				_, err := s.Facets(b.Context(), q(f.filter(dice)), graph.FacetRegion, 20)
				return err
			})
		})
	}
	for _, by := range graph.Facets {
		b.Run("facet of all firms by "+strings.ToLower(string(by)), func(b *testing.B) {
			timed(b, func(*rand.Rand) error {
				_, err := s.Facets(b.Context(), q(graph.EntityFilter{}), by, 20)
				return err
			})
		})
	}
}

// BenchmarkTies counts the regions of one firm in 20,000 regions and of 20,000 firms in
// one each, in turn, and reports how many times as long the former takes.
func BenchmarkTies(b *testing.B) {
	const n = 20_000
	store := New()
	if _, err := store.Load(b.Context(), graphtest.Crowd(n), nil); err != nil {
		b.Fatal(err)
	}
	s := store.held.Load()
	hub, _ := s.findEntity("enterprise:hub")
	var firms []int32
	for i := range n {
		e, _ := s.findEntity(graph.ID(fmt.Sprint("enterprise:c", i)))
		firms = append(firms, e)
	}
	counting := func(entities []int32) time.Duration {
		begun := time.Now()
		c := newFacetCounter(s.filtering(b.Context(), graph.AsOf{}), graph.FacetRegion)
		for _, e := range entities {
			c.add(e)
		}
		c.facets(1)
		return time.Since(begun)
	}
	var one, many time.Duration
	for b.Loop() {
		one += counting([]int32{hub})
		many += counting(firms)
	}
	b.ReportMetric(float64(one)/float64(many), "one/many")
}

// BenchmarkNames reports the memory of the index of names.
func BenchmarkNames(b *testing.B) {
	s := madeUp()
	for b.Loop() {
		runtime.KeepAlive(s.names)
	}
	b.ReportMetric(float64(s.names.bytes())/float64(len(s.entities)), "bytes/entity")
	b.Logf("%d entities, %d MiB", len(s.entities), s.names.bytes()>>20)
}
