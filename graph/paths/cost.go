package paths

import (
	"math"

	"policygraph/graph"
)

// cost is the order of [Path] as a number, lower is better. Its parts are, from the
// highest bits down: 4 bits of steps, 23 of weakness, 4 of implied steps, 4 of steps with a
// single piece of evidence, and 29 of ties of the entities passed. Costs add up along
// a path, and no part overflows within [MaxHops] steps: the weakness of a step is at most
// [mostWeakness], and an entity counts for at most [mostPassing].
type cost uint64

const (
	costOfStep     cost = 1 << 60
	costOfWeakness cost = 1 << 37
	costOfImplied  cost = 1 << 33
	costOfSingle   cost = 1 << 29

	mostWeakness = 1<<23/MaxHops - 1
	mostPassing  = (1<<29 - 1) / (MaxHops - 1)
)

func (c cost) steps() int { return int(c / costOfStep) }

func (c cost) weakness() weakness {
	return weakness(c % costOfStep / costOfWeakness)
}

func costOf(n graph.Neighbour) cost {
	c := costOfStep + costOfWeakness*cost(weaknessOf(n.Level))
	if n.Implied {
		c += costOfImplied
	}
	if n.Evidence < 2 {
		c += costOfSingle
	}
	return c
}

// weakness is the negative logarithm of a strength, in hundred-thousandths: sums of it
// stand for products of strengths, the same on every machine and in every order.
type weakness int32

// perNat is the number of units of a weakness in a natural logarithm of one.
const perNat = 100_000

// weaknessOf returns the weakness of a claim by its [graph.ConfidenceLevel]. That of
// confidence 0, which is infinite, and of less than 0.00003 is [mostWeakness].
func weaknessOf(level int) weakness { return weaknesses[min(max(level, 0), graph.MaxConfidenceLevel)] }

var weaknesses = func() (table [graph.MaxConfidenceLevel + 1]weakness) {
	for level := range table {
		w := -math.Log(float64(level)/graph.MaxConfidenceLevel) * perNat
		table[level] = weakness(math.Round(min(w, mostWeakness)))
	}
	return table
}()

// anyWeakness is the bound where no strength is asked for.
const anyWeakness = weakness(math.MaxInt32)

// weakest returns the largest weakness of a path that is at least as strong as asked. It
// allows for the rounding of a path's steps, so that a path whose strength is exactly what
// is asked for is strong enough, and one that is weaker by less than 0.01 % may be.
func weakest(minStrength float64) weakness {
	if minStrength <= 0 {
		return anyWeakness
	}
	return weakness(math.Round(-math.Log(minStrength)*perNat)) + MaxHops
}

// Strength returns how strong the path is: the product of the confidences of its claims,
// each that of its best evidence, in ten-thousandths. It is 1 for a path without steps.
func (p Path) Strength() float64 {
	product, of := 1.0, 1.0
	for _, c := range p.Claims {
		product *= float64(graph.ConfidenceLevel(c.Confidence()))
		of *= graph.MaxConfidenceLevel
	}
	return product / of
}
