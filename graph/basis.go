package graph

import "slices"

// Basis is how the words of a piece of evidence support its claim.
type Basis string

// The bases, strongest first. Evidence of format 1 of the dataset's files has none.
const (
	// Stated evidence names both ends of the claim and says the relation.
	Stated Basis = "STATED"
	// Registered evidence is a public register that says it.
	Registered Basis = "REGISTER"
	// ByName evidence is a name or title that says it by itself.
	ByName Basis = "NAME"
	// ActorLeftOut evidence names no actor; its note says for whom it speaks.
	ActorLeftOut Basis = "ACTOR"
	// Collective evidence says it of several together.
	Collective Basis = "COLLECTIVE"
	// Elliptic evidence names an end only by a part that a list says once for several.
	Elliptic Basis = "ELLIPTIC"
	// Listed evidence is a report, list or speaker on one end that names the other.
	Listed Basis = "LISTED"
	// Inferred evidence leads to it by another single step; its note says which.
	Inferred Basis = "INFERRED"
)

// BasisInfo is a row of [Bases].
type BasisInfo struct {
	Basis Basis
	Label Label
	// Confidence is the confidence of evidence that gives none, and the highest that
	// evidence on this basis may have.
	Confidence float64
	// Means says what evidence on this basis does, and what its note must say.
	Means string
	// Noted is set if evidence on this basis needs a note.
	Noted bool
}

// Bases lists the bases, strongest first.
var Bases = []BasisInfo{
	{Stated, Label{"明示", "stated"}, 1, "The quote names both ends and says the relation.", false},
	{Registered, Label{"名录", "register"}, 1, "A public register says it.", false},
	{ByName, Label{"名称", "by name"}, 0.9, "A name or title says it by itself.", false},
	{ActorLeftOut, Label{"省略主语", "actor left out"}, 0.9, "The sentence names no actor; the note says for whom it speaks.", true},
	{Collective, Label{"合述", "collective"}, 0.85, "One sentence says it of several together.", false},
	{Elliptic, Label{"省略", "elliptic"}, 0.85, "An end is named only by a part that a list says once for several; the note says which word is read over.", true},
	{Listed, Label{"列举", "listed"}, 0.75, "A report, list or speaker on one end names the other.", false},
	{Inferred, Label{"推断", "inferred"}, 0.6, "It follows by another single step; the note says which.", true},
}

// BasisValues lists the bases alone, strongest first.
var BasisValues = func() []Basis {
	values := make([]Basis, len(Bases))
	for i, info := range Bases {
		values[i] = info.Basis
	}
	return values
}()

// Info returns the row of [Bases]; the zero row for an unknown basis.
func (b Basis) Info() BasisInfo {
	for _, info := range Bases {
		if info.Basis == b {
			return info
		}
	}
	return BasisInfo{}
}

// rank is the place of a basis among [Bases]; -1 for none.
func (b Basis) rank() int { return slices.Index(BasisValues, b) }

// Explicit reports whether evidence on this basis makes a claim [Explicit].
func (b Basis) Explicit() bool { return b == Stated || b == Registered }
