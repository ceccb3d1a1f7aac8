package export

import (
	"encoding/json"

	"policygraph/graph"
)

// pointers are written without brackets where there is one.
type pointers []string

// MarshalJSON implements [json.Marshaler].
func (p pointers) MarshalJSON() ([]byte, error) {
	if len(p) == 1 {
		return json.Marshal(p[0])
	}
	return json.Marshal([]string(p))
}

// prove writes evidence: in the short form where that can say it, and in the long
// form otherwise.
func (l *statementLine) prove(evidence []graph.Evidence) {
	var lines []evidenceLine
	for _, e := range evidence {
		line := evidenceLine{Document: e.Document, At: pointers{e.Pointer()}, Note: e.Note}
		if e.Method != graph.Curated {
			line.Method = e.Method
		}
		if e.Confidence != 1 {
			line.Confidence = number(e.Confidence)
		}
		if n := len(lines); n > 0 && lines[n-1].like(&line) {
			lines[n-1].At = append(lines[n-1].At, line.At...)
			continue
		}
		lines = append(lines, line)
	}
	if len(lines) == 1 {
		l.evidenceLine = lines[0]
	} else {
		l.Evidence = lines
	}
}

// like reports whether two differ in where they point to only.
func (l *evidenceLine) like(other *evidenceLine) bool {
	return l.Document == other.Document && l.Method == other.Method && l.Confidence == other.Confidence && l.Note == other.Note
}
