package tables

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"policygraph/graph"
)

// Bounds of the file format.
const (
	maxSheetRows    = excelize.TotalRows // the heading included
	maxSheetColumns = excelize.MaxColumns
	maxCellUnits    = excelize.TotalCellChars // UTF-16 code units of a text
)

// xlsxWriter writes a workbook. Rows go to a temporary file, which the workbook is packed
// from at the end.
type xlsxWriter struct {
	table *Table
	to    io.Writer
	file  *excelize.File
	bold  int // style of the heading
	link  int // style of links

	maxRows int // of a sheet
	sheet   *excelize.StreamWriter
	sheets  int
	rows    int // of the sheet
}

func beginXLSX(to io.Writer, t *Table) (writer, error) {
	if len(t.Columns) > maxSheetColumns {
		return nil, graph.Errorf(graph.CodeInvalid, "%d columns are more than the %d of a sheet; write csv, or ask for fewer columns", len(t.Columns), maxSheetColumns)
	}
	w := &xlsxWriter{table: t, to: to, file: excelize.NewFile(), maxRows: maxSheetRows}
	var err error
	if w.bold, err = w.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}}); err == nil {
		w.link, err = w.file.NewStyle(&excelize.Style{Font: &excelize.Font{Color: "0563C1", Underline: "single"}})
	}
	if err == nil {
		err = w.newSheet()
	}
	if err != nil {
		return nil, errors.Join(err, w.close())
	}
	return w, nil
}

// newSheet ends the present sheet and begins another, with the heading in a row that
// stays in view.
func (w *xlsxWriter) newSheet() error {
	if err := w.endSheet(); err != nil {
		return err
	}
	w.sheets++
	name := w.sheetName(w.sheets)
	var err error
	if w.sheets == 1 {
		err = w.file.SetSheetName("Sheet1", name) // which a new file has
	} else {
		_, err = w.file.NewSheet(name)
	}
	if err != nil {
		return err
	}
	if w.sheet, err = w.file.NewStreamWriter(name); err != nil {
		return err
	}
	if err := w.sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for i, c := range w.table.Columns {
		if err := w.sheet.SetColWidth(i+1, i+1, columnWidth(c)); err != nil {
			return err
		}
	}
	cells := make([]any, len(w.table.Columns))
	for i, c := range w.table.Columns {
		cells[i] = excelize.Cell{StyleID: w.bold, Value: fitted(c.Name)}
	}
	w.rows = 1
	return w.sheet.SetRow("A1", cells)
}

func (w *xlsxWriter) endSheet() error {
	if w.sheet == nil {
		return nil
	}
	return w.sheet.Flush()
}

// sheetName is the name of the sheet with the given number, such as
// "claims 2026-11-30-3f9c2a10b4d7". A further sheet has its number at the end, for which
// the version is cut where the name would be too long.
func (w *xlsxWriter) sheetName(number int) string {
	name, suffix := w.table.Name+" "+w.table.Dataset.Version.String(), ""
	if number > 1 {
		suffix = fmt.Sprintf(" %d", number)
	}
	return name[:min(len(name), excelize.MaxSheetNameLength-len(suffix))] + suffix
}

// columnWidth is the width of a column, in characters, by what it holds.
func columnWidth(c Column) float64 {
	switch {
	case c.ID:
		return 24
	case c.Enum:
		return 14
	default:
		return 20
	}
}

func (w *xlsxWriter) row(row Row) error {
	if w.rows == w.maxRows {
		if err := w.newSheet(); err != nil {
			return err
		}
	}
	w.rows++
	cells := make([]any, len(row))
	for i, value := range row {
		cells[i] = w.cell(value)
	}
	return w.sheet.SetRow(fmt.Sprintf("A%d", w.rows), cells)
}

// maxFormulaText is the length of the longest text in a formula, in UTF-16 code units.
const maxFormulaText = 255

// cell is a value as the library takes it. A text is a text to a spreadsheet, whatever
// it begins with; only a link is a formula, and of texts that are its own.
func (w *xlsxWriter) cell(value any) any {
	switch v := value.(type) {
	case string:
		return fitted(v)
	case Link:
		if units(v.URL) > maxFormulaText || units(v.Text) > maxFormulaText {
			return fitted(v.Text)
		}
		return excelize.Cell{StyleID: w.link, Value: v.Text, Formula: "HYPERLINK(" + quoted(v.URL) + "," + quoted(v.Text) + ")"}
	default:
		return value
	}
}

// quoted is a text in a formula.
func quoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

func units(s string) int { return len(utf16.Encode([]rune(s))) }

// cutMark ends a text that is longer than a cell may hold.
const cutMark = "… (cut; CSV and JSON have all)"

// fitted cuts a text that is longer than a cell may hold.
func fitted(s string) string {
	if len(s) <= maxCellUnits || units(s) <= maxCellUnits { // a byte is at least as short
		return s
	}
	room, end := maxCellUnits-units(cutMark), 0
	for i, r := range s {
		if room -= utf16.RuneLen(r); room < 0 {
			break
		}
		end = i + len(string(r))
	}
	return s[:end] + cutMark
}

// end packs the workbook, straight into the file: the library would build it in memory.
func (w *xlsxWriter) end() error {
	if err := w.endSheet(); err != nil {
		return err
	}
	w.file.SetActiveSheet(0)
	d := w.table.Dataset
	description := "Version " + d.Version.String() + " of the dataset. " + d.Licence
	if w.table.More {
		description += ". There are further rows."
	}
	if len(w.table.Incomplete) > 0 {
		description += ". Incomplete: a search met its limit for " + strings.Join(w.table.Incomplete, "; ")
	}
	err := w.file.SetDocProps(&excelize.DocProperties{
		Title: w.table.Name + ": " + d.Title, Creator: d.Maintainer, LastModifiedBy: d.Maintainer, Description: fitted(description),
		Identifier: string(d.Version.ID()), Version: d.Version.String(),
		Created: string(d.Date) + "T00:00:00Z", Modified: string(d.Date) + "T00:00:00Z",
	})
	if err != nil {
		return err
	}
	w.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(w.to) })
	_, err = w.file.WriteTo(io.Discard)
	return err
}

// close removes the temporary file.
func (w *xlsxWriter) close() error {
	return w.file.Close()
}
