package tables

import (
	"context"
	"iter"
	"math"
	"strings"

	"policygraph/graph"
	"policygraph/graph/cite"
)

// Table is a table whose rows are read while they are written. It can be written once.
type Table struct {
	Name    string // such as "claims"
	Caption string // the name and what was searched, such as "links between 33 and 114 entities"
	Dataset *graph.Dataset
	Asked   Asked
	Columns []Column
	// Rows yields the rows, each with a value for every column: a string, an int, a
	// float64, a [Link], or nil where there is none.
	Rows iter.Seq2[Row, error]
	// Incomplete describes, once the rows are read, where a work limit was met, so that
	// rows can be missing; a line for each such part of the table.
	Incomplete []string
	// More reports, once the rows are read, that there are rows beyond [Options.First].
	More bool
}

// Asked is what rows were searched under. That a table lacks a row holds under it alone.
type Asked struct {
	MaxHops       int                  `json:"maxHops,omitempty"`
	Types         []graph.RelationType `json:"types,omitempty"`
	Avoided       []graph.Kind         `json:"avoided,omitempty"`
	Ties          []graph.ClaimTie     `json:"ties,omitempty"`
	Certainty     graph.Certainty      `json:"certainty,omitempty"`
	MinConfidence *float64             `json:"minConfidence,omitempty"`
	MinStrength   float64              `json:"minStrength,omitempty"`
	ValidOn       graph.Day            `json:"validOn,omitempty"`
	KnownAsOf     graph.Day            `json:"knownAsOf,omitempty"`
}

// Row is a row of a table.
type Row []any

// Column is a column of a table.
type Column struct {
	Name string // lower case, words separated by underscores; a matrix has names of entities
	// Wide columns are for files. A terminal has no room for them.
	Wide bool
	// Enum columns hold enum values of the API.
	Enum bool
	// ID columns hold ids, which must not be broken into lines.
	ID bool
}

// Link is a text that leads to a web page.
type Link struct{ Text, URL string }

// Options are common to all tables.
type Options struct {
	Language graph.Language
	// First is the largest number of rows; 0 means that there is no limit.
	First int
	// Quote returns the words that evidence points to, or "" if they are not available.
	// A nil Quote means that no documents are available.
	Quote func(ctx context.Context, e graph.Evidence) (string, error)
	// Progress is told how far reading has come; it may be nil.
	Progress graph.Progress
}

func (o Options) quote(ctx context.Context, e graph.Evidence) (string, error) {
	if o.Quote == nil {
		return "", nil
	}
	return o.Quote(ctx, e)
}

// progress reports that done of total are read.
func (o Options) progress(done, total int) {
	if o.Progress != nil {
		o.Progress(graph.Step{Phase: "reading", Done: int64(done), Total: int64(total)})
	}
}

// newTable returns a table without its rows.
func newTable(name string, r *graph.Reader, at graph.AsOf, columns []Column) *Table {
	return &Table{Name: name, Caption: name, Dataset: r.Dataset(), Asked: Asked{ValidOn: at.ValidOn, KnownAsOf: at.KnownAsOf}, Columns: columns}
}

// emit yields a row; it returns false where reading must end.
type emit func(Row) bool

// read sets the rows: those that a function emits, up to o.First.
func (t *Table) read(o Options, rows func(emit) error) *Table {
	t.Rows = func(yield func(Row, error) bool) {
		n, ended := 0, false
		err := rows(func(row Row) bool {
			if o.First > 0 && n == o.First {
				t.More, ended = true, true
				return false
			}
			n++
			ended = !yield(row, nil)
			return !ended
		})
		if err != nil && !ended {
			yield(nil, err)
		}
	}
	return t
}

// records are the records that the rows of a page refer to.
type records struct{ graph.Records }

func lookUp(ctx context.Context, r *graph.Reader, ids []graph.ID) (records, error) {
	found, err := r.Records(ctx, ids)
	return records{found}, err
}

// name is the name of an entity or indicator, or its id where the dataset lacks it.
func (r records) name(id graph.ID, lang graph.Language) string {
	switch record := r.Records[id].(type) {
	case *graph.Entity:
		return record.In(lang)
	case *graph.Indicator:
		return record.In(lang)
	default:
		return string(id)
	}
}

func (r records) document(id graph.ID) *graph.Document {
	if d, ok := r.Records[id].(*graph.Document); ok {
		return d
	}
	return &graph.Document{ID: id}
}

// evidenceColumns are the columns that [Table.evidence] fills.
var evidenceColumns = []Column{
	{Name: "quote"}, {Name: "note"}, {Name: "document", Wide: true}, {Name: "publisher", Wide: true}, {Name: "published_on", Wide: true},
	{Name: "document_id", Wide: true, ID: true}, {Name: "pointer", Wide: true, ID: true}, {Name: "url", Wide: true}, {Name: "citation", Wide: true},
}

// evidence returns the cells that say where a statement is written.
func (t *Table) evidence(ctx context.Context, e graph.Evidence, of records, o Options) ([]any, error) {
	quote, err := o.quote(ctx, e)
	if err != nil {
		return nil, err
	}
	d := of.document(e.Document)
	return []any{
		text(quote), text(e.Note), text(d.Title), text(d.Publisher), text(d.PublishedOn),
		text(e.Document), e.Pointer(), link(d.URL), cite.Document(d).In(cite.Text),
	}, nil
}

// text is a cell with a text; an empty one has no value.
func text[T ~string](s T) any {
	if s == "" {
		return nil
	}
	return string(s)
}

// link is a cell that leads to a web page, if the address is one of a web page.
func link(url string) any {
	if strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") {
		return Link{url, url}
	}
	return text(url)
}

func number(v *float64) any {
	if v == nil {
		return nil
	}
	return *v
}

// positive is a cell with a number; 0 has no value.
func positive(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

// rounded rounds to 4 decimals, which is more than confidences have.
func rounded(v float64) float64 { return math.Round(v*1e4) / 1e4 }

// joined is a cell with a list.
func joined(items []string, separator string) any { return text(strings.Join(items, separator)) }
