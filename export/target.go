package export

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"policygraph/graph"
)

// Directory is a target of several files.
type Directory struct {
	name  string
	made  bool // was not there before
	files []string
}

// NewDirectory makes a target of a directory, which is created where there is
// none. It must be empty: an export mixed with other files is none.
func NewDirectory(name string) (*Directory, error) {
	there, err := os.ReadDir(name)
	d := &Directory{name: name}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		d.made, err = true, os.MkdirAll(name, 0o755)
	case err == nil && len(there) > 0:
		return nil, graph.Errorf(graph.CodeInvalid, "%s is not empty: name another directory", name)
	}
	if err != nil {
		return nil, graph.Errorf(graph.CodeUnavailable, "the directory %s cannot be written to: %w", name, err)
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

// Remove removes what was created, where an export has failed: half of one looks
// like a whole one.
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

// stream is a target of one file that is open already, such as standard output.
type stream struct{ io.Writer }

// NewStream makes a target of a writer, which is not closed.
func NewStream(w io.Writer) Target { return stream{w} }

// Create implements [Target].
func (s stream) Create(string) (io.WriteCloser, error) { return s, nil }

// Close implements [io.Closer].
func (stream) Close() error { return nil }
