package neo4j

import (
	"sync"

	"policygraph/graph"
)

// taxonomies caches the regions and industries of a release by kind and dates. A release
// is immutable and its taxonomies are small.
type taxonomies struct {
	mu   sync.Mutex
	held map[taxonomyKey]taxonomy
}

// taxonomy has all regions, or all industries, by id.
type taxonomy map[string]*area

type area struct {
	claims int      // number of live claims that tie entities to it
	under  []string // areas directly under it
}

type taxonomyKey struct {
	kind graph.Kind
	at   graph.AsOf
}

// maxTaxonomies limits the cache, since users choose dates.
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
