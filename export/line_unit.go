package export

import (
	"fmt"
	"math"
	"regexp"
	"strconv"

	"policygraph/graph"
)

var statedNumber = regexp.MustCompile(`[0-9]+(\.[0-9]+)?`)

// statedMultiple is a multiple of a figure's unit in which its value is the
// number that is stated, where prefixes of the unit hide the difference: what is
// stated as 12EFLOPS is 1.2e19 FLOPS. A dataset's validation compares the two,
// and knows the words for up to a hundred million, but no prefixes.
func statedMultiple(f *graph.Figure) (unitLine, bool) {
	const words = 8 // 亿
	number, err := strconv.ParseFloat(statedNumber.FindString(f.Stated), 64)
	if err != nil || number == 0 || f.Value == nil || *f.Value == 0 {
		return unitLine{}, false
	}
	power := math.Round(math.Log10(math.Abs(*f.Value) / number))
	scale := math.Pow(10, power)
	if power <= words || number*scale != math.Abs(*f.Value) {
		return unitLine{}, false
	}
	name := fmt.Sprintf("10^%.0f %s", power, f.Unit)
	return unitLine{Record: "unit", Code: fmt.Sprintf("1e%.0f %s", power, f.Unit), Label: name, LabelEN: name, Base: f.Unit, Scale: scale}, true
}

// in writes a figure's values in a multiple of its unit.
func (l *figureLine) in(multiple unitLine) {
	l.Unit = multiple.Code
	for _, v := range []**float64{&l.Value, &l.ValueMax} {
		if *v != nil {
			scaled := **v / multiple.Scale
			*v = &scaled
		}
	}
}
