package synthetic

// objects finds objects for a subject, none twice: every entity that can be is
// taken before one is again.
type objects struct {
	population *population
	subject    who
	taken      map[kind]*taken
}

type taken struct {
	numbers map[int]bool
	again   int // how often all were
}

// of begins with another subject.
func (o *objects) of(subject who) {
	o.subject = subject
	clear(o.taken)
}

// take finds an object of a kind with a number below the one given.
func (o *objects) take(dice *dice, k kind, below int) (object who, again int) {
	first := o.population.hubs[k]
	free := below - first
	self := -1
	if k == o.subject.kind && o.subject.number < below {
		self = o.subject.number
		free--
	}
	t := o.taken[k]
	if t == nil {
		if o.taken == nil {
			o.taken = map[kind]*taken{}
		}
		t = &taken{numbers: map[int]bool{}}
		o.taken[k] = t
	}
	if len(t.numbers) == free {
		clear(t.numbers)
		t.again++
	}
	number := first + dice.skewed(below-first)
	for number == self || t.numbers[number] {
		if number++; number == below {
			number = first
		}
	}
	t.numbers[number] = true
	return who{k, number}, t.again
}
