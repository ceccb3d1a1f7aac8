package neo4j_test

import (
	"os"
	"testing"

	"policygraph/tools/neo4j/neo4jtest"
)

func TestMain(m *testing.M) {
	if order := os.Getenv(loaderVariable); order != "" {
		os.Exit(loaderMain(order))
	}
	neo4jtest.Main(m)
}
