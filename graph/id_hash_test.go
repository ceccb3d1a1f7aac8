package graph_test

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"policygraph/graph"
)

func TestHashesOfIdsCompareAsTheIdsDo(t *testing.T) {
	var former graph.ID
	var formerHash uint64
	for i := range 1000 {
		id := graph.ClaimID(&graph.Claim{Subject: graph.ID(fmt.Sprint("policy:", i)), Type: graph.Governs, Object: "region:a"}, func(id graph.ID) graph.ID { return id })
		hash, ok := graph.StatementHash(id, graph.ClaimPrefix)
		if !ok || hash >= 1<<60 || graph.StatementID(graph.ClaimPrefix, hash) != id {
			t.Fatalf("%s: %x, %v, back as %s", id, hash, ok, graph.StatementID(graph.ClaimPrefix, hash))
		}
		if i > 0 && cmp.Compare(hash, formerHash) != strings.Compare(string(id), string(former)) {
			t.Fatalf("%s is %x and %s is %x", id, hash, former, formerHash)
		}
		former, formerHash = id, hash
	}
	if id := graph.StatementID(graph.FigurePrefix, 0); id != "figure:222222222222" {
		t.Error(id)
	}
}

func TestOnlyDerivedIdsHaveAHash(t *testing.T) {
	for _, id := range []graph.ID{"claim:x", "claim:aaaaaaaaaaaaa", "claim:AAAAAAAAAAAA", "claim:aaaaaaaaaaa1", "figure:aaaaaaaaaaaa", "claim", ""} {
		if hash, ok := graph.StatementHash(id, graph.ClaimPrefix); ok {
			t.Errorf("%q has the hash %x", id, hash)
		}
	}
}
