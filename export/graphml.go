package export

import (
	"bufio"
	"context"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"policygraph/graph"
)

// graphMLWriter writes GraphML (http://graphml.graphdrawing.org). Entities, figures,
// documents and indicators are nodes. Claims are edges with the ids of the claims;
// further edges connect a figure to what it is about. Evidence is text on its
// statement, because an edge of GraphML cannot be the end of another edge.
type graphMLWriter struct {
	about *About
	out   *bufio.Writer
	keys  map[string]string // ids of keys, by "node name", "edge name" or "graph name"
}

func beginGraphML(to Target, about *About) (writer, error) {
	file, err := to.Create("")
	if err != nil {
		return nil, err
	}
	w := &graphMLWriter{about: about, out: bufio.NewWriterSize(file, 1<<16), keys: map[string]string{}}
	w.print(xml.Header + `<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">` + "\n")
	for _, name := range []string{"title", "version", "licence", "maintainer"} {
		w.key("graph", name)
	}
	for _, columns := range [][]string{entityColumns, figureColumns, documentColumns, indicatorColumns, {"sort", "label", "evidence"}} {
		for _, c := range columns {
			w.key("node", c)
		}
	}
	for _, columns := range [][]string{claimColumns, {"label", "label_zh", "evidence"}} {
		for _, c := range columns {
			w.key("edge", c)
		}
	}
	w.print(`<graph id="policygraph" edgedefault="directed">` + "\n")
	d := &about.Dataset
	w.data("graph", fields{{"title", about.title()}, {"version", d.Version.String()}, {"licence", d.Licence}, {"maintainer", d.Maintainer}})
	return w, nil
}

// print writes text. Flush returns the first error.
func (w *graphMLWriter) print(s string) { _, _ = w.out.WriteString(s) }

func (w *graphMLWriter) key(of, name string) {
	at := of + " " + name
	if w.keys[at] != "" {
		return
	}
	w.keys[at] = of[:1] + "_" + name
	kind := map[string]string{"integer": "int", "number": "double", "string": "string", "array": "string"}[columnType(name)]
	w.print(fmt.Sprintf(`<key id="%s" for="%s" attr.name="%s" attr.type="%s"/>`+"\n", w.keys[at], of, name, kind))
}

func (w *graphMLWriter) data(of string, f fields) {
	for _, x := range f {
		var value string
		if lines, ok := x.value.([]string); ok {
			value = strings.Join(lines, "\n")
		} else {
			value = cell(x.value)
		}
		w.print(`<data key="` + w.keys[of+" "+x.name] + `">` + escaped(value) + "</data>")
	}
	w.print("\n")
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder never fails
	return b.String()
}

func (w *graphMLWriter) node(sort, label string, f fields) {
	i := slices.IndexFunc(f, func(x field) bool { return x.name == "id" })
	w.print(`<node id="` + escaped(f[i].value.(string)) + `">`)
	w.data("node", append(fields{{"sort", sort}, {"label", label}}, slices.Delete(f, i, i+1)...))
	w.print("</node>\n")
}

func (w *graphMLWriter) edge(id, source, target string, f fields) {
	w.print(`<edge id="` + escaped(id) + `" source="` + escaped(source) + `" target="` + escaped(target) + `">`)
	w.data("edge", f)
	w.print("</edge>\n")
}

func (w *graphMLWriter) write(ctx context.Context, r graph.Record) error {
	switch r := r.(type) {
	case *graph.Entity:
		w.node("Entity", r.Name, fieldsOfEntity(r))
	case *graph.Document:
		w.node("Document", r.Title, fieldsOfDocument(r))
	case *graph.Indicator:
		w.node("Indicator", r.Name, fieldsOfIndicator(r))
	case *graph.Claim:
		return w.claim(ctx, r)
	case *graph.Figure:
		return w.figure(ctx, r)
	default:
		return unknownRecord(r)
	}
	return nil
}

func (w *graphMLWriter) claim(ctx context.Context, c *graph.Claim) error {
	lines, err := w.about.evidenceLines(ctx, c)
	if err != nil {
		return err
	}
	f := slices.DeleteFunc(fieldsOfClaim(c), func(x field) bool { return x.name == "id" || x.name == "subject" || x.name == "object" })
	label := c.Type.Relation().Label
	f = append(f, field{"label", label.EN}, field{"label_zh", label.ZH}, field{"evidence", lines})
	w.edge(string(c.ID), string(c.Subject), string(c.Object), f)
	return nil
}

// figureTies returns the edges from a figure to what it is about.
func figureTies(f *graph.Figure) (ties []tie) {
	ties = []tie{{"FIGURE_OF", f.Subject}, {"MEASURES", f.Indicator}}
	if f.Under != "" {
		ties = append(ties, tie{"REPORTED_BY", f.Under})
	}
	for _, id := range f.Breakdown {
		ties = append(ties, tie{"COUNTS", id})
	}
	return ties
}

type tie struct {
	name string
	to   graph.ID
}

func (w *graphMLWriter) figure(ctx context.Context, x *graph.Figure) error {
	lines, err := w.about.evidenceLines(ctx, x)
	if err != nil {
		return err
	}
	w.node("Figure", x.Stated, append(fieldsOfFigure(x), field{"evidence", lines}))
	for _, t := range figureTies(x) {
		w.edge(string(x.ID)+"."+t.name+"."+string(t.to), string(x.ID), string(t.to), fields{{"type", t.name}})
	}
	return nil
}

func (w *graphMLWriter) end() error {
	w.print("</graph>\n</graphml>\n")
	return w.out.Flush()
}
