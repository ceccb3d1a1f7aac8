package view

import (
	"strings"
	"testing"

	"policygraph/graph"
)

func TestScalars(t *testing.T) {
	var null, day strings.Builder
	MarshalDate("").MarshalGQL(&null)
	MarshalPartialDate("2024-12").MarshalGQL(&day)
	if null.String() != "null" || day.String() != `"2024-12"` {
		t.Errorf("no date is %s, a month %s", &null, &day)
	}
	for _, c := range []struct {
		in   any
		want graph.Day
		code graph.Code
	}{{nil, "", ""}, {"2024-02-29", "2024-02-29", ""}, {"2023-02-29", "", graph.CodeInvalid}, {2024, "", graph.CodeInvalid}} {
		if got, err := UnmarshalDate(c.in); got != c.want || graph.CodeOf(err) != c.code {
			t.Errorf("%v reads as %q, %v", c.in, got, err)
		}
	}
	for _, c := range []struct {
		in   any
		want graph.PartialDate
		code graph.Code
	}{{"2024", "2024", ""}, {"2024-13", "", graph.CodeInvalid}, {2024, "", graph.CodeInvalid}} {
		if got, err := UnmarshalPartialDate(c.in); got != c.want || graph.CodeOf(err) != c.code {
			t.Errorf("%v reads as %q, %v", c.in, got, err)
		}
	}
}
