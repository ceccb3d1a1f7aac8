package cli

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"policygraph/graph"
)

// debounce is how long files must rest before they are read: editors and git
// write several at once.
const debounce = 300 * time.Millisecond

// follow watches a dataset's directory until ctx ends. A change that is valid is
// swapped in whole; one that is not is refused with the reason, and what was
// served goes on being served. The directory itself may be replaced: the one
// above it is watched for that.
func follow(ctx context.Context, dir string, store *graph.Store, log *slog.Logger) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	if err := errors.Join(watcher.Add(filepath.Dir(dir)), watchTree(watcher, dir)); err != nil {
		_ = watcher.Close() // the error that matters is the first
		return err
	}
	go func() {
		defer func() { _ = watcher.Close() }() // ends with the program
		rest := time.NewTimer(debounce)
		rest.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case event, open := <-watcher.Events:
				if !open {
					return
				}
				if event.Name != dir && !strings.HasPrefix(event.Name, dir+string(filepath.Separator)) {
					continue // something else beside the directory
				}
				if info, err := os.Stat(event.Name); err == nil && info.IsDir() {
					if err := watchTree(watcher, event.Name); err != nil {
						log.Warn("a new directory cannot be watched", "directory", event.Name, "error", err)
					}
				}
				rest.Reset(debounce)
			case err := <-watcher.Errors:
				log.Warn("watching the dataset", "directory", dir, "error", err)
			case <-rest.C:
				reload(ctx, dir, store, log)
			}
		}
	}()
	return nil
}

func watchTree(watcher *fsnotify.Watcher, root string) error {
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		return watcher.Add(path)
	})
}

func reload(ctx context.Context, dir string, store *graph.Store, log *slog.Logger) {
	report, err := reread(ctx, dir, store)
	switch {
	case err != nil:
		log.Error("the changed dataset is refused, the one before it is still served", "reason", err)
	case report.Version != report.Previous:
		log.Info("the changed dataset is served", "version", report.Version.String(),
			"added", report.Added, "changed", report.Changed, "removed", report.Removed)
	}
}

func reread(ctx context.Context, dir string, store *graph.Store) (graph.Report, error) {
	source, _, err := openSource(ctx, dir, nil)
	if err != nil {
		return graph.Report{}, err
	}
	return store.Load(ctx, source, nil)
}
