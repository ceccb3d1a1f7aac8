package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"policygraph/bench/synthetic"
	"policygraph/graph"
)

// write writes a dataset's files. dataset.yaml comes last: without it nothing
// takes the rest for a dataset that is whole.
func write(dir string, d *synthetic.Dataset, progress *progress) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if there, err := os.ReadDir(dir); err != nil {
		return err
	} else if len(there) > 0 {
		return fmt.Errorf("%s is not empty: name another directory", dir)
	}
	for _, part := range d.Parts() {
		if err := writePart(filepath.Join(dir, part.Name+".jsonl"), part, progress); err != nil {
			return err
		}
	}
	about := d.Describe()
	text := fmt.Sprintf("format: 1\ntitle: %q\nlicence: %s\nmaintainer: %s\ndate: %s\n", about.Title, about.Licence, about.Maintainer, about.Date)
	return os.WriteFile(filepath.Join(dir, "dataset.yaml"), []byte(text), 0o644)
}

func writePart(name string, part synthetic.Part, progress *progress) (err error) {
	file, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	buffer := bufio.NewWriterSize(file, 1<<20)
	out := json.NewEncoder(buffer)
	out.SetEscapeHTML(false)
	units := map[string]bool{}
	progress.begin(part.Name, part.Count)
	defer progress.end()
	for record := range part.Records {
		if i, ok := record.(*graph.Indicator); ok && !units[i.Unit.Code] {
			units[i.Unit.Code] = true
			for _, unit := range unitLines(i.Unit) {
				if err := out.Encode(unit); err != nil {
					return err
				}
			}
		}
		if err := out.Encode(lineOf(record)); err != nil {
			return err
		}
		progress.step()
	}
	return buffer.Flush()
}
