package graph

import "strings"

// ImpliedLabel is the label of an implied claim in a line of words.
var ImpliedLabel = Label{ZH: "推定", EN: "implied"}

// Arrow returns what stands between two entities that a claim ties in a line of words: a
// label in an arrow, with what keeps the claim from being a stated fact, its stage and that
// it is implied.
func (c *Claim) Arrow(label string, lang Language) string {
	var reservations []string
	if c.Stage != Done {
		reservations = append(reservations, c.Stage.Label().In(lang))
	}
	if c.Certainty == Implied {
		reservations = append(reservations, ImpliedLabel.In(lang))
	}
	return " —" + label + inBrackets(reservations, lang) + "→ "
}

// Words returns the claim in a line: its ends, what relates them, its role, what it is
// under, when it held, and that it is retracted. name returns the name of an entity.
func (c *Claim) Words(name func(ID) string, lang Language) string {
	var more []string
	if c.Role != "" {
		more = append(more, c.Role)
	}
	if c.Under != "" {
		more = append(more, underLabel.In(lang)+name(c.Under))
	}
	if held := c.ValidTime.String(); held != "" {
		more = append(more, held)
	}
	if c.Retracted != "" {
		more = append(more, retractedLabel.In(lang)+string(c.Retracted))
	}
	return name(c.Subject) + c.Arrow(c.Type.LabelFrom(Out, lang), lang) + name(c.Object) + inBrackets(more, lang)
}

// Words returns the figure in a line: whom it is about, what it measures, its value as it is
// written, its status, period and what it is under, and that it is retracted. name returns the name of an entity or indicator.
func (f *Figure) Words(name func(ID) string, lang Language) string {
	of := make([]string, len(f.Breakdown))
	for i, id := range f.Breakdown {
		of[i] = name(id)
	}
	more := []string{EnumLabel("FigureStatus", f.Status).In(lang)}
	if period := f.Period.String(); period != "" {
		more = append(more, period)
	}
	if f.Under != "" {
		more = append(more, underLabel.In(lang)+name(f.Under))
	}
	if f.Retracted != "" {
		more = append(more, retractedLabel.In(lang)+string(f.Retracted))
	}
	separator := ": "
	if lang.chinese() {
		separator = "："
	}
	return name(f.Subject) + " " + name(f.Indicator) + inBrackets(of, lang) + separator + f.Stated + inBrackets(more, lang)
}

var (
	underLabel     = Label{ZH: "属于", EN: "under "}
	retractedLabel = Label{ZH: "撤回于", EN: "retracted "}
)

// InBrackets returns words in the brackets of a language.
func InBrackets(words string, lang Language) string {
	if lang.chinese() {
		return "（" + words + "）"
	}
	return " (" + words + ")"
}

// inBrackets lists words in brackets; "" if there are none.
func inBrackets(words []string, lang Language) string {
	if len(words) == 0 {
		return ""
	}
	separator := ", "
	if lang.chinese() {
		separator = "、"
	}
	return InBrackets(strings.Join(words, separator), lang)
}

func (l Language) chinese() bool { return l != EN && l != Pinyin }
