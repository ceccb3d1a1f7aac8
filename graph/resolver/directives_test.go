package resolver_test

import (
	"strings"
	"testing"

	"policygraph/graph/resolver/resolvertest"
)

// The executor answers a deferred fragment by leaving it out, so @defer is
// refused by its name, wherever it stands.
func TestDeferIsRefused(t *testing.T) {
	store := fixture(t)
	for _, query := range []string{
		`{ policies(first: 2) { nodes { id ... @defer { programmes(first: 1) { nodes { id } } } } } }`,
		`{ policies(first: 2) { nodes { id ... on Policy @defer(label: "x") { programmes { totalCount } } } } }`,
		`query ($no: Boolean = false) { ...F @defer(if: $no) } fragment F on Query { dataset { title } }`,
	} {
		got := string(resolvertest.Run(t.Context(), store, nil, query, nil))
		if !strings.Contains(got, `Unknown directive \"@defer\"`) || strings.Contains(got, `"nodes"`) {
			t.Errorf("%s answers %s", query, got)
		}
	}
}
