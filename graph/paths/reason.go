package paths

import (
	"strings"

	"policygraph/graph"
)

// Reason returns the path in one line: its entities and, between them, the labels of
// the steps, with what keeps a step from being a stated fact. It consists of names and
// labels only.
func (p Path) Reason(lang graph.Language) string {
	var line strings.Builder
	line.WriteString(p.Entities[0].In(lang))
	for i, c := range p.Claims {
		line.WriteString(c.Arrow(p.Label(i, lang), lang) + p.Entities[i+1].In(lang))
	}
	if len(p.Claims) == 0 {
		line.WriteString(graph.InBrackets(SameLabel.In(lang), lang))
	}
	return line.String()
}

// SameLabel is the label of a path without steps.
var SameLabel = graph.Label{ZH: "同一对象", EN: "the same"}
