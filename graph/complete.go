package graph

import (
	"cmp"
	"slices"
)

// Defaults and derived fields of records are filled in here, and the records of a claim
// that several documents state are joined, so that every source gives the same records.

// CompleteEntity fills in the defaults of an entity.
func CompleteEntity(e *Entity) {
	if e.Kind == "" {
		e.Kind = e.ID.Kind()
	}
	if e.Kind == Policy && e.Adoption == "" {
		e.Adoption = AdoptionUnknown
	}
}

// CompleteClaim fills in the defaults of a claim and derives its id and those of its
// evidence. Its ends must be present ids; first returns the first id that an entity
// ever had. [FinishClaim] derives what depends on all records of the claim.
func CompleteClaim(c *Claim, first func(ID) ID) {
	c.Stage = cmp.Or(c.Stage, Done)
	c.Certainty = cmp.Or(c.Certainty, Explicit)
	if c.Type.Symmetric() && c.Object < c.Subject {
		c.Subject, c.Object = c.Object, c.Subject
		for i := range c.Evidence {
			e := &c.Evidence[i]
			e.SubjectAt, e.ObjectAt = e.ObjectAt, e.SubjectAt
		}
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

// JoinClaims merges further statements of a claim into the first: explicit wins over
// implied, the earliest day recorded counts, the claim is retracted only where all are,
// and what one of them leaves out is taken from another. Of evidence for the same words
// the best counts. The order of the statements does not matter, provided that they do not
// contradict each other in amount, rank, expected or replaces.
func JoinClaims(have *Claim, more ...*Claim) {
	evidence := slices.Clone(have.Evidence)
	for _, m := range more {
		if m.Certainty == Explicit {
			have.Certainty = Explicit
		}
		have.Recorded = min(have.Recorded, m.Recorded)
		have.Retracted = laterRetraction(have.Retracted, m.Retracted)
		have.Amount = cmp.Or(have.Amount, m.Amount)
		have.Rank = cmp.Or(have.Rank, m.Rank)
		have.Expected = cmp.Or(have.Expected, m.Expected)
		have.Replaces = cmp.Or(have.Replaces, m.Replaces)
		evidence = append(evidence, m.Evidence...)
	}
	have.Evidence = joinEvidence(evidence)
}

// JoinFigures does for figures what [JoinClaims] does for claims. Of several wordings of
// the value it keeps the shortest, and of equally long ones the least.
func JoinFigures(have *Figure, more ...*Figure) {
	evidence := slices.Clone(have.Evidence)
	for _, m := range more {
		if cmp.Or(cmp.Compare(len(m.Stated), len(have.Stated)), cmp.Compare(m.Stated, have.Stated)) < 0 {
			have.Stated = m.Stated
		}
		have.Recorded = min(have.Recorded, m.Recorded)
		have.Retracted = laterRetraction(have.Retracted, m.Retracted)
		have.Replaces = cmp.Or(have.Replaces, m.Replaces)
		have.PartOf = cmp.Or(have.PartOf, m.PartOf)
		evidence = append(evidence, m.Evidence...)
	}
	have.Evidence = joinEvidence(evidence)
}

// laterRetraction returns the retraction of a claim that two records state: it is
// live as long as one of them is.
func laterRetraction(a, b Day) Day {
	if a == "" || b == "" {
		return ""
	}
	return max(a, b)
}

// FinishClaim derives the keys of a claim that is complete and joined, and since when it is
// presumed to hold. document finds a document; nil where there is none. Both keys share
// one string, since ListKey ends with Key.
func FinishClaim(c *Claim, document func(ID) *Document) {
	c.presume(document)
	var room [4 * maxIDLength]byte
	text := AppendSubjectKey(room[:0], c.Subject, c.Rank)
	from := len(text)
	c.ListKey = string(appendRelationKey(text, c))
	c.Key = c.ListKey[from:]
}

// FinishFigure derives the key and the dates of a figure that is complete and
// joined. document finds a document; nil where there is none.
func FinishFigure(f *Figure, document func(ID) *Document) {
	f.Key = FigureKey(f)
	for _, e := range f.Evidence {
		d := document(e.Document)
		if d == nil || d.PublishedOn == "" {
			continue
		}
		if d.PublishedOn.Last() > f.AsOf.Last() {
			f.AsOf = d.PublishedOn
		}
		if f.Since == "" || d.PublishedOn.Last() < f.Since.Last() {
			f.Since = d.PublishedOn
		}
	}
}

// normalEvidence fills in defaults and ids, and orders evidence best first:
// higher confidence first, then the stronger basis, then curated before rules before
// models, then by document, paragraph and range.
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
	return joinEvidence(slices.Clone(evidence))
}

// joinEvidence orders evidence, in place. Of evidence with the same pointer it keeps the
// first in that order: that with the higher confidence, then on the stronger basis, then
// by the better method, then with a note.
func joinEvidence(evidence []Evidence) []Evidence {
	slices.SortFunc(evidence, func(x, y Evidence) int { return cmp.Or(cmp.Compare(x.ID, y.ID), compareEvidence(x, y)) })
	evidence = slices.CompactFunc(evidence, func(x, y Evidence) bool { return x.ID == y.ID })
	slices.SortFunc(evidence, compareEvidence)
	return evidence
}

// compareEvidence orders evidence best first, then by document, paragraph and range.
func compareEvidence(x, y Evidence) int {
	return cmp.Or(
		cmp.Compare(y.Confidence, x.Confidence),
		cmp.Compare(x.Basis.rank(), y.Basis.rank()),
		cmp.Compare(slices.Index(Methods, x.Method), slices.Index(Methods, y.Method)),
		cmp.Compare(x.Document, y.Document), cmp.Compare(x.Paragraph, y.Paragraph), cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End),
		cmp.Compare(x.ID, y.ID), emptyLast(x.Note, y.Note), emptyLast(x.SubjectAt, y.SubjectAt), emptyLast(x.ObjectAt, y.ObjectAt),
	)
}

// emptyLast orders texts; the empty one is last.
func emptyLast(x, y string) int {
	if (x == "") != (y == "") {
		return cmp.Compare(y, x)
	}
	return cmp.Compare(x, y)
}
