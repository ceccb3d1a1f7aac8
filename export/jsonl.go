package export

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"

	"policygraph/graph"
)

// jsonlWriter writes the dataset's own format: a directory with dataset.yaml and
// a file of lines for each sort of record. What is loaded from it has the same
// version, if it is all of the dataset and all that was ever said. dataset.yaml
// comes last: without it nothing takes the rest for a dataset that is whole.
type jsonlWriter struct {
	about *About
	to    Target
	files map[string]*lines
	units map[string]bool // declared
}

type lines struct {
	buffer *bufio.Writer
	*json.Encoder
}

func beginJSONL(to Target, about *About) (writer, error) {
	w := &jsonlWriter{about: about, to: to, files: map[string]*lines{}, units: map[string]bool{}}
	for _, sort := range []string{"indicators", "documents", "entities", "claims", "figures"} {
		file, err := to.Create(sort + ".jsonl")
		if err != nil {
			return nil, err
		}
		buffer := bufio.NewWriterSize(file, 1<<16)
		out := json.NewEncoder(buffer)
		out.SetEscapeHTML(false)
		w.files[sort] = &lines{buffer, out}
	}
	return w, nil
}

func (w *jsonlWriter) write(_ context.Context, r graph.Record) error {
	switch r := r.(type) {
	case *graph.Indicator:
		if u := r.Unit; !w.units[u.Code] {
			w.units[u.Code] = true
			if err := w.files["indicators"].Encode(unitLine{Record: "unit", Code: u.Code, Label: u.Label.ZH, LabelEN: u.Label.EN}); err != nil {
				return err
			}
		}
		return w.files["indicators"].Encode(lineOfIndicator(r))
	case *graph.Document:
		return w.files["documents"].Encode(lineOfDocument(r))
	case *graph.Entity:
		return w.files["entities"].Encode(lineOfEntity(r))
	case *graph.Claim:
		return w.files["claims"].Encode(lineOfClaim(r))
	case *graph.Figure:
		line := lineOfFigure(r)
		if multiple, ok := statedMultiple(r); ok {
			if !w.units[multiple.Code] {
				w.units[multiple.Code] = true
				if err := w.files["figures"].Encode(multiple); err != nil {
					return err
				}
			}
			line.in(multiple)
		}
		return w.files["figures"].Encode(line)
	default:
		return unknownRecord(r)
	}
}

func (w *jsonlWriter) end() error {
	for _, l := range w.files {
		if err := l.buffer.Flush(); err != nil {
			return err
		}
	}
	file, err := w.to.Create("dataset.yaml")
	if err != nil {
		return err
	}
	d := &w.about.Dataset
	of := "# All of version " + d.Version.String() + "."
	if w.about.Part != "" {
		of = "# A part of version " + d.Version.String() + "."
	}
	if d.Version.Hash == "" { // it is known when this is read again
		of = "# Written by a program."
	}
	_, err = fmt.Fprintf(file, "%s\nformat: 1\ntitle: %s\nlicence: %s\nmaintainer: %s\ndate: %s\n", of, yamlText(w.about.title()), yamlText(d.Licence), yamlText(d.Maintainer), d.Date)
	return err
}

// yamlText is text in YAML: JSON's strings are YAML's too.
func yamlText(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always marshals
	}
	return string(text)
}
