//go:build unix

package neo4j

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestJavaMajor(t *testing.T) {
	for _, c := range []struct {
		rule, banner string
		want         int
		ok           bool
	}{
		{"since Java 9 the first number counts", `openjdk version "17.0.15" 2025-04-15`, 17, true},
		{"an early-access version has no minor number", `openjdk version "26-ea" 2026-03-17`, 26, true},
		{"up to Java 8 the second number counts", `java version "1.8.0_392"`, 8, true},
		{"a first line of warnings is passed over", "Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nopenjdk version \"21.0.1\"", 21, true},
		{"something else is no Java", "command not found", 0, false},
	} {
		if got, ok := javaMajor(c.banner); got != c.want || ok != c.ok {
			t.Errorf("%s: javaMajor(%q) = %d, %v, want %d, %v", c.rule, c.banner, got, ok, c.want, c.ok)
		}
	}
}

func TestStartSaysWhatToInstall(t *testing.T) {
	const java17 = "#!/bin/sh\necho 'openjdk version \"17.0.15\"' >&2\n"
	for _, c := range []struct {
		rule  string
		tools map[string]string // programs on PATH
		want  []string
	}{
		{"no java", nil, []string{"no Java found", "Java 17 or later", "openjdk-17-jre-headless"}},
		{
			"a java too old",
			map[string]string{"java": "#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n"},
			[]string{"Java 11", "17 or later", "openjdk-17-jre-headless"},
		},
		{
			"a java that does not run",
			map[string]string{"java": "#!/bin/sh\necho broken; exit 3\n"},
			[]string{"-version", "exit status 3", "broken"},
		},
		{"no mvn", map[string]string{"java": java17}, []string{"no mvn on PATH", "package maven"}},
		{
			"an mvn that fails",
			map[string]string{"java": java17, "mvn": "#!/bin/sh\necho 'Unknown host'; exit 1\n"},
			[]string{"could not fetch", "exit status 1", "Unknown host"},
		},
	} {
		t.Run(c.rule, func(t *testing.T) {
			bin, cache := t.TempDir(), t.TempDir()
			for name, script := range c.tools {
				if err := os.WriteFile(filepath.Join(bin, name), []byte(script), 0o700); err != nil {
					t.Fatal(err)
				}
			}
			t.Setenv("PATH", bin)
			t.Setenv("JAVA_HOME", "")
			t.Setenv("XDG_CACHE_HOME", cache) // empty: it has to fetch
			server, err := Start(t.Context(), Options{})
			if err == nil {
				_ = server.Stop()
				t.Fatal("it started")
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("the error lacks %q: %v", want, err)
				}
			}
			if isDir(filepath.Join(cache, "policygraph", "neo4j-"+Version())) {
				t.Error("a failed download looks like a finished one")
			}
			if left, _ := filepath.Glob(filepath.Join(cache, "policygraph", "neo4j-download-*")); len(left) > 0 {
				t.Errorf("a failed download left %v", left)
			}
		})
	}
}

func TestWithoutHomeTheCacheIsAPrivateTemporaryFolder(t *testing.T) {
	tmp := t.TempDir()
	t.Setenv("HOME", "")
	t.Setenv("XDG_CACHE_HOME", "")
	t.Setenv("TMPDIR", tmp)
	var progress bytes.Buffer
	dir, err := cacheDir(&progress)
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Dir(dir) != tmp || !strings.Contains(progress.String(), dir) {
		t.Errorf("cacheDir = %s, said %q; want a folder in %s, named", dir, progress.String(), tmp)
	}
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if _, err := cacheDir(&progress); err == nil {
		t.Error("a folder that anybody may write to was accepted to run code from")
	}
}
