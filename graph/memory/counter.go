package memory

// counter counts values from 0 up to a size: few different ones in a map, many in an
// array, where there is nothing to look for.
type counter struct {
	size  int // how many values there are
	dense int // one in so many of them are many
	few   map[int32]int
	all   []int32 // nil as long as there are few
}

func (t *counter) add(value int32) {
	if t.all != nil {
		t.all[value]++
		return
	}
	if t.few == nil {
		t.few = map[int32]int{}
	}
	if t.few[value]++; len(t.few) > t.size/t.dense {
		t.all = make([]int32, t.size)
		for value, n := range t.few {
			t.all[value] = int32(n)
		}
	}
}

// each visits the values that were counted, in no order that means anything.
func (t *counter) each(visit func(value int32, n int) bool) {
	if t.all == nil {
		for value, n := range t.few {
			if !visit(value, n) {
				return
			}
		}
		return
	}
	for value, n := range t.all {
		if n > 0 && !visit(int32(value), int(n)) {
			return
		}
	}
}
