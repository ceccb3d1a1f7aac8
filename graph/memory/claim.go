package memory

import (
	"slices"

	"policygraph/graph"
)

// claim holds the fields that nearly every claim has, in 48 bytes without a
// pointer; the others are in [rareOfClaims].
type claim struct {
	id              uint64
	subject, object int32
	under           int32 // -1 where none
	from, to        date
	recorded        date
	presumed        date   // [graph.Claim.PresumedFrom]
	evidence        uint32 // see [snapshot.evidenceLists]
	relation        uint8  // index in [graph.Vocabulary]
	state           uint8
	has             uint8
	role            uint8 // 1 + number of one of the first 254; 0 where none; else manyRoles
}

// The bits of a claim's state, after three of the stage.
const (
	stageBits     = 0x07
	claimImplied  = 0x08
	claimSeveral  = 0x10 // has several pieces of evidence
	claimParallel = 0x20 // there are other claims between the same ends
)

// The bits of the rare fields that a claim has.
const (
	hasAmount = 1 << iota
	hasRank
	hasExpected
	hasOccurrence
	hasReplaces
	hasReplacedBy
	hasRetracted
	hasRole // one that is not among the first
)

// manyRoles means that the role is in [rareOfClaims].
const manyRoles = 255

// rareOfClaims holds the fields that few claims have.
type rareOfClaims struct {
	amount     sparse[float64]
	rank       sparse[int32]
	expected   sparse[date]
	again      sparse[int32]
	replaces   sparse[uint64]
	replacedBy sparse[uint64]
	retracted  sparse[date]
	role       sparse[int32]
}

// rareClaim holds the rare fields of one claim.
type rareClaim struct {
	amount               float64
	rank, again, role    int32
	expected, retracted  date
	replaces, replacedBy uint64
}

// readClaim is a claim as it was read.
type readClaim struct {
	claim
	hash   uint64
	pieces uint32 // of evidence
	level  uint16 // [graph.ConfidenceLevel]
	rare   ref    // in [ingest.rareClaims]; noRef where it has nothing rare
}

func (c *claim) stage() graph.Stage { return graph.Stages[c.state&stageBits] }
func (c *claim) retracted() bool    { return c.has&hasRetracted != 0 }
func (c *claim) several() bool      { return c.state&claimSeveral != 0 }
func (c *claim) symmetric() bool    { return graph.Vocabulary[c.relation].Symmetric }

func (c *claim) certainty() graph.Certainty {
	if c.state&claimImplied != 0 {
		return graph.Implied
	}
	return graph.Explicit
}

func (c *claim) other(end int32) int32 {
	if c.subject == end {
		return c.object
	}
	return c.subject
}

// relationFrom returns the claim's relation seen from one of its ends.
func (c *claim) relationFrom(end int32) uint8 {
	return relation(int(c.relation), !c.symmetric() && c.subject != end)
}

// flagsFrom returns the claim's flags seen from one of its ends, without those
// that depend on other claims.
func (s *snapshot) flagsFrom(c *claim, end int32) flags {
	t := flags(c.state&stageBits) | flags(s.kinds[c.other(end)])<<flagKindShift | s.bucket(c)<<flagBucketShift
	if c.under >= 0 {
		t |= flagUnder
	}
	if c.state&claimImplied != 0 {
		t |= flagImplied
	}
	if c.state&claimParallel != 0 {
		t |= flagParallel
	}
	return t
}

// weight returns the part of a claim's weight before its id. Weights compare as
// [graph.RelationKey] does.
func (c *readClaim) weight() uint64 {
	since := uint64(1<<32 - 1)
	if c.from != 0 {
		since = 1<<32 - 2 - uint64(c.from.last())
	}
	w := (graph.MaxConfidenceLevel-uint64(c.level))<<47 | (9999-uint64(min(c.pieces, 9999)))<<32 | since
	if c.state&claimImplied != 0 {
		w |= 1 << 46
	}
	return w
}

// claim packs a claim as it is read.
func (in *ingest) claim(c *graph.Claim) (readClaim, rareClaim, error) {
	var rare rareClaim
	p := packing{record: c}
	row := readClaim{hash: recordHash(c), pieces: uint32(len(c.Evidence)), level: uint16(graph.ConfidenceLevel(c.Confidence())), rare: noRef}
	row.id = p.id(c.ID, graph.ClaimPrefix)
	row.subject, row.object, row.under = p.entity(in.snapshot, c.Subject), p.entity(in.snapshot, c.Object), -1
	if c.Under != "" {
		row.under = p.entity(in.snapshot, c.Under)
	}
	row.from, row.to, row.recorded = packDate(&p, c.ValidTime.From), packDate(&p, c.ValidTime.To), packDate(&p, c.Recorded)
	row.presumed = packDate(&p, c.PresumedFrom)
	row.relation = uint8(packOne(&p, "type", typeNumbers, c.Type))
	row.state = uint8(packOne(&p, "stage", stageNumbers, c.Stage))
	if c.Certainty == graph.Implied {
		row.state |= claimImplied
	}
	if len(c.Evidence) > 1 {
		row.state |= claimSeveral
	}
	if c.Role != "" {
		role := in.roles.number(c.Role, cloned) + 1
		row.role = uint8(min(role, manyRoles))
		if role >= manyRoles {
			row.has, rare.role = row.has|hasRole, int32(role)
		}
	}
	if c.Amount != nil {
		row.has, rare.amount = row.has|hasAmount, *c.Amount
	}
	if c.Rank != 0 {
		row.has, rare.rank = row.has|hasRank, p.number(c.Rank)
	}
	if c.Expected != "" {
		row.has, rare.expected = row.has|hasExpected, packDate(&p, c.Expected)
	}
	if c.Occurrence != 0 {
		row.has, rare.again = row.has|hasOccurrence, p.number(c.Occurrence)
	}
	if c.Replaces != "" {
		row.has, rare.replaces = row.has|hasReplaces, p.id(c.Replaces, graph.ClaimPrefix)
	}
	if c.ReplacedBy != "" {
		row.has, rare.replacedBy = row.has|hasReplacedBy, p.id(c.ReplacedBy, graph.ClaimPrefix)
	}
	if c.Retracted != "" {
		row.has, rare.retracted = row.has|hasRetracted, packDate(&p, c.Retracted)
	}
	return row, rare, p.err
}

// add stores the rare fields of a claim.
func (r *rareOfClaims) add(i int32, has uint8, rare *rareClaim) {
	if has&hasAmount != 0 {
		r.amount.add(i, rare.amount)
	}
	if has&hasRank != 0 {
		r.rank.add(i, rare.rank)
	}
	if has&hasExpected != 0 {
		r.expected.add(i, rare.expected)
	}
	if has&hasOccurrence != 0 {
		r.again.add(i, rare.again)
	}
	if has&hasReplaces != 0 {
		r.replaces.add(i, rare.replaces)
	}
	if has&hasReplacedBy != 0 {
		r.replacedBy.add(i, rare.replacedBy)
	}
	if has&hasRetracted != 0 {
		r.retracted.add(i, rare.retracted)
	}
	if has&hasRole != 0 {
		r.role.add(i, rare.role)
	}
}

func (r *rareOfClaims) clip() {
	r.amount.clip()
	r.rank.clip()
	r.expected.clip()
	r.again.clip()
	r.replaces.clip()
	r.replacedBy.clip()
	r.retracted.clip()
	r.role.clip()
}

// seesClaim reports whether a claim is seen at the dates.
func (s *snapshot) seesClaim(at clocks, i int32) bool {
	c := &s.claims[i]
	var retracted date
	if c.retracted() {
		if at.known == 0 {
			return false
		}
		retracted = s.rareClaims.retracted.at(i)
	}
	return at.sees(c.recorded, retracted, c.begins(at), c.to)
}

// begins returns the first date on which the claim holds; 0 where there is none.
func (c *claim) begins(at clocks) date {
	if c.from == 0 && at.presume {
		return c.presumed
	}
	return c.from
}

func (c *claim) validity() graph.Validity {
	switch {
	case c.from != 0:
		return graph.ValidityStated
	case c.presumed != 0:
		return graph.ValidityPresumed
	default:
		return graph.ValidityUnknown
	}
}

// claimFilter returns what a query requires of a claim besides its type and
// direction; nil if nothing.
func (s *snapshot) claimFilter(q *graph.ClaimQuery) func(int32) bool {
	if q.At == (graph.AsOf{}) && q.Certainty == "" && q.Stages == nil && !q.WithoutUnder && q.Validity == "" {
		return nil
	}
	at := clocksOf(q.At)
	return func(i int32) bool {
		c := &s.claims[i]
		return (q.Certainty == "" || c.certainty() == q.Certainty) && (q.Validity == "" || c.validity() == q.Validity) &&
			(q.Stages == nil || slices.Contains(q.Stages, c.stage())) &&
			(!q.WithoutUnder || c.under < 0) && s.seesClaim(at, i)
	}
}

// timeFilter returns what the dates and the validity of a query require of a claim; nil if
// nothing.
func (s *snapshot) timeFilter(at clocks, validity graph.Validity) func(int32, flags) bool {
	if at.any() && validity == "" {
		return nil
	}
	return func(i int32, _ flags) bool {
		return (validity == "" || s.claims[i].validity() == validity) && s.seesClaim(at, i)
	}
}
