package neo4j

import (
	"slices"
	"strings"
	"testing"

	"policygraph/bench/synthetic"
	"policygraph/graph"
)

// made returns claims of a synthetic dataset with their keys.
func made(t *testing.T) []*graph.Claim {
	t.Helper()
	d, err := synthetic.New(synthetic.Size{Entities: 1000, Claims: 5000, Evidence: 3, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	var out []*graph.Claim
	for _, part := range d.Parts() {
		for r := range part.Records {
			if c, ok := r.(*graph.Claim); ok {
				c.ID = graph.ClaimID(c, func(id graph.ID) graph.ID { return id })
				c.Key, c.ListKey = graph.RelationKey(c), graph.ClaimListKey(c)
				out = append(out, c)
			}
		}
	}
	return out
}

func TestStoredKeysConvertBackAndKeepTheOrder(t *testing.T) {
	claims := made(t)
	for _, c := range claims {
		if key, id := relationKey(storedKey(c.Key)); key != c.Key || id != c.ID {
			t.Fatalf("%q converts back to %q and %q", c.Key, key, id)
		}
		if listKey(c) != c.ListKey {
			t.Fatalf("list key %q is %q", c.ListKey, listKey(c))
		}
	}
	for name, key := range map[string]func(*graph.Claim) (string, string){
		"relations":   func(c *graph.Claim) (string, string) { return c.Key, storedKey(c.Key) },
		"list of all": func(c *graph.Claim) (string, string) { return c.ListKey, storedListKey(c.ListKey) },
	} {
		slices.SortFunc(claims, func(a, b *graph.Claim) int {
			x, _ := key(a)
			y, _ := key(b)
			return strings.Compare(x, y)
		})
		for i := range claims[1:] {
			_, a := key(claims[i])
			if _, b := key(claims[i+1]); a >= b {
				t.Fatalf("%s: stored form of %q sorts before that of %q", name, b, a)
			}
		}
	}
}

func TestOtherBoundsAreStoredUnchanged(t *testing.T) {
	for _, bound := range []string{"", "\t", lowest, highest, strings.Repeat("文", 11)} {
		if key := storedKey(bound); key != bound {
			t.Errorf("%q is stored as %q", bound, key)
		}
	}
	for _, bound := range []string{strings.Repeat("x", keyLength), strings.Repeat("文", 12)} { // as long as a key
		_, _ = relationKey(storedListKey(bound))
	}
}

func TestKindsOfStatementsFitIntoACitation(t *testing.T) {
	if n := len(claimTypes()) + 1; n > 1<<kindBits {
		t.Errorf("%d kinds of statements do not fit into %d bits", n, kindBits)
	}
}

func TestAnUnknownIdHasNoNode(t *testing.T) {
	n := newNodes()
	for i, id := range []graph.ID{"region:a", "region:b"} {
		if err := n.add(id, "name\t"+string(id)); err != nil {
			t.Fatal(err)
		}
		n.written(string(id), int64(i))
	}
	if number, err := n.nodeID("region:b"); err != nil || number != 1 {
		t.Errorf("%d, %v", number, err)
	}
	if _, err := n.nodeID("region:c"); graph.CodeOf(err) != graph.CodeInternal {
		t.Error(err)
	}
	if key, id := n.key(1), n.id(1); key != "name\tregion:b" || id != "region:b" {
		t.Errorf("%q, %q", key, id)
	}
	if err := n.add("region:a", ""); err == nil {
		t.Error("an id is added twice")
	}
}
