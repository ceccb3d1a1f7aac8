package cli

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"policygraph/export/tables"
)

// languageFlags choose the language of an answer.
type languageFlags struct {
	Language string `name:"lang" enum:"zh,zh-hant,en,pinyin" default:"zh" help:"Language of names and labels: zh, zh-hant, en or pinyin (${default})."`
}

// language is the API's Language.
func (f languageFlags) language() string {
	switch f.Language {
	case "en":
		return "EN"
	case "pinyin":
		return "PINYIN"
	case "zh-hant":
		return "ZH_HANT"
	default:
		return "ZH_HANS"
	}
}

// tableFlags choose how rows are printed.
type tableFlags struct {
	languageFlags
	Format string `name:"format" enum:"table,csv,json" default:"table" help:"table, csv or json (${default})."`
	JSON   bool   `name:"json" help:"Same as --format json."`
}

// Validate implements kong's check of flags that depend on each other.
func (f tableFlags) Validate() error {
	if f.JSON && f.Format == "csv" {
		return fmt.Errorf("--json and --format csv exclude each other")
	}
	return nil
}

func (f tableFlags) json() bool { return f.JSON || f.Format == "json" }

// print prints rows under a heading, as a table that fits the terminal's width or as
// CSV.
func (f tableFlags) print(c *console, heading []string, rows [][]string) error {
	if f.Format == "csv" {
		w := csv.NewWriter(c.out)
		return w.WriteAll(append([][]string{heading}, rows...))
	}
	columns := make([]tables.Column, len(heading))
	for i, name := range heading {
		columns[i] = tables.Column{Name: name, ID: name == "id"}
	}
	(&tablePrinter{console: c}).print(columns, rows)
	return nil
}

const (
	columnGap = 2
	// narrowest is the least width to which a column is wrapped: six Chinese
	// characters, or a word.
	narrowest = 12
)

// tablePrinter prints a table that fits the terminal's width, in chunks of rows. Where
// the terminal is too narrow it prints a field a line.
type tablePrinter struct {
	*console
	begun  bool
	shown  []int // indices of the columns that a terminal has room for
	widths []int // of the columns shown, by the first chunk; nil where they do not fit
}

// print prints a chunk of rows. The columns that the first chunk is printed with are
// those of the table.
func (p *tablePrinter) print(columns []tables.Column, rows [][]string) {
	width := widthOf(p.out)
	if !p.begun {
		for i, c := range columns {
			if !c.Wide {
				p.shown = append(p.shown, i)
			}
		}
	}
	columns, rows = picked(columns, p.shown), slices.Clone(rows)
	for i, row := range rows {
		rows[i] = picked(row, p.shown)
	}
	if !p.begun {
		p.widths = columnWidths(columns, rows, width)
	}
	if p.widths != nil {
		p.table(columns, rows, width)
	} else {
		p.fields(columns, rows, width)
	}
	p.begun = true
}

func picked[T any](all []T, indices []int) []T {
	out := make([]T, len(indices))
	for i, index := range indices {
		out[i] = all[index]
	}
	return out
}

// heading is how a terminal shows a column's name.
func heading(c tables.Column) string { return strings.ReplaceAll(c.Name, "_", " ") }

// columnWidths chooses the columns' widths so that a row takes no more than width, 0
// for no limit. A column of ids is never narrowed, for an id is there to be copied.
// It returns nil where the columns do not fit.
func columnWidths(columns []tables.Column, rows [][]string, width int) []int {
	widths := make([]int, len(columns))
	room := width - columnGap*(len(columns)-1)
	for i, c := range columns {
		widths[i] = text.StringWidth(heading(c))
		for _, row := range rows {
			widths[i] = max(widths[i], text.LongestLineLen(row[i]))
		}
		room -= widths[i]
	}
	if width == 0 {
		return widths
	}
	for ; room < 0; room++ { // the widest gives way first
		widest := -1
		for i, c := range columns {
			if !c.ID && widths[i] > narrowest && (widest < 0 || widths[i] > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return nil
		}
		widths[widest]--
	}
	return widths
}

// table prints rows in columns. Without a terminal a row of a later chunk may be wider.
func (p *tablePrinter) table(columns []tables.Column, rows [][]string, width int) {
	t := table.NewWriter()
	t.SetStyle(plainTable)
	if !p.begun {
		names := make([]string, len(columns))
		for i, c := range columns {
			names[i] = heading(c)
		}
		t.AppendHeader(cells(names))
	}
	configs := make([]table.ColumnConfig, len(columns))
	for i := range columns {
		configs[i] = table.ColumnConfig{Number: i + 1, WidthMin: p.widths[i]}
		if width > 0 {
			configs[i].WidthMax, configs[i].WidthMaxEnforcer = p.widths[i], wrap
		}
	}
	t.SetColumnConfigs(configs)
	for _, row := range rows {
		t.AppendRow(cells(row))
	}
	for line := range strings.SplitSeq(t.Render(), "\n") {
		if len(line) > columnGap && strings.Trim(line, "-") == "" {
			line = line[:len(line)-columnGap] // the rule does not go on behind the last column
		}
		p.printf("%s\n", strings.TrimRight(line, " "))
	}
}

// wrap breaks a text into lines of at most width columns. WrapSoft takes half of a wide
// character for room where the width is odd.
func wrap(s string, width int) string {
	if wrapped := text.WrapSoft(s, width); text.LongestLineLen(wrapped) <= width {
		return wrapped
	}
	return text.WrapSoft(s, width-1)
}

// fields prints a field a line, for a terminal that is too narrow for a table.
func (p *tablePrinter) fields(columns []tables.Column, rows [][]string, width int) {
	label := 0
	for _, c := range columns {
		label = max(label, text.StringWidth(heading(c)))
	}
	for i, row := range rows {
		if p.begun || i > 0 {
			p.printf("\n")
		}
		for j, value := range row {
			if value == "" {
				continue
			}
			if room := width - label - columnGap; !columns[j].ID && room >= narrowest {
				value = wrap(value, room)
			}
			name := heading(columns[j])
			for line := range strings.SplitSeq(value, "\n") {
				p.printf("%s\n", strings.TrimRight(text.Pad(name, label+columnGap, ' ')+line, " "))
				name = ""
			}
		}
	}
}

// plainTable has a line under the heading and space between columns.
var plainTable = func() table.Style {
	s := table.StyleDefault
	s.Name = "plain"
	s.Options = table.Options{SeparateHeader: true}
	s.Box.PaddingLeft, s.Box.PaddingRight = "", strings.Repeat(" ", columnGap)
	s.Format.Header = text.FormatDefault
	return s
}()

func cells(row []string) table.Row {
	out := make(table.Row, len(row))
	for i, s := range row {
		out[i] = s
	}
	return out
}
