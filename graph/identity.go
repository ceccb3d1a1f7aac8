package graph

import (
	"slices"
	"strconv"
)

// A statement's id is derived from the content that distinguishes it from other
// statements, so that the same statement has one id in two documents, and in two
// releases of a dataset. What an editor may revise (certainty, note, evidence, day
// recorded) is not part of it. Entities count with their first ids, so that renaming an
// entity keeps the ids of all statements about it.

// ClaimID derives a claim's id. first returns the first id that an entity ever had.
func ClaimID(c *Claim, first func(ID) ID) ID {
	s, o := first(c.Subject), first(c.Object)
	if c.Type.Symmetric() && o < s {
		s, o = o, s
	}
	var room [512]byte
	text := room[:0]
	for _, part := range [...]string{
		string(c.Type), string(s), string(o), c.Role, string(first(c.Under)), string(c.Stage),
		string(c.ValidTime.From), string(c.ValidTime.To), occurrence(c.Occurrence),
	} {
		text = append(append(text, part...), 0)
	}
	var id [maxIDLength]byte
	return ID(appendDigest(append(id[:0], prefixClaim+":"...), 12, text))
}

// FigureID derives a figure's id. first returns the first id that an entity ever
// had.
func FigureID(f *Figure, first func(ID) ID) ID {
	parts := []string{
		string(first(f.Subject)), string(f.Indicator), number(f.Value), number(f.ValueMax), string(f.Comparator),
		f.Period.String(), string(f.Status), f.Condition, string(first(f.Under)), occurrence(f.Occurrence),
	}
	if f.Value == nil {
		parts = append(parts, f.Stated)
	}
	breakdown := make([]string, len(f.Breakdown))
	for i, id := range f.Breakdown {
		breakdown[i] = string(first(id))
	}
	slices.Sort(breakdown)
	return ID(prefixFigure + ":" + digest(12, append(parts, breakdown...)...))
}

// occurrence returns the number that tells apart equal statements; "" for the first.
func occurrence(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// number returns the shortest decimal that reads back as the same value; "" for nil.
func number(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'g', -1, 64)
}
