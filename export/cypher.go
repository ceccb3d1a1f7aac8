package export

import (
	"bufio"
	"context"
	"fmt"
	"strconv"
	"strings"

	"policygraph/graph"
)

// cypherWriter writes Cypher statements that create the graph. Each statement ends
// with a semicolon and a newline. The graph can be added to a database that holds
// other data: every node has the label Exported, and its dataset version and id form
// a unique key. Neo4j plans every statement separately, so a statement creates up to
// rowsPerStatement rows. The format is for parts and small datasets; policygraph load
// handles datasets of any size.
type cypherWriter struct {
	about *About
	out   *bufio.Writer
	nodes batches
	ties  batches // relations; both ends are written before them
}

// batches collects rows by the clause that creates nodes or relations from them.
type batches struct {
	rows  map[string][]string
	order []string // clauses, in the order of their first rows
}

const rowsPerStatement = 500

func beginCypher(to Target, about *About) (writer, error) {
	file, err := to.Create("")
	if err != nil {
		return nil, err
	}
	w := &cypherWriter{about: about, out: bufio.NewWriterSize(file, 1<<16)}
	d := &about.Dataset
	w.print("// " + oneLine(about.title()) + ", version " + d.Version.String() + ", " + oneLine(d.Licence) + ", " + oneLine(d.Maintainer) + "\n")
	w.print("CREATE CONSTRAINT exported_record IF NOT EXISTS FOR (n:Exported) REQUIRE (n.dataset, n.id) IS UNIQUE;\n")
	w.print(fmt.Sprintf("CREATE (:Exported:Dataset {id: %s, dataset: %[2]s, version: %[2]s, title: %s, licence: %s, maintainer: %s});\n",
		literal(string(d.Version.ID())), literal(d.Version.String()), literal(about.title()), literal(d.Licence), literal(d.Maintainer)))
	return w, nil
}

func (w *cypherWriter) print(s string) { _, _ = w.out.WriteString(s) } // Flush returns the first error

// literal formats a value as a Cypher literal.
func literal(value any) string {
	switch v := value.(type) {
	case int:
		return strconv.Itoa(v)
	case float64:
		text := strconv.FormatFloat(v, 'f', -1, 64)
		if !strings.Contains(text, ".") {
			text += ".0"
		}
		return text
	case []string:
		items := make([]string, len(v))
		for i, s := range v {
			items[i] = literal(s)
		}
		return "[" + strings.Join(items, ", ") + "]"
	default:
		return quoted(value.(string))
	}
}

// quoted formats a string as a Cypher literal. Line breaks and control characters
// are escaped, so that a statement is one line.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range s {
		switch {
		case r == '\'' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f || r == 0x2028 || r == 0x2029:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('\'')
	return b.String()
}

func mapOf(f fields) string {
	parts := make([]string, len(f))
	for i, x := range f {
		parts[i] = x.name + ": " + literal(x.value)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// add adds a row for a clause and reports whether the clause has rowsPerStatement
// rows.
func (b *batches) add(clause, row string) bool {
	if b.rows == nil {
		b.rows = map[string][]string{}
	}
	if b.rows[clause] == nil {
		b.order = append(b.order, clause)
	}
	b.rows[clause] = append(b.rows[clause], row)
	return len(b.rows[clause]) == rowsPerStatement
}

func (w *cypherWriter) flush(b *batches, clause string) {
	if rows := b.rows[clause]; len(rows) > 0 {
		w.print("UNWIND [" + strings.Join(rows, ",") + "] AS row " + clause + ";\n")
		b.rows[clause] = rows[:0]
	}
}

func (w *cypherWriter) flushAll(b *batches) {
	for _, clause := range b.order {
		w.flush(b, clause)
	}
}

func (w *cypherWriter) node(labels string, f fields) {
	clause := "CREATE (n:Exported:" + labels + ") SET n = row"
	if w.nodes.add(clause, mapOf(append(f, field{"dataset", w.about.Dataset.Version.String()}))) {
		w.flush(&w.nodes, clause)
	}
}

// relate adds a relation between the records with the given ids.
func (w *cypherWriter) relate(name string, from, to graph.ID, f fields) {
	version := literal(w.about.Dataset.Version.String())
	clause := "MATCH (a:Exported {dataset: " + version + ", id: row.from}), (b:Exported {dataset: " + version + ", id: row.to}) CREATE (a)-[r:" + name + "]->(b) SET r = row.of"
	if w.ties.add(clause, fmt.Sprintf("{from: %s, to: %s, of: %s}", literal(string(from)), literal(string(to)), mapOf(f))) {
		w.flushAll(&w.nodes) // create both ends before the relation
		w.flush(&w.ties, clause)
	}
}

func (w *cypherWriter) write(ctx context.Context, r graph.Record) error {
	switch r := r.(type) {
	case *graph.Entity:
		w.node("Entity:"+r.Kind.TypeName(), fieldsOfEntity(r))
	case *graph.Document:
		w.node("Document", fieldsOfDocument(r))
	case *graph.Indicator:
		w.node("Indicator", fieldsOfIndicator(r))
	case *graph.Claim:
		lines, err := w.about.evidenceLines(ctx, r)
		if err != nil {
			return err
		}
		w.relate(string(r.Type), r.Subject, r.Object, append(fieldsOfClaim(r), field{"evidence", lines}))
	case *graph.Figure:
		lines, err := w.about.evidenceLines(ctx, r)
		if err != nil {
			return err
		}
		w.node("Figure", append(fieldsOfFigure(r), field{"evidence", lines}))
		for _, t := range figureTies(r) {
			w.relate(t.name, r.ID, t.to, nil)
		}
	default:
		return unknownRecord(r)
	}
	return nil
}

func (w *cypherWriter) end() error {
	w.flushAll(&w.nodes)
	w.flushAll(&w.ties)
	return w.out.Flush()
}
