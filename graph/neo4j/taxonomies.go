package neo4j

import (
	"sync"

	"policygraph/graph"
)

// taxonomies caches the regions and industries of a release, by kind and
// dates: a release never changes, and its taxonomies are small.
type taxonomies struct {
	mu   sync.Mutex
	held map[taxonomyKey]taxonomy
}

// taxonomy is the tree of the regions, or of the industries, by id.
type taxonomy map[string]*area

type area struct {
	claims int      // that tie something to it and stand
	under  []string // what lies directly under it
}

type taxonomyKey struct {
	kind graph.Kind
	at   graph.AsOf
}

// maxTaxonomies limits the cache: users choose the dates.
const maxTaxonomies = 32

func (t *taxonomies) of(k graph.Kind, at graph.AsOf) taxonomy {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.held[taxonomyKey{k, at}]
}

func (t *taxonomies) keep(k graph.Kind, at graph.AsOf, under taxonomy) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.held == nil || len(t.held) >= maxTaxonomies {
		t.held = map[taxonomyKey]taxonomy{}
	}
	t.held[taxonomyKey{k, at}] = under
}
