package loader

import (
	"iter"
	"slices"
	"strings"

	"policygraph/graph"
)

// makeClaims makes, in c's scratch, the claims that a record stands for: one for
// each subject and object. They are unsure where their ids may be others, since
// part of the record could not be read.
func (c *checking) makeClaims(r *claimLine) (unsure bool) {
	at, s := r.position, c.scratch
	s.begin()
	if c.tooMany(at, &r.statementRecord, len(r.Subject)*len(r.Object)) {
		return false
	}
	s.subjects, s.objects = c.knownAll(s.subjects, at, "subject", r.Subject), c.knownAll(s.objects, at, "object", r.Object)
	under := c.knownUnder(at, &r.statementRecord)
	unsure = r.faulty || under == "" && r.Under.given()
	recorded, retracted := c.clocks(at, &r.statementRecord, r.Document)
	proofs := c.evidence(at, &r.statementRecord, r.Document)
	quotes := c.quotes(proofs)
	c.checkClaimValues(r)

	for _, subject := range s.subjects {
		for _, object := range s.objects {
			if r.Type.Value == "" || !c.allowed(r, subject, object) {
				continue
			}
			claim := takeOne(s, &s.claims)
			*claim = graph.Claim{
				Type: r.Type.Value, Subject: subject.id, Object: object.id,
				Role: keep(c, r.Role.Value), Rank: int(r.Rank.Value), Stage: r.Stage.Value,
				Expected: keep(c, r.Expected.Value), Under: under, Certainty: r.Certainty.Value,
				ValidTime: graph.Period{From: keep(c, r.ValidFrom.Value), To: keep(c, r.ValidTo.Value)}, Occurrence: int(r.Again.Value),
				Recorded: recorded, Retracted: retracted, Replaces: c.referred(r.Replaces, at.file, claimSort), Evidence: s.evidenceOf(proofs),
			}
			if r.Amount.Value.given() {
				claim.Amount = takeOne(s, &s.amounts)
				*claim.Amount = r.Amount.Value.float()
			}
			graph.CompleteClaim(claim, c.entities.firstOf)
			s.made, s.ends = append(s.made, claim), append(s.ends, [2]uint32{subject.number, object.number})
			c.checkClaimQuotes(claim, quotes)
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

// knownAll resolves, in out's room, a record's list of entities and drops those
// that are not known or are there twice, which is reported.
func (c *checking) knownAll(out []end, at position, key string, ids oneOrMore[graph.ID]) []end {
	out = out[:0]
	var seen map[graph.ID]bool // of several
	if len(ids) > 1 {
		seen = make(map[graph.ID]bool, len(ids))
	}
	for _, id := range ids {
		number, ok := c.known(at.on(id.Line), key, id.Value)
		if !ok {
			continue
		}
		resolved := c.entities.ids[number]
		if seen[resolved] {
			c.report(at.on(id.Line), "%s: %s is there twice: delete one", key, id.Value)
			continue
		}
		if len(ids) > 1 {
			seen[resolved] = true
		}
		out = append(out, end{resolved, number, id.Line})
	}
	return out
}

// checkClaimValues checks what concerns the record's own keys only.
func (c *checking) checkClaimValues(r *claimLine) {
	at := r.position
	if row := r.Type.Value.Relation(); row != nil && r.Role.Value != "" && len(row.Roles) > 0 && !slices.Contains(row.Roles, r.Role.Value) {
		near := suggest(r.Role.Value, func() iter.Seq[string] { return slices.Values(row.Roles) })
		c.report(at.on(r.Role.Line), "role: %.60q is no role of %s%s: write %s", r.Role.Value, row.Type, near, orList(row.Roles))
	}
	if from, to := r.ValidFrom.Value, r.ValidTo.Value; from != "" && to != "" && from.First() > to.Last() {
		c.report(at.on(r.ValidTo.Line), "valid_to: %s is before valid_from %s: correct one of them", to, from)
	}
	if r.Certainty.Value == graph.Implied && !noted(&r.statementRecord) {
		c.report(at.on(r.Certainty.Line), "certainty: an implied claim says on what basis: add a note")
	}
}

func noted(r *statementRecord) bool {
	return r.Note.Value != "" || slices.ContainsFunc(r.Evidence, func(e evidenceRecord) bool { return e.Note.Value != "" })
}

// allowed checks a pair of ends against the vocabulary.
func (c *checking) allowed(r *claimLine, subject, object end) bool {
	if subject.number == object.number {
		c.report(r.on(object.line), "object: %s is related to itself: name another entity", object.id)
		return false
	}
	row, s, o := r.Type.Value.Relation(), subject.id.Kind(), object.id.Kind()
	if row.Allows(s, o) {
		return true
	}
	c.report(r.on(r.Type.Line), "type: %s does not relate %s (%s) to %s (%s): it relates %s", row.Type, subject.id, s.Prefix(), object.id, o.Prefix(), endsInWords(row))
	return false
}

// endsInWords says what a type relates, such as "agency or region to policy".
func endsInWords(row *graph.Relation) string {
	var ways []string
	for _, e := range row.Ends {
		if e.SameKind {
			ways = append(ways, "two of one kind: "+orList(prefixes(e.Subjects)))
			continue
		}
		ways = append(ways, orList(prefixes(e.Subjects))+" to "+orList(prefixes(e.Objects)))
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
