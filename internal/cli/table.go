package cli

import (
	"encoding/csv"
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
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
	width := widthOf(c.out)
	if widths, ok := columnWidths(heading, rows, width); ok {
		printTable(c, heading, rows, widths)
	} else {
		printFields(c, heading, rows, width)
	}
	return nil
}

const (
	columnGap = 2
	// narrowest is the least width to which a column is wrapped: six Chinese
	// characters, or a word.
	narrowest = 12
)

// columnWidths chooses the columns' widths so that a row takes no more than width, 0
// for no limit. A column of ids is never narrowed, for an id is there to be copied.
// ok is false where the columns do not fit.
func columnWidths(heading []string, rows [][]string, width int) (widths []int, ok bool) {
	widths = make([]int, len(heading))
	room := width - columnGap*(len(heading)-1)
	for i, name := range heading {
		widths[i] = text.StringWidth(name)
		for _, row := range rows {
			widths[i] = max(widths[i], text.LongestLineLen(row[i]))
		}
		room -= widths[i]
	}
	if width == 0 {
		return widths, true
	}
	for ; room < 0; room++ { // the widest gives way first
		widest := -1
		for i, name := range heading {
			if !isID(name) && widths[i] > narrowest && (widest < 0 || widths[i] > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return nil, false
		}
		widths[widest]--
	}
	return widths, true
}

func isID(heading string) bool { return heading == "id" || strings.HasSuffix(heading, " id") }

func printTable(c *console, heading []string, rows [][]string, widths []int) {
	t := table.NewWriter()
	t.SetStyle(plainTable)
	t.AppendHeader(cells(heading))
	configs := make([]table.ColumnConfig, len(heading))
	for i := range heading {
		configs[i] = table.ColumnConfig{Number: i + 1, WidthMax: widths[i], WidthMaxEnforcer: wrap}
	}
	t.SetColumnConfigs(configs)
	for _, row := range rows {
		t.AppendRow(cells(row))
	}
	for line := range strings.SplitSeq(t.Render(), "\n") {
		if len(line) > columnGap && strings.Trim(line, "-") == "" {
			line = line[:len(line)-columnGap] // the rule does not go on behind the last column
		}
		c.printf("%s\n", strings.TrimRight(line, " "))
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

// printFields prints a field a line, for a terminal that is too narrow for a table.
func printFields(c *console, heading []string, rows [][]string, width int) {
	label := 0
	for _, name := range heading {
		label = max(label, text.StringWidth(name))
	}
	for i, row := range rows {
		if i > 0 {
			c.printf("\n")
		}
		for j, value := range row {
			if value == "" {
				continue
			}
			if room := width - label - columnGap; !isID(heading[j]) && room >= narrowest {
				value = wrap(value, room)
			}
			name := heading[j]
			for line := range strings.SplitSeq(value, "\n") {
				c.printf("%s\n", strings.TrimRight(fmt.Sprintf("%-*s%s", label+columnGap, name, line), " "))
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
