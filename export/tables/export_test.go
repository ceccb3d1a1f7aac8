package tables

import "io"

// WriteXLSX writes a workbook whose sheets have at most maxRows rows, the heading
// included.
func WriteXLSX(to io.Writer, t *Table, maxRows int) error {
	_, err := t.Write(to, Format{begin: func(to io.Writer, t *Table) (writer, error) {
		w, err := beginXLSX(to, t)
		if err == nil {
			w.(*xlsxWriter).maxRows = maxRows
		}
		return w, err
	}})
	return err
}
