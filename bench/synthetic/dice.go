package synthetic

import "math/bits"

// dice is a sequence of pseudo-random numbers, SplitMix64
// (https://doi.org/10.1145/2660193.2660195). It is spelt out here, and whatever
// is made of it keeps to operations that round alike on every machine, so that
// the same dataset comes out everywhere and under every version of Go.
type dice uint64

func (d *dice) next() uint64 {
	*d += 0x9e3779b97f4a7c15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below is a number from 0 to n-1.
func (d *dice) below(n int) int {
	high, _ := bits.Mul64(d.next(), uint64(n))
	return int(high)
}

// oneIn is true once in n times.
func (d *dice) oneIn(n int) bool { return d.below(n) == 0 }

// skewed is a number from 0 to n-1, small ones much more often: number r comes
// up in proportion to r^(-2/3), which makes degrees follow a power law with
// exponent 2.5.
func (d *dice) skewed(n int) int {
	u := float64(d.next()>>11) / (1 << 53)
	return min(int(u*u*u*float64(n)), n-1)
}

func pick[E any](d *dice, of []E) E { return of[d.below(len(of))] }

// subject is what dice are thrown for; each has its own sequences.
type subject uint64

const (
	forName subject = iota + 1
	forEntity
	forDocument
	forFile
	forClaim
	forPair
	forHub
	forFigure
)

// dice are those for the i-th of something: the same whenever asked for.
func (d *Dataset) dice(of subject, i int) dice {
	start := dice(d.size.Seed)
	start = dice(start.next() ^ uint64(of)<<56 ^ uint64(i))
	return dice(start.next())
}
