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
	// The first is at it until the second has come, which announces itself.
	come := filepath.Join(bin, "come")
	mvn := `#!/bin/sh
echo call >> ` + calls + `
for arg; do case $arg in -DoutputDirectory=*) out=${arg#*=};; esac; done
mkdir "$out"
while [ "$(wc -l < ` + come + `)" -lt 2 ]; do sleep 0.01; done
echo jar > "$out/neo4j.jar"
`
	if err := os.WriteFile(filepath.Join(bin, "mvn"), []byte(mvn), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+":"+os.Getenv("PATH"))
	t.Setenv("XDG_CACHE_HOME", cache)

	var wait sync.WaitGroup
	for range 2 {
		wait.Go(func() {
			if err := announce(come); err != nil {
				t.Error(err)
				return
			}
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

// announce adds a line to a file.
func announce(name string) error {
	file, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = file.WriteString("here\n")
	return err
}
