package neo4j

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	"github.com/rogpeppe/go-internal/lockedfile"
)

//go:embed pom.xml
var pom []byte

// Version returns the server version that pom.xml pins.
func Version() string {
	var project struct {
		Version string `xml:"properties>neo4j.version"`
	}
	if err := xml.Unmarshal(pom, &project); err != nil || project.Version == "" {
		panic(fmt.Sprintf("neo4j: pom.xml pins no neo4j.version: %v", err))
	}
	return project.Version
}

// jarsDir returns the folder with the server's jars, and fills it first if
// nobody has. Processes that come at the same time wait for one download; a
// download becomes visible whole or not at all.
func jarsDir(ctx context.Context, progress io.Writer) (string, error) {
	cache, err := cacheDir(progress)
	if err != nil {
		return "", err
	}
	dir := filepath.Join(cache, "neo4j-"+Version())
	if isDir(dir) {
		return dir, nil
	}
	unlock, err := lockedfile.MutexAt(dir + ".lock").Lock()
	if err != nil {
		return "", fmt.Errorf("neo4j: lock the download: %w", err)
	}
	defer unlock()
	if isDir(dir) {
		return dir, nil
	}

	tmp, err := os.MkdirTemp(cache, "neo4j-download-")
	if err != nil {
		return "", fmt.Errorf("neo4j: %w", err)
	}
	defer os.RemoveAll(tmp)
	fmt.Fprintf(progress, "Fetching Neo4j %s (120 MB, once) into %s\n", Version(), dir)
	jars := filepath.Join(tmp, "jars")
	if err := download(ctx, tmp, jars); err != nil {
		return "", err
	}
	if err := os.Rename(jars, dir); err != nil {
		return "", fmt.Errorf("neo4j: %w", err)
	}
	return dir, nil
}

// download has Maven copy what pom.xml names, with all it depends on.
func download(ctx context.Context, work, jars string) error {
	mvn, err := exec.LookPath("mvn")
	if err != nil {
		return errors.New("neo4j: no mvn on PATH to fetch the server with: install Apache Maven, on Debian and Ubuntu the package maven")
	}
	pomFile := filepath.Join(work, "pom.xml")
	if err := os.WriteFile(pomFile, pom, 0o600); err != nil {
		return fmt.Errorf("neo4j: %w", err)
	}
	cmd := exec.CommandContext(ctx, mvn,
		"--batch-mode", "--quiet", "--strict-checksums", "-Dstyle.color=never", "--file", pomFile,
		"dependency:copy-dependencies", "-DincludeScope=runtime", "-DoutputDirectory="+jars)
	cmd.Dir = work
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("neo4j: Maven could not fetch the server: %w\n%s", err, bytes.TrimSpace(out))
	}
	return nil
}

// cacheDir returns policygraph's folder in the user's cache. Without a home
// there is none: then a private folder below the temporary one, named after
// the user so that two users do not meet in it.
func cacheDir(progress io.Writer) (string, error) {
	base, err := os.UserCacheDir()
	if err != nil {
		dir := filepath.Join(os.TempDir(), "policygraph-cache-"+strconv.Itoa(os.Getuid()))
		fmt.Fprintf(progress, "No home folder to cache in (%v): using %s\n", err, dir)
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return "", fmt.Errorf("neo4j: %w", err)
		}
		// Anybody may write to the temporary folder: code is run only from
		// a folder of our own.
		if err := checkPrivate(dir); err != nil {
			return "", err
		}
		return dir, nil
	}
	dir := filepath.Join(base, "policygraph")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fmt.Errorf("neo4j: %w", err)
	}
	return dir, nil
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
