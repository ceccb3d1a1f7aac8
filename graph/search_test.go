package graph

import (
	"testing"

	"policygraph/graph/textmatch"
)

func TestHitsAreInOrder(t *testing.T) {
	hit := func(how textmatch.Quality, alias bool, degree int, id ID) Hit {
		return Hit{&Entity{ID: id, Degree: degree}, textmatch.Match{How: how, Alias: alias, Long: degree == 1000}}
	}
	ordered := []Hit{
		hit(textmatch.Exact, false, 9, "a:b"), hit(textmatch.Exact, false, 3, "a:a"), hit(textmatch.Exact, false, 3, "a:b"), hit(textmatch.Exact, true, 100_000, "a:b"),
		hit(textmatch.Prefix, false, 7, "a:b"), hit(textmatch.Prefix, false, 1000, "a:b"), hit(textmatch.Prefix, true, 8, "a:b"), hit(textmatch.Infix, false, 0, "a:b"), hit(textmatch.Fuzzy, false, 1, "a:b"),
	}
	for i := 1; i < len(ordered); i++ {
		a, b := ordered[i-1], ordered[i]
		if a.Key() >= b.Key() || a.Score() < b.Score() {
			t.Errorf("%d: keys %q, %q, scores %f, %f", i, a.Key(), b.Key(), a.Score(), b.Score())
		}
	}
}
