package neo4j

import (
	"cmp"
	"strconv"
	"strings"

	"policygraph/graph"
)

// Evidence is stored as lines that a person can read in Neo4j Browser: document, pointer,
// method, confidence, the last part of the evidence's id, the basis, and the note,
// separated by spaces. Only the note can contain spaces. The basis is - where there is
// none, and the pointers to the ends of a claim follow it, as in
// STATED,subject=8:0-4#9f3c2a10,object=2:1-3#00c0ffee.

func encodeEvidence(evidence []graph.Evidence) []string {
	out := make([]string, len(evidence))
	for i, e := range evidence {
		line := string(e.Document) + " " + e.Pointer() + " " + string(e.Method) + " " +
			strconv.FormatFloat(e.Confidence, 'g', -1, 64) + " " + string(e.ID[strings.LastIndexByte(string(e.ID), '-')+1:]) + " " + encodeBasis(&e)
		if e.Note != "" {
			line += " " + e.Note
		}
		out[i] = line
	}
	return out
}

func encodeBasis(e *graph.Evidence) string {
	text := cmp.Or(string(e.Basis), "-")
	if e.SubjectAt != "" {
		text += ",subject=" + e.SubjectAt
	}
	if e.ObjectAt != "" {
		text += ",object=" + e.ObjectAt
	}
	return text
}

func decodeBasis(e *graph.Evidence, text string) {
	basis, ends, _ := strings.Cut(text, ",")
	if basis != "-" {
		e.Basis = graph.Basis(basis)
	}
	for end := range strings.SplitSeq(ends, ",") {
		if at, ok := strings.CutPrefix(end, "subject="); ok {
			e.SubjectAt = at
		} else if at, ok := strings.CutPrefix(end, "object="); ok {
			e.ObjectAt = at
		}
	}
}

func decodeEvidence(statement graph.ID, lines []any) []graph.Evidence {
	if len(lines) == 0 {
		return nil
	}
	prefix, hash, _ := strings.Cut(string(statement), ":")
	idPrefix := "evidence:" + prefix + "-" + hash + "-"
	out := make([]graph.Evidence, len(lines))
	for i, l := range lines {
		line, _ := l.(string)
		var document, pointer, method, confidence, id, basis string
		document, line, _ = strings.Cut(line, " ")
		pointer, line, _ = strings.Cut(line, " ")
		method, line, _ = strings.Cut(line, " ")
		confidence, line, _ = strings.Cut(line, " ")
		id, line, _ = strings.Cut(line, " ")
		basis, line, _ = strings.Cut(line, " ")
		e := &out[i]
		decodeBasis(e, basis)
		e.ID, e.Statement, e.Document = graph.ID(idPrefix+id), statement, graph.ID(document)
		e.Method, e.Note = graph.Method(method), line
		e.Confidence = 1 // the usual value need not be parsed
		if confidence != "1" {
			e.Confidence, _ = strconv.ParseFloat(confidence, 64)
		}
		if pointer != graph.WholeDocument {
			paragraph, rest, _ := strings.Cut(pointer, ":")
			start, rest, _ := strings.Cut(rest, "-")
			end, check, _ := strings.Cut(rest, "#")
			e.Paragraph, e.Start, e.End, e.Check = digits(paragraph), digits(start), digits(end), check
		}
	}
	return out
}

// digits parses a number that this package wrote.
func digits(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
