package graph

import (
	"math"
	"strconv"
)

// Every list has one order, the same in every store: by a key of each record, compared
// bytewise. A key ends in the record's id, so it is unique, and pages continue from it.

// EntityOrderField is the field that entities are ordered by.
type EntityOrderField string

// The orders of entities. Whatever has no date comes last in either direction.
const (
	OrderByName      EntityOrderField = "NAME"
	OrderByDate      EntityOrderField = "DATE"
	OrderByRelations EntityOrderField = "RELATIONS"
)

// OrderDirection is the direction of an order.
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

// keySeparator sorts before all other characters of keys, so a name sorts before the
// names that begin with it.
const keySeparator = '\t'

// EntityKey returns the entity's key in an order. Lists ascend by key, except by name
// descending, which reads the list by name backwards: see [EntityOrder.Reversed].
func EntityKey(e *Entity, o EntityOrder) string { return string(AppendEntityKey(nil, e, o)) }

// AppendEntityKey appends [EntityKey].
func AppendEntityKey(key []byte, e *Entity, o EntityOrder) []byte {
	from := len(key)
	switch o.Field {
	case OrderByDate:
		if day := e.Date().First(); day != "" {
			key = append(key, day...)
			if o.Direction == Desc {
				complement(key[from:])
			}
		} else {
			key = append(key, undated...)
		}
	case OrderByRelations:
		key = appendPadded(key, e.Degree, 8)
		if o.Direction == Desc {
			complement(key[from:])
		}
	default:
		key = append(key, e.SortKey...)
	}
	return append(append(key, keySeparator), e.ID...)
}

// Reversed reports whether a list in this order descends by key.
func (o EntityOrder) Reversed() bool {
	return (o.Field == OrderByName || o.Field == "") && o.Direction == Desc
}

// Date returns the date on which a policy was issued or an event held; "" where
// unknown and for other kinds.
func (e *Entity) Date() PartialDate {
	if e.IssuedOn != "" {
		return e.IssuedOn
	}
	return e.HeldOn
}

// DocumentKey orders documents: newest first, undated last, then by id.
func DocumentKey(d *Document) string { return string(AppendDocumentKey(nil, d)) }

// AppendDocumentKey appends [DocumentKey].
func AppendDocumentKey(key []byte, d *Document) []byte {
	key = appendLatestFirst(key, d.PublishedOn)
	return append(append(key, keySeparator), d.ID...)
}

// IndicatorKey orders indicators by the pronunciation of their names.
func IndicatorKey(i *Indicator) string { return i.SortKey + string(keySeparator) + string(i.ID) }

// RelationKey orders the relations of an entity by weight: higher confidence first,
// explicit before implied, more evidence first, later valid time first.
func RelationKey(c *Claim) string { return string(appendRelationKey(nil, c)) }

// appendRelationKey appends a [RelationKey].
func appendRelationKey(key []byte, c *Claim) []byte {
	key = append(appendPadded(key, MaxConfidenceLevel-ConfidenceLevel(c.Confidence()), 5), keySeparator)
	if c.Certainty == Implied {
		key = append(key, '1', keySeparator)
	} else {
		key = append(key, '0', keySeparator)
	}
	at := len(key)
	key = appendPadded(key, min(len(c.Evidence), 9999), 4)
	complement(key[at:])
	key = appendLatestFirst(append(key, keySeparator), c.ValidTime.From)
	return append(append(key, keySeparator), c.ID...)
}

// ClaimListKey orders the list of all claims: by subject, then rank, then weight.
func ClaimListKey(c *Claim) string {
	key := AppendSubjectKey(nil, c.Subject, c.Rank)
	return string(appendRelationKey(key, c))
}

// MaxConfidenceLevel is the [ConfidenceLevel] of 1.
const MaxConfidenceLevel = 10_000

// ConfidenceLevel returns a confidence in ten-thousandths, by which claims are ordered.
func ConfidenceLevel(confidence float64) int {
	return int(math.Round(min(max(confidence, 0), 1) * MaxConfidenceLevel))
}

// ConfidenceFloor returns the least confidence whose [ConfidenceLevel] is that of a
// confidence; nil for nil.
func ConfidenceFloor(confidence *float64) *float64 {
	if confidence == nil {
		return nil
	}
	return new((float64(ConfidenceLevel(*confidence)) - 0.5) / MaxConfidenceLevel)
}

// ConfidenceKey returns a string that comes after the [RelationKey] of each claim with at
// least this confidence, and before that of each with less.
func ConfidenceKey(least float64) string {
	return string(appendPadded(nil, MaxConfidenceLevel-ConfidenceLevel(least)+1, 5))
}

// AppendSubjectKey appends the part of a [ClaimListKey] before the [RelationKey].
func AppendSubjectKey(key []byte, subject ID, rank int) []byte {
	if rank == 0 {
		rank = maxRank
	}
	key = append(append(key, subject...), keySeparator)
	return append(appendPadded(key, min(rank, maxRank), 6), keySeparator)
}

// maxRank is the largest rank in a key, and that of claims without a rank.
const maxRank = 999_999

// FigureKey orders figures: by indicator, subject, period, undated last.
func FigureKey(f *Figure) string { return string(AppendFigureKey(nil, f)) }

// AppendFigureKey appends [FigureKey].
func AppendFigureKey(key []byte, f *Figure) []byte {
	key = append(append(key, f.Indicator...), keySeparator)
	key = append(append(key, f.Subject...), keySeparator)
	for _, end := range []Day{f.Period.To.Last(), f.Period.From.First()} {
		if end == "" {
			end = undated
		}
		key = append(append(key, end...), keySeparator)
	}
	return append(key, f.ID...)
}

// undated replaces a missing date in keys, and sorts after all dates.
const undated = "9999-99-99"

// appendLatestFirst appends the last day of a date so that later ones sort first.
func appendLatestFirst(key []byte, d PartialDate) []byte {
	if d == "" {
		return append(key, undated...)
	}
	from := len(key)
	key = append(key, d.Last()...)
	complement(key[from:])
	return key
}

// appendPadded appends a number, padded with zeros to a width.
func appendPadded(key []byte, n, width int) []byte {
	var digits [20]byte
	text := strconv.AppendInt(digits[:0], int64(n), 10)
	for range width - len(text) {
		key = append(key, '0')
	}
	return append(key, text...)
}

// complement replaces every digit d by 9-d, so that larger numbers sort first.
func complement(s []byte) {
	for i, c := range s {
		if '0' <= c && c <= '9' {
			s[i] = '9' - (c - '0')
		}
	}
}
