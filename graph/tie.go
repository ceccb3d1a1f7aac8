package graph

// ClaimTie is how a claim ties two entities.
type ClaimTie string

// The ties. A claim ties its subject to its object; one that is made under a policy,
// programme or event ties each of its ends to that, too.
const (
	TieClaim ClaimTie = "CLAIM"
	TieUnder ClaimTie = "UNDER"
)

// ClaimTies lists the ties, the one that is preferred first.
var ClaimTies = []ClaimTie{TieClaim, TieUnder}

// UnderKinds are the kinds of what a statement can be under.
var UnderKinds = []Kind{Policy, Programme, Event}

// UnderLabel is the label of a tie between an end of a claim and what the claim is under,
// read from the end; CoversLabel is the same, read from what it is under.
var (
	UnderLabel  = Label{ZH: "列于其下", EN: "under"}
	CoversLabel = Label{ZH: "其下列有", EN: "covers"}
)

// TiedUnder visits the pairs that a claim ties by what it is under: each end, and what it
// is under. An end that is what the claim is under is not tied to itself.
func (c *Claim) TiedUnder(visit func(end, under ID)) {
	if c.Under == "" {
		return
	}
	if c.Subject != c.Under {
		visit(c.Subject, c.Under)
	}
	if c.Object != c.Under && c.Object != c.Subject {
		visit(c.Object, c.Under)
	}
}

// Ties returns the entities that a live claim ties, one for each end of each tie.
func (c *Claim) Ties(visit func(ID)) {
	visit(c.Subject)
	if c.Object != c.Subject {
		visit(c.Object)
	}
	c.TiedUnder(func(end, under ID) {
		visit(end)
		visit(under)
	})
}
