package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"policygraph/graph"
)

// debounce is how long a dataset's files must stay unchanged before they are read:
// editors and git write several at once.
const debounce = 300 * time.Millisecond

// watcher reports changes below a dataset's directory. It watches real directories:
// the tree that the directory's name leads to, and the directories on the way there,
// so that one that is replaced and a symbolic link that is pointed elsewhere are
// noticed.
type watcher struct {
	dir   string // absolute, as given
	log   *slog.Logger
	trail []string
	fs    *fsnotify.Watcher
}

// newWatcher starts to watch a directory. Changes made from now on are reported
// once [watcher.run] is called. A directory on the way that may not be read is logged:
// what is replaced in it goes unnoticed.
func newWatcher(dir string, log *slog.Logger) (*watcher, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	notifier, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	w := &watcher{dir: dir, log: log, fs: notifier}
	unwatched, err := w.refresh()
	if err != nil {
		w.close()
		return nil, fmt.Errorf("watch %s: %w", dir, err)
	}
	if unwatched != nil {
		log.Warn("if the dataset's directory is replaced, that may go unnoticed", "directory", dir, "error", unwatched)
	}
	return w, nil
}

// close stops watching; nothing is written that could be lost.
func (w *watcher) close() { _ = w.fs.Close() }

// run calls changed once the directory has changed and then rested for a moment,
// until ctx ends. An error of the notifier, such as an overflow of its queue, means
// that changes may have been missed, and counts as one.
func (w *watcher) run(ctx context.Context, changed func()) {
	defer w.close()
	rested := time.NewTimer(debounce)
	rested.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case event := <-w.fs.Events:
			if w.concerns(event.Name) {
				rested.Reset(debounce)
			}
		case err := <-w.fs.Errors:
			w.log.Warn("changes of the dataset may have been missed; reading it again", "directory", w.dir, "error", err)
			rested.Reset(debounce)
		case <-rested.C:
			// Directories that are new are watched before the files are read, so
			// that what is written meanwhile is in what is read or reported again.
			if _, err := w.refresh(); err != nil {
				w.log.Warn("part of the dataset cannot be watched", "directory", w.dir, "error", err)
			}
			changed()
		}
	}
}

// concerns reports whether a change of path can change the dataset.
func (w *watcher) concerns(path string) bool {
	root := w.trail[len(w.trail)-1]
	return slices.Contains(w.trail, path) || strings.HasPrefix(path, root+string(filepath.Separator))
}

// refresh watches the directories to which the name leads now, and no others.
// unwatched says which of those on the way cannot be watched.
func (w *watcher) refresh() (unwatched, err error) {
	w.trail = trail(w.dir)
	var way, tree []string
	for _, path := range w.trail {
		way = append(way, filepath.Dir(path))
	}
	walked := filepath.WalkDir(w.trail[len(w.trail)-1], func(path string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist): // it is gone, which the next load reports
			return nil
		case err != nil:
			return err
		case entry.IsDir():
			tree = append(tree, path)
		}
		return nil
	})
	for _, path := range w.fs.WatchList() {
		if !slices.Contains(way, path) && !slices.Contains(tree, path) {
			_ = w.fs.Remove(path) // it may be gone already
		}
	}
	return w.watch(way), errors.Join(walked, w.watch(tree))
}

// watch watches directories, but for those that do not exist.
func (w *watcher) watch(directories []string) error {
	var errs []error
	for _, path := range directories {
		if err := w.fs.Add(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, fmt.Errorf("%s: %w", path, err))
		}
	}
	return errors.Join(errs...)
}

// maxLinks is how many symbolic links a name may lead through, as in Linux.
const maxLinks = 40

// trail lists the paths whose change can change what an absolute name leads to: each
// directory and symbolic link on the way, and at last the directory itself, or the
// first part of it that does not exist. Their parents exist and hold no link.
func trail(name string) (paths []string) {
	root := filepath.VolumeName(name) + string(filepath.Separator)
	at, rest := root, parts(name[len(root):])
	links := 0
	for len(rest) > 0 {
		next := filepath.Join(at, rest[0])
		rest = rest[1:]
		paths = append(paths, next)
		info, err := os.Lstat(next)
		if err != nil {
			return paths
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			at = next
			continue
		}
		links++
		target, err := os.Readlink(next)
		if err != nil || links > maxLinks {
			return paths
		}
		if filepath.IsAbs(target) {
			at = filepath.VolumeName(target) + string(filepath.Separator)
			target = target[len(at):]
		}
		rest = append(parts(target), rest...)
	}
	return append(paths, at)
}

func parts(path string) []string {
	return strings.FieldsFunc(path, func(r rune) bool { return r == '/' || r == filepath.Separator })
}

// reload loads a changed dataset into the store. One that is not valid is refused
// with the reason, and the store keeps what it had.
func reload(ctx context.Context, dir string, store *graph.Store, log *slog.Logger) {
	report, err := loadFiles(ctx, dir, store)
	switch {
	case err != nil:
		log.Error("the changed dataset is refused; the previous version is still served", "reason", err)
	case report.Version != report.Previous:
		log.Info("the changed dataset is served", "version", report.Version.String(),
			"added", report.Added, "changed", report.Changed, "removed", report.Removed)
	}
}

func loadFiles(ctx context.Context, dir string, store *graph.Store) (graph.Report, error) {
	source, _, err := openSource(ctx, dir, nil)
	if err != nil {
		return graph.Report{}, err
	}
	return store.Load(ctx, source, nil)
}
