package tables_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"policygraph/export/tables"
	"policygraph/graph"
)

var errBroken = errors.New("broken")

// table returns a table of rows; the error follows the last one, unless it is nil.
func table(err error, columns []string, rows ...tables.Row) *tables.Table {
	t := &tables.Table{
		Name: "claims", Dataset: &graph.Dataset{
			Title: "Invented", Licence: "CC0", Maintainer: "Nobody", Date: "2026-01-02", Version: graph.Version{Date: "2026-01-02", Hash: "0123456789ab"},
		},
		Rows: func(yield func(tables.Row, error) bool) {
			for _, row := range rows {
				if !yield(row, nil) {
					return
				}
			}
			if err != nil {
				yield(nil, err)
			}
		},
	}
	for _, name := range columns {
		t.Columns = append(t.Columns, tables.Column{Name: name})
	}
	return t
}

// dangerous are texts that a spreadsheet would take for a formula.
var dangerous = []string{"=1+1", "+8.5%", "-3", "@SUM(A1)", "\t=1+1", "\r=1+1"}

func format(t *testing.T, name string) tables.Format {
	t.Helper()
	f, err := tables.FormatNamed(name)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestCSVHoldsTheRowsAndNoFormula(t *testing.T) {
	rows := []tables.Row{{"a,\"b\"\nc", 3, 0.30000000000000004, nil}, {"'quoted'", -2, -1e-7, tables.Link{Text: "https://a.example/", URL: "https://a.example/"}}}
	want := [][]string{{"text", "count", "ratio", "url"}, {"a,\"b\"\nc", "3", "0.30000000000000004", ""}, {"'quoted'", "-2", "-0.0000001", "https://a.example/"}}
	for _, text := range dangerous {
		rows = append(rows, tables.Row{text, nil, nil, nil})
		want = append(want, []string{"'" + text, "", "", ""})
	}
	var out bytes.Buffer
	n, err := table(nil, want[0], rows...).Write(&out, format(t, "csv"))
	if err != nil || n != len(rows) {
		t.Fatalf("%d rows, %v", n, err)
	}
	got, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != len(want) {
		t.Fatalf("%d lines, want %d", len(got), len(want))
	}
	for i := range want {
		if !slices.Equal(got[i], want[i]) {
			t.Errorf("line %d is %q, want %q", i, got[i], want[i])
		}
	}
}

func TestJSONHoldsTheValuesAndWhatIsMissing(t *testing.T) {
	made := table(nil, []string{"text", "count", "url"}, tables.Row{"=1+1 <b>", 3, nil}, tables.Row{nil, nil, tables.Link{Text: "here", URL: "https://a.example/"}})
	made.Asked.ValidOn, made.Incomplete, made.More = "2026-01-01", []string{"links of A"}, true
	var out bytes.Buffer
	if _, err := made.Write(&out, format(t, "json")); err != nil {
		t.Fatal(err)
	}
	want := `{"table": "claims", "dataset": "2026-01-02-0123456789ab", "asked": {"validOn":"2026-01-01"}, "rows": [
{"text": "=1+1 <b>", "count": 3},
{"url": "https://a.example/"}
], "more": true, "incomplete": ["links of A"]}
`
	if out.String() != want {
		t.Errorf("got %s, want %s", &out, want)
	}
	if !json.Valid(out.Bytes()) {
		t.Error("it is invalid JSON")
	}
	out.Reset()
	if _, err := table(nil, []string{"a"}).Write(&out, format(t, "json")); err != nil || !json.Valid(out.Bytes()) {
		t.Errorf("without rows: %s, %v", &out, err)
	}
}

// workbook opens what was written.
func workbook(t *testing.T, written io.Reader) *excelize.File {
	t.Helper()
	file, err := excelize.OpenReader(written)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return file
}

// In a workbook numbers are numbers, texts are texts whatever they begin with, addresses
// are links, the heading stays in view, and the version is the sheet's and the file's.
func TestWorkbooksHoldTheRows(t *testing.T) {
	rows := []tables.Row{{"2026-01", 3, 0.25, nil}, {"_x0041_ & _xFFFF_", 0, 1e21, nil}, {"  <a> & \"b\"\n萬", -2, -1e-7, tables.Link{Text: "https://a.example/?q=\"", URL: "https://a.example/?q=\""}}}
	for _, text := range dangerous {
		rows = append(rows, tables.Row{text, nil, nil, nil})
	}
	var out bytes.Buffer
	if _, err := table(nil, []string{"text", "count", "ratio", "url"}, rows...).Write(&out, format(t, "xlsx")); err != nil {
		t.Fatal(err)
	}
	file := workbook(t, &out)
	const sheet = "claims 2026-01-02-0123456789ab"
	if got := file.GetSheetList(); !slices.Equal(got, []string{sheet}) {
		t.Fatalf("the sheets are %q", got)
	}
	for i, want := range append([]tables.Row{{"text", "count", "ratio", "url"}}, rows...) {
		for j, value := range want {
			cell, _ := excelize.CoordinatesToCellName(j+1, i+1)
			got, err := file.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatal(err)
			}
			kind, _ := file.GetCellType(sheet, cell)
			formula, _ := file.GetCellFormula(sheet, cell)
			switch value.(type) {
			case string:
				if text := strings.ReplaceAll(tables.String(value), "\r", "\n"); strings.ReplaceAll(got, "\r", "\n") != text || formula != "" || kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
					t.Errorf("%s is %q, formula %q, type %v; want the text %q", cell, got, formula, kind, value)
				}
			case int:
				if got != tables.String(value) || kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
					t.Errorf("%s is %q of type %v, want the number %v", cell, got, kind, value)
				}
			case tables.Link:
				if got != tables.String(value) || formula != `HYPERLINK("https://a.example/?q=""","https://a.example/?q=""")` {
					t.Errorf("%s is %q, formula %s", cell, got, formula)
				}
			}
		}
	}
	if ratio, _ := file.GetCellValue(sheet, "C4", excelize.Options{RawCellValue: true}); ratio != "-1E-07" && ratio != "-1e-07" && ratio != "-0.0000001" {
		t.Errorf("-1e-7 is %s", ratio)
	}
	if panes, err := file.GetPanes(sheet); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the heading does not stay in view: %+v, %v", panes, err)
	}
	props, err := file.GetDocProps()
	if err != nil || props.Version != "2026-01-02-0123456789ab" || props.Identifier != "dataset:2026-01-02-0123456789ab" || props.Title != "claims: Invented" {
		t.Errorf("the properties are %+v, %v", props, err)
	}
}

// A sheet that is full is followed by another, with the same heading; no row is lost.
func TestFullSheetsAreFollowedByOthers(t *testing.T) {
	var rows []tables.Row
	for i := range 25 {
		rows = append(rows, tables.Row{i})
	}
	var out bytes.Buffer
	if err := tables.WriteXLSX(&out, table(nil, []string{"number"}, rows...), 11); err != nil {
		t.Fatal(err)
	}
	file := workbook(t, &out)
	var got []string
	for i, sheet := range file.GetSheetList() {
		if len(sheet) > excelize.MaxSheetNameLength {
			t.Errorf("sheet %q has a name that is too long", sheet)
		}
		lines, err := file.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if lines[0][0] != "number" || len(lines) != []int{11, 11, 6}[i] {
			t.Errorf("sheet %d has %d lines, the first %q", i, len(lines), lines[0])
		}
		for _, line := range lines[1:] {
			got = append(got, line...)
		}
	}
	for i, number := range got {
		if number != tables.String(i) {
			t.Fatalf("row %d is %s", i, number)
		}
	}
	if len(got) != len(rows) {
		t.Errorf("%d rows, want %d", len(got), len(rows))
	}
}

// A text that a cell cannot hold is cut between characters, and says so.
func TestLongTextsOfWorkbooksAreCut(t *testing.T) {
	for _, text := range []string{strings.Repeat("萬", 32767), strings.Repeat("萬", 32768), strings.Repeat("a😀", 20000)} {
		var out bytes.Buffer
		made := table(nil, []string{"text"}, tables.Row{text})
		if _, err := made.Write(&out, format(t, "xlsx")); err != nil {
			t.Fatal(err)
		}
		file := workbook(t, &out)
		got, err := file.GetCellValue(file.GetSheetName(0), "A2")
		if err != nil {
			t.Fatal(err)
		}
		whole, cut := strings.CutSuffix(got, "… (cut; CSV and JSON have all)")
		if fits := len([]rune(text)) == 32767; cut == fits || !strings.HasPrefix(text, whole) || len(whole) < 50_000 {
			t.Errorf("a text of %d bytes has %d, cut: %v", len(text), len(whole), cut)
		}
	}
}

// A table of more columns than a sheet has is refused before anything is written.
func TestWorkbooksRefuseTooManyColumns(t *testing.T) {
	var out bytes.Buffer
	_, err := table(nil, make([]string, excelize.MaxColumns+1)).Write(&out, format(t, "xlsx"))
	if graph.CodeOf(err) != graph.CodeInvalid || out.Len() > 0 {
		t.Errorf("error %v, %d bytes", err, out.Len())
	}
}

// An error of the rows ends every format with that error, and no temporary file is left.
func TestErrorsOfRowsAreReturned(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	big := strings.Repeat("x", 30_000) // more than the library keeps in memory
	var rows []tables.Row
	for range 700 {
		rows = append(rows, tables.Row{big})
	}
	for _, f := range tables.Formats {
		if _, err := table(errBroken, []string{"a"}, rows...).Write(io.Discard, f); !errors.Is(err, errBroken) {
			t.Errorf("%s: %v", f.Name, err)
		}
		if _, err := table(nil, []string{"a"}, rows...).Write(io.Discard, f); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}
