package export

import (
	"bufio"
	"context"
	"fmt"
	"strings"
	"unicode"

	"policygraph/graph"
	"policygraph/loader/record"
)

// jsonlWriter writes the dataset's own format: a directory with dataset.yaml and a
// JSONL file for each type of record. An export of all records, withdrawn ones
// included, loads with the same version. dataset.yaml is written last, because a
// directory without it does not load: an interrupted export is not mistaken for a
// complete one.
type jsonlWriter struct {
	about *About
	to    Target
	files map[string]*bufio.Writer // by the name of the file without .jsonl
	room  []byte                   // of a line
	units map[string]bool          // codes of all units written
	// derived maps derived units to their codes. A figure is written in a derived
	// unit if its words state the value in a multiple of the indicator's unit.
	derived map[derivedUnit]string
	format  int // 2 once a record says what format 1 cannot
}

type derivedUnit struct {
	base  string
	scale record.Decimal
}

func beginJSONL(to Target, about *About) (writer, error) {
	w := &jsonlWriter{about: about, to: to, files: map[string]*bufio.Writer{}, units: map[string]bool{}, derived: map[derivedUnit]string{}, format: 1}
	for _, name := range []string{"indicators", "documents", "entities", "claims", "figures"} {
		file, err := to.Create(name + ".jsonl")
		if err != nil {
			return nil, err
		}
		w.files[name] = bufio.NewWriterSize(file, 1<<16)
	}
	return w, nil
}

func (w *jsonlWriter) write(_ context.Context, r graph.Record) error {
	if record.NeedsFormat2(r) {
		w.format = 2
	}
	switch r := r.(type) {
	case *graph.Indicator:
		if !w.units[r.Unit.Code] {
			w.units[r.Unit.Code] = true
			if err := w.line("indicators", record.OfUnit(r.Unit)); err != nil {
				return err
			}
		}
		return w.line("indicators", record.OfIndicator(r))
	case *graph.Document:
		return w.line("documents", record.OfDocument(r))
	case *graph.Entity:
		return w.line("entities", record.OfEntity(r))
	case *graph.Claim:
		return w.line("claims", record.OfClaim(r))
	case *graph.Figure:
		return w.figure(r)
	default:
		return unknownRecord(r)
	}
}

func (w *jsonlWriter) line(file string, r any) error {
	w.room = record.AppendLine(w.room[:0], r)
	_, err := w.files[file].Write(w.room)
	return err
}

// figure writes a figure, preceded by its derived unit if this is the first figure
// in that unit.
func (w *jsonlWriter) figure(f *graph.Figure) error {
	line := record.OfFigure(f)
	var added *record.Unit
	err := line.State(f, func(scale record.Decimal) string {
		unit := derivedUnit{f.Unit, scale}
		if w.derived[unit] == "" {
			w.derived[unit] = w.newCode(unit)
			added = record.DerivedUnit(w.derived[unit], f.Unit, scale)
		}
		return w.derived[unit]
	})
	if err == nil && added != nil {
		err = w.line("figures", added)
	}
	if err != nil {
		return err
	}
	return w.line("figures", line)
}

// newCode returns a code for a derived unit: its scale and base, such as "1000 kW".
func (w *jsonlWriter) newCode(u derivedUnit) string {
	code := u.scale.Text + " " + u.base
	for w.units[code] { // a unit of the dataset has this code
		code += "*"
	}
	w.units[code] = true
	return code
}

func (w *jsonlWriter) end() error {
	for _, file := range w.files {
		if err := file.Flush(); err != nil {
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
	_, err = fmt.Fprintf(file, "%s\nformat: %d\ntitle: %s\nlicence: %s\nmaintainer: %s\ndate: %s\n", of, w.format, yamlText(w.about.title()), yamlText(d.Licence), yamlText(d.Maintainer), d.Date)
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
