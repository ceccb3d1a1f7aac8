package check

import (
	"iter"
	"slices"
	"strings"

	"policygraph/graph"
	"policygraph/loader/problem"
	"policygraph/loader/record"
)

// makeClaims makes, in m's scratch, the claims that a record stands for: one for
// each subject and object. It reports whether their ids are unsure because part of
// the record could not be read.
func (m *maker) makeClaims(r *record.ClaimLine) (unsure bool) {
	at, s := r.Position, m.scratch
	s.begin()
	if m.tooMany(at, &r.Statement, len(r.Subject)*len(r.Object)) {
		return false
	}
	s.subjects, s.objects = m.knownAll(s.subjects, at, "subject", r.Subject), m.knownAll(s.objects, at, "object", r.Object)
	under := m.knownUnder(at, &r.Statement)
	unsure = r.Faulty || under == "" && r.Under.Given()
	recorded, retracted := m.clocks(at, &r.Statement, r.Document)
	short := shortForm(at, &r.Statement, r.Document)
	short.SubjectAt, short.ObjectAt = r.SubjectAt, r.ObjectAt
	proofs := m.evidence(record.ClaimType, &r.Statement, short)
	quotes := m.quotations(proofs)
	m.checkClaimValues(r)
	if m.quotes != nil && m.hasBases() {
		m.checkClaimText(r, proofs, quotes)
	}
	certainty := m.certainty(r)

	for _, subject := range s.subjects {
		for _, object := range s.objects {
			if r.Type.Value == "" || !m.allowed(r, subject, object) {
				continue
			}
			claim := takeOne(s, &s.claims)
			*claim = graph.Claim{
				Type: r.Type.Value, Subject: subject.id, Object: object.id,
				Role: keep(m.interner, r.Role.Value), Rank: int(r.Rank.Value), Stage: r.Stage.Value,
				Expected: keep(m.interner, r.Expected.Value), Under: under, Certainty: certainty,
				ValidTime: graph.Period{From: keep(m.interner, r.ValidFrom.Value), To: keep(m.interner, r.ValidTo.Value)}, Occurrence: int(r.Again.Value),
				Recorded: recorded, Retracted: retracted, Replaces: keep(m.interner, m.referred(r.Replaces.Value, at.File, record.ClaimType)), Evidence: s.evidenceOf(proofs),
			}
			if r.Amount.Value.Given() {
				claim.Amount = takeOne(s, &s.amounts)
				*claim.Amount = r.Amount.Value.Float()
			}
			graph.CompleteClaim(claim, m.entities.firstOf)
			s.made, s.ends = append(s.made, claim), append(s.ends, [2]uint32{subject.number, object.number})
			m.checkClaimQuotes(r, claim, subject.id, proofs, quotes)
		}
	}
	return unsure
}

// end is an entity that a record names.
type end struct {
	id     graph.ID // its present one
	number uint32
	line   int
}

// knownAll resolves a record's list of entities into out's memory. It reports and
// drops those that are unknown or listed twice.
func (m *maker) knownAll(out []end, at problem.Position, key string, ids record.OneOrMore[graph.ID]) []end {
	out = out[:0]
	var seen map[graph.ID]bool // of several
	if len(ids) > 1 {
		seen = make(map[graph.ID]bool, len(ids))
	}
	for _, id := range ids {
		number, ok := m.known(at.On(id.Line), key, id.Value)
		if !ok {
			continue
		}
		resolved := m.entities.ids[number]
		if seen[resolved] {
			m.report(at.On(id.Line), "%s: %s is listed twice; delete one", key, id.Value)
			continue
		}
		if len(ids) > 1 {
			seen[resolved] = true
		}
		out = append(out, end{resolved, number, id.Line})
	}
	return out
}

// checkClaimValues checks what depends on the record's own keys only.
func (m *maker) checkClaimValues(r *record.ClaimLine) {
	at := r.Position
	if row := r.Type.Value.Relation(); row != nil && r.Role.Value != "" && len(row.Roles) > 0 && !slices.Contains(row.Roles, r.Role.Value) {
		near := record.Suggest(r.Role.Value, func() iter.Seq[string] { return slices.Values(row.Roles) })
		m.report(at.On(r.Role.Line), "role: unknown role %.60q of %s%s; expected %s", r.Role.Value, row.Type, near, record.OrList(row.Roles))
	}
	if from, to := r.ValidFrom.Value, r.ValidTo.Value; from != "" && to != "" && from.First() > to.Last() {
		m.report(at.On(r.ValidTo.Line), "valid_to: %s is before valid_from %s; correct one of them", to, from)
	}
	if !m.hasBases() && r.Certainty.Value == graph.Implied && !noted(&r.Statement) {
		m.report(at.On(r.Certainty.Line), "certainty: missing basis of an implied claim; add a note")
	}
}

func noted(r *record.Statement) bool {
	return r.Note.Value != "" || slices.ContainsFunc(r.Evidence, func(e record.Evidence) bool { return e.Note.Value != "" })
}

// allowed checks a pair of ends against the vocabulary.
func (m *maker) allowed(r *record.ClaimLine, subject, object end) bool {
	if subject.number == object.number {
		m.report(r.On(object.line), "object: %s is also the subject; name another entity", object.id)
		return false
	}
	row, s, o := r.Type.Value.Relation(), subject.id.Kind(), object.id.Kind()
	if row.Allows(s, o) {
		return true
	}
	m.report(r.On(r.Type.Line), "type: %s does not relate %s (%s) to %s (%s); it relates %s", row.Type, subject.id, s.Prefix(), object.id, o.Prefix(), endsInWords(row))
	return false
}

// endsInWords describes what a type relates, such as "agency or region to policy".
func endsInWords(row *graph.Relation) string {
	var ways []string
	for _, e := range row.Ends {
		if e.SameKind {
			ways = append(ways, "two of one kind: "+record.OrList(prefixes(e.Subjects)))
			continue
		}
		ways = append(ways, record.OrList(prefixes(e.Subjects))+" to "+record.OrList(prefixes(e.Objects)))
	}
	return strings.Join(ways, "; ")
}

func prefixes(kinds []graph.Kind) []string {
	if len(kinds) == len(graph.Kinds) {
		return []string{"anything"}
	}
	out := make([]string, len(kinds))
	for i, k := range kinds {
		out[i] = k.Prefix()
	}
	return out
}
