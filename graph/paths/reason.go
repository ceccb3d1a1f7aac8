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
		line.WriteString(" —" + c.Type.LabelFrom(p.Direction(i), lang) + reservations(c, lang) + "→ " + p.Entities[i+1].In(lang))
	}
	if len(p.Claims) == 0 {
		line.WriteString(brackets(SameLabel.In(lang), lang))
	}
	return line.String()
}

// The labels in a reason beside those of types and stages.
var (
	ImpliedLabel = graph.Label{ZH: "推定", EN: "implied"}
	SameLabel    = graph.Label{ZH: "同一对象", EN: "the same"} // of a path without steps
)

func reservations(c *graph.Claim, lang graph.Language) string {
	var words []string
	if c.Stage != graph.Done {
		words = append(words, c.Stage.Label().In(lang))
	}
	if c.Certainty == graph.Implied {
		words = append(words, ImpliedLabel.In(lang))
	}
	if len(words) == 0 {
		return ""
	}
	if chinese(lang) {
		return brackets(strings.Join(words, "、"), lang)
	}
	return brackets(strings.Join(words, ", "), lang)
}

func brackets(words string, lang graph.Language) string {
	if chinese(lang) {
		return "（" + words + "）"
	}
	return " (" + words + ")"
}

func chinese(lang graph.Language) bool { return lang != graph.EN && lang != graph.Pinyin }
