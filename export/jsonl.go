package export

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"

	"policygraph/graph"
)

// jsonlWriter writes the dataset's own format: a directory with dataset.yaml and a
// JSONL file for each type of record. An export of all records, withdrawn ones
// included, loads with the same version. dataset.yaml is written last, because a
// directory without it does not load: an interrupted export is not mistaken for a
// complete one.
type jsonlWriter struct {
	about *About
	to    Target
	files map[string]*lines
	units map[string]bool // codes of all units written
	// derived maps derived units to their codes. A figure is written in a derived
	// unit if its words state the value in a multiple of the indicator's unit.
	derived map[derivedUnit]string
}

type derivedUnit struct{ base, scale string }

type lines struct {
	buffer *bufio.Writer
	*json.Encoder
}

func beginJSONL(to Target, about *About) (writer, error) {
	w := &jsonlWriter{about: about, to: to, files: map[string]*lines{}, units: map[string]bool{}, derived: map[derivedUnit]string{}}
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
		return w.figure(r)
	default:
		return unknownRecord(r)
	}
}

// figure writes a figure, preceded by its derived unit if this is the first figure
// in that unit.
func (w *jsonlWriter) figure(f *graph.Figure) error {
	line := lineOfFigure(f)
	scale, err := line.state(f)
	if err != nil {
		return err
	}
	if scale != "1" {
		unit := w.derived[derivedUnit{f.Unit, scale}]
		if unit == "" {
			unit = w.derive(derivedUnit{f.Unit, scale})
			if err := w.files["figures"].Encode(unitLine{Record: "unit", Code: unit, Label: unit, LabelEN: unit, Base: f.Unit, Scale: json.Number(scale)}); err != nil {
				return err
			}
		}
		line.Unit = unit
	}
	return w.files["figures"].Encode(line)
}

// derive returns a new code for a derived unit: its scale and base, such as
// "1000 kW".
func (w *jsonlWriter) derive(u derivedUnit) string {
	code := u.scale + " " + u.base
	for w.units[code] { // a unit of the dataset has this code
		code += "*"
	}
	w.units[code] = true
	w.derived[u] = code
	return code
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
	if d.Version.Hash == "" { // the loader computes it
		of = "# Written by a program."
	}
	_, err = fmt.Fprintf(file, "%s\nformat: 1\ntitle: %s\nlicence: %s\nmaintainer: %s\ndate: %s\n", of, yamlText(w.about.title()), yamlText(d.Licence), yamlText(d.Maintainer), d.Date)
	return err
}

// yamlText formats text as a double-quoted YAML scalar. Characters that YAML does not
// allow, and other unprintable ones, are escaped.
func yamlText(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08X`, r)
		default:
			fmt.Fprintf(&b, `\u%04X`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
