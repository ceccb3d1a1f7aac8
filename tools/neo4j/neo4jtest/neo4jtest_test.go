package neo4jtest_test

import (
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"policygraph/internal/testenv"
	"policygraph/tools/neo4j"
	"policygraph/tools/neo4j/neo4jtest"
)

func TestMain(m *testing.M) { neo4jtest.Main(m) }

func TestSharedIsOneServerForAllTests(t *testing.T) {
	first := neo4jtest.Shared(t)
	answers(t, first)
	if second := neo4jtest.Shared(t); second != first {
		t.Errorf("the second test got %s, the first %s", second.URI, first.URI)
	}
}

func TestFreshIsAServerOfItsOwn(t *testing.T) {
	testenv.Full(t)
	fresh := neo4jtest.Fresh(t)
	answers(t, fresh.Config)
	if shared := neo4jtest.Shared(t); shared.URI == fresh.URI {
		t.Errorf("Fresh and Shared are both %s", fresh.URI)
	}
}

func answers(t *testing.T, config neo4j.Config) {
	t.Helper()
	d, err := driver.NewDriverWithContext(config.URI, driver.BasicAuth(config.Username, config.Password, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close(t.Context())
	_, err = driver.ExecuteQuery(t.Context(), d, "RETURN 1", nil, driver.EagerResultTransformer,
		driver.ExecuteQueryWithDatabase(config.Database))
	if err != nil {
		t.Error(err)
	}
}
