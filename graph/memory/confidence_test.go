package memory

import (
	"testing"
)

// What the levels in traits say of a confidence is what the evidence says, whether
// or not they tell all confidences apart.
func TestLevelsSayWhatEvidenceSays(t *testing.T) {
	for _, n := range []int{1, 2, mostLevels - 1, mostLevels, mostLevels + 1, 200} {
		s := &snapshot{}
		for i := range n {
			s.manners = append(s.manners, manner{confidence: float64(i+1) / float64(n+1)})
			s.evidence = append(s.evidence, piece{manner: uint32(i)})
			s.claims = append(s.claims, claim{proof: uint32(i)})
		}
		s.claims = append(s.claims, claim{proof: noProof})
		s.levels = levelsOf(s.manners, mostLevels)
		if len(s.levels.bounds) != min(n, mostLevels) || s.levels.all != (n <= mostLevels) {
			t.Fatalf("%d levels of %d confidences, all: %t", len(s.levels.bounds), n, s.levels.all)
		}
		for at := range 4*n + 5 {
			confidence := float64(at-1) / float64(4*n+2) // from below 0 to above 1
			if at%2 == 0 && at/2 < n {
				confidence = s.manners[at/2].confidence
			}
			sure := s.sureness(&confidence)
			for i := range s.claims {
				c := &s.claims[i]
				level := s.level(c) << traitLevelShift
				if got, want := sure(int32(i), level|1), s.sure(c.proof, c.several(), &confidence); got != want {
					t.Errorf("claim %d of %d confidences, at least %v: %t, its evidence says %t", i, n, confidence, got, want)
				}
			}
		}
	}
}
