package memory

import (
	"testing"
)

// A test by flags decides as one by evidence does, whether or not there is a bucket
// for each confidence.
func TestConfidenceBucketsDecideAsEvidenceDoes(t *testing.T) {
	for _, n := range []int{1, 2, maxBuckets - 1, maxBuckets, maxBuckets + 1, 200} {
		s := &snapshot{}
		for i := range n {
			s.provenances = append(s.provenances, provenance{confidence: float64(i+1) / float64(n+1)})
			s.evidence = append(s.evidence, piece{provenance: uint32(i)})
			s.claims = append(s.claims, claim{evidence: uint32(i)})
		}
		s.claims = append(s.claims, claim{evidence: noEvidence})
		s.buckets = bucketsOf(s.provenances, maxBuckets)
		if len(s.buckets.bounds) != min(n, maxBuckets) || s.buckets.all != (n <= maxBuckets) {
			t.Fatalf("%d buckets of %d confidences, all: %t", len(s.buckets.bounds), n, s.buckets.all)
		}
		for at := range 4*n + 5 {
			confidence := float64(at-1) / float64(4*n+2) // from below 0 to above 1
			if at%2 == 0 && at/2 < n {
				confidence = s.provenances[at/2].confidence
			}
			sure := s.confidenceTest(&confidence)
			for i := range s.claims {
				c := &s.claims[i]
				bucket := s.bucket(c) << flagBucketShift
				if got, want := sure(int32(i), bucket|1), s.sure(c.evidence, c.several(), &confidence); got != want {
					t.Errorf("claim %d of %d confidences, at least %v: %t by its flags, %t by its evidence", i, n, confidence, got, want)
				}
			}
		}
	}
}
