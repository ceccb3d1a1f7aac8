package export

import (
	"encoding/json"

	"policygraph/graph"
	"policygraph/loader"
)

// number is a number of a line that needs no scale.
func number(v float64) json.Number {
	text, ok := loader.FormatDecimal(v)
	if !ok { // the loader reads no such number without a unit
		return json.Number(decimal(v))
	}
	return json.Number(text)
}

// state writes a figure's values as its words state them, and returns the scale of
// the unit that they are in then; "1" for the indicator's own. A dataset's
// validation compares values with the words, and does not know that 5MW are
// 5000 kW.
func (l *figureLine) state(f *graph.Figure) (scale string, err error) {
	var kept []float64
	for _, v := range []*float64{f.Value, f.ValueMax} {
		if v != nil {
			kept = append(kept, *v)
		}
	}
	stated := f.Stated
	if f.Retracted != "" { // it may have been wrong, and is not compared
		stated = ""
	}
	values, scale, ok := loader.StatedValues(stated, kept)
	if !ok {
		return "", graph.Errorf(graph.CodeInvalid, "%v %s is not what %q states", kept, f.Unit, f.Stated)
	}
	for i, to := range []*json.Number{&l.Value, &l.ValueMax}[:len(values)] {
		*to = json.Number(values[i])
	}
	return scale, nil
}
