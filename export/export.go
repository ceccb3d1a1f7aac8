// Package export writes a dataset, or a part of it, for other programs: in the
// dataset's own format (JSONL), as tables (CSV) and as graphs (GraphML, JSON-LD,
// Cypher). Every format holds the evidence of every statement and names the
// version of the dataset. docs/exports.md lists the fields that each format holds;
// the tests read it.
//
// Records are written one at a time as they are read, so memory does not grow with
// the dataset. The exception is Cypher, which keeps a few hundred rows of each kind.
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

// About describes an export.
type About struct {
	Dataset graph.Dataset
	// Part describes the part of the dataset that is exported; "" means all of it.
	Part string
	// Quote returns the words that evidence points to, or "" if they are not
	// available. A nil Quote means that no documents are available.
	Quote func(ctx context.Context, e graph.Evidence) (string, error)

	speaking map[graph.ID][]graph.SpeaksFor // by document, of those written
}

// title returns the dataset's title, followed by the part in parentheses. The part
// may contain text that a user typed, so it is reduced to one line of valid text.
func (a *About) title() string {
	if a.Part == "" {
		return a.Dataset.Title
	}
	return a.Dataset.Title + " (" + oneLine(a.Part) + ")"
}

// oneLine replaces white space, control characters and invalid UTF-8 by single
// spaces.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == unicode.ReplacementChar
	}), " ")
}

// quote returns the words that evidence points to, or "" if they are not available.
func (a *About) quote(ctx context.Context, e graph.Evidence) (string, error) {
	if a.Quote == nil {
		return "", nil
	}
	return a.Quote(ctx, e)
}

// Counts is the number of records of each type in an export.
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
	// Help is one line of help.
	Help string
	// Files reports whether an export is several files in a directory, as opposed
	// to one stream.
	Files bool
	// Record reports whether this is the dataset's own format, in which an export
	// includes withdrawn statements by default.
	Record bool
	begin  func(to Target, about *About) (writer, error)
}

// Formats lists every format.
var Formats = []Format{
	{Name: "jsonl", Help: "the dataset's own format: a directory that policygraph loads", Files: true, Record: true, begin: beginJSONL},
	{Name: "csv", Help: "a directory of tables with a datapackage.json, for pandas, R or a spreadsheet", Files: true, begin: beginCSV},
	{Name: "graphml", Help: "a graph for Gephi, yEd or networkx", begin: beginGraphML},
	{Name: "jsonld", Help: "linked data: PROV, SKOS and Web Annotation terms", begin: beginJSONLD},
	{Name: "cypher", Help: "statements that build the graph in any Neo4j", begin: beginCypher},
}

// FormatNamed returns the format with the given name. The error for an unknown name
// lists the known ones.
func FormatNamed(name string) (Format, error) {
	i := slices.IndexFunc(Formats, func(f Format) bool { return f.Name == name })
	if i < 0 {
		names := make([]string, len(Formats))
		for i, f := range Formats {
			names[i] = f.Name
		}
		return Format{}, graph.Errorf(graph.CodeInvalid, "unknown export format %.60q; expected one of %s", name, strings.Join(names, ", "))
	}
	return Formats[i], nil
}

// Target receives the files of an export.
type Target interface {
	// Create creates a file of the export. The name is "" for a format that is one
	// stream.
	Create(name string) (io.WriteCloser, error)
}

// writer writes records in one format.
type writer interface {
	write(ctx context.Context, r graph.Record) error
	// end writes what follows the last record and flushes buffers.
	end() error
}

// Write writes records in format f. Records must be in the order of types that
// [graph.Source.Records] has. Write closes the files that it creates; if it returns
// an error, they are incomplete.
func Write(ctx context.Context, f Format, to Target, about *About, records iter.Seq2[graph.Record, error], progress graph.Progress) (counts Counts, err error) {
	files := &closing{Target: to}
	defer func() { err = errors.Join(err, files.close()) }()
	w, err := f.begin(files, about)
	if err != nil {
		return counts, err
	}
	const progressInterval = 1000
	var done int64
	for r, err := range records {
		if err != nil {
			return counts, err
		}
		if d, ok := r.(*graph.Document); ok && d.SpeaksFor != nil {
			if about.speaking == nil {
				about.speaking = map[graph.ID][]graph.SpeaksFor{}
			}
			about.speaking[d.ID] = d.SpeaksFor
		}
		if err := w.write(ctx, r); err != nil {
			return counts, fmt.Errorf("write %s: %w", r.RecordID(), err)
		}
		counts.add(r)
		if done++; done%progressInterval == 0 && progress != nil {
			progress(graph.Step{Phase: "exporting", Done: done})
		}
	}
	return counts, w.end()
}

// closing is a target that closes every file it created.
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
