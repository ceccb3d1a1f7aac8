package memory

import (
	"strings"

	"policygraph/graph"
)

// answer makes the records of one answer from rows. Callers must call expect or
// expectEvidence first, which allocate the memory of all records at once.
type answer struct {
	*snapshot
	omit         graph.Omit
	text         strings.Builder
	scratch      []byte
	claims       []graph.Claim
	evidence     []graph.Evidence
	prefetchSink int // prevents the compiler from eliding the prefetch
}

// The bytes of text that a claim and a piece of evidence need.
const (
	claimText    = 64
	evidenceText = len("evidence:claim-xxxxxxxxxxxx-xxxxxxxx") + 8
)

// expect allocates claims and prefetches what they are made of. Its loops are so short
// that their cache misses overlap; a claim made on its own spends half of its time on
// them.
func (a *answer) expect(claims []int32) {
	pieces := 0
	for _, i := range claims {
		pieces += a.pieces(i)
	}
	if a.omit&graph.OmitEvidence != 0 {
		pieces = 0
	}
	for _, i := range claims {
		c := &a.snapshot.claims[i]
		subject, object := a.entities[c.subject].ID, a.entities[c.object].ID
		a.prefetchSink += int(subject[0]) + int(object[0]) // the caller reads them next
		if pieces > 0 && !c.several() && c.evidence != noEvidence {
			a.prefetchSink += len(a.documents[a.snapshot.evidence[c.evidence].document].ID)
		}
	}
	a.claims = make([]graph.Claim, 0, len(claims))
	a.expectEvidence(pieces)
	a.text.Grow(len(claims)*claimText + pieces*evidenceText)
}

// expectEvidence allocates this many pieces of evidence.
func (a *answer) expectEvidence(pieces int) { a.evidence = make([]graph.Evidence, 0, pieces) }

// since returns the text written since a mark.
func (a *answer) since(mark int) string { return a.text.String()[mark:] }

func (a *answer) date(d date) string {
	mark := a.text.Len()
	d.write(&a.text)
	return a.since(mark)
}

func (a *answer) id(prefix string, hash uint64) graph.ID {
	mark := a.text.Len()
	a.text.WriteString(prefix)
	a.scratch = graph.AppendHash(a.scratch[:0], hash, graph.StatementDigits)
	a.text.Write(a.scratch)
	return graph.ID(a.since(mark))
}

// claim returns a claim.
func (a *answer) claim(i int32) *graph.Claim {
	return a.claimNamed(i, a.id(graph.ClaimPrefix, a.snapshot.claims[i].id))
}

// claimNamed returns a claim whose id was written before.
func (a *answer) claimNamed(i int32, id graph.ID) *graph.Claim {
	row := &a.snapshot.claims[i]
	c := extend(&a.claims)
	c.ID, c.Type, c.Certainty = id, graph.Vocabulary[row.relation].Type, row.certainty()
	c.Subject, c.Object = a.entities[row.subject].ID, a.entities[row.object].ID
	if a.omit&graph.OmitEvidence == 0 {
		c.Evidence = a.evidenceOfStatement(id, claimEvidence, row.id, row.evidence, row.several())
	}
	if a.omit&graph.OmitClaim != 0 {
		return c
	}
	c.Stage = row.stage()
	if row.role != 0 && row.role != manyRoles {
		c.Role = a.roles[row.role-1]
	}
	c.ValidTime.From, c.ValidTime.To = graph.PartialDate(a.date(row.from)), graph.PartialDate(a.date(row.to))
	c.Recorded, c.PresumedFrom = graph.Day(a.date(row.recorded)), graph.Day(a.date(row.presumed))
	if row.under >= 0 {
		c.Under = a.entities[row.under].ID
	}
	if row.has != 0 {
		a.fill(c, i, row.has)
	}
	return c
}

// fill sets the fields that few claims have.
func (a *answer) fill(c *graph.Claim, i int32, has uint8) {
	rare := &a.rareClaims
	if has&hasAmount != 0 {
		amount := rare.amount.at(i)
		c.Amount = &amount
	}
	if has&hasRank != 0 {
		c.Rank = int(rare.rank.at(i))
	}
	if has&hasExpected != 0 {
		c.Expected = graph.PartialDate(a.date(rare.expected.at(i)))
	}
	if has&hasOccurrence != 0 {
		c.Occurrence = int(rare.again.at(i))
	}
	if has&hasReplaces != 0 {
		c.Replaces = a.id(graph.ClaimPrefix, rare.replaces.at(i))
	}
	if has&hasReplacedBy != 0 {
		c.ReplacedBy = a.id(graph.ClaimPrefix, rare.replacedBy.at(i))
	}
	if has&hasRetracted != 0 {
		c.Retracted = graph.Day(a.date(rare.retracted.at(i)))
	}
	if has&hasRole != 0 {
		c.Role = a.roles[rare.role.at(i)-1]
	}
}

// figure returns a figure.
func (a *answer) figure(i int32) *graph.Figure {
	row := &a.figures[i]
	f := &graph.Figure{
		ID: a.id(graph.FigurePrefix, row.id), Subject: a.entities[row.subject].ID, Indicator: a.indicators[row.indicator].ID,
		Unit: a.figureTexts.at(row.unit), Stated: a.figureTexts.at(row.stated), Condition: a.figureTexts.at(row.condition),
		Comparator: graph.Comparators[row.comparator], Status: graph.FigureStatuses[row.status],
	}
	if row.state&(figureValue|figureMax) != 0 {
		values := [2]float64{row.value, row.max}
		if row.state&figureValue != 0 {
			f.Value = &values[0]
		}
		if row.state&figureMax != 0 {
			f.ValueMax = &values[1]
		}
	}
	if row.under >= 0 {
		f.Under = a.entities[row.under].ID
	}
	f.Period.From, f.Period.To = graph.PartialDate(a.date(row.from)), graph.PartialDate(a.date(row.to))
	f.Recorded, f.AsOf, f.Since = graph.Day(a.date(row.recorded)), graph.PartialDate(a.date(row.asOf)), graph.PartialDate(a.date(row.since))
	for _, part := range a.breakdowns.of(i) {
		f.Breakdown = append(f.Breakdown, a.entities[part].ID)
	}
	rare := &a.rareFigures
	if row.has&figurePartOf != 0 {
		f.PartOf = a.id(graph.FigurePrefix, rare.partOf.at(i))
	}
	if row.has&figureOccurrence != 0 {
		f.Occurrence = int(rare.again.at(i))
	}
	if row.has&figureReplaces != 0 {
		f.Replaces = a.id(graph.FigurePrefix, rare.replaces.at(i))
	}
	if row.has&figureReplacedBy != 0 {
		f.ReplacedBy = a.id(graph.FigurePrefix, rare.replacedBy.at(i))
	}
	if row.has&figureRetracted != 0 {
		f.Retracted = graph.Day(a.date(rare.retracted.at(i)))
	}
	if a.omit&graph.OmitEvidence == 0 {
		f.Evidence = a.evidenceOfStatement(f.ID, figureEvidence, row.id, row.evidence, row.several())
	}
	return f
}

// The prefixes of ids of evidence, by the type of their statement.
const (
	claimEvidence  = "evidence:claim-"
	figureEvidence = "evidence:figure-"
)

// evidenceOfStatement returns a statement's evidence.
func (a *answer) evidenceOfStatement(statement graph.ID, prefix string, hash uint64, evidence uint32, several bool) []graph.Evidence {
	from := len(a.evidence)
	if several {
		for _, e := range a.evidenceList(evidence) {
			a.piece(&a.snapshot.evidence[e], statement, prefix, hash)
		}
	} else if evidence != noEvidence {
		a.piece(&a.snapshot.evidence[evidence], statement, prefix, hash)
	}
	return a.evidence[from:len(a.evidence):len(a.evidence)]
}

const hexDigits = "0123456789abcdef"

// piece appends a piece of evidence of a statement.
func (a *answer) piece(row *piece, statement graph.ID, prefix string, hash uint64) {
	mark := a.text.Len()
	a.text.WriteString(prefix)
	b := graph.AppendHash(a.scratch[:0], hash, graph.StatementDigits)
	b = append(b, '-')
	b = graph.AppendHash(b, row.hash(), graph.EvidenceDigits)
	idEnd := mark + len(prefix) + len(b)
	if row.checked {
		for shift := 28; shift >= 0; shift -= 4 {
			b = append(b, hexDigits[row.check>>shift&15])
		}
	}
	a.text.Write(b)
	a.scratch = b
	m := &a.provenances[row.provenance]
	text := a.text.String()
	e := extend(&a.evidence)
	e.ID, e.Statement, e.Document = graph.ID(text[mark:idEnd]), statement, a.documents[row.document].ID
	e.Paragraph, e.Start, e.End, e.Check = int(row.paragraph), int(row.start), int(row.end), text[idEnd:]
	e.Method, e.Confidence, e.Note, e.Basis = graph.Methods[m.method], m.confidence, a.notes.at(m.note), bases[m.basis]
	e.SubjectAt, e.ObjectAt = a.notes.at(m.subjectAt), a.notes.at(m.objectAt)
}

// extend appends a zero value to a list and returns a pointer to it, so that a
// large value is filled in without being copied.
func extend[T any](list *[]T) *T {
	if len(*list) == cap(*list) {
		var none T
		*list = append(*list, none)
	} else {
		*list = (*list)[:len(*list)+1]
	}
	return &(*list)[len(*list)-1]
}
