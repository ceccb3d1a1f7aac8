//go:build unix

package neo4j

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestTwoThatComeTogetherFetchOnce(t *testing.T) {
	bin, cache := t.TempDir(), t.TempDir()
	calls := filepath.Join(bin, "calls")
	// Slow enough that the second arrives while the first is at it.
	mvn := `#!/bin/sh
echo call >> ` + calls + `
for arg; do case $arg in -DoutputDirectory=*) out=${arg#*=};; esac; done
mkdir "$out" && sleep 0.3 && echo jar > "$out/neo4j.jar"
`
	if err := os.WriteFile(filepath.Join(bin, "mvn"), []byte(mvn), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+":"+os.Getenv("PATH"))
	t.Setenv("XDG_CACHE_HOME", cache)

	var wait sync.WaitGroup
	for range 2 {
		wait.Go(func() {
			dir, err := jarsDir(t.Context(), io.Discard)
			if err != nil {
				t.Error(err)
				return
			}
			if _, err := os.Stat(filepath.Join(dir, "neo4j.jar")); err != nil {
				t.Errorf("jarsDir returned before its folder was whole: %v", err)
			}
		})
	}
	wait.Wait()
	text, err := os.ReadFile(calls)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), "call"); n != 1 {
		t.Errorf("Maven was called %d times, want once", n)
	}
}
