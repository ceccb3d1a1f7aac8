// Package export writes a dataset, or a part of it, in formats that other
// programs read: the dataset's own (JSONL), tables (CSV), and graphs (GraphML,
// JSON-LD, Cypher). All hold the evidence of every statement and name the
// version of the dataset; what records have in common, and how it is spelled in
// each format, is in fields.go.
//
// Records are written as they come, so that the size of a dataset does not
// matter.
package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode"

	"policygraph/graph"
)

// About is what an export says of itself.
type About struct {
	Dataset graph.Dataset
	// Part says in words which part of the dataset this is; "" for all of it.
	Part string
	// Quote gives the words of evidence; nil where no documents are at hand. It
	// answers "" where it cannot.
	Quote func(ctx context.Context, e graph.Evidence) (string, error)
}

// title is the dataset's title, with the part in brackets. What a user typed for a
// filter may be in it, so it is made one line of valid text.
func (a *About) title() string {
	if a.Part == "" {
		return a.Dataset.Title
	}
	return a.Dataset.Title + " (" + oneLine(a.Part) + ")"
}

// oneLine has a space for white space and for characters that no text holds.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == unicode.ReplacementChar
	}), " ")
}

// quote is the words of evidence; "" where they are not at hand.
func (a *About) quote(ctx context.Context, e graph.Evidence) (string, error) {
	if a.Quote == nil {
		return "", nil
	}
	return a.Quote(ctx, e)
}

// Counts is how many records of each sort an export holds.
type Counts struct {
	Indicators, Documents, Entities, Claims, Figures, Evidence int
}

func (c *Counts) add(r graph.Record) {
	switch r := r.(type) {
	case *graph.Indicator:
		c.Indicators++
	case *graph.Document:
		c.Documents++
	case *graph.Entity:
		c.Entities++
	case *graph.Claim:
		c.Claims++
		c.Evidence += len(r.Evidence)
	case *graph.Figure:
		c.Figures++
		c.Evidence += len(r.Evidence)
	}
}

// Format is a format of exports.
type Format struct {
	Name string
	// Help says in a few words what it is for.
	Help string
	// Files: an export is several files in a directory; else it is one stream.
	Files bool
	// Record: it is the dataset's own format, whose point is to hold everything
	// that was ever said, with both clocks.
	Record bool
	begin  func(to Target, about *About) (writer, error)
}

// Formats are all formats.
var Formats = []Format{
	{Name: "jsonl", Help: "the dataset's own format, a directory that policygraph reads again", Files: true, Record: true, begin: beginJSONL},
	{Name: "csv", Help: "a directory of tables with a datapackage.json, for pandas, R or a spreadsheet", Files: true, begin: beginCSV},
	{Name: "graphml", Help: "a graph for Gephi, yEd or networkx", begin: beginGraphML},
	{Name: "jsonld", Help: "linked data: PROV, SKOS and Web Annotation terms", begin: beginJSONLD},
	{Name: "cypher", Help: "statements that build the graph in any Neo4j", begin: beginCypher},
}

// FormatNamed finds a format.
func FormatNamed(name string) (Format, error) {
	i := slices.IndexFunc(Formats, func(f Format) bool { return f.Name == name })
	if i < 0 {
		names := make([]string, len(Formats))
		for i, f := range Formats {
			names[i] = f.Name
		}
		return Format{}, graph.Errorf(graph.CodeInvalid, "%.60q is no format of exports: write %s", name, strings.Join(names, ", "))
	}
	return Formats[i], nil
}

// Target is where an export goes.
type Target interface {
	// Create makes a file of the export: "" for the one stream of a format that
	// is one.
	Create(name string) (io.WriteCloser, error)
}

// writer writes records in a format.
type writer interface {
	write(ctx context.Context, r graph.Record) error
	// end completes what was written.
	end() error
}

// Write writes records, which come in the order of [graph.Source.Records] by
// sort. What it has created is closed when it returns, and is not whole where it
// returns an error.
func Write(ctx context.Context, f Format, to Target, about *About, records iter.Seq2[graph.Record, error], progress graph.Progress) (counts Counts, err error) {
	files := &closing{Target: to}
	defer func() { err = errors.Join(err, files.close()) }()
	w, err := f.begin(files, about)
	if err != nil {
		return counts, err
	}
	const tellEvery = 1000
	var done int64
	for r, err := range records {
		if err != nil {
			return counts, err
		}
		if err := w.write(ctx, r); err != nil {
			return counts, fmt.Errorf("write %s: %w", r.RecordID(), err)
		}
		counts.add(r)
		if done++; done%tellEvery == 0 && progress != nil {
			progress(graph.Step{Phase: "exporting", Done: done})
		}
	}
	return counts, w.end()
}

// closing closes all files that it created.
type closing struct {
	Target
	open []io.Closer
}

func (c *closing) Create(name string) (io.WriteCloser, error) {
	file, err := c.Target.Create(name)
	if err == nil {
		c.open = append(c.open, file)
	}
	return file, err
}

func (c *closing) close() error {
	var errs []error
	for _, file := range c.open {
		errs = append(errs, file.Close())
	}
	return errors.Join(errs...)
}
