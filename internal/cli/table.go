package cli

import (
	"encoding/csv"
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// languageFlags say what language a command's answer is in.
type languageFlags struct {
	Language string `name:"lang" enum:"zh,zh-hant,en,pinyin" default:"zh" help:"Names and words in zh, zh-hant, en or pinyin (${default})."`
}

// tableFlags say how a command prints rows; the commands that do share them.
type tableFlags struct {
	languageFlags
	Format string `name:"format" enum:"table,csv,json" default:"table" help:"table, csv or json (${default})."`
	JSON   bool   `name:"json" help:"The same as --format json."`
}

// Validate is what kong asks of the flags together.
func (a tableFlags) Validate() error {
	if a.JSON && a.Format == "csv" {
		return fmt.Errorf("--json and --format csv exclude each other")
	}
	return nil
}

func (a tableFlags) json() bool { return a.JSON || a.Format == "json" }

// note says what a reader of the rows must know: under a table, and beside rows that
// a program reads.
func (a tableFlags) note(c *console, format string, args ...any) {
	to := c.out
	if a.Format != "table" {
		to = c.err
	}
	_, _ = fmt.Fprintf(to, format+"\n", args...)
}

// language is the API's word for the language.
func (a languageFlags) language() string {
	switch a.Language {
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

// widestColumn is where a cell is wrapped, unless it is an id, which one copies.
const widestColumn = 48

// print prints rows under a heading.
func (a tableFlags) print(c *console, heading []string, rows [][]string) error {
	if a.Format == "csv" {
		w := csv.NewWriter(c.out)
		return w.WriteAll(append([][]string{heading}, rows...))
	}
	t := table.NewWriter()
	t.SetStyle(plainTable)
	t.AppendHeader(cells(heading))
	configs := make([]table.ColumnConfig, len(heading))
	for i, name := range heading {
		configs[i] = table.ColumnConfig{Number: i + 1}
		if !strings.HasSuffix(name, "id") {
			configs[i].WidthMax, configs[i].WidthMaxEnforcer = widestColumn, text.WrapSoft
		}
	}
	t.SetColumnConfigs(configs)
	for _, row := range rows {
		t.AppendRow(cells(row))
	}
	for line := range strings.Lines(t.Render() + "\n") {
		c.printf("%s\n", strings.TrimRight(line, " \n"))
	}
	return nil
}

// plainTable has a line under the heading and space between columns.
var plainTable = func() table.Style {
	s := table.StyleDefault
	s.Name = "plain"
	s.Options = table.Options{SeparateHeader: true}
	s.Box.PaddingLeft, s.Box.PaddingRight = "", "  "
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
