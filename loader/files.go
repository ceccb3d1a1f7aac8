package loader

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"

	"policygraph/graph"
)

const (
	datasetName    = "dataset.yaml"
	indicatorsName = "indicators.yaml"
	entitiesDir    = "entities"
	documentsDir   = "documents"
)

// readInventory finds every file of a dataset and takes in those in YAML. Problems
// with files and records are kept in the inventory; the error is one of reading the
// directory itself.
func readInventory(fsys fs.FS) (*inventory, error) {
	f := &inventory{fsys: fsys, lost: map[string]bool{}}
	if err := f.read(); err != nil {
		return nil, err
	}
	return f, nil
}

func (f *inventory) read() error {
	seen := map[string]bool{}
	err := fs.WalkDir(f.fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return graph.Errorf(graph.CodeUnavailable, "the dataset's directory cannot be read: %w", err)
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
		} else if ext := path.Ext(name); ext == ".yaml" || ext == ".yml" {
			f.problems.report(position{file: name}, "is no file of a dataset: name it %s, %s, %s/<kind>.yaml (%s) or %s/<name>.yaml",
				datasetName, indicatorsName, entitiesDir, strings.Join(plurals(), ", "), documentsDir)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if !seen[datasetName] {
		f.problems.report(position{file: datasetName}, "is missing: write one with format: 1, title, licence, maintainer and date")
	}
	return nil
}

// fileReader reads the content of one sort of file.
type fileReader func(f *inventory, to *dataFile, in io.Reader, size int64) error

// readerOf says how a file is read by its name; nil where it is none of the
// dataset's.
func readerOf(name string) fileReader {
	dir, base := path.Split(name)
	ext := path.Ext(base)
	switch {
	case ext == ".jsonl":
		return (*inventory).readLater
	case ext != ".yaml":
		return nil
	case name == datasetName:
		return yamlFile(mapNode, (*inventory).readDataset)
	case name == indicatorsName:
		return yamlFile(mapNode, (*inventory).readIndicators)
	case dir == documentsDir+"/":
		return yamlFile(mapNode, (*inventory).readDocument)
	case dir == entitiesDir+"/":
		for _, k := range graph.Kinds {
			if k.Plural+".yaml" == base {
				return yamlFile(listNode, func(f *inventory, to *dataFile, root *node) { f.readEntities(to, root, k.Kind) })
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

// open hands a file to its reader where it is a plain one. What it is is asked
// before it is opened, since opening a pipe or a device may never return.
func (f *inventory) open(name string, entry fs.DirEntry, read fileReader) {
	whole := position{file: name}
	if !entry.Type().IsRegular() {
		what := "no plain file"
		if entry.Type()&fs.ModeSymlink != 0 {
			what = "a symbolic link"
		}
		f.problems.report(whole, "is %s: put the file itself there", what)
		return
	}
	opened, err := f.fsys.Open(name)
	if err != nil {
		f.problems.report(whole, "cannot be opened: %v", err)
		return
	}
	defer opened.Close()
	info, err := opened.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("it is no plain file")
	}
	if err == nil {
		to := &dataFile{name: name, number: len(f.files)}
		f.files = append(f.files, to)
		err = read(f, to, opened, info.Size())
	}
	if err != nil {
		f.problems.report(whole, "cannot be read: %v", err)
	}
}

// readLater leaves a JSONL file to be streamed.
func (f *inventory) readLater(to *dataFile, _ io.Reader, size int64) error {
	delete(f.lost, to.name)
	to.isLines, to.size = true, size
	return nil
}

func yamlFile(want nodeKind, take func(f *inventory, to *dataFile, root *node)) fileReader {
	return func(f *inventory, to *dataFile, in io.Reader, size int64) error {
		whole := position{file: to.name}
		if size > maxYAML {
			f.problems.report(whole, "has %d bytes, more than the %d that a YAML file may have: split it, or write it as JSONL", size, maxYAML)
			return nil
		}
		text, err := io.ReadAll(io.LimitReader(in, maxYAML+1))
		if err != nil {
			return err
		}
		if len(text) > maxYAML {
			f.problems.report(whole, "has more than the %d bytes that a YAML file may have: split it, or write it as JSONL", maxYAML)
			return nil
		}
		if what := unreadable(text); what != "" {
			f.problems.report(whole.on(lineOfFault(text)), "%s", what)
			return nil
		}
		if root := parseYAML(to.name, text, &f.problems); root != nil {
			take(f, to, root)
			if root.kind == want {
				delete(f.lost, to.name)
			}
		}
		return nil
	}
}

// lineOfFault is the line that makes a text unreadable.
func lineOfFault(text []byte) int {
	line := 1
	for part := range bytes.Lines(text) {
		if unreadable(part) != "" {
			return line
		}
		line++
	}
	return 0
}
