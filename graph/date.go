package graph

import (
	"cmp"
	"strconv"
	"strings"
	"time"
)

// Day is a calendar day, YYYY-MM-DD; "" is none. Days compare as text.
type Day string

// ParseDay reads YYYY-MM-DD.
func ParseDay(s string) (Day, error) {
	if len(s) != len(time.DateOnly) || !dateExists(s) {
		return "", Errorf(CodeInvalid, "invalid date %.60q: write YYYY-MM-DD, a day that exists", s)
	}
	return Day(s), nil
}

// PartialDate is a date as precise as its source: YYYY, YYYY-MM or YYYY-MM-DD;
// "" is none. It stands for the whole range of days that it names, and sorts as text.
// Its form is EDTF level 0 (https://www.loc.gov/standards/datetime/).
type PartialDate string

// ParsePartialDate reads YYYY, YYYY-MM or YYYY-MM-DD.
func ParsePartialDate(s string) (PartialDate, error) {
	if dateExists(s) {
		return PartialDate(s), nil
	}
	return "", Errorf(CodeInvalid, "invalid date %.60q: write YYYY, YYYY-MM or YYYY-MM-DD, a day that exists", s)
}

// dateExists reports whether a text is a date of one of the three forms. It avoids
// [time.Parse], since every statement has dates; tests compare the two.
func dateExists(s string) bool {
	switch len(s) {
	case 4:
		return digits(s) >= 0
	case 7:
		return digits(s[:4]) >= 0 && s[4] == '-' && daysIn(digits(s[:4]), digits(s[5:])) > 0
	case 10:
		year, month, day := digits(s[:4]), digits(s[5:7]), digits(s[8:])
		return year >= 0 && s[4] == '-' && s[7] == '-' && 1 <= day && day <= daysIn(year, month)
	default:
		return false
	}
}

// digits returns the value of a text of digits; -1 for any other text.
func digits(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = 10*n + int(s[i]-'0')
	}
	return n
}

// daysIn returns the number of days of a month; 0 where there is no such month.
func daysIn(year, month int) int {
	switch month {
	case 1, 3, 5, 7, 8, 10, 12:
		return 31
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	default:
		return 0
	}
}

// First returns the first day of the range; "" where there is none.
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

// Last returns the last day of the range; "" where there is none.
func (d PartialDate) Last() Day {
	switch len(d) {
	case 4:
		return Day(d + "-12-31")
	case 7:
		if !dateExists(string(d)) {
			return ""
		}
		return Day(d) + "-" + Day(strconv.Itoa(daysIn(digits(string(d[:4])), digits(string(d[5:])))))
	default:
		return Day(d)
	}
}

// Period is a range of time; an end that is "" is open. The zero value is no
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
		return Period{}, Errorf(CodeInvalid, "invalid period %q: both ends are open; leave the period out", s)
	}
	if p.From != "" && p.To != "" && p.From.First() > p.To.Last() {
		return Period{}, Errorf(CodeInvalid, "invalid period %q: it ends before it begins; correct one of its ends", s)
	}
	return p, nil
}

// String returns the form that [ParsePeriod] reads; "" for none.
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

// Includes reports whether the day lies in the period. An open end is no limit, so
// the zero value includes every day.
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
	// IncludeRetracted reads all that the dataset ever said, retracted statements
	// included. It excludes KnownAsOf.
	IncludeRetracted bool `json:",omitzero"`
	// Undated says what ValidOn leaves of statements that do not say since when they hold.
	Undated Undated `json:",omitzero"`
}

// Today returns the day on which a dataset is read: KnownAsOf, or else its own date.
func (a AsOf) Today(d *Dataset) Day { return cmp.Or(a.KnownAsOf, d.Date) }

// SeesWithdrawn reports whether statements that are retracted by now can be seen as of
// these dates.
func (a AsOf) SeesWithdrawn() bool { return a.IncludeRetracted || a.KnownAsOf != "" }

// Sees reports whether a statement that was recorded and retracted on these days, and
// holds in this period ([Claim.Holds], [Figure.Holds]), is seen as of these dates. A statement is seen from the day on
// which it was recorded to the day before it was retracted.
func (a AsOf) Sees(recorded, retracted Day, holds Period) bool {
	switch {
	case a.IncludeRetracted:
	case a.KnownAsOf == "":
		if retracted != "" {
			return false
		}
	case recorded > a.KnownAsOf || (retracted != "" && retracted <= a.KnownAsOf):
		return false
	}
	return a.ValidOn == "" || holds.Includes(a.ValidOn)
}
