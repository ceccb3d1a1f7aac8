package export

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"policygraph/graph"
)

// Directory is a target that writes files into a directory.
type Directory struct {
	name  string
	made  bool // created by NewDirectory
	files []string
}

// NewDirectory returns a target that writes into the named directory, which it
// creates if necessary. A directory that contains files is an error, since they would
// become part of the export.
func NewDirectory(name string) (*Directory, error) {
	there, err := os.ReadDir(name)
	d := &Directory{name: name}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		d.made, err = true, os.MkdirAll(name, 0o755)
	case err == nil && len(there) > 0:
		return nil, graph.Errorf(graph.CodeInvalid, "directory %s is not empty; name a new or an empty one", name)
	}
	if err != nil {
		return nil, graph.Errorf(graph.CodeInvalid, "create directory %s: %w", name, err)
	}
	return d, nil
}

// Create implements [Target].
func (d *Directory) Create(name string) (io.WriteCloser, error) {
	path := filepath.Join(d.name, name)
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err == nil {
		d.files = append(d.files, path)
	}
	return file, err
}

// Remove removes the files, and the directory if NewDirectory created it. Call it if
// an export fails: an incomplete one looks like a complete one.
func (d *Directory) Remove() error {
	var errs []error
	for _, file := range d.files {
		errs = append(errs, os.Remove(file))
	}
	if d.made {
		errs = append(errs, os.Remove(d.name))
	}
	return errors.Join(errs...)
}

// stream is a target that is one open file, such as standard output.
type stream struct{ io.Writer }

// NewStream returns a target that writes to w and does not close it.
func NewStream(w io.Writer) Target { return stream{w} }

// Create implements [Target].
func (s stream) Create(string) (io.WriteCloser, error) { return s, nil }

// Close implements [io.Closer].
func (stream) Close() error { return nil }
