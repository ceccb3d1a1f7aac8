package graphtest

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"policygraph/graph"
	"policygraph/graph/paths"
)

// Picks are ids that benchmarks ask about.
type Picks struct {
	Entities            []graph.ID // of kinds that paths may pass
	Firms, Programmes   []graph.ID
	Hubs                []graph.ID // those of Entities with the most relations
	Regions, Industries []graph.ID
	Sample              []*graph.Entity // a thousand of Entities
}

// PickFrom picks ids of a dataset in a random order that is the same each time.
func PickFrom(ctx context.Context, src graph.Source) (Picks, error) {
	var p Picks
	var all []*graph.Entity
	for r, err := range src.Records(ctx) {
		if err != nil {
			return p, err
		}
		if _, ok := r.(*graph.Claim); ok {
			break // entities come before claims
		}
		switch e, _ := r.(*graph.Entity); {
		case e == nil:
		case e.Kind == graph.Region:
			p.Regions = append(p.Regions, e.ID)
		case e.Kind == graph.Industry:
			p.Industries = append(p.Industries, e.ID)
		default:
			all = append(all, e)
		}
	}
	slices.SortFunc(all, func(a, b *graph.Entity) int { return cmp.Compare(a.ID, b.ID) })
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for _, e := range all {
		p.Entities = append(p.Entities, e.ID)
		switch e.Kind {
		case graph.Enterprise:
			p.Firms = append(p.Firms, e.ID)
		case graph.Programme:
			p.Programmes = append(p.Programmes, e.ID)
		}
	}
	p.Sample = slices.Clone(all[:min(len(all), 1000)])
	slices.SortStableFunc(all, func(a, b *graph.Entity) int { return b.Degree - a.Degree })
	for _, e := range all[:min(len(all), 6)] {
		p.Hubs = append(p.Hubs, e.ID)
	}
	return p, nil
}

// BenchmarkPaths loads a dataset and measures paths in it.
func BenchmarkPaths(b *testing.B, store *graph.Store, src graph.Source) {
	if _, err := store.Load(b.Context(), src, nil); err != nil {
		b.Fatal(err)
	}
	picks, err := PickFrom(b.Context(), src)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("trace", func(b *testing.B) { BenchmarkTrace(b, store, picks) })
	b.Run("links", func(b *testing.B) { BenchmarkLinks(b, store, picks) })
}

// BenchmarkTrace measures the search for the five best paths of up to six steps between
// random entities, between hubs and random entities, and between hubs.
func BenchmarkTrace(b *testing.B, store *graph.Store, p Picks) {
	avoid := kinds(graph.Region, graph.Industry)
	trace := func(from, to []graph.ID) func(context.Context, *graph.Reader, int) (int, error) {
		return func(ctx context.Context, r *graph.Reader, i int) (int, error) {
			a, z := from[i%len(from)], to[(i*7+1)%len(to)]
			found, err := paths.Trace(ctx, r, paths.TraceQuery{From: of(a), To: of(z), MaxHops: 6, Avoid: avoid, First: 5})
			if err != nil {
				return 0, err
			}
			return len(found.Paths), nil
		}
	}
	b.Run("6 hops", func(b *testing.B) { spread(b, store, trace(p.Entities, p.Entities)) })
	b.Run("6 hops from hubs", func(b *testing.B) { spread(b, store, trace(p.Hubs, p.Entities)) })
	b.Run("6 hops between hubs", func(b *testing.B) { spread(b, store, trace(p.Hubs, p.Hubs)) })
}

// BenchmarkLinks measures matrices of 50 firms and 50 programmes with two and three steps.
func BenchmarkLinks(b *testing.B, store *graph.Store, p Picks) {
	page := func(ctx context.Context, r *graph.Reader, ids []graph.ID, i int) ([]*graph.Entity, error) {
		var some []graph.ID
		for j := range 50 {
			some = append(some, ids[(i*50+j)%len(ids)])
		}
		slices.Sort(some)
		records, err := r.Nodes(ctx, slices.Compact(some))
		entities := make([]*graph.Entity, len(records))
		for j, record := range records {
			entities[j] = record.(*graph.Entity)
		}
		return entities, err
	}
	for hops, name := range map[int]string{2: "50 x 50, 2 hops", 3: "50 x 50, 3 hops"} {
		b.Run(name, func(b *testing.B) {
			spread(b, store, func(ctx context.Context, r *graph.Reader, i int) (int, error) {
				rows, err := page(ctx, r, p.Firms, i)
				if err != nil {
					return 0, err
				}
				columns, err := page(ctx, r, p.Programmes, i)
				if err != nil {
					return 0, err
				}
				found, err := paths.Links(ctx, r, paths.LinkQuery{Rows: rows, Columns: columns, MaxHops: hops, Avoid: kinds(graph.Region, graph.Industry)})
				if err != nil {
					return 0, err
				}
				return len(slices.Concat(found.Rows...)), nil
			})
		})
	}
}

// spread runs a read repeatedly, each time with a new reader. It reports the median and the
// 95th percentile of the times, and the average number of results.
func spread(b *testing.B, store *graph.Store, read func(ctx context.Context, r *graph.Reader, i int) (int, error)) {
	var times []float64
	found := 0
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		begun := time.Now()
		r, err := store.Read(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		n, err := read(b.Context(), r, i)
		if err != nil {
			b.Fatal(err)
		}
		if err := r.Close(); err != nil {
			b.Fatal(err)
		}
		times = append(times, float64(time.Since(begun))/1e6)
		found += n
	}
	slices.Sort(times)
	b.ReportMetric(times[len(times)/2], "p50-ms")
	b.ReportMetric(times[len(times)*95/100], "p95-ms")
	b.ReportMetric(float64(found)/float64(len(times)), "found")
}
