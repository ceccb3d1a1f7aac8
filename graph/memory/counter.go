package memory

// counter counts values from 0 to size-1: in a map while few of them occur, then in an
// array.
type counter struct {
	size  int // how many values there are
	dense int // see Config.DenseShare
	few   map[int32]int
	all   []int32 // nil while few is used
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

// each visits the values that were counted, in an unspecified order.
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
