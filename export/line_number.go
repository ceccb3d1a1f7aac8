package export

import (
	"encoding/json"

	"policygraph/graph"
	"policygraph/loader/record"
)

// number formats a number for a line.
func number(v float64) json.Number { return json.Number(record.NewDecimal(v).Text) }

// state sets the values of a figure's line as the figure's words state them, and
// returns the scale of the unit that they are in; "1" is the indicator's own unit.
// The loader compares values with words and does not know that 5MW is 5000 kW.
func (l *figureLine) state(f *graph.Figure) (scale string, err error) {
	var kept []float64
	for _, v := range []*float64{f.Value, f.ValueMax} {
		if v != nil {
			kept = append(kept, *v)
		}
	}
	stated := f.Stated
	if f.Retracted != "" { // the loader does not compare what was retracted
		stated = ""
	}
	values, unit, ok := record.StatedValues(stated, kept)
	if !ok {
		return "", graph.Errorf(graph.CodeInvalid, "value %v %s does not match %q", kept, f.Unit, f.Stated)
	}
	for i, to := range []*json.Number{&l.Value, &l.ValueMax}[:len(values)] {
		*to = json.Number(values[i].Text)
	}
	return unit.Text, nil
}
