// Package corpus finds the source documents for tests. The repository does not
// hold them: tests that need them are skipped where they are absent, and fail
// instead where POLICYGRAPH_REQUIRE lists documents.
package corpus

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"policygraph/internal/testenv"
)

// Find returns the directory of the source documents: POLICYGRAPH_DOCUMENTS, else
// shared/seeds beside the repository. Where there is none it returns "" and the
// reason.
func Find(t testing.TB) (dir, why string) {
	t.Helper()
	dir = os.Getenv("POLICYGRAPH_DOCUMENTS")
	if dir == "" {
		_, here, _, _ := runtime.Caller(0)
		dir = filepath.Join(filepath.Dir(here), "..", "..", "..", "shared", "seeds")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		why = "needs the source documents, which are not in " + dir + "; set POLICYGRAPH_DOCUMENTS to their directory"
		if testenv.Required(t, testenv.Documents) {
			t.Fatal(why)
		}
		return "", why
	}
	return dir, ""
}

// Documents returns the directory of the source documents, and skips the test
// where there is none.
func Documents(t testing.TB) string {
	t.Helper()
	dir, why := Find(t)
	if dir == "" {
		t.Skip(why)
	}
	return dir
}
