// Package corpus finds the source documents for tests. The repository does not
// hold them, so tests that need them are skipped where they are absent, and
// fail instead where POLICYGRAPH_REQUIRE_DOCUMENTS is set.
package corpus

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// Documents is the directory of the source documents: POLICYGRAPH_DOCUMENTS,
// else shared/seeds beside the repository.
func Documents(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("POLICYGRAPH_DOCUMENTS")
	if dir == "" {
		_, here, _, _ := runtime.Caller(0)
		dir = filepath.Join(filepath.Dir(here), "..", "..", "..", "..", "shared", "seeds")
	}
	if _, err := os.Stat(dir); err != nil {
		const why = "the source documents are not here: set POLICYGRAPH_DOCUMENTS to their directory"
		if os.Getenv("POLICYGRAPH_REQUIRE_DOCUMENTS") != "" {
			t.Fatal(why)
		}
		t.Skip(why)
	}
	return dir
}
