package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"policygraph/graph"
)

// newFile is a file that has its name only once it is complete: until then its content
// is in a temporary file beside it.
type newFile struct {
	*os.File
	name string
}

// createFile begins a file. A file that already has the name is an error, since it could
// be one that is needed.
func createFile(name string) (*newFile, error) {
	if _, err := os.Lstat(name); err == nil {
		return nil, alreadyExists(name)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, graph.Errorf(graph.CodeInvalid, "write %s: %w", name, err)
	}
	part := filepath.Join(filepath.Dir(name), fmt.Sprintf(".%s.%d.part", filepath.Base(name), os.Getpid()))
	file, err := os.OpenFile(part, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, graph.Errorf(graph.CodeInvalid, "write %s: %w", name, err)
	}
	return &newFile{file, name}, nil
}

// finish gives the file its name, or removes it where there is an error; it returns that
// error.
func (f *newFile) finish(err error) error {
	if err = errors.Join(err, f.Close()); err == nil {
		// Unlike a rename, a link never replaces a file that was made meanwhile.
		err = os.Link(f.Name(), f.name)
		switch {
		case errors.Is(err, fs.ErrExist):
			err = alreadyExists(f.name)
		case err != nil: // the file system has no links
			if err = os.Rename(f.Name(), f.name); err == nil {
				return nil
			}
		}
	}
	return errors.Join(err, os.Remove(f.Name()))
}

func alreadyExists(name string) error {
	return graph.Errorf(graph.CodeInvalid, "%s already exists; name another file", name)
}

// createOutput opens what a command writes to: a new file, or standard output where no
// name is given. finish completes it; given an error it removes the file and returns the
// error.
func createOutput(c *console, name string) (to io.Writer, finish func(error) error, err error) {
	if name == "" {
		return c.out, func(err error) error { return err }, nil
	}
	file, err := createFile(name)
	if err != nil {
		return nil, nil, err
	}
	return file, file.finish, nil
}
