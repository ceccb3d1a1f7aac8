package export_test

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"policygraph/graph"
)

// The readers below read exports as another program would, by what the files
// themselves and docs/exports.md say.

func decodeJSON(t *testing.T, path string, to any) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, to); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

func float(t *testing.T, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Error(err)
	}
	return v
}

var tableOf = map[string]string{"entities": "entity", "claims": "claim", "figures": "figure", "documents": "document", "indicators": "indicator", "evidence": "evidence"}

func readCSV(t *testing.T, dir string) content {
	t.Helper()
	var description struct {
		Title, Version, Created string
		Licenses                []struct{ Name string }
		Contributors            []struct{ Title string }
		Resources               []struct {
			Name, Path string
			Schema     struct{ Fields []struct{ Name, Type string } }
		}
	}
	decodeJSON(t, filepath.Join(dir, "datapackage.json"), &description)
	c := content{}
	c.put("dataset", "", map[string]any{
		"title": description.Title, "version": description.Version, "created": description.Created,
		"licenses": description.Licenses[0].Name, "contributors": description.Contributors[0].Title,
	})
	for _, resource := range description.Resources {
		file, err := os.Open(filepath.Join(dir, resource.Path))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(file).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", resource.Path, err)
		}
		_ = file.Close() // it is only read
		for _, row := range rows[1:] {
			values := map[string]any{}
			for i, field := range resource.Schema.Fields {
				if rows[0][i] != field.Name {
					t.Fatalf("%s: column %s is not the %s that datapackage.json says", resource.Path, rows[0][i], field.Name)
				}
				if row[i] == "" {
					continue
				}
				switch field.Type {
				case "integer", "number":
					values[field.Name] = float(t, row[i])
				case "array":
					var list []string
					if err := json.Unmarshal([]byte(row[i]), &list); err != nil {
						t.Errorf("%s: %s %q: %v", resource.Path, field.Name, row[i], err)
					}
					values[field.Name] = list
				case "string":
					values[field.Name] = row[i]
				default:
					t.Fatalf("%s: %s is of the unknown type %s", resource.Path, field.Name, field.Type)
				}
			}
			c.put(tableOf[resource.Name], idOf(tableOf[resource.Name], values), values)
		}
	}
	return c
}

// idOf is by what a record is found in content.
func idOf(kind string, values map[string]any) string {
	if kind != "evidence" {
		return values["id"].(string)
	}
	return evidenceKey(values["statement"].(string), values["document"].(string), pointerOf(values))
}

func pointerOf(values map[string]any) string {
	e := graph.Evidence{}
	if paragraph, ok := values["paragraph"].(float64); ok {
		e.Paragraph, e.Start, e.End, e.Check = int(paragraph), int(values["start"].(float64)), int(values["end"].(float64)), values["check"].(string)
	}
	return e.Pointer()
}

// putEvidence reads the lines of evidence of a statement.
func (c content) putEvidence(t *testing.T, statement string, lines []string) {
	t.Helper()
	for _, line := range lines {
		parts := strings.SplitN(line, " ", 5)
		if len(parts) < 4 {
			t.Errorf("%s has the evidence %q", statement, line)
			continue
		}
		place, err := graph.ParsePointer(parts[1])
		if err != nil {
			t.Error(err)
		}
		values := map[string]any{"document": parts[0], "method": parts[2], "confidence": float(t, parts[3])}
		if place.Paragraph > 0 {
			values["paragraph"], values["start"], values["end"], values["check"] = float64(place.Paragraph), float64(place.Start), float64(place.End), place.Check
		}
		if len(parts) == 5 {
			quote, note := cutQuote(cutMarks(values, parts[4]))
			if quote != "" {
				values["quote"] = quote
			}
			if note != "" {
				values["note"] = note
			}
		}
		c.put("evidence", evidenceKey(statement, parts[0], parts[1]), values)
	}
}

// cutMarks takes the basis and the places beside a quote from before it.
func cutMarks(values map[string]any, text string) (rest string) {
	for {
		first, rest, _ := strings.Cut(text, " ")
		mark, value, _ := strings.Cut(first, "=")
		switch {
		case slices.ContainsFunc(graph.Bases, func(b graph.BasisInfo) bool { return string(b.Basis) == first }):
			values["basis"] = first
		case mark == "subject_at" || mark == "object_at":
			values[mark] = value
		case mark == "speaks_for":
			known, _ := values[mark].([]string)
			values[mark] = append(known, strings.Replace(value, "@", " ", 1))
		default:
			return text
		}
		text = rest
	}
}

// cutQuote takes a quote in 「」, in which 」 is doubled, from before a note.
func cutQuote(text string) (quote, note string) {
	rest, quoted := strings.CutPrefix(text, "「")
	if !quoted {
		return "", text
	}
	for {
		before, after, _ := strings.Cut(rest, "」")
		quote += before
		if rest, quoted = strings.CutPrefix(after, "」"); !quoted {
			return quote, strings.TrimPrefix(after, " ")
		}
		quote += "」"
	}
}

// ties are the edges from figures, each in one line.
type ties map[string]bool

func tiesOf(t *testing.T, s graph.Source) ties {
	t.Helper()
	out := ties{}
	for r, err := range s.Records(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		f, ok := r.(*graph.Figure)
		if !ok {
			continue
		}
		out[fmt.Sprint(f.ID, " FIGURE_OF ", f.Subject)], out[fmt.Sprint(f.ID, " MEASURES ", f.Indicator)] = true, true
		if f.Under != "" {
			out[fmt.Sprint(f.ID, " REPORTED_BY ", f.Under)] = true
		}
		for _, part := range f.Breakdown {
			out[fmt.Sprint(f.ID, " COUNTS ", part)] = true
		}
	}
	return out
}

func readGraphML(t *testing.T, path string) (content, ties) {
	t.Helper()
	type data struct {
		Key   string `xml:"key,attr"`
		Value string `xml:",chardata"`
	}
	type element struct {
		ID     string `xml:"id,attr"`
		Source string `xml:"source,attr"`
		Target string `xml:"target,attr"`
		Data   []data `xml:"data"`
	}
	var document struct {
		Keys []struct {
			ID   string `xml:"id,attr"`
			Name string `xml:"attr.name,attr"`
			Type string `xml:"attr.type,attr"`
		} `xml:"key"`
		Graph struct {
			Data  []data    `xml:"data"`
			Nodes []element `xml:"node"`
			Edges []element `xml:"edge"`
		} `xml:"graph"`
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	valuesOf := func(of []data) map[string]any {
		values := map[string]any{}
		for _, d := range of {
			for _, key := range document.Keys {
				switch {
				case key.ID != d.Key:
				case key.Type == "string":
					values[key.Name] = d.Value
				default:
					values[key.Name] = float(t, d.Value)
				}
			}
		}
		return values
	}
	c, tied := content{}, ties{}
	c.put("dataset", "", valuesOf(document.Graph.Data))
	// take puts a record and its evidence.
	take := func(kind, id string, values map[string]any) {
		values["id"] = id
		if lines, ok := values["evidence"].(string); ok {
			c.putEvidence(t, id, strings.Split(lines, "\n"))
			delete(values, "evidence")
		}
		c.put(kind, id, values)
	}
	for _, node := range document.Graph.Nodes {
		values := valuesOf(node.Data)
		take(strings.ToLower(values["sort"].(string)), node.ID, values)
	}
	for _, edge := range document.Graph.Edges {
		values := valuesOf(edge.Data)
		if !strings.HasPrefix(edge.ID, "claim:") {
			tied[edge.Source+" "+values["type"].(string)+" "+edge.Target] = true
			continue
		}
		values["source"], values["target"] = edge.Source, edge.Target
		take("claim", edge.ID, values)
	}
	return c, tied
}

// readJSONLD also gives the plain triples, each in one line.
func readJSONLD(t *testing.T, path string) (content, map[string]bool) {
	t.Helper()
	var document struct {
		Context map[string]any   `json:"@context"`
		Graph   []map[string]any `json:"@graph"`
	}
	decodeJSON(t, path, &document)
	short := func(iri any) string {
		text := strings.TrimPrefix(iri.(string), document.Context["pg"].(string))
		return strings.TrimPrefix(strings.TrimPrefix(text, "pg:"), "urn:x-policygraph:")
	}
	var valuesOf func(node map[string]any) map[string]any
	valuesOf = func(node map[string]any) map[string]any {
		values := map[string]any{}
		for name, value := range node {
			term, _ := document.Context[name].(map[string]any)
			list, isList := value.([]any)
			if !isList {
				list = []any{value}
			}
			var texts []string
			for _, item := range list {
				switch item := item.(type) {
				case string:
					switch {
					case term["@type"] == "xsd:decimal":
						values[name] = float(t, item)
					case name == "id" || name == "kind" || term["@type"] == "@id":
						texts = append(texts, short(item))
					default:
						texts = append(texts, item)
					}
				case float64:
					values[name] = item
				case map[string]any:
					if term["@container"] == "@language" {
						for language, text := range item {
							values[name+"@"+language] = text
						}
					} else if name == "selector" {
						for key, value := range valuesOf(item) {
							if key != "kind" {
								values[key] = value
							}
						}
					}
				default:
					t.Errorf("%s is %T", name, item)
				}
			}
			switch {
			case isList && texts != nil:
				values[name] = texts
			case texts != nil:
				values[name] = texts[0]
			}
		}
		return values
	}
	c, facts := content{}, map[string]bool{}
	for _, node := range document.Graph {
		id := short(node["id"])
		if node["kind"] == nil { // a plain triple
			for name, value := range node {
				if object, ok := value.(map[string]any); ok {
					facts[id+" "+short(name)+" "+short(object["@id"])] = true
				}
			}
			continue
		}
		pieces, _ := node["evidence"].([]any)
		delete(node, "evidence")
		values := valuesOf(node)
		kind := ""
		switch x := values["kind"].(type) {
		case []string:
			kind = x[0]
		case string:
			kind = x
		}
		for _, piece := range pieces {
			evidence := valuesOf(piece.(map[string]any))
			c.put("evidence", evidenceKey(id, evidence["source"].(string), pointerOf(evidence)), evidence)
		}
		switch {
		case kind == "Dataset":
			delete(values, "id")
			c.put("dataset", "", values)
		case graph.Kind(kind).Valid():
			c.put("entity", id, values)
		default:
			c.put(strings.ToLower(kind), id, values)
		}
	}
	return c, facts
}

func factsOf(t *testing.T, s graph.Source) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	for r, err := range s.Records(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if c, ok := r.(*graph.Claim); ok && c.Retracted == "" && c.Stage == graph.Done && c.Under == "" {
			out[fmt.Sprint(c.Subject, " ", c.Type, " ", c.Object)] = true
		}
	}
	return out
}

// readCypher runs an export in Neo4j and reads what it has made there.
func readCypher(t *testing.T, path string, ask func(string) [][]any, version string) (content, ties) {
	t.Helper()
	script, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for statement := range strings.SplitSeq(strings.TrimSpace(string(script)), ";\n") {
		if body := strings.TrimSuffix(statement, ";"); body != "" {
			ask(body)
		}
	}
	valuesOf := func(properties any) map[string]any {
		values := map[string]any{}
		for name, value := range properties.(map[string]any) {
			switch v := value.(type) {
			case int64:
				values[name] = float64(v)
			case []any:
				list := make([]string, len(v))
				for i, item := range v {
					list[i] = item.(string)
				}
				values[name] = list
			default:
				values[name] = v
			}
		}
		return values
	}
	c, tied := content{}, ties{}
	take := func(kind, id string, values map[string]any) {
		if lines, ok := values["evidence"].([]string); ok {
			c.putEvidence(t, id, lines)
			delete(values, "evidence")
		}
		c.put(kind, id, values)
	}
	for _, row := range ask("MATCH (n:Exported {dataset: '" + version + "'}) RETURN n.id, [l IN labels(n) WHERE l IN ['Entity', 'Figure', 'Document', 'Indicator', 'Dataset']][0], properties(n)") {
		values := valuesOf(row[2])
		if row[1] == "Dataset" {
			delete(values, "id")
			delete(values, "dataset")
			c.put("dataset", "", values)
			continue
		}
		take(strings.ToLower(row[1].(string)), row[0].(string), values)
	}
	for _, row := range ask("MATCH (a:Exported {dataset: '" + version + "'})-[r]->(b:Exported) RETURN a.id, type(r), b.id, properties(r)") {
		values := valuesOf(row[3])
		if values["id"] == nil {
			tied[fmt.Sprint(row[0], " ", row[1], " ", row[2])] = true
			continue
		}
		if values["subject"] != row[0] || values["type"] != row[1] || values["object"] != row[2] {
			t.Errorf("%s is of the type %s from %s to %s, and says %s from %s to %s", values["id"], row[1], row[0], row[2], values["type"], values["subject"], values["object"])
		}
		take("claim", values["id"].(string), values)
	}
	return c, tied
}
