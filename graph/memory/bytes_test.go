package memory_test

import (
	"runtime"
	"strconv"
	"testing"

	"policygraph/bench/synthetic"
	"policygraph/graph"
	"policygraph/graph/memory"
)

// BenchmarkBytes reports the memory that one more record of each type takes, indexes
// included: the difference between two datasets of different sizes. An entity comes
// with a tenth of a figure and a fiftieth of a document.
func BenchmarkBytes(b *testing.B) {
	base := synthetic.Size{Entities: 20_000, Claims: 60_000, Evidence: 1, Seed: 1}
	entities, claims, evidence := base, base, base
	entities.Entities, claims.Claims, evidence.Evidence = 40_000, 120_000, 4
	is := measure(b, made(b, base))
	for b.Loop() {
	}
	b.ReportMetric(0, "ns/op")
	e, c, v := measure(b, made(b, entities)), measure(b, made(b, claims)), measure(b, made(b, evidence))
	b.ReportMetric(float64(e.heap-is.heap)/float64(e.entities-is.entities), "B/entity")
	b.ReportMetric(float64(c.heap-is.heap)/float64(c.claims-is.claims), "B/claim-with-evidence")
	b.ReportMetric(float64(v.heap-is.heap)/float64(v.evidence-is.evidence), "B/further-evidence")
	few, many := measure(b, figures(10_000)), measure(b, figures(30_000))
	b.ReportMetric(float64(many.heap-few.heap)/20_000, "B/figure-with-evidence")
}

func made(b *testing.B, size synthetic.Size) graph.Source {
	b.Helper()
	dataset, err := synthetic.New(size)
	if err != nil {
		b.Fatal(err)
	}
	src, err := dataset.Source(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	return src
}

// figures returns a dataset of n figures about one entity, all with different values.
func figures(n int) graph.Source {
	records := []graph.Record{&graph.Indicator{ID: "indicator:i"}, &graph.Document{ID: "document:d"}, &graph.Entity{ID: "region:r"}}
	for i := range n {
		v := float64(i)
		records = append(records, &graph.Figure{
			Subject: "region:r", Indicator: "indicator:i", Value: &v, Stated: strconv.Itoa(i) + "家", Unit: "1", Status: graph.StatusActual,
			Recorded: "2025-01-01", Evidence: []graph.Evidence{{Document: "document:d", Confidence: 1}},
		})
	}
	return graph.Assemble(graph.Dataset{Date: "2025-01-01"}, records)
}

// held is the number of records that a store holds, and their size in bytes.
type held struct{ entities, claims, evidence, heap int64 }

func measure(b *testing.B, src graph.Source) held {
	b.Helper()
	var h held
	for r, err := range src.Records(b.Context()) {
		if err != nil {
			b.Fatal(err)
		}
		switch r := r.(type) {
		case *graph.Entity:
			h.entities++
		case *graph.Claim:
			h.claims++
			h.evidence += int64(len(r.Evidence))
		case *graph.Figure:
			h.evidence += int64(len(r.Evidence))
		}
	}
	before := reachable()
	store := memory.New()
	if _, err := store.Load(b.Context(), src, nil); err != nil {
		b.Fatal(err)
	}
	h.heap = reachable() - before
	runtime.KeepAlive(src)
	runtime.KeepAlive(store)
	return h
}

func reachable() int64 {
	runtime.GC()
	runtime.GC() // sweeps what the first one marked
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
