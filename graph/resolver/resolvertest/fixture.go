package resolvertest

import (
	"context"

	"policygraph/graph"
	"policygraph/graph/graphtest"
)

// Fixture is the stores' fixture with the one sort of relation that it lacks
// for every field of the API to show something: a firm's own lab.
func Fixture() graph.Source {
	return With(&graph.Claim{Subject: graphtest.Lanxin, Type: graph.Operates, Object: graphtest.PolymerLab, Recorded: "2024-01-01"})
}

// With is the stores' fixture and more.
func With(more ...graph.Record) graph.Source {
	src := graphtest.Fixture()
	var records []graph.Record
	for r, err := range src.Records(context.Background()) {
		if err != nil {
			panic(err) // the fixture is in memory and its reading is not ended
		}
		if e, ok := r.(*graph.Entity); ok {
			e.Degree, e.Ties = 0, 0 // counted again
		}
		records = append(records, r)
	}
	return graph.Assemble(src.Dataset(), append(records, more...))
}
