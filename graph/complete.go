package graph

import (
	"cmp"
	"slices"
)

// What a dataset's files leave out of a record, or say of one claim in several
// documents, is filled in and joined here, record by record, so that every
// source of records derives the same.

// CompleteEntity fills in what an entity leaves to its default.
func CompleteEntity(e *Entity) {
	if e.Kind == "" {
		e.Kind = e.ID.Kind()
	}
	if e.Kind == Policy && e.Adoption == "" {
		e.Adoption = AdoptionUnknown
	}
}

// CompleteClaim fills in what a claim leaves to its default and derives its id
// and those of its evidence. Its ends are present ids; first gives an entity's
// first-ever one. What follows from all statements of the claim comes with
// [FinishClaim].
func CompleteClaim(c *Claim, first func(ID) ID) {
	c.Stage = cmp.Or(c.Stage, Done)
	c.Certainty = cmp.Or(c.Certainty, Explicit)
	if c.Type.Symmetric() && c.Object < c.Subject {
		c.Subject, c.Object = c.Object, c.Subject
	}
	c.ID = ClaimID(c, first)
	c.Evidence = normalEvidence(c.ID, c.Evidence)
}

// CompleteFigure does for a figure what [CompleteClaim] does for a claim.
func CompleteFigure(f *Figure, first func(ID) ID) {
	slices.Sort(f.Breakdown)
	f.Comparator = cmp.Or(f.Comparator, Exact)
	f.ID = FigureID(f, first)
	f.Evidence = normalEvidence(f.ID, f.Evidence)
}

// JoinClaims adds what a second statement of a claim says to what the one before
// said: explicit wins, the earliest day recorded stands, and so does what is
// still said somewhere; all evidence is kept.
func JoinClaims(have, more *Claim) {
	if more.Certainty == Explicit {
		have.Certainty = Explicit
	}
	have.Recorded = min(have.Recorded, more.Recorded)
	have.Retracted = laterRetraction(have.Retracted, more.Retracted)
	have.Amount = cmp.Or(have.Amount, more.Amount)
	have.Rank = cmp.Or(have.Rank, more.Rank)
	have.Expected = cmp.Or(have.Expected, more.Expected)
	have.Replaces = cmp.Or(have.Replaces, more.Replaces)
	have.Evidence = joinEvidence(have.Evidence, more.Evidence)
}

// JoinFigures does for figures what [JoinClaims] does for claims.
func JoinFigures(have, more *Figure) {
	have.Recorded = min(have.Recorded, more.Recorded)
	have.Retracted = laterRetraction(have.Retracted, more.Retracted)
	have.Replaces = cmp.Or(have.Replaces, more.Replaces)
	have.PartOf = cmp.Or(have.PartOf, more.PartOf)
	have.Evidence = joinEvidence(have.Evidence, more.Evidence)
}

// laterRetraction: what is still said somewhere stands.
func laterRetraction(a, b Day) Day {
	if a == "" || b == "" {
		return ""
	}
	return max(a, b)
}

// FinishClaim derives the keys of a claim that is complete and joined. They
// share their text, since one ends in the other.
func FinishClaim(c *Claim) {
	var room [4 * maxIDLength]byte
	text := AppendSubjectKey(room[:0], c.Subject, c.Rank)
	from := len(text)
	c.ListKey = string(AppendRelationKey(text, c.Certainty, len(c.Evidence), c.ValidTime.From, c.ID))
	c.Key = c.ListKey[from:]
}

// FinishFigure derives the key and the date of a figure that is complete and
// joined. document finds a document; nil where there is none.
func FinishFigure(f *Figure, document func(ID) *Document) {
	f.Key = FigureKey(f)
	for _, e := range f.Evidence {
		if d := document(e.Document); d != nil && d.PublishedOn.Last() > f.AsOf.Last() {
			f.AsOf = d.PublishedOn
		}
	}
}

// normalEvidence fills in defaults and ids, and orders evidence best first:
// surer first, then curated before rules before models, then by place.
func normalEvidence(statement ID, evidence []Evidence) []Evidence {
	for i := range evidence {
		e := &evidence[i]
		e.Statement = statement
		e.Method = cmp.Or(e.Method, Curated)
		e.ID = evidenceID(e)
	}
	if len(evidence) < 2 {
		return evidence
	}
	return joinEvidence(nil, evidence)
}

func joinEvidence(have, more []Evidence) []Evidence {
	for _, e := range more {
		if !slices.ContainsFunc(have, func(h Evidence) bool { return h.ID == e.ID }) {
			have = append(have, e)
		}
	}
	slices.SortStableFunc(have, func(x, y Evidence) int {
		return cmp.Or(
			cmp.Compare(y.Confidence, x.Confidence),
			cmp.Compare(slices.Index(Methods, x.Method), slices.Index(Methods, y.Method)),
			cmp.Compare(x.Document, y.Document), cmp.Compare(x.Paragraph, y.Paragraph), cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End),
			cmp.Compare(x.ID, y.ID),
		)
	})
	return have
}
