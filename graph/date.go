package graph

import (
	"strings"
	"time"
)

// Day is a calendar day, YYYY-MM-DD; "" is none. Days compare as text.
type Day string

// ParseDay reads YYYY-MM-DD.
func ParseDay(s string) (Day, error) {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", Errorf(CodeInvalid, "%q is no date: write YYYY-MM-DD, a day that exists", s)
	}
	return Day(s), nil
}

// PartialDate is a date as precise as its source: YYYY, YYYY-MM or YYYY-MM-DD;
// "" is none. It stands for the whole span that it names, and sorts as text.
// Its form is EDTF level 0 (https://www.loc.gov/standards/datetime/).
type PartialDate string

// ParsePartialDate reads YYYY, YYYY-MM or YYYY-MM-DD.
func ParsePartialDate(s string) (PartialDate, error) {
	for _, layout := range []string{"2006", "2006-01", time.DateOnly} {
		if len(s) == len(layout) {
			if _, err := time.Parse(layout, s); err == nil {
				return PartialDate(s), nil
			}
		}
	}
	return "", Errorf(CodeInvalid, "%q is no date: write YYYY, YYYY-MM or YYYY-MM-DD, a day that exists", s)
}

// First is the first day of the span; "" of none.
func (d PartialDate) First() Day {
	switch len(d) {
	case 4:
		return Day(d + "-01-01")
	case 7:
		return Day(d + "-01")
	default:
		return Day(d)
	}
}

// Last is the last day of the span; "" of none.
func (d PartialDate) Last() Day {
	switch len(d) {
	case 4:
		return Day(d + "-12-31")
	case 7:
		first, err := time.Parse("2006-01", string(d))
		if err != nil {
			return ""
		}
		return Day(first.AddDate(0, 1, -1).Format(time.DateOnly))
	default:
		return Day(d)
	}
}

// Period is a span of time; an end that is "" is open. The zero value is no
// period.
type Period struct {
	From PartialDate
	To   PartialDate
}

// ParsePeriod reads one date (2024, the whole of it), or two with a slash
// between (2020-01/2020-06), either of which may be open (../2022-12-31).
func ParsePeriod(s string) (Period, error) {
	from, to, two := strings.Cut(s, "/")
	if !two {
		d, err := ParsePartialDate(s)
		return Period{d, d}, err
	}
	var p Period
	var err error
	if from != ".." {
		if p.From, err = ParsePartialDate(from); err != nil {
			return Period{}, err
		}
	}
	if to != ".." {
		if p.To, err = ParsePartialDate(to); err != nil {
			return Period{}, err
		}
	}
	if p == (Period{}) {
		return Period{}, Errorf(CodeInvalid, "%q has no end: leave the period out", s)
	}
	if p.From != "" && p.To != "" && p.From.First() > p.To.Last() {
		return Period{}, Errorf(CodeInvalid, "%q ends before it begins: correct one of its ends", s)
	}
	return p, nil
}

// String is what [ParsePeriod] reads; "" for none.
func (p Period) String() string {
	if p == (Period{}) {
		return ""
	}
	if p.From == p.To {
		return string(p.From)
	}
	end := func(d PartialDate) string {
		if d == "" {
			return ".."
		}
		return string(d)
	}
	return end(p.From) + "/" + end(p.To)
}

// Includes reports whether the day lies in the period; an open end has no
// limit, and no period includes every day.
func (p Period) Includes(day Day) bool {
	return (p.From == "" || p.From.First() <= day) && (p.To == "" || day <= p.To.Last())
}

// AsOf sets both clocks. The zero value reads what the dataset says at its own
// date, of any time.
type AsOf struct {
	// ValidOn leaves only what held in the world on this day.
	ValidOn Day
	// KnownAsOf reads what the dataset said on this day.
	KnownAsOf Day
	// Ever reads all that the dataset ever said, what it withdrew among it;
	// not together with KnownAsOf.
	Ever bool `json:",omitzero"`
}

// SeesWithdrawn reports whether what is withdrawn by now can be seen as of these
// dates.
func (a AsOf) SeesWithdrawn() bool { return a.Ever || a.KnownAsOf != "" }

// Sees reports whether a statement recorded and retracted on these days, and
// holding in this period, is seen as of these dates. A statement is seen from
// the day it was recorded to the day before it was retracted.
func (a AsOf) Sees(recorded, retracted Day, holds Period) bool {
	switch {
	case a.Ever:
	case a.KnownAsOf == "":
		if retracted != "" {
			return false
		}
	case recorded > a.KnownAsOf || (retracted != "" && retracted <= a.KnownAsOf):
		return false
	}
	return a.ValidOn == "" || holds.Includes(a.ValidOn)
}
