package graph

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// MaxNeighbourClaims is the largest Limit of a [NeighbourQuery], and the largest of
// its sets.
const MaxNeighbourClaims = 500_000

// NeighbourQuery asks for the entities that a set of entities is directly related to.
// Searches for paths (package graph/paths) consist of it. The answer holds ids and
// numbers instead of records, since a frontier can have thousands of entities, and a
// hub among them tens of thousands of relations.
type NeighbourQuery struct {
	Of    []ID
	Types []RelationType // of the claims that tie; nil for all
	Ties  []ClaimTie     // nil for all
	At    AsOf
	// Certainty and MinConfidence leave only claims of this certainty, and with at least
	// this confidence, in ten-thousandths; "" and nil leave all.
	Certainty     Certainty
	MinConfidence *float64
	// Avoid leaves out other ends of these kinds, except for those in Exempt.
	Avoid  []Kind
	Exempt []ID
	// Into leaves only other ends that are in this set; nil leaves all.
	Into []ID
	// Meeting leaves only other ends that have a neighbour in this set, besides the
	// entity that is asked about; nil leaves all.
	Meeting []ID
	// Limit is the largest number of ties that the answer may be computed from, those
	// of Meeting not counted; beyond it the read fails with [CodeLimit].
	Limit int
}

// Check fails with [CodeInvalid] where a type, a kind or a date is invalid.
func (q NeighbourQuery) Check() error {
	return firstError(checkTypes(q.Types), checkOneOf("tie", ClaimTies, q.Ties...), checkKinds(q.Avoid), q.At.check(), checkConfidence(q.MinConfidence),
		checkOneOf("certainty", Certainties, cmp.Or(q.Certainty, Explicit)))
}

// Follows reports whether the query follows a tie.
func (q NeighbourQuery) Follows(t ClaimTie) bool { return q.Ties == nil || slices.Contains(q.Ties, t) }

// Neighbour is an entity that one or more claims tie to another, with the best claim that
// does ([RelationKey]). A claim that ties the two in both ways counts as [TieClaim].
type Neighbour struct {
	ID       ID
	Ties     int // its [Entity.Ties]
	Tie      ClaimTie
	Claim    ID
	Level    int  // the claim's confidence, as a [ConfidenceLevel]
	Implied  bool // the claim's certainty
	Evidence int  // number of pieces of evidence of the claim
}

// SetClaim fills in the fields that the [RelationKey] of the best claim holds.
func (n *Neighbour) SetClaim(key string) {
	level, rest, _ := strings.Cut(key, "\t")
	certainty, rest, _ := strings.Cut(rest, "\t")
	evidence, rest, _ := strings.Cut(rest, "\t")
	complement, _ := strconv.Atoi(evidence) // RelationKey holds 9999 minus the number of pieces
	below, _ := strconv.Atoi(level)
	n.Level = MaxConfidenceLevel - below
	n.Claim, n.Implied, n.Evidence = ID(rest[strings.IndexByte(rest, '\t')+1:]), certainty == "1", 9999-complement
}
