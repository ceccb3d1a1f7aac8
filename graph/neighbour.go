package graph

import (
	"strconv"
	"strings"
)

// MaxNeighbourClaims is the largest Limit of a [NeighbourQuery], and the largest of
// its sets.
const MaxNeighbourClaims = 500_000

// NeighbourQuery asks what a set of entities is directly related to. It is the step
// of searches for paths (package graph/paths). The answer holds ids and numbers
// instead of records, since a frontier can be thousands of entities wide, and a hub
// among them can have tens of thousands of relations.
type NeighbourQuery struct {
	Of    []ID
	Types []RelationType // nil for all
	At    AsOf
	// Avoid leaves out other ends of these kinds, but for those in Exempt.
	Avoid  []Kind
	Exempt []ID
	// Into leaves only other ends that are in it; nil leaves all.
	Into []ID
	// Meeting leaves only other ends that have a neighbour in it, too, besides the
	// entity that is asked about; nil leaves all.
	Meeting []ID
	// Limit is the largest number of claims that the answer may rest on, those of
	// Meeting not counted; where there are more, the read fails with [CodeLimit].
	Limit int
}

// Check fails with [CodeInvalid] where a type, a kind or a date is not valid.
func (q NeighbourQuery) Check() error {
	return firstError(checkTypes(q.Types), checkKinds(q.Avoid), q.At.check())
}

// Neighbour is an entity at the other end of claims, each once, with the best
// claim between both ([RelationKey]).
type Neighbour struct {
	ID       ID
	Degree   int // its [Entity.Degree]
	Claim    ID
	Implied  bool // the claim's certainty
	Evidence int  // how many pieces of evidence the claim has
}

// SetClaim fills in the fields that the [RelationKey] of the best claim holds.
func (n *Neighbour) SetClaim(key string) {
	certainty, rest, _ := strings.Cut(key, "\t")
	evidence, rest, _ := strings.Cut(rest, "\t")
	lacking, _ := strconv.Atoi(evidence) // digits, as RelationKey wrote them: what is missing to 9999
	n.Claim, n.Implied, n.Evidence = ID(rest[strings.IndexByte(rest, '\t')+1:]), certainty == "1", 9999-lacking
}
