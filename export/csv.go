package export

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"policygraph/graph"
)

// tables are the files of a CSV export: RFC 4180, UTF-8, one record per row.
var tables = []table{
	{"entities", entityColumns, []reference{}},
	{"documents", documentColumns, nil},
	{"indicators", indicatorColumns, nil},
	{"claims", claimColumns, []reference{{"subject", "entities"}, {"object", "entities"}, {"under", "entities"}}},
	{"figures", figureColumns, []reference{{"subject", "entities"}, {"indicator", "indicators"}, {"under", "entities"}}},
	{"evidence", evidenceColumns, []reference{{"document", "documents"}}},
}

type table struct {
	name    string
	columns []string
	refers  []reference
}

// reference is a column that holds ids of records in another table.
type reference struct{ column, table string }

type csvWriter struct {
	about  *About
	to     Target
	tables map[string]*csv.Writer
}

func beginCSV(to Target, about *About) (writer, error) {
	w := &csvWriter{about: about, to: to, tables: map[string]*csv.Writer{}}
	for _, t := range tables {
		file, err := to.Create(t.name + ".csv")
		if err != nil {
			return nil, err
		}
		w.tables[t.name] = csv.NewWriter(file)
		if err := w.tables[t.name].Write(t.columns); err != nil {
			return nil, err
		}
	}
	return w, nil
}

func (w *csvWriter) write(ctx context.Context, r graph.Record) error {
	switch r := r.(type) {
	case *graph.Entity:
		return w.row("entities", entityColumns, fieldsOfEntity(r))
	case *graph.Document:
		return w.row("documents", documentColumns, fieldsOfDocument(r))
	case *graph.Indicator:
		return w.row("indicators", indicatorColumns, fieldsOfIndicator(r))
	case *graph.Claim:
		if err := w.row("claims", claimColumns, fieldsOfClaim(r)); err != nil {
			return err
		}
		return w.evidence(ctx, r)
	case *graph.Figure:
		if err := w.row("figures", figureColumns, fieldsOfFigure(r)); err != nil {
			return err
		}
		return w.evidence(ctx, r)
	default:
		return unknownRecord(r)
	}
}

func (w *csvWriter) evidence(ctx context.Context, s graph.Statement) error {
	pieces, err := w.about.pieces(ctx, s)
	if err != nil {
		return err
	}
	for i := range pieces {
		if err := w.row("evidence", evidenceColumns, fieldsOfEvidence(&pieces[i])); err != nil {
			return err
		}
	}
	return nil
}

func (w *csvWriter) row(table string, columns []string, f fields) error {
	row := make([]string, len(columns))
	for _, x := range f {
		row[slices.Index(columns, x.name)] = cell(x.value)
	}
	return w.tables[table].Write(row)
}

// cell formats a value as text, a list as a JSON array.
func cell(value any) string {
	switch v := value.(type) {
	case int:
		return strconv.Itoa(v)
	case float64:
		return decimal(v)
	case []string:
		return jsonArray(v)
	default:
		return value.(string)
	}
}

func jsonArray(items []string) string {
	var b strings.Builder
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	_ = out.Encode(items) // strings always encode, and a strings.Builder never fails
	return strings.TrimSuffix(b.String(), "\n")
}

// decimal formats a number without an exponent, such that it parses to the same
// float64.
func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func (w *csvWriter) end() error {
	for _, t := range tables {
		w.tables[t.name].Flush()
		if err := w.tables[t.name].Error(); err != nil {
			return err
		}
	}
	file, err := w.to.Create("datapackage.json")
	if err != nil {
		return err
	}
	out := json.NewEncoder(file)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(w.about.dataPackage())
}

// dataPackage returns a description of the tables in the form of the Data Package
// standard (https://datapackage.org/standard/data-package/).
func (a *About) dataPackage() map[string]any {
	resources := make([]any, len(tables))
	for i, t := range tables {
		columns := make([]any, len(t.columns))
		for j, c := range t.columns {
			columns[j] = map[string]string{"name": c, "type": columnType(c)}
		}
		keys := []any{}
		for _, r := range t.refers {
			keys = append(keys, map[string]any{"fields": r.column, "reference": map[string]string{"resource": r.table, "fields": "id"}})
		}
		resources[i] = map[string]any{
			"name": t.name, "path": t.name + ".csv", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
			"schema": map[string]any{"fields": columns, "primaryKey": "id", "foreignKeys": keys},
		}
	}
	d := &a.Dataset
	return map[string]any{
		"$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
		"name":    "policygraph-export", "title": a.title(), "version": d.Version.String(), "created": string(d.Date),
		"licenses":     []any{map[string]string{"name": d.Licence}},
		"contributors": []any{map[string]any{"title": d.Maintainer, "roles": []string{"maintainer"}}},
		"description": fmt.Sprintf("Version %s of the dataset. A list in a cell is a JSON array. "+
			"Dates are as precise as their source. Paragraphs count from 1, start and end count code points of the paragraph's readable text.", d.Version),
		"resources": resources,
	}
}

func columnType(column string) string {
	switch column {
	case "relations", "rank", "paragraph", "start", "end", "first_paragraph", "last_paragraph":
		return "integer"
	case "amount", "value", "value_max", "confidence":
		return "number"
	case "aliases", "local_aliases", "codes", "former_ids", "breakdown", "authors", "speaks_for":
		return "array"
	default:
		return "string"
	}
}

func unknownRecord(r graph.Record) error {
	return graph.Errorf(graph.CodeInternal, "cannot export a record of type %T", r)
}
