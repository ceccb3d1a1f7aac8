package export_test

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"policygraph/graph"
)

// columns are the formats in the order of the tables of docs/exports.md.
var columns = []string{"jsonl", "csv", "graphml", "jsonld", "cypher"}

// documented is what docs/exports.md says: by type of record and by field, the name in
// each format; "" where the format does not hold the field.
type documented struct {
	fields map[string]map[string]map[string]string // type, field, format
	added  map[string][]string                     // names that a format adds
}

var (
	tableTypes = map[string]string{
		"Dataset": "dataset", "Entities": "entity", "Claims": "claim", "Figures": "figure",
		"Documents": "document", "Indicators": "indicator", "Evidence": "evidence",
	}
	tableNames = map[string]string{"JSONL": "jsonl", "CSV": "csv", "GraphML": "graphml", "JSON-LD": "jsonld", "Cypher": "cypher"}
	quotedName = regexp.MustCompile("^`([^`]+)`$")
)

// inEvidence is what a table says of a field that is part of a line of evidence.
const inEvidence = "in `evidence`"

func readTables(t *testing.T) documented {
	t.Helper()
	text, err := os.ReadFile("../docs/exports.md")
	if err != nil {
		t.Fatal(err)
	}
	d := documented{fields: map[string]map[string]map[string]string{}, added: map[string][]string{}}
	var section string
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if title, ok := strings.CutPrefix(line, "### "); ok {
			section = title
			continue
		}
		cells := strings.Split(strings.Trim(line, "| "), " | ")
		if !strings.HasPrefix(line, "| ") || section == "" {
			continue
		}
		if section == "Added by a format" {
			if m := quotedName.FindStringSubmatch(cells[1]); m != nil {
				d.added[tableNames[cells[0]]] = append(d.added[tableNames[cells[0]]], m[1])
			}
			continue
		}
		field := quotedName.FindStringSubmatch(cells[0])
		if field == nil {
			continue
		}
		if len(cells) != 2+len(columns) || tableTypes[section] == "" {
			t.Fatalf("%s: %d cells: %s", section, len(cells), line)
		}
		names := map[string]string{}
		for i, cell := range cells[2:] {
			switch m := quotedName.FindStringSubmatch(cell); {
			case m != nil:
				names[columns[i]] = m[1]
			case cell == inEvidence:
				names[columns[i]] = field[1]
			case cell != "—" && cell != "derived" && cell != "beside it":
				t.Fatalf("%s: %q says nothing that is known: %s", section, cell, line)
			}
		}
		if d.fields[tableTypes[section]] == nil {
			d.fields[tableTypes[section]] = map[string]map[string]string{}
		}
		d.fields[tableTypes[section]][field[1]] = names
	}
	return d
}

// content is what a dataset or an export holds: by type of record and by id, values
// by name: strings, float64s or lists of strings. Evidence is found by its statement,
// document and pointer.
type content map[string]map[string]map[string]any

func (c content) put(kind, id string, values map[string]any) {
	if c[kind] == nil {
		c[kind] = map[string]map[string]any{}
	}
	c[kind][id] = values
}

func evidenceKey(statement, document, pointer string) string {
	return statement + " " + document + " " + pointer
}

// internal are fields that order and count, and are no content.
var internal = []string{"initials", "sort_key", "alias_sounds", "key", "list_key", "last_cited", "citations"}

// contentOf is what a source holds, by the names of the fields in Go.
func contentOf(t *testing.T, s graph.Source, quote func(graph.Evidence) string) content {
	t.Helper()
	c := content{}
	d := s.Dataset()
	c.put("dataset", "", map[string]any{"title": d.Title, "licence": d.Licence, "maintainer": d.Maintainer, "date": string(d.Date), "version": d.Version.String()})
	for r, err := range s.Records(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		c.put(strings.ToLower(reflect.TypeOf(r).Elem().Name()), string(r.RecordID()), flat(r))
		statement, ok := r.(graph.Statement)
		if !ok {
			continue
		}
		for _, e := range statement.AllEvidence() {
			values := flat(&e)
			if e.Paragraph > 0 {
				values["start"] = float64(e.Start)
			}
			words := quote(e)
			if words != "" {
				values["quote"] = words
			}
			if spoken := spokenFor(c["document"][string(e.Document)], r, e.Paragraph, words); spoken != nil {
				values["speaks_for"] = spoken
			}
			c.put("evidence", evidenceKey(string(e.Statement), string(e.Document), e.Pointer()), values)
		}
	}
	return c
}

// spokenFor is what a document, as flat gives it, says of the ends of a claim.
func spokenFor(document map[string]any, r graph.Record, paragraph int, words string) (out []string) {
	claim, ok := r.(*graph.Claim)
	declared, _ := document["speaks_for"].([]graph.SpeaksFor)
	for _, d := range declared {
		if ok && (d.Entity == claim.Subject || d.Entity == claim.Object) && d.Bears(paragraph, words) {
			out = append(out, string(d.Entity)+" "+d.At)
		}
	}
	return out
}

// flat is the values of a record that it has, by name.
func flat(record any) map[string]any {
	out := map[string]any{}
	flatten(out, "", reflect.ValueOf(record).Elem())
	return out
}

var wordBreak = regexp.MustCompile(`([a-z0-9])([A-Z])`)

func flatten(out map[string]any, prefix string, v reflect.Value) {
	for i := range v.NumField() {
		field, value := v.Type().Field(i), v.Field(i)
		name := prefix + strings.ToLower(wordBreak.ReplaceAllString(field.Name, "${1}_$2"))
		switch {
		case field.Anonymous:
			flatten(out, prefix, value)
			continue
		case slices.Contains(internal, name):
			continue
		}
		switch x := value.Interface().(type) {
		case *float64:
			if x != nil {
				out[name] = *x
			}
		case float64:
			out[name] = x
		case int:
			if x != 0 {
				out[name] = float64(x)
			}
		case []graph.Evidence:
		case []graph.LocalAlias:
			var names []string
			for _, alias := range x {
				names = append(names, string(alias.In)+" "+alias.Name)
			}
			if names != nil {
				out[name] = names
			}
		case []graph.OfficialCode:
			var codes []string
			for _, code := range x {
				codes = append(codes, string(code.Scheme)+" "+code.Value)
			}
			if codes != nil {
				out[name] = codes
			}
		default:
			switch value.Kind() {
			case reflect.String:
				if value.Len() > 0 {
					out[name] = value.String()
				}
			case reflect.Struct:
				flatten(out, name+"_", value)
			case reflect.Slice:
				if value.Len() == 0 {
					continue
				}
				if value.Type().Elem().Kind() != reflect.String {
					out[name] = x
					continue
				}
				items := make([]string, value.Len())
				for j := range items {
					items[j] = value.Index(j).String()
				}
				out[name] = items
			default:
				panic("a field of a kind that no test knows: " + name)
			}
		}
	}
}

// comparison holds exports against the tables, and counts which names were seen.
type comparison struct {
	documented
	seen map[string]bool // format, type and name
}

// same reports what an export holds otherwise than the tables say. text is how the
// format changes texts.
func (c *comparison) same(t *testing.T, format string, found, want content, text func(string) string) {
	t.Helper()
	for kind, fields := range c.fields {
		if len(found[kind]) != len(want[kind]) {
			t.Errorf("%s: %d records of type %s, want %d", format, len(found[kind]), kind, len(want[kind]))
		}
		known := slices.Clone(c.added[format])
		for _, names := range fields {
			known = append(known, names[format])
		}
		for id, values := range want[kind] {
			got := found[kind][id]
			if got == nil {
				t.Errorf("%s: there is no %s", format, id)
				continue
			}
			for field, names := range fields {
				name := names[format]
				if name == "" {
					continue
				}
				if _, ok := got[name]; ok {
					c.seen[format+" "+kind+" "+name] = true
				}
				if !reflect.DeepEqual(likeWanted(got[name], values[field]), changed(values[field], text)) {
					t.Errorf("%s: %s has %s %q, want %q", format, id, name, got[name], values[field])
				}
			}
			for name := range got {
				if !slices.Contains(known, name) {
					t.Errorf("%s: %s has %s, which no table names", format, id, name)
				}
			}
		}
	}
}

// likeWanted splits lines where a list is wanted.
func likeWanted(got, want any) any {
	if text, ok := got.(string); ok && reflect.TypeOf(want) == reflect.TypeFor[[]string]() {
		return strings.Split(text, "\n")
	}
	return got
}

func changed(value any, text func(string) string) any {
	if text == nil {
		return value
	}
	switch v := value.(type) {
	case string:
		return text(v)
	case []string:
		out := make([]string, len(v))
		for i, s := range v {
			out[i] = text(s)
		}
		return out
	default:
		return value
	}
}

// complete reports names in the tables that no export had: the random datasets hold
// every field.
func (c *comparison) complete(t *testing.T, format string) {
	t.Helper()
	for kind, fields := range c.fields {
		for field, names := range fields {
			if name := names[format]; name != "" && !c.seen[format+" "+kind+" "+name] {
				t.Errorf("%s: no %s has %s (%s), which the tables name", format, kind, name, field)
			}
		}
	}
}

func TestTheTablesNameEveryField(t *testing.T) {
	d := readTables(t)
	for kind, record := range map[string]any{"entity": &graph.Entity{}, "claim": &graph.Claim{}, "figure": &graph.Figure{}, "document": &graph.Document{}, "indicator": &graph.Indicator{}, "evidence": &graph.Evidence{}} {
		var names []string
		eachField(reflect.TypeOf(record).Elem(), "", func(name string) { names = append(names, name) })
		if kind == "evidence" {
			names = append(names, "quote", "speaks_for")
		}
		for _, name := range names {
			if d.fields[kind][name] == nil {
				t.Errorf("docs/exports.md does not say which formats hold %s of type %s", name, kind)
			}
		}
		for name := range d.fields[kind] {
			if !slices.Contains(names, name) {
				t.Errorf("docs/exports.md names %s of type %s, and there is no such field", name, kind)
			}
		}
	}
}

// eachField calls do with the names that [flatten] gives.
func eachField(t reflect.Type, prefix string, do func(string)) {
	for i := range t.NumField() {
		f := t.Field(i)
		name := prefix + strings.ToLower(wordBreak.ReplaceAllString(f.Name, "${1}_$2"))
		switch {
		case f.Anonymous:
			eachField(f.Type, prefix, do)
		case slices.Contains(internal, name), f.Type == reflect.TypeFor[[]graph.Evidence]():
		case f.Type.Kind() == reflect.Struct:
			eachField(f.Type, name+"_", do)
		default:
			do(name)
		}
	}
}
