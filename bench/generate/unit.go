package main

import "policygraph/graph"

// derivedUnit is a unit that values are written in for convenience.
type derivedUnit struct {
	code  string
	label graph.Label
	scale float64
}

// derivedUnits by the code of their base unit.
var derivedUnits = map[string]derivedUnit{
	"CNY": {"亿元", graph.Label{ZH: "亿元", EN: "100 million yuan"}, 1e8},
}

func (u derivedUnit) convert(value *float64) *float64 {
	if value == nil {
		return nil
	}
	v := *value / u.scale
	return &v
}

// unitLines declare a unit and what derives from it.
func unitLines(u graph.Unit) []unitLine {
	lines := []unitLine{{Record: "unit", Code: u.Code, Label: u.Label.ZH, LabelEN: u.Label.EN}}
	if d, ok := derivedUnits[u.Code]; ok {
		lines = append(lines, unitLine{"unit", d.code, d.label.ZH, d.label.EN, u.Code, d.scale})
	}
	return lines
}
