package graph

import "strings"

// Reason is the path in one line: its entities, and between them the steps in
// words, with what keeps one from being a stated fact. It is made of names and
// labels alone.
func (p Path) Reason(lang Language) string {
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

// What a reason says besides names and the labels of types.
var (
	ImpliedLabel = Label{"推定", "implied"}
	SameLabel    = Label{"同一对象", "the same"} // of a path without steps
)

func reservations(c *Claim, lang Language) string {
	var words []string
	if c.Stage != Done {
		words = append(words, c.Stage.Label().In(lang))
	}
	if c.Certainty == Implied {
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

func brackets(words string, lang Language) string {
	if chinese(lang) {
		return "（" + words + "）"
	}
	return " (" + words + ")"
}

func chinese(lang Language) bool { return lang != EN && lang != Pinyin }
