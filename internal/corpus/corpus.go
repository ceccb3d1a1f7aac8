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

// Find is the directory of the source documents: POLICYGRAPH_DOCUMENTS, else
// shared/seeds beside the repository; "" and the reason where it is not there.
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
		why = "the source documents are not in " + dir + ": set POLICYGRAPH_DOCUMENTS to their directory"
		if os.Getenv("POLICYGRAPH_REQUIRE_DOCUMENTS") != "" {
			t.Fatal(why)
		}
		return "", why
	}
	return dir, ""
}

// Documents is what [Find] finds; the test is skipped where that is nothing.
func Documents(t testing.TB) string {
	t.Helper()
	dir, why := Find(t)
	if dir == "" {
		t.Skip(why)
	}
	return dir
}
