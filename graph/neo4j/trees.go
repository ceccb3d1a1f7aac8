package neo4j

import (
	"sync"

	"policygraph/graph"
)

// trees caches the regions and industries of a release, by kind and
// dates: a release never changes, and its trees are small.
type trees struct {
	mu   sync.Mutex
	held map[treeKey]taxonomy
}

// taxonomy is the tree of the regions, or of the industries, by id.
type taxonomy map[string]*taxon

type taxon struct {
	claims int      // that tie something to it and stand
	under  []string // what lies directly under it
}

type treeKey struct {
	kind graph.Kind
	at   graph.AsOf
}

// maxTrees limits the cache: users choose the dates.
const maxTrees = 32

func (t *trees) of(k graph.Kind, at graph.AsOf) taxonomy {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.held[treeKey{k, at}]
}

func (t *trees) keep(k graph.Kind, at graph.AsOf, under taxonomy) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.held == nil || len(t.held) >= maxTrees {
		t.held = map[treeKey]taxonomy{}
	}
	t.held[treeKey{k, at}] = under
}
