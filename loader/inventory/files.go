// Package inventory finds the files of a dataset, decodes those in YAML, and reads
// records from them in batches or one at a time. It does not compare records.
package inventory

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"

	"policygraph/graph"
	"policygraph/loader/encoding"
	"policygraph/loader/problem"
)

const (
	datasetName = "dataset.yaml"
	// IndicatorsName is the name of the file with units and indicators.
	IndicatorsName = "indicators.yaml"
	entitiesDir    = "entities"
	documentsDir   = "documents"
)

// Read finds all files of a dataset and decodes those in YAML. Problems with files and
// records are kept in the inventory; the error is one of reading the directory itself.
func Read(fsys fs.FS) (*Inventory, error) {
	f := &Inventory{fsys: fsys, lost: map[string]bool{}}
	if err := f.read(); err != nil {
		return nil, err
	}
	return f, nil
}

func (f *Inventory) read() error {
	seen := map[string]bool{}
	err := fs.WalkDir(f.fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return graph.Errorf(graph.CodeUnavailable, "read the dataset's directory: %w", err)
		}
		switch hidden := name != "." && strings.HasPrefix(path.Base(name), "."); {
		case hidden && entry.IsDir():
			return fs.SkipDir
		case hidden, entry.IsDir():
			return nil
		}
		if of := readerOf(name); of != nil {
			seen[name] = true
			f.lost[name] = true
			f.open(name, entry, of)
		} else if f.mayHideDirectory(name, entry) {
			f.Problems.Report(problem.Position{File: name}, linkFault)
		} else if ext := path.Ext(name); ext == ".yaml" || ext == ".yml" {
			f.Problems.Report(problem.Position{File: name}, "unknown file; a dataset has %s, %s, %s/<kind>.yaml (%s) and %s/<name>.yaml",
				datasetName, IndicatorsName, entitiesDir, strings.Join(plurals(), ", "), documentsDir)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if !seen[datasetName] {
		f.Problems.Report(problem.Position{File: datasetName}, "file is missing; write one with format: 1, title, licence, maintainer and date")
	}
	return nil
}

const linkFault = "symbolic links are not followed; put the file or directory itself there"

// mayHideDirectory reports whether an entry is a symbolic link to a directory, whose
// files would be missing from the dataset, or one that cannot be resolved within it.
func (f *Inventory) mayHideDirectory(name string, entry fs.DirEntry) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return false
	}
	info, err := fs.Stat(f.fsys, name)
	return err != nil || info.IsDir()
}

// fileReader reads the content of a file.
type fileReader func(f *Inventory, to *File, in io.Reader, size int64) error

// readerOf returns the reader for a file name, or nil if a dataset has no such file.
func readerOf(name string) fileReader {
	dir, base := path.Split(name)
	ext := path.Ext(base)
	switch {
	case ext == ".jsonl":
		return (*Inventory).readLater
	case ext != ".yaml":
		return nil
	case name == datasetName:
		return yamlFile(encoding.MapKind, (*Inventory).readDataset)
	case name == IndicatorsName:
		return yamlFile(encoding.MapKind, (*Inventory).readIndicators)
	case dir == documentsDir+"/":
		return yamlFile(encoding.MapKind, (*Inventory).readDocument)
	case dir == entitiesDir+"/":
		for _, k := range graph.Kinds {
			if k.Plural+".yaml" == base {
				return yamlFile(encoding.ListKind, func(f *Inventory, to *File, root *encoding.Node) { f.readEntities(to, root, k.Kind) })
			}
		}
	}
	return nil
}

func plurals() []string {
	names := make([]string, len(graph.Kinds))
	for i, k := range graph.Kinds {
		names[i] = k.Plural
	}
	return names
}

// open hands a regular file to its reader. The type is checked before the file is
// opened, since opening a pipe or a device may never return.
func (f *Inventory) open(name string, entry fs.DirEntry, read fileReader) {
	whole := problem.Position{File: name}
	if !entry.Type().IsRegular() {
		what := "not a regular file; put the file itself there"
		if entry.Type()&fs.ModeSymlink != 0 {
			what = linkFault
		}
		f.Problems.Report(whole, "%s", what)
		return
	}
	opened, err := f.fsys.Open(name)
	if err != nil {
		f.Problems.Report(whole, "open: %v", err)
		return
	}
	defer opened.Close()
	info, err := opened.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("not a regular file")
	}
	if err == nil {
		to := &File{Name: name, number: len(f.Files)}
		f.Files = append(f.Files, to)
		err = read(f, to, opened, info.Size())
	}
	if err != nil {
		f.Problems.Report(whole, "read: %v", err)
	}
}

// readLater leaves a JSONL file to be streamed.
func (f *Inventory) readLater(to *File, _ io.Reader, size int64) error {
	delete(f.lost, to.Name)
	to.IsLines, to.Size = true, size
	return nil
}

func yamlFile(want encoding.Kind, take func(f *Inventory, to *File, root *encoding.Node)) fileReader {
	return func(f *Inventory, to *File, in io.Reader, size int64) error {
		whole := problem.Position{File: to.Name}
		if size > encoding.MaxYAML {
			f.Problems.Report(whole, "YAML file of %d bytes, more than %d; split it, or write it as JSONL", size, encoding.MaxYAML)
			return nil
		}
		text, err := io.ReadAll(io.LimitReader(in, encoding.MaxYAML+1))
		if err != nil {
			return err
		}
		if len(text) > encoding.MaxYAML {
			f.Problems.Report(whole, "YAML file of more than %d bytes; split it, or write it as JSONL", encoding.MaxYAML)
			return nil
		}
		if what := encoding.Unreadable(text); what != "" {
			f.Problems.Report(whole.On(lineOfFault(text)), "%s", what)
			return nil
		}
		if root := encoding.ParseYAML(to.Name, text, &f.Problems); root != nil {
			take(f, to, root)
			if root.Kind == want {
				delete(f.lost, to.Name)
			}
		}
		return nil
	}
}

// lineOfFault returns the line that makes a text unreadable.
func lineOfFault(text []byte) int {
	line := 1
	for part := range bytes.Lines(text) {
		if encoding.Unreadable(part) != "" {
			return line
		}
		line++
	}
	return 0
}
