package cli

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"policygraph/export/tables"
	"policygraph/graph"
)

// rowFlags choose how a command writes the rows of a table, of any number.
type rowFlags struct {
	languageFlags
	Format string `name:"format" placeholder:"FORMAT" completion:"rows" help:"table, csv, xlsx or json; the ending of --output, else table, if omitted."`
	JSON   bool   `name:"json" help:"Same as --format json."`
	Output string `name:"output" short:"o" placeholder:"FILE" completion:"file" help:"Write here, to a new file; standard output if omitted. xlsx needs a file."`
	BOM    bool   `name:"bom" help:"Begin csv with a byte order mark, by which Excel recognizes UTF-8."`
	First  int    `name:"first" placeholder:"N" help:"Only the first N rows; all if omitted."`
}

// tableFormat is the format for a terminal, beside those of [tables.Formats].
const tableFormat = "table"

func rowFormats() []string {
	formats := []string{tableFormat}
	for _, f := range tables.Formats {
		formats = append(formats, f.Name)
	}
	return formats
}

// Validate implements kong's check of flags that depend on each other.
func (f rowFlags) Validate() error {
	switch format := f.format(); {
	case f.JSON && f.Format != "" && f.Format != "json":
		return fmt.Errorf("--json and --format %s exclude each other", f.Format)
	case !slices.Contains(rowFormats(), format):
		return fmt.Errorf("unknown --format %q; expected one of %s", format, strings.Join(rowFormats(), ", "))
	case format == "xlsx" && f.Output == "":
		return fmt.Errorf("--format xlsx is no text; name a file with --output, such as --output rows.xlsx")
	case f.BOM && format != "csv":
		return fmt.Errorf("--bom is for --format csv, and the format is %s", format)
	case f.First < 0:
		return fmt.Errorf("invalid --first %d; expected 1 or more", f.First)
	}
	return nil
}

// format is the format that is asked for.
func (f rowFlags) format() string {
	ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(f.Output), "."))
	if !slices.Contains(rowFormats(), ending) {
		ending = ""
	}
	if f.JSON {
		return "json"
	}
	return cmp.Or(f.Format, ending, tableFormat)
}

// table makes a table, writes it and says on standard error what it holds. none is what
// a table without rows says.
func (f rowFlags) table(ctx context.Context, c *console, data *dataset, none string, of func(*graph.Reader, tables.Options) (*tables.Table, error)) error {
	reader, err := data.read(ctx)
	if err != nil {
		return err
	}
	progress := newTerminalProgress(c.err)
	if _, shown := terminal(c.out); shown && f.Output == "" { // rows and a bar would overwrite each other
		progress.quiet = true
	}
	o := tables.Options{Language: graph.Language(f.language()), First: f.First, Progress: progress.step}
	if data.texts != nil {
		o.Quote = quoter(reader, data.texts)
	}
	t, err := of(reader, o)
	if err != nil {
		return err
	}
	to, finish, err := createOutput(c, f.Output)
	if err != nil {
		return err
	}
	if f.Output != "" {
		to = &interruptible{ctx, to}
	}
	rows, err := f.write(&console{out: to}, t, none)
	progress.end()
	if err := finish(err); err != nil {
		return err
	}
	return f.tell(c, t, rows)
}

// interruptible is a writer that fails once the command is interrupted: a workbook is
// packed after its rows are read, which can take a while.
type interruptible struct {
	ctx context.Context
	io.Writer
}

// Write implements [io.Writer].
func (w *interruptible) Write(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.Writer.Write(p)
}

// write writes the table to the console's output.
func (f rowFlags) write(c *console, t *tables.Table, none string) (rows int, err error) {
	name := f.format()
	if name == tableFormat {
		if rows, err = printRows(c, t); err == nil && rows == 0 {
			c.printf("%s\n", none)
		}
		return rows, cmp.Or(err, c.failed)
	}
	format, err := tables.FormatNamed(name)
	if err != nil {
		return 0, err
	}
	out := bufio.NewWriter(c.out)
	if f.BOM {
		_, _ = out.WriteString(tables.BOM) // Flush returns the error
	}
	if rows, err = t.Write(out, format); err != nil {
		return rows, err
	}
	return rows, out.Flush()
}

// tell says what was written, and fails where a part may be missing.
func (f rowFlags) tell(c *console, t *tables.Table, rows int) error {
	more := ""
	if t.More {
		more = ", and there are more; leave out --first for all"
	}
	c.note("%s of %s, dataset %s%s", count(rows, "row"), t.Caption, t.Dataset.Version, more)
	for _, part := range t.Incomplete {
		c.note("the search reached its limit: %s may be missing", part)
	}
	if len(t.Incomplete) > 0 {
		return incompleteError{fmt.Errorf("the table is incomplete; ask for fewer hops or fewer relation types")}
	}
	return nil
}

// chunk is how many rows a terminal's table is laid out by: the first ones decide the
// widths of its columns, and memory holds no more.
const chunk = 1000

// printRows prints the columns of a table that a terminal has room for, without those
// that are empty in all of a table of one chunk.
func printRows(c *console, t *tables.Table) (n int, err error) {
	p := tablePrinter{console: c}
	var rows [][]string
	for row, err := range t.Rows {
		if err != nil {
			return n, err
		}
		if len(rows) == chunk {
			p.print(t.Columns, rows)
			rows = rows[:0]
		}
		rows = append(rows, shownRow(t.Columns, row))
		n++
	}
	columns := t.Columns
	if n <= chunk {
		columns = slices.Clone(columns)
		for i := range columns {
			columns[i].Wide = columns[i].Wide || !slices.ContainsFunc(rows, func(row []string) bool { return row[i] != "" })
		}
	}
	if len(rows) > 0 {
		p.print(columns, rows)
	}
	return n, nil
}

// shownRow writes values as a terminal shows them.
func shownRow(columns []tables.Column, row tables.Row) []string {
	out := make([]string, len(row))
	for i, value := range row {
		out[i] = tables.String(value)
		if columns[i].Enum {
			out[i] = enumText(out[i])
		}
	}
	return out
}
