package neo4j

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// The oldest Java that Neo4j 5.26 runs on.
const oldestJava = 17

// findJava returns the path of a Java that can run the server: that of
// JAVA_HOME if set, as for any Java program, else the one on PATH.
func findJava(ctx context.Context) (string, error) {
	name := "java"
	if home := os.Getenv("JAVA_HOME"); home != "" {
		name = filepath.Join(home, "bin", "java")
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return "", fmt.Errorf("neo4j: no Java found (%s): install Java %d or later, on Debian and Ubuntu the package openjdk-%[2]d-jre-headless", name, oldestJava)
	}
	out, err := exec.CommandContext(ctx, path, "-version").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("neo4j: %s -version: %w\n%s", path, err, out)
	}
	version, ok := javaMajor(string(out))
	if !ok {
		return "", fmt.Errorf("neo4j: %s -version names no version:\n%s", path, out)
	}
	if version < oldestJava {
		return "", fmt.Errorf("neo4j: %s is Java %d, Neo4j needs %d or later: install it (Debian and Ubuntu: openjdk-%[3]d-jre-headless) or point JAVA_HOME to it", path, version, oldestJava)
	}
	return path, nil
}

var javaVersion = regexp.MustCompile(`version "(\d+)(?:\.(\d+))?`)

// javaMajor reads the major version out of what `java -version` prints. Up to
// Java 8 it is the second number ("1.8.0_392"), since then the first
// ("17.0.15", "21-ea").
func javaMajor(banner string) (int, bool) {
	m := javaVersion.FindStringSubmatch(banner)
	if m == nil {
		return 0, false
	}
	major := m[1]
	if major == "1" && m[2] != "" {
		major = m[2]
	}
	n, err := strconv.Atoi(major)
	return n, err == nil
}

// classPath is the server's own: extensions, configuration, then its jars.
func classPath(home, jars string) string {
	return strings.Join([]string{
		filepath.Join(home, "plugins", "*"),
		filepath.Join(home, "conf", "*"),
		filepath.Join(jars, "*"),
	}, string(os.PathListSeparator))
}
