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

// jsonlWriter writes the dataset's own format: a directory with dataset.yaml and
// a file of lines for each sort of record. What is loaded from it has the same
// version, if it is all of the dataset and all that was ever said. dataset.yaml
// comes last: without it nothing takes the rest for a dataset that is whole.
type jsonlWriter struct {
	about *About
	to    Target
	files map[string]*lines
	units map[string]bool // codes declared
	// derived is the codes of the units that figures are written in where the words
	// that state them name a multiple of the indicator's unit.
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

// figure writes a figure, and before the first one in a derived unit that unit.
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

// derive names a derived unit by its scale and base, such as 1000 kW.
func (w *jsonlWriter) derive(u derivedUnit) string {
	code := u.scale + " " + u.base
	for w.units[code] { // some unit of the dataset is named so
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
	if d.Version.Hash == "" { // it is known when this is read again
		of = "# Written by a program."
	}
	_, err = fmt.Fprintf(file, "%s\nformat: 1\ntitle: %s\nlicence: %s\nmaintainer: %s\ndate: %s\n", of, yamlText(w.about.title()), yamlText(d.Licence), yamlText(d.Maintainer), d.Date)
	return err
}

// yamlText is text as a double-quoted scalar of YAML. Characters that YAML does not
// allow, or nobody would see, are escaped.
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
