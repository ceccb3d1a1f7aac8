package graph

import (
	"fmt"
	"strings"
)

// Every list has one order, the same in every store, because what it is ordered
// by is one string that is computed once, when a dataset is assembled. Such a
// key ends in the record's id and so is unique; keys compare bytewise, and
// pages continue from them.

// EntityOrderField is what entities are ordered by.
type EntityOrderField string

// The orders of entities. Whatever has no date comes last in either direction.
const (
	OrderByName      EntityOrderField = "NAME"
	OrderByDate      EntityOrderField = "DATE"
	OrderByRelations EntityOrderField = "RELATIONS"
)

// OrderDirection is which way an order goes.
type OrderDirection string

// The directions of an order.
const (
	Asc  OrderDirection = "ASC"
	Desc OrderDirection = "DESC"
)

var (
	entityOrderFields = []EntityOrderField{OrderByName, OrderByDate, OrderByRelations}
	orderDirections   = []OrderDirection{Asc, Desc}
)

// EntityOrder is an order of entities. The zero value is by name.
type EntityOrder struct {
	Field     EntityOrderField
	Direction OrderDirection
}

// A tab sorts before everything that keys hold, so a name sorts before those
// that begin with it.
const keySeparator = "\t"

// EntityKey is the entity's key in the order. Keys ascend, except by name
// descending, which is the order by name read backwards: see [EntityOrder.Reversed].
func EntityKey(e *Entity, o EntityOrder) string {
	var key string
	switch o.Field {
	case OrderByDate:
		key = "9999-99-99"
		if day := e.Date().First(); day != "" {
			key = string(day)
			if o.Direction == Desc {
				key = complement(key)
			}
		}
	case OrderByRelations:
		key = fmt.Sprintf("%08d", e.Degree)
		if o.Direction == Desc {
			key = complement(key)
		}
	default:
		key = e.SortKey
	}
	return key + keySeparator + string(e.ID)
}

// Reversed reports whether a list in this order runs against its keys.
func (o EntityOrder) Reversed() bool {
	return (o.Field == OrderByName || o.Field == "") && o.Direction == Desc
}

// Date is the day a policy was issued or an event held; "" where unknown and
// for other kinds.
func (e *Entity) Date() PartialDate {
	if e.IssuedOn != "" {
		return e.IssuedOn
	}
	return e.HeldOn
}

// DocumentKey orders documents: newest first, undated last, then by id.
func DocumentKey(d *Document) string {
	day := "9999-99-99"
	if d.PublishedOn != "" {
		day = complement(string(d.PublishedOn.Last()))
	}
	return day + keySeparator + string(d.ID)
}

// IndicatorKey orders indicators by the sound of their name.
func IndicatorKey(i *Indicator) string { return i.SortKey + keySeparator + string(i.ID) }

// RelationKey is a claim's weight among the relations of one of its ends:
// explicit before implied, more evidence first, later valid time first.
func RelationKey(c *Claim) string {
	certainty := "0"
	if c.Certainty == Implied {
		certainty = "1"
	}
	since := "9999-99-99"
	if c.Holds.From != "" {
		since = complement(string(c.Holds.From.Last()))
	}
	return certainty + keySeparator + complement(fmt.Sprintf("%04d", min(len(c.Evidence), 9999))) +
		keySeparator + since + keySeparator + string(c.ID)
}

// ClaimListKey orders the list of all claims: by subject, then rank, then weight.
func ClaimListKey(c *Claim) string {
	rank := "999999"
	if c.Rank > 0 {
		rank = fmt.Sprintf("%06d", c.Rank)
	}
	return string(c.Subject) + keySeparator + rank + keySeparator + RelationKey(c)
}

// FigureKey orders figures: by indicator, subject, period, undated last.
func FigureKey(f *Figure) string {
	end := func(d Day) string {
		if d == "" {
			return "9999-99-99"
		}
		return string(d)
	}
	return strings.Join([]string{string(f.Indicator), string(f.Subject), end(f.Period.To.Last()), end(f.Period.From.First()), string(f.ID)}, keySeparator)
}

// complement turns every digit d into 9-d, so that what was larger sorts first.
func complement(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return '9' - (r - '0')
		}
		return r
	}, s)
}
