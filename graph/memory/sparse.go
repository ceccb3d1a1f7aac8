package memory

import "slices"

// sparse holds a value for the few ordinals that have one. Rows have a bit for each such
// value, so that a row without it costs no search.
type sparse[V any] struct {
	of     []int32 // ascending
	values []V
}

func (s *sparse[V]) add(ordinal int32, value V) {
	s.of, s.values = append(s.of, ordinal), append(s.values, value)
}

// at returns the value of an ordinal; the zero value if it has none.
func (s *sparse[V]) at(ordinal int32) V {
	if i, ok := slices.BinarySearch(s.of, ordinal); ok {
		return s.values[i]
	}
	var none V
	return none
}

func (s *sparse[V]) clip() { s.of, s.values = slices.Clip(s.of), slices.Clip(s.values) }
