package memory

import "policygraph/graph"

// lists holds a sorted list of ordinals for each of a number of owners, all in
// one array.
type lists struct {
	start []int32 // where the list of each owner starts; one more at the end
	items []int32
}

// collect makes the lists of so many owners. each is run twice, and gives items
// with their owners, items ascending.
func collect(owners int, each func(add func(owner, item int32))) lists {
	l := lists{start: make([]int32, owners+1)}
	each(func(owner, _ int32) { l.start[owner+1]++ })
	for i := range owners {
		l.start[i+1] += l.start[i]
	}
	l.items = make([]int32, l.start[owners])
	next := append([]int32(nil), l.start[:owners]...)
	each(func(owner, item int32) {
		l.items[next[owner]] = item
		next[owner]++
	})
	return l
}

func (l lists) of(owner int32) []int32 { return l.items[l.start[owner]:l.start[owner+1]] }

// divided keeps withdrawn statements apart, so that reads of what stands now
// need not pass them over.
type divided struct{ standing, withdrawn lists }

// divide collects into both; each gives for every item besides whether it is
// withdrawn.
func divide(owners int, each func(add func(owner, item int32, withdrawn bool))) divided {
	part := func(wanted bool) lists {
		return collect(owners, func(add func(owner, item int32)) {
			each(func(owner, item int32, withdrawn bool) {
				if withdrawn == wanted {
					add(owner, item)
				}
			})
		})
	}
	return divided{standing: part(false), withdrawn: part(true)}
}

// of appends the lists of an owner that can be seen as of the dates.
func (d divided) of(runs [][]int32, owner int32, at graph.AsOf) [][]int32 {
	runs = append(runs, d.standing.of(owner))
	if at.KnownAsOf != "" {
		runs = append(runs, d.withdrawn.of(owner))
	}
	return runs
}

// upTo is 0, 1, … n-1: the list of everything.
func upTo(n int) []int32 {
	all := make([]int32, n)
	for i := range all {
		all[i] = int32(i)
	}
	return all
}
