package export

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"policygraph/graph"
)

// directory is a target of several files.
type directory string

// NewDirectory makes a target of a directory, which is created where there is
// none. It must be empty: an export mixed with other files is none.
func NewDirectory(name string) (Target, error) {
	there, err := os.ReadDir(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = os.MkdirAll(name, 0o755)
	case err == nil && len(there) > 0:
		return nil, graph.Errorf(graph.CodeInvalid, "%s is not empty: name another directory", name)
	}
	if err != nil {
		return nil, graph.Errorf(graph.CodeUnavailable, "the directory %s cannot be written to: %w", name, err)
	}
	return directory(name), nil
}

// Create implements [Target].
func (d directory) Create(name string) (io.WriteCloser, error) {
	return os.OpenFile(filepath.Join(string(d), name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
}

// stream is a target of one file that is open already, such as standard output.
type stream struct{ io.Writer }

// NewStream makes a target of a writer, which is not closed.
func NewStream(w io.Writer) Target { return stream{w} }

// Create implements [Target].
func (s stream) Create(string) (io.WriteCloser, error) { return s, nil }

// Close implements [io.Closer].
func (stream) Close() error { return nil }
