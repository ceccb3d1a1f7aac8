package memory

import (
	"strings"
	"time"

	"policygraph/graph"
)

// date is a [graph.PartialDate] or [graph.Day] in four bytes: year plus one,
// month, day. Month and day are 0 if the date does not state them; the zero value
// is no date. Dates sort chronologically, a less precise one before all that it
// contains.
type date uint32

const (
	dayBits   = 5
	monthBits = 4
)

// dateOf parses a date; ok is false if it is malformed.
func dateOf[D ~string](s D) (date, bool) {
	if s == "" {
		return 0, true
	}
	if len(s) != 4 && len(s) != 7 && len(s) != 10 || len(s) > 4 && s[4] != '-' || len(s) > 7 && s[7] != '-' {
		return 0, false
	}
	year, ok := digits(s[:4])
	month, day := date(0), date(0)
	if ok && len(s) > 4 {
		month, ok = digits(s[5:7])
		ok = ok && 1 <= month && month <= 12
	}
	if ok && len(s) > 7 {
		day, ok = digits(s[8:10])
		ok = ok && 1 <= day && day <= 31
	}
	return (year+1)<<(monthBits+dayBits) | month<<dayBits | day, ok
}

func digits[D ~string](s D) (date, bool) {
	n := date(0)
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = 10*n + date(s[i]-'0')
	}
	return n, true
}

func (d date) year() int  { return int(d>>(monthBits+dayBits)) - 1 }
func (d date) month() int { return int(d >> dayBits & (1<<monthBits - 1)) }
func (d date) day() int   { return int(d & (1<<dayBits - 1)) }

// through returns a date that sorts after all days that d contains, or equals the last,
// and before every later day.
func (d date) through() date {
	switch {
	case d.month() == 0:
		return d | (1<<(monthBits+dayBits) - 1)
	case d.day() == 0:
		return d | (1<<dayBits - 1)
	default:
		return d
	}
}

// first returns the first day that the date contains.
func (d date) first() date {
	switch {
	case d == 0:
		return 0
	case d.month() == 0:
		return d | 1<<dayBits | 1
	case d.day() == 0:
		return d | 1
	default:
		return d
	}
}

// last returns the last day that the date contains.
func (d date) last() date {
	switch {
	case d == 0:
		return 0
	case d.month() == 0:
		return d | 12<<dayBits | 31
	case d.day() == 0:
		return d | date(time.Date(d.year(), time.Month(d.month()+1), 0, 0, 0, 0, 0, time.UTC).Day())
	default:
		return d
	}
}

// write writes the date as text, such as 2024-05.
func (d date) write(b *strings.Builder) {
	if d == 0 {
		return
	}
	y := d.year()
	text := [10]byte{
		'0' + byte(y/1000%10), '0' + byte(y/100%10), '0' + byte(y/10%10), '0' + byte(y%10),
		'-', '0' + byte(d.month()/10), '0' + byte(d.month()%10), '-', '0' + byte(d.day()/10), '0' + byte(d.day()%10),
	}
	switch {
	case d.month() == 0:
		b.Write(text[:4])
	case d.day() == 0:
		b.Write(text[:7])
	default:
		b.Write(text[:])
	}
}

// clocks are the dates of a query; 0 means none. A statement is seen if it was
// recorded on or before known and was not retracted on or before gone. Both are
// the same day unless retracted statements are included.
type clocks struct {
	valid, known, gone date
	presume            bool // whether undated statements begin when they are presumed to
}

// any reports whether the dates leave out nothing but what is retracted.
func (c clocks) any() bool { return c.valid == 0 && c.known == 0 }

// clocksOf packs dates that [graph.Reader] has checked.
func clocksOf(at graph.AsOf) clocks {
	valid, _ := dateOf(at.ValidOn)
	known, _ := dateOf(at.KnownAsOf)
	if at.IncludeRetracted {
		return clocks{valid: valid, known: ^date(0), presume: at.Undated != graph.Include}
	}
	return clocks{valid, known, known, at.Undated != graph.Include}
}

// sees is [graph.AsOf.Sees]; retracted is 0 for live statements.
func (c clocks) sees(recorded, retracted, from, to date) bool {
	if c.known == 0 {
		if retracted != 0 {
			return false
		}
	} else if recorded > c.known || retracted != 0 && retracted <= c.gone {
		return false
	}
	return c.valid == 0 || from <= c.valid && (to == 0 || c.valid <= to.through())
}
