package neo4j

import (
	"testing"

	"policygraph/graph"
)

func TestServersBefore5264AreRefused(t *testing.T) {
	for version, ok := range map[string]bool{
		"5.26.30": true, "5.26.4": true, "5.26": true, "5.27.0": true, "2025.03.0": true, "2026.10.1": true, "5.26-aura": true,
		"5.26.3": false, "5.26.0": false, "2025.02.0": false, "5.25.9": false, "4.4.40": false, "5": false, "": false, "five": false,
	} {
		err := checkVersion("bolt://localhost:7687", version)
		if (err == nil) != ok || !ok && graph.CodeOf(err) != graph.CodeInvalid {
			t.Errorf("%q: %v", version, err)
		}
	}
}
