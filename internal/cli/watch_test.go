package cli

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fsnotify/fsnotify"
)

// writeFile writes a file below a directory, which is made where it is missing.
func writeFile(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// writeTrial writes a dataset of one region with this name.
func writeTrial(t *testing.T, dir, name string) {
	t.Helper()
	writeFile(t, dir, "dataset.yaml", "format: 1\ntitle: Trial\nlicence: CC0-1.0\nmaintainer: nobody\ndate: 2026-01-01\n")
	writeFile(t, dir, "entities/regions.yaml", "- id: region:a\n  name: "+name+"\n")
}

// region is the name of the region that [writeTrial] writes, as it is served.
func (s serving) region(t *testing.T) string {
	t.Helper()
	return s.ask(t, `{ region(id: "region:a") { name } }`, nil)["region"].(map[string]any)["name"].(string)
}

// A changed dataset is served when it is valid; an invalid one is refused and
// the old one is still served.
func TestServeFollowsItsDirectory(t *testing.T) {
	fromMemory(t)
	dir := filepath.Join(t.TempDir(), "dataset")
	writeTrial(t, dir, "甲")
	s := startServing(t, "--data", dir)
	if got := s.region(t); got != "甲" {
		t.Fatalf("serves %q", got)
	}
	writeTrial(t, dir, "乙")
	eventually(t, "the change is served", func() bool { return s.region(t) == "乙" })
	writeFile(t, dir, "entities/regions.yaml", "- id: region:a\n  nome: 丙\n")
	eventually(t, "the refusal is logged", func() bool { return strings.Contains(s.log.String(), "regions.yaml:2") })
	if got := s.region(t); got != "乙" {
		t.Errorf("after a refused change it serves %q", got)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the removal is logged", func() bool { return strings.Contains(s.log.String(), "no such directory") })
	writeTrial(t, dir, "丁")
	eventually(t, "a directory put in its place is served", func() bool { return s.region(t) == "丁" })
}

// Where --data names a symbolic link, or a directory below one, what is below the
// link is watched, and so is where the link points.
func TestServeFollowsSymbolicLinks(t *testing.T) {
	fromMemory(t)
	base := t.TempDir()
	for name, text := range map[string]string{"first": "甲", "second": "丙"} {
		writeTrial(t, filepath.Join(base, "releases", name, "data"), text)
	}
	current := filepath.Join(base, "current")
	if err := os.Symlink(filepath.Join("releases", "first"), current); err != nil {
		t.Skip(err)
	}
	link := filepath.Join(base, "link")
	if err := os.Symlink(filepath.Join(current, "data"), link); err != nil {
		t.Fatal(err)
	}
	for _, named := range []string{link, filepath.Join(current, "data")} {
		t.Run(filepath.Base(named), func(t *testing.T) {
			s := startServing(t, "--data", named)
			writeTrial(t, filepath.Join(base, "releases", "first", "data"), "乙")
			eventually(t, "a change below the link is served", func() bool { return s.region(t) == "乙" })
			point(t, current, filepath.Join("releases", "second"))
			eventually(t, "what the link points to now is served", func() bool { return s.region(t) == "丙" })
			writeTrial(t, filepath.Join(base, "releases", "second", "data"), "丁")
			eventually(t, "a change there is served", func() bool { return s.region(t) == "丁" })
			writeTrial(t, filepath.Join(base, "releases", "second", "data"), "丙")
			writeTrial(t, filepath.Join(base, "releases", "first", "data"), "甲")
			point(t, current, filepath.Join("releases", "first"))
		})
	}
}

func TestServeFollowsADirectoryReplacedOnTheWay(t *testing.T) {
	fromMemory(t)
	base := t.TempDir()
	dir := filepath.Join(base, "app", "shared", "dataset")
	writeTrial(t, dir, "甲")
	writeTrial(t, filepath.Join(base, "next", "shared", "dataset"), "乙")
	s := startServing(t, "--data", dir)
	rename(t, filepath.Join(base, "app"), filepath.Join(base, "old"))
	rename(t, filepath.Join(base, "next"), filepath.Join(base, "app"))
	eventually(t, "the dataset of the new directory is served", func() bool { return s.region(t) == "乙" })
	writeTrial(t, dir, "丙")
	eventually(t, "a change there is served", func() bool { return s.region(t) == "丙" })
}

func rename(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

// A dataset may be read whose parent directory may be passed through but not read, as
// many home directories are.
func TestADirectoryIsWatchedWhoseParentMayNotBeRead(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read every directory")
	}
	fromMemory(t)
	parent := filepath.Join(t.TempDir(), "home")
	dir := filepath.Join(parent, "dataset")
	writeTrial(t, dir, "甲")
	if err := os.Chmod(parent, 0o311); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(parent, 0o700) }) // so that it can be removed
	s := startServing(t, "--data", dir)
	if log := s.log.String(); !strings.Contains(log, "may go unnoticed") || !strings.Contains(log, parent) {
		t.Errorf("the log says %q", log)
	}
	writeTrial(t, dir, "乙")
	eventually(t, "a change is served", func() bool { return s.region(t) == "乙" })
}

// point replaces a symbolic link in one step, as deployments do.
func point(t *testing.T, link, target string) {
	t.Helper()
	if err := os.Symlink(target, link+".new"); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(link+".new", link); err != nil {
		t.Fatal(err)
	}
}

// After an overflow of the notifier's queue the dataset is read again: the changes
// that were dropped may be among its files.
func TestAnOverflowReadsTheDatasetAgain(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "dataset")
	writeTrial(t, dir, "甲")
	log := &lockedBuffer{}
	w, err := newWatcher(dir, slog.New(slog.NewTextHandler(log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range w.fs.WatchList() { // no change is reported
		if err := w.fs.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	changed := make(chan struct{}, 10)
	go w.run(t.Context(), func() { changed <- struct{}{} })
	w.fs.Errors <- fsnotify.ErrEventOverflow
	eventually(t, "the dataset is read again", func() bool { return len(changed) > 0 })
	if !strings.Contains(log.String(), "may have been missed") {
		t.Errorf("the log says %q", log)
	}
	// What was not watched any more is watched again.
	<-changed
	writeTrial(t, dir, "乙")
	eventually(t, "a later change is reported", func() bool { return len(changed) > 0 })
}
