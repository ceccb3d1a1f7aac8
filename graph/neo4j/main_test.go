package neo4j_test

import (
	"testing"

	"policygraph/tools/neo4j/neo4jtest"
)

func TestMain(m *testing.M) { neo4jtest.Main(m) }
