//go:build unix

package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"policygraph/internal/testenv"
)

func TestExitStatus(t *testing.T) {
	for _, c := range []struct {
		rule   string
		args   []string
		path   string
		status int
		says   string
	}{
		{"a wrong flag is wrong usage", []string{"-port", "7687"}, "", 2, "not defined: -port"},
		{"help is no failure", []string{"-help"}, "", 0, "-keep folder"},
		{"no java is a failure that says what to install", nil, "/nonexistent", 1, "openjdk-17-jre-headless"},
	} {
		t.Run(c.rule, func(t *testing.T) {
			if c.path != "" {
				t.Setenv("PATH", c.path)
				t.Setenv("JAVA_HOME", "")
			}
			var stdout, stderr bytes.Buffer
			if status := run(t.Context(), c.args, &stdout, &stderr); status != c.status {
				t.Errorf("status %d, want %d", status, c.status)
			}
			if !strings.Contains(stderr.String(), c.says) {
				t.Errorf("it does not say %q:\n%s", c.says, stderr.String())
			}
			if stdout.Len() > 0 {
				t.Errorf("it printed %q where only lines to export belong", stdout.String())
			}
		})
	}
}

func TestCommandGetsTheServerAndGivesTheStatus(t *testing.T) {
	testenv.Need(t, testenv.Neo4j)
	testenv.Full(t)
	var stdout, stderr bytes.Buffer
	status := run(t.Context(), []string{"-heap", "512m", "-pagecache", "64m", "--", "sh", "-c",
		`echo "$NEO4J_URI"; echo "$POLICYGRAPH_TEST_NEO4J_URI"; test "$NEO4J_PASSWORD" && exit 7`}, &stdout, &stderr)
	if status != 7 {
		t.Errorf("status %d, want the command's 7:\n%s", status, stderr.String())
	}
	lines := strings.Fields(stdout.String())
	if len(lines) != 2 || lines[0] != lines[1] || !strings.HasPrefix(lines[0], "bolt://127.0.0.1:") {
		t.Errorf("the command saw %q", stdout.String())
	}
}

func TestWithoutACommandItPrintsWhatToExportAndEndsWhenAsked(t *testing.T) {
	testenv.Need(t, testenv.Neo4j)
	testenv.Full(t)
	ctx, interrupt := context.WithCancel(t.Context())
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	var stdout bytes.Buffer
	stderr := &notifying{wanted: "Ctrl-C", then: interrupt}
	if status := run(ctx, []string{"-heap", "512m", "-pagecache", "64m"}, &stdout, stderr); status != 0 {
		t.Errorf("status %d after Ctrl-C, want 0", status)
	}
	if left, _ := filepath.Glob(filepath.Join(tmp, "policygraph-neo4j-*")); len(left) > 0 {
		t.Errorf("it was to forget its data, but left %v", left)
	}
	for _, name := range []string{"URI", "USERNAME", "PASSWORD", "DATABASE"} {
		if !strings.Contains(stdout.String(), "export NEO4J_"+name+"=") {
			t.Errorf("no line exports NEO4J_%s:\n%s", name, stdout.String())
		}
	}
	if !strings.Contains(stderr.String(), "Neo4j is ready") || !strings.Contains(stderr.String(), "Ctrl-C stops and forgets it") {
		t.Errorf("it does not say that it is ready and how it ends:\n%s", stderr.String())
	}
}

// notifying is a buffer that calls a function when the wanted text arrives.
type notifying struct {
	bytes.Buffer
	wanted string
	then   func()
}

func (n *notifying) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte(n.wanted)) {
		n.then()
	}
	return n.Buffer.Write(p)
}
