package tables

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"policygraph/graph"
)

// Format is a format of tables.
type Format struct {
	Name string // also the ending of a file's name
	// Text formats can be read in a terminal.
	Text  bool
	begin func(to io.Writer, t *Table) (writer, error)
}

// Formats lists every format.
var Formats = []Format{
	{"csv", true, beginCSV},
	{"xlsx", false, beginXLSX},
	{"json", true, beginJSON},
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
		return Format{}, graph.Errorf(graph.CodeInvalid, "unknown format of tables %.60q; expected one of %s", name, strings.Join(names, ", "))
	}
	return Formats[i], nil
}

// writer writes rows in one format.
type writer interface {
	row(Row) error
	// end writes what follows the last row and flushes buffers.
	end() error
	// close releases what the writer holds; it is called once, also after an error.
	close() error
}

// Write reads the table's rows and writes them in format f; it returns how many there
// are. If it returns an error, what is written is incomplete.
func (t *Table) Write(to io.Writer, f Format) (rows int, err error) {
	w, err := f.begin(to, t)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	for row, err := range t.Rows {
		if err != nil {
			return rows, err
		}
		if err := w.row(row); err != nil {
			return rows, err
		}
		rows++
	}
	return rows, w.end()
}

// BOM is the byte order mark. Excel takes a CSV file without one for a file of another
// encoding than UTF-8.
const BOM = "\ufeff"

// csvWriter writes RFC 4180.
type csvWriter struct{ *csv.Writer }

func beginCSV(to io.Writer, t *Table) (writer, error) {
	w := csvWriter{csv.NewWriter(to)}
	heading := make(Row, len(t.Columns)) // names of a matrix can be any text
	for i, c := range t.Columns {
		heading[i] = c.Name
	}
	err := w.row(heading)
	return w, err
}

func (w csvWriter) row(row Row) error {
	cells := make([]string, len(row))
	for i, value := range row {
		cells[i] = plain(value)
	}
	return w.Write(cells)
}

func (w csvWriter) end() error {
	w.Flush()
	return w.Error()
}

func (csvWriter) close() error { return nil }

// plain writes a value for CSV. A text that a spreadsheet would execute as a formula gets
// an apostrophe before it.
func plain(value any) string {
	s := String(value)
	if _, isText := value.(string); isText && s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// String writes a value as text; numbers without an exponent, such that they parse to the
// same number.
func String(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case Link:
		return v.Text
	default:
		return ""
	}
}

// jsonWriter writes an object with the table's name, the dataset's version, what was
// asked and, in rows, an object for each row: its values by the columns' names, without
// those that it lacks. What is known only when the rows are read stands behind them.
type jsonWriter struct {
	to    io.Writer
	table *Table
	names []string // of the columns, as JSON
	line  []byte
	begun bool // a row is written
}

func beginJSON(to io.Writer, t *Table) (writer, error) {
	w := &jsonWriter{to: to, table: t}
	for _, c := range t.Columns {
		w.names = append(w.names, string(appendJSON(nil, c.Name)))
	}
	w.line = append(w.line, `{"table": `...)
	w.line = appendJSON(w.line, t.Name)
	w.line = append(w.line, `, "dataset": `...)
	w.line = appendJSON(w.line, t.Dataset.Version.String())
	w.line = append(w.line, `, "asked": `...)
	w.line = appendJSON(w.line, t.Asked)
	w.line = append(w.line, `, "rows": [`...)
	err := w.flush()
	return w, err
}

func (w *jsonWriter) flush() error {
	_, err := w.to.Write(w.line)
	w.line = w.line[:0]
	return err
}

func appendJSON(line []byte, value any) []byte {
	var b strings.Builder
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	_ = out.Encode(value) // texts, finite numbers and Asked always encode, and a strings.Builder never fails
	return append(line, strings.TrimSuffix(b.String(), "\n")...)
}

func (w *jsonWriter) row(row Row) error {
	if w.begun {
		w.line = append(w.line, ',')
	}
	w.begun = true
	w.line = append(w.line, "\n{"...)
	first := true
	for i, value := range row {
		if value == nil {
			continue
		}
		if !first {
			w.line = append(w.line, ", "...)
		}
		first = false
		if link, ok := value.(Link); ok {
			value = link.URL
		}
		w.line = append(append(w.line, w.names[i]...), ": "...)
		w.line = appendJSON(w.line, value)
	}
	w.line = append(w.line, '}')
	return w.flush()
}

func (w *jsonWriter) end() error {
	w.line = append(w.line, "\n], \"more\": "...)
	w.line = strconv.AppendBool(w.line, w.table.More)
	incomplete := w.table.Incomplete
	if incomplete == nil {
		incomplete = []string{}
	}
	w.line = append(w.line, `, "incomplete": `...)
	w.line = append(appendJSON(w.line, incomplete), "}\n"...)
	return w.flush()
}

func (*jsonWriter) close() error { return nil }
