package graph_test

import (
	"fmt"
	"testing"
	"time"

	"policygraph/graph"
)

func TestParseDay(t *testing.T) {
	for s, ok := range map[string]bool{
		"2024-02-29": true, "2023-02-29": false, "2024-2-9": false, "2024-13-01": false, "2024": false, "": false, "2024-01-01T00:00:00Z": false,
	} {
		d, err := graph.ParseDay(s)
		if (err == nil) != ok || ok && string(d) != s {
			t.Errorf("%q: %q, %v", s, d, err)
		}
		if !ok && graph.CodeOf(err) != graph.CodeInvalid {
			t.Errorf("%q: code %q", s, graph.CodeOf(err))
		}
	}
}

func TestPartialDateStandsForItsSpan(t *testing.T) {
	for _, c := range []struct {
		date        graph.PartialDate
		first, last graph.Day
	}{
		{"2024", "2024-01-01", "2024-12-31"},
		{"2024-02", "2024-02-01", "2024-02-29"},
		{"2023-02", "2023-02-01", "2023-02-28"},
		{"2023-12", "2023-12-01", "2023-12-31"},
		{"2023-04", "2023-04-01", "2023-04-30"},
		{"2024-12-30", "2024-12-30", "2024-12-30"},
		{"", "", ""},
	} {
		if c.date.First() != c.first || c.date.Last() != c.last {
			t.Errorf("%q: %s to %s, want %s to %s", c.date, c.date.First(), c.date.Last(), c.first, c.last)
		}
	}
}

func TestParsePartialDate(t *testing.T) {
	for s, ok := range map[string]bool{
		"2024": true, "2024-08": true, "2024-08-31": true, "2024-13": false, "2024-04-31": false, "24": false, "2024-8": false, "20240831": false, "": false, "abcd": false,
	} {
		if _, err := graph.ParsePartialDate(s); (err == nil) != ok {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func TestPeriodReadsWhatItWrites(t *testing.T) {
	for s, want := range map[string]graph.Period{
		"2024":               {From: "2024", To: "2024"},
		"2020-01/2020-06":    {From: "2020-01", To: "2020-06"},
		"2021/..":            {From: "2021"},
		"../2022-12-31":      {To: "2022-12-31"},
		"2024-06/2024":       {From: "2024-06", To: "2024"}, // the spans meet
		"2024-12-31/2024-12": {From: "2024-12-31", To: "2024-12"},
	} {
		got, err := graph.ParsePeriod(s)
		if err != nil || got != want {
			t.Errorf("%q: %+v, %v", s, got, err)
		}
		if got.String() != s {
			t.Errorf("%q is written %q", s, got)
		}
	}
	if none := (graph.Period{}).String(); none != "" {
		t.Errorf("no period is written %q", none)
	}
	for _, s := range []string{"", "../..", "2024/2023", "2024-07/2024-06", "2024/", "/2024", "2024/2025/2026", "x/2024", "2024/x"} {
		if p, err := graph.ParsePeriod(s); graph.CodeOf(err) != graph.CodeInvalid {
			t.Errorf("%q is read as %+v, %v", s, p, err)
		}
	}
}

func TestPeriodIncludesBothEnds(t *testing.T) {
	for _, c := range []struct {
		period graph.Period
		day    graph.Day
		want   bool
	}{
		{graph.Period{From: "2023-02", To: "2023-02"}, "2023-01-31", false},
		{graph.Period{From: "2023-02", To: "2023-02"}, "2023-02-01", true},
		{graph.Period{From: "2023-02", To: "2023-02"}, "2023-02-28", true},
		{graph.Period{From: "2023-02", To: "2023-02"}, "2023-03-01", false},
		{graph.Period{From: "2023"}, "2999-01-01", true},
		{graph.Period{From: "2023"}, "2022-12-31", false},
		{graph.Period{To: "2023"}, "1949-10-01", true},
		{graph.Period{To: "2023"}, "2024-01-01", false},
		{graph.Period{}, "2024-01-01", true},
	} {
		if got := c.period.Includes(c.day); got != c.want {
			t.Errorf("%s includes %s: %t", c.period, c.day, got)
		}
	}
}

func TestAsOf(t *testing.T) {
	in2023 := graph.Period{From: "2023", To: "2023"}
	for _, c := range []struct {
		rule                string
		at                  graph.AsOf
		recorded, retracted graph.Day
		holds               graph.Period
		want                bool
	}{
		{"what stands is seen by default", graph.AsOf{}, "2024-01-10", "", graph.Period{}, true},
		{"what was withdrawn is not", graph.AsOf{}, "2024-01-10", "2024-02-01", graph.Period{}, false},
		{"not the day before it was recorded", graph.AsOf{KnownAsOf: "2024-01-09"}, "2024-01-10", "", graph.Period{}, false},
		{"from the day it was recorded", graph.AsOf{KnownAsOf: "2024-01-10"}, "2024-01-10", "", graph.Period{}, true},
		{"until the day before it was withdrawn", graph.AsOf{KnownAsOf: "2024-01-31"}, "2024-01-10", "2024-02-01", graph.Period{}, true},
		{"not on the day it was withdrawn", graph.AsOf{KnownAsOf: "2024-02-01"}, "2024-01-10", "2024-02-01", graph.Period{}, false},
		{"valid within its period", graph.AsOf{ValidOn: "2023-12-31"}, "2024-01-10", "", in2023, true},
		{"not valid after it", graph.AsOf{ValidOn: "2024-01-01"}, "2024-01-10", "", in2023, false},
		{"valid time does not bring back what was withdrawn", graph.AsOf{ValidOn: "2023-12-31"}, "2024-01-10", "2024-02-01", in2023, false},
		{"both clocks hold", graph.AsOf{ValidOn: "2023-06-01", KnownAsOf: "2024-01-15"}, "2024-01-10", "2024-02-01", in2023, true},
		{"one clock is not enough", graph.AsOf{ValidOn: "2022-06-01", KnownAsOf: "2024-01-15"}, "2024-01-10", "2024-02-01", in2023, false},
	} {
		if got := c.at.Sees(c.recorded, c.retracted, c.holds); got != c.want {
			t.Errorf("%s: %t", c.rule, got)
		}
	}
}

func FuzzParsePeriod(f *testing.F) {
	for _, s := range []string{"2024", "2020-01/2020-06", "../2022-12-31", "2021/..", "../..", "x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := graph.ParsePeriod(s)
		if err != nil {
			return
		}
		again, err := graph.ParsePeriod(p.String())
		if err != nil || again != p {
			t.Errorf("%q is read as %+v, written %q and read as %+v, %v", s, p, p, again, err)
		}
	})
}

func TestDatesAreThoseOfTheCalendar(t *testing.T) {
	exists := func(s string) bool {
		for _, layout := range []string{"2006", "2006-01", time.DateOnly} {
			if _, err := time.Parse(layout, s); err == nil && len(s) == len(layout) {
				return true
			}
		}
		return false
	}
	check := func(s string) {
		t.Helper()
		d, err := graph.ParsePartialDate(s)
		if (err == nil) != exists(s) {
			t.Errorf("%q: %v", s, err)
		}
		if _, dayErr := graph.ParseDay(s); (dayErr == nil) != (err == nil && len(s) == len(time.DateOnly)) {
			t.Errorf("%q as a day: %v", s, dayErr)
		}
		if month, err := time.Parse("2006-01", s); err == nil {
			if want := month.AddDate(0, 1, -1).Format(time.DateOnly); string(d.Last()) != want {
				t.Errorf("%q ends on %s, want %s", s, d.Last(), want)
			}
		}
	}
	for _, year := range []int{0, 4, 1582, 1900, 2000, 2023, 2024, 2100, 9999} {
		check(fmt.Sprintf("%04d", year))
		for month := range 14 {
			check(fmt.Sprintf("%04d-%02d", year, month))
			for day := range 33 {
				check(fmt.Sprintf("%04d-%02d-%02d", year, month, day))
			}
		}
	}
	for _, form := range []string{"2024", "2024-02", "2024-02-29"} {
		for i := range form {
			for c := range 256 {
				check(form[:i] + string([]byte{byte(c)}) + form[i+1:])
			}
		}
	}
}
